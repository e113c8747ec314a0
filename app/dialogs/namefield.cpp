#include "app/dialogs/namefield.h"

#include "app/rooms/roomcontrol.h"
#include "app/widgets/widgets.h"

#include <QLineEdit>

namespace sketchroom {

using namespace Qt::StringLiterals;

NameField::NameField(RoomControl &rooms, QWidget *parent)
    : QWidget(parent)
    , m_rooms(rooms)
    , m_name(new QLineEdit(suggestedName()))
{
    m_name->setObjectName("userName"_L1);
    m_name->setMaxLength(Limits{}.nameLength);
    m_name->setPlaceholderText(tr("What the others call you"));
    m_name->setAccessibleName(tr("Your name"));
    m_name->selectAll();
    setFocusProxy(m_name);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, gridStep);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Your name"), "caption"_ba));
    layout->addWidget(m_name);
    setVisible(!rooms.identity().isNamed);
}

QString NameField::commit()
{
    if (m_rooms.identity().isNamed)
        return {};
    if (cleanName(m_name->text()).isEmpty()) {
        m_name->setFocus();
        return tr("Enter your name, so that the others know who draws.");
    }
    m_rooms.setName(m_name->text());
    return {};
}

} // namespace sketchroom
