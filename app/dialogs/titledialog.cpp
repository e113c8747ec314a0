#include "app/dialogs/titledialog.h"

#include "app/session/boardsession.h"
#include "app/widgets/widgets.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

TitleDialog::TitleDialog(BoardSession &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_title(new QLineEdit(session.room().title))
{
    setWindowTitle(tr("Rename the room"));
    m_title->setObjectName("title"_L1);
    m_title->setAccessibleName(tr("Name of the room"));
    m_title->setMaxLength(titleLength);
    m_title->selectAll();
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(tr("&Rename"), QDialogButtonBox::AcceptRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &TitleDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &TitleDialog::reject);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Rename the room"), "title"_ba));
    layout->addWidget(makeLabel(tr("Everybody sees the name. The address stays as it is."), "hint"_ba, Wrap::Yes));
    layout->addWidget(m_title);
    layout->addSpacing(gridStep);
    layout->addWidget(buttons);
    setMinimumWidth(gridStep * 50);
}

void TitleDialog::accept()
{
    RoomActionMessage message;
    message.action = RoomVerb::Title;
    message.title = m_title->text();
    m_session.act(message);
    QDialog::accept();
}

} // namespace sketchroom
