#include "app/rooms/identityfields.h"

#include "app/panels/colorrow.h"
#include "app/rooms/roomcontrol.h"
#include "app/ui/widgets.h"

#include <QLineEdit>

namespace sketchroom {

using namespace Qt::StringLiterals;

IdentityFields::IdentityFields(RoomControl &rooms, QWidget *parent)
    : QWidget(parent)
    , m_rooms(rooms)
    , m_name(new QLineEdit(rooms.identity().name))
    , m_colors(new PersonColorRow(rooms.identity().color))
{
    m_name->setObjectName("userName"_L1);
    m_name->setMaxLength(Limits{}.nameLength);
    m_name->setPlaceholderText(tr("Your name"));
    m_name->setAccessibleName(tr("Your name"));
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Your name and colour, as the others see them"), "caption"_ba));
    auto *const row = new QHBoxLayout;
    row->setSpacing(gridStep * 2);
    row->addWidget(m_name, 1);
    row->addWidget(m_colors);
    layout->addLayout(row);
}

QString IdentityFields::commit()
{
    if (cleanName(m_name->text()).isEmpty())
        return tr("Enter your name, so that the others know who draws.");
    m_rooms.setIdentity(m_name->text(), m_colors->color());
    return {};
}

} // namespace sketchroom
