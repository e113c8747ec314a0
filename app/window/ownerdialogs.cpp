#include "app/window/ownerdialogs.h"

#include "app/dialogs/bansdialog.h"
#include "app/dialogs/membersdialog.h"
#include "app/dialogs/secretdialog.h"
#include "app/dialogs/titledialog.h"
#include "app/rooms/roomcontrol.h"
#include "app/view/boardview.h"
#include "app/widgets/icons.h"
#include "app/widgets/widgets.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

RoomActionMessage actOn(RoomVerb action, const PeerId &peer)
{
    RoomActionMessage message;
    message.action = action;
    message.peer = peer;
    return message;
}

/// Shows `dialog` until it is closed.
void openOnce(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace

OwnerDialogs::OwnerDialogs(RoomControl &rooms, const BoardView &view, QWidget &window)
    : QObject(&window)
    , m_rooms(rooms)
    , m_view(view)
    , m_window(window)
{
}

void OwnerDialogs::act(RoomVerb action)
{
    m_rooms.session().act(actOn(action, {}));
}

void OwnerDialogs::summon()
{
    Presence presence;
    presence.view = m_view.mapToScene(m_view.viewport()->rect()).boundingRect();
    m_rooms.session().setPresence(presence);
    act(RoomVerb::Summon);
}

void OwnerDialogs::toggleLock()
{
    act(m_rooms.session().room().locked ? RoomVerb::Unlock : RoomVerb::Lock);
}

void OwnerDialogs::renameRoom()
{
    openOnce(new TitleDialog(m_rooms.session(), &m_window));
}

void OwnerDialogs::setSecret()
{
    openOnce(new SecretDialog(m_rooms, &m_window));
}

void OwnerDialogs::showBans()
{
    openOnce(new BansDialog(m_rooms.session(), &m_window));
}

void OwnerDialogs::showMembers()
{
    openOnce(new MembersDialog(m_rooms.session(), &m_window));
}

void OwnerDialogs::clearBoard()
{
    const auto shapes = int(m_rooms.session().document().size());
    auto *const box =
        new QMessageBox(QMessageBox::Question, tr("Clear the board?"),
                        tr("This deletes all that is on the board, %n shape(s), for everybody.", nullptr, shapes),
                        QMessageBox::Cancel, &m_window);
    box->setInformativeText(tr("You can bring them back with Undo."));
    const QPushButton *const clear = box->addButton(tr("C&lear the board"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    dressMessage(*box, u"delete"_s);
    connect(clear, &QPushButton::clicked, this, [this] { act(RoomVerb::Clear); });
    openOnce(box);
}

void OwnerDialogs::showPersonMenu(const PeerId &peer, QPoint at)
{
    const auto found = m_rooms.session().peers().find(peer);
    if (found == m_rooms.session().peers().end())
        return;
    auto *const menu = new QMenu(&m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName("personMenu"_L1);
    const QString name = found->second.info.name;
    connect(menu->addAction(tr("&Go to %1").arg(name)), &QAction::triggered, this,
            [this, peer] { Q_EMIT goToWanted(peer); });
    connect(menu->addAction(tr("&Follow %1").arg(name)), &QAction::triggered, this,
            [this, peer] { Q_EMIT followWanted(peer); });
    if (m_rooms.session().isOwner()) {
        menu->addSeparator();
        addRoles(*menu, peer, found->second.info.role);
        menu->addSeparator();
        connect(menu->addAction(tr("&Put out of the room…")), &QAction::triggered, this, [this, peer] { kick(peer); });
        connect(menu->addAction(tr("&Ban from the room…")), &QAction::triggered, this, [this, peer] { ban(peer); });
    }
    menu->popup(at);
}

void OwnerDialogs::addRoles(QMenu &menu, const PeerId &peer, Role now)
{
    auto *const roles = new QActionGroup(&menu);
    const auto addRole = [&](Role role, const QString &text) {
        QAction *const action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(now == role);
        roles->addAction(action);
        connect(action, &QAction::triggered, this, [this, peer, role] {
            RoomActionMessage message = actOn(RoomVerb::Role, peer);
            message.role = role;
            m_rooms.session().act(message);
        });
    };
    addRole(Role::Owner, tr("&Owner: decides here, as you do"));
    addRole(Role::Editor, tr("&Editor: draws"));
    addRole(Role::Viewer, tr("&Viewer: looks"));
}

void OwnerDialogs::decide(const ClientId &client, bool letIn)
{
    RoomActionMessage message;
    message.action = letIn ? RoomVerb::Admit : RoomVerb::TurnAway;
    message.client = client;
    m_rooms.session().act(message);
}

void OwnerDialogs::kick(const PeerId &peer)
{
    const auto found = m_rooms.session().peers().find(peer);
    if (found == m_rooms.session().peers().end())
        return; // they have left since the menu was opened
    auto *const box = new QMessageBox(QMessageBox::Question, tr("Put out of the room?"),
                                      tr("%1 is put out of the room, and can come back.").arg(found->second.info.name),
                                      QMessageBox::Cancel, &m_window);
    const QPushButton *const yes = box->addButton(tr("&Put out"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    dressMessage(*box, u"people"_s);
    connect(yes, &QPushButton::clicked, this, [this, peer] { m_rooms.session().act(actOn(RoomVerb::Kick, peer)); });
    openOnce(box);
}

void OwnerDialogs::ban(const PeerId &peer)
{
    const auto found = m_rooms.session().peers().find(peer);
    if (found == m_rooms.session().peers().end())
        return; // they have left since the menu was opened
    auto *const box =
        new QMessageBox(QMessageBox::Question, tr("Ban from the room?"),
                        tr("%1 is put out of the room and cannot come back.").arg(found->second.info.name),
                        QMessageBox::Cancel, &m_window);
    box->setInformativeText(tr("You can lift the ban under Room ▸ Banned people."));
    auto *const address = new QCheckBox(tr("Let &nobody else in from the same network address"));
    address->setObjectName("address"_L1);
    box->setCheckBox(address);
    const QPushButton *const yes = box->addButton(tr("&Ban"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    dressMessage(*box, u"people"_s);
    connect(yes, &QPushButton::clicked, this, [this, peer, address] {
        RoomActionMessage message = actOn(RoomVerb::Ban, peer);
        message.address = address->isChecked();
        m_rooms.session().act(message);
    });
    openOnce(box);
}

} // namespace sketchroom
