#include "app/rooms/roomdialogs.h"

#include "app/rooms/hostdialog.h"
#include "app/rooms/invitedialog.h"
#include "app/rooms/roomcontrol.h"
#include "app/rooms/roompicker.h"
#include "app/ui/filecontrol.h"
#include "app/ui/widgets.h"

#include <QMessageBox>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

RoomDialogs::RoomDialogs(RoomControl &rooms, FileControl &files, QWidget &window)
    : QObject(&window)
    , m_rooms(rooms)
    , m_files(files)
    , m_window(window)
{
}

void RoomDialogs::showPicker()
{
    if (!mayEndSession() || !m_files.mayLoseBoard())
        return;
    auto *const picker = new RoomPicker(m_rooms, &m_window);
    picker->setAttribute(Qt::WA_DeleteOnClose);
    connect(picker, &RoomPicker::hostWanted, this, &RoomDialogs::showHost);
    connect(picker, &RoomPicker::fileWanted, &m_files, &FileControl::open);
    picker->open();
}

void RoomDialogs::showHost()
{
    if (m_rooms.isHosting()) {
        showInvitation();
        return;
    }
    auto *const dialog = new HostDialog(m_rooms, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &HostDialog::accepted, this, &RoomDialogs::showInvitation);
    dialog->open();
}

void RoomDialogs::showInvitation()
{
    if (m_rooms.isAlone()) {
        showHost();
        return;
    }
    auto *const dialog = new InviteDialog(m_rooms, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &InviteDialog::endWanted, this, &RoomDialogs::leaveRoom);
    dialog->open();
}

void RoomDialogs::leaveRoom()
{
    if (mayEndSession())
        m_rooms.leave();
}

bool RoomDialogs::mayEndSession()
{
    const int guests = m_rooms.guests();
    if (guests == 0)
        return true;
    QMessageBox box(QMessageBox::Question, tr("End the session?"),
                    tr("The session that you host has %n guest(s).", nullptr, guests), QMessageBox::Cancel, &m_window);
    box.setInformativeText(tr("When it ends they keep the board, but no longer see each other. What was drawn stays "
                              "on this computer, and is there when you host the room again."));
    QPushButton *const end = box.addButton(tr("&End the session"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    dressMessage(box, u"people"_s);
    box.exec();
    return box.clickedButton() == end;
}

} // namespace sketchroom
