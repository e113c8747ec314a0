#include "app/window/roomdialogs.h"

#include "app/dialogs/accessdialog.h"
#include "app/dialogs/endsession.h"
#include "app/dialogs/hostdialog.h"
#include "app/dialogs/invitedialog.h"
#include "app/dialogs/joindialog.h"
#include "app/dialogs/restoredialog.h"
#include "app/dialogs/startdialog.h"
#include "app/rooms/roomcontrol.h"
#include "app/widgets/widgets.h"
#include "app/window/filecontrol.h"

#include <QApplication>
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
    // When whoever has told of it has done with it.
    connect(&rooms.session(), &BoardSession::stateChanged, this, &RoomDialogs::meetDemand, Qt::QueuedConnection);
}

void RoomDialogs::meetDemand()
{
    const RoomLink *const link = m_rooms.session().link();
    const auto demand = link ? link->demand() : std::nullopt;
    if (!demand || demand->kind == Demand::Kind::Encryption || m_asking)
        return;
    if (demand->kind == Demand::Kind::Room) {
        if (!m_joining)
            makeJoin()->takeOver();
        return;
    }
    QWidget *const above = QApplication::activeModalWidget();
    m_asking = new AccessDialog(*demand, link->address(), m_rooms.access(), above ? above : &m_window);
    m_asking->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_asking, &QDialog::finished, this, [this](int result) {
        RoomLink *const asking = m_rooms.session().link();
        if (!asking || !asking->demand())
            return;
        if (result == QDialog::Accepted)
            asking->retryNow();
        else
            asking->close(asking->problem());
    });
    m_asking->open();
}

void RoomDialogs::showStart()
{
    auto *const dialog = new StartDialog(m_rooms, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &StartDialog::startWanted, this, &RoomDialogs::showHost);
    connect(dialog, &StartDialog::joinWanted, this, [this] { showJoin(); });
    connect(dialog, &StartDialog::roomWanted, this, [this](const RecentRoom &room) { showJoin(room); });
    connect(dialog, &StartDialog::aloneWanted, this, &RoomDialogs::drawAlone);
    connect(dialog, &StartDialog::fileWanted, &m_files, &FileControl::open);
    dialog->open();
}

void RoomDialogs::showJoin()
{
    makeJoin();
}

void RoomDialogs::showJoin(const RecentRoom &room)
{
    makeJoin()->begin(room);
}

JoinDialog *RoomDialogs::makeJoin()
{
    m_joining = new JoinDialog(m_rooms, &m_window);
    m_joining->setMayLeave([this] { return m_files.mayLeaveBoard(); });
    m_joining->setAttribute(Qt::WA_DeleteOnClose);
    m_joining->open();
    return m_joining;
}

void RoomDialogs::drawAlone()
{
    if (!m_rooms.isAlone() && m_files.mayLeaveBoard())
        m_rooms.drawAlone();
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
    if (mayEndSession(m_rooms, m_window))
        m_rooms.leave();
}

void RoomDialogs::showDeletions()
{
    auto *const dialog = new RestoreDialog(m_rooms.session(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void RoomDialogs::continueHere()
{
    if (const auto done = m_rooms.continueHere(); done)
        showInvitation();
    else
        warn(tr("The session cannot be continued here"), done.error().message);
}

bool RoomDialogs::canContinueHere() const
{
    return m_rooms.canContinueHere();
}

void RoomDialogs::warn(const QString &title, const QString &sentence)
{
    auto *const box = new QMessageBox(QMessageBox::Warning, title, sentence, QMessageBox::Ok, &m_window);
    dressMessage(*box, u"warning"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void RoomDialogs::offerCopy()
{
    QMessageBox box(QMessageBox::Question, tr("The room has begun anew"),
                    tr("“%1” is another board on its host now.").arg(m_rooms.roomName()), QMessageBox::NoButton,
                    &m_window);
    box.setInformativeText(
        tr("What you see is your copy of the board that it was, with %n shape(s). The host may have lost it.", nullptr,
           int(m_rooms.session().document().size())));
    QPushButton *const putUp = box.addButton(tr("Put my copy up as a &new room"), QMessageBox::AcceptRole);
    QPushButton *const take = box.addButton(tr("&Open the other board"), QMessageBox::DestructiveRole);
    QPushButton *const keep = box.addButton(tr("&Keep my copy to myself"), QMessageBox::RejectRole);
    box.setDefaultButton(putUp);
    box.setEscapeButton(keep);
    dressMessage(box, u"room"_s);
    box.exec();
    if (box.clickedButton() == putUp)
        m_rooms.putUpAsNewRoom();
    else if (box.clickedButton() == take)
        m_rooms.takeNewBoard();
    else
        m_rooms.keepCopy();
}

bool RoomDialogs::offerUnsent()
{
    const QList<UnsentEdits> unsent = m_rooms.unsent();
    const auto room = unsent.isEmpty() ? std::nullopt : recentRoomFromText(unsent.last().room);
    if (!room)
        return false;
    const QString name = QString::fromLatin1(room->address.room);
    QMessageBox box(
        QMessageBox::Question, tr("Changes that were not sent"),
        tr("%n change(s) of yours did not reach the room “%1”.", nullptr, int(unsent.last().count)).arg(name),
        QMessageBox::NoButton, &m_window);
    box.setInformativeText(
        tr("Nothing is lost: this computer has kept it. Continue in the room to see it at once; it is sent when the "
           "room can be reached."));
    QPushButton *const go = box.addButton(tr("&Continue in “%1”").arg(name), QMessageBox::AcceptRole);
    box.addButton(tr("&Later"), QMessageBox::RejectRole);
    box.setDefaultButton(go);
    dressMessage(box, u"room"_s);
    box.exec();
    if (box.clickedButton() != go)
        return false;
    if (!room->isOwn())
        m_rooms.join(room->address);
    else if (const auto hosted = m_rooms.hostAgain(room->address.room); !hosted)
        warn(tr("The room cannot be opened"), hosted.error().message);
    return true;
}

} // namespace sketchroom
