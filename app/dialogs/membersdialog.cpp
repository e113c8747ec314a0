#include "app/dialogs/membersdialog.h"

#include "app/session/boardsession.h"
#include "app/widgets/detaillist.h"
#include "app/widgets/widgets.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

QString wordFor(std::optional<Role> role)
{
    if (!role)
        return {};
    return *role == Role::Owner    ? MembersDialog::tr("Owner")
           : *role == Role::Editor ? MembersDialog::tr("Editor")
                                   : MembersDialog::tr("Viewer");
}

bool isHere(const ClientId &client, const BoardSession &session)
{
    return client == session.replica().client() ||
           std::any_of(session.peers().begin(), session.peers().end(),
                       [&](const auto &peer) { return peer.second.info.client == client; });
}

DetailList::Row rowOf(const Member &member, const BoardSession &session)
{
    const QString client = QString::fromLatin1(member.client);
    QStringList details;
    if (const QString role = wordFor(member.role); !role.isEmpty())
        details.append(role);
    if (isHere(member.client, session))
        details.append(MembersDialog::tr("here now"));
    else if (member.seen > 0)
        details.append(MembersDialog::tr("last seen %1")
                           .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(member.seen), QLocale::ShortFormat)));
    const QString name = member.client == session.replica().client() ? MembersDialog::tr("%1 (you)").arg(member.name)
                         : member.name.isEmpty() ? MembersDialog::tr("Somebody who did nothing here yet")
                                                 : member.name;
    return {client, name, details.join(u" · "_s)};
}

} // namespace

MembersDialog::MembersDialog(BoardSession &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_list(new DetailList(tr("Everybody who was here")))
{
    setWindowTitle(tr("Everybody who was here"));
    m_list->setObjectName("members"_L1);
    m_list->setEmptyText(tr("Asking the host…"));
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_makeOwner = buttons->addButton(tr("Make &owner"), QDialogButtonBox::ActionRole);
    m_makeEditor = buttons->addButton(tr("Make &editor"), QDialogButtonBox::ActionRole);
    m_makeViewer = buttons->addButton(tr("Make &viewer"), QDialogButtonBox::ActionRole);
    connect(m_makeOwner, &QPushButton::clicked, this, [this] { give(Role::Owner); });
    connect(m_makeEditor, &QPushButton::clicked, this, [this] { give(Role::Editor); });
    connect(m_makeViewer, &QPushButton::clicked, this, [this] { give(Role::Viewer); });
    connect(buttons, &QDialogButtonBox::rejected, this, &MembersDialog::reject);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Everybody who was here"), "title"_ba));
    layout->addWidget(
        makeLabel(tr("Who comes from another computer, or has lost their settings, is somebody new to the "
                     "room. An owner can give them their role back here, once they have drawn or written "
                     "something."),
                  "hint"_ba, Wrap::Yes));
    layout->addWidget(m_list);
    layout->addSpacing(gridStep);
    layout->addWidget(buttons);
    setMinimumWidth(gridStep * 64);
    connect(&session, &BoardSession::membersChanged, this, &MembersDialog::show);
    connect(&session, &BoardSession::peopleChanged, this, &MembersDialog::show);
    connect(m_list, &QListWidget::currentRowChanged, this, &MembersDialog::refreshButtons);
    refreshButtons();
    session.askForMembers();
}

void MembersDialog::show()
{
    QList<DetailList::Row> rows;
    for (const Member &member : m_session.members().list())
        rows.append(rowOf(member, m_session));
    m_list->setEmptyText(tr("Nobody has drawn or written anything here yet."));
    m_list->setRows(rows);
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
    refreshButtons();
}

const Member *MembersDialog::current() const
{
    const QListWidgetItem *const item = m_list->currentItem();
    const ClientId client = item ? DetailList::keyOf(item).toLatin1() : ClientId();
    const QList<Member> &members = m_session.members().list();
    const auto member =
        std::find_if(members.begin(), members.end(), [&](const Member &each) { return each.client == client; });
    return member == members.end() ? nullptr : &*member;
}

void MembersDialog::refreshButtons()
{
    const Member *const member = current();
    const bool may = member && m_session.isOwner();
    const auto offer = [&](QPushButton *button, Role role) {
        button->setVisible(m_session.isOwner());
        button->setEnabled(may && member->role != role);
    };
    offer(m_makeOwner, Role::Owner);
    offer(m_makeEditor, Role::Editor);
    offer(m_makeViewer, Role::Viewer);
}

void MembersDialog::give(Role role)
{
    const Member *const member = current();
    if (!member)
        return;
    RoomActionMessage message;
    message.action = RoomVerb::Role;
    message.client = member->client;
    message.role = role;
    m_session.act(message);
}

} // namespace sketchroom
