#include "app/rooms/hostdialog.h"

#include "app/rooms/identityfields.h"
#include "app/rooms/roomcontrol.h"
#include "app/ui/widgets.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

HostDialog::HostDialog(RoomControl &rooms, QWidget *parent)
    : QDialog(parent)
    , m_rooms(rooms)
    , m_room(new QLineEdit(QString::fromLatin1(suggestedRoomId(rooms.random()))))
    , m_identity(new IdentityFields(rooms))
    , m_error(makeLabel({}, "error"_ba, Wrap::Yes))
{
    setWindowTitle(tr("Host a session"));
    m_room->setObjectName("roomName"_L1);
    m_room->setAccessibleName(tr("Name of the room"));
    m_room->selectAll();
    m_error->hide();
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(tr("&Host"), QDialogButtonBox::AcceptRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &HostDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &HostDialog::reject);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Host a session on this computer"), "title"_ba));
    layout->addWidget(makeLabel(tr("Others on your network join with an address that you tell them. What is on the "
                                   "board goes into the room, and the room is kept on this computer."),
                                "hint"_ba, Wrap::Yes));
    layout->addSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Name of the room"), "caption"_ba));
    layout->addWidget(m_room);
    layout->addSpacing(gridStep);
    layout->addWidget(m_identity);
    layout->addWidget(m_error);
    layout->addSpacing(gridStep);
    layout->addWidget(buttons);
    setMinimumWidth(gridStep * 60);
}

void HostDialog::accept()
{
    if (const QString problem = m_identity->commit(); !problem.isEmpty()) {
        refuse(problem);
        return;
    }
    const RoomId room = roomIdFrom(m_room->text());
    if (room.isEmpty()) {
        refuse(tr("A room's name is made of the letters a to z, digits and hyphens, such as “plan-2”."));
        m_room->setFocus();
        return;
    }
    if (const auto hosted = m_rooms.host(room); !hosted)
        refuse(hosted.error().message);
    else
        QDialog::accept();
}

void HostDialog::refuse(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->show();
}

} // namespace sketchroom
