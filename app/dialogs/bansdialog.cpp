#include "app/dialogs/bansdialog.h"

#include "app/session/boardsession.h"
#include "app/widgets/detaillist.h"
#include "app/widgets/widgets.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QLocale>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

/// Bans of earlier versions know neither name nor time.
QString detailOf(const Ban &ban)
{
    const QString when =
        ban.at > 0 ? BansDialog::tr("Since %1")
                         .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(ban.at), QLocale::ShortFormat))
                   : BansDialog::tr("For a long time");
    return ban.address.isEmpty() ? when : BansDialog::tr("%1, with everybody at %2").arg(when, ban.address);
}

DetailList::Row rowOf(const Ban &ban)
{
    const QString client = QString::fromLatin1(ban.client);
    return {client, ban.name.isEmpty() ? client : ban.name, detailOf(ban)};
}

} // namespace

BansDialog::BansDialog(BoardSession &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_list(new DetailList(tr("Banned people")))
{
    setWindowTitle(tr("Banned people"));
    m_list->setObjectName("bans"_L1);
    m_list->setEmptyText(tr("Asking the host…"));
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_lift = buttons->addButton(tr("&Lift the ban"), QDialogButtonBox::ActionRole);
    m_lift->setEnabled(false);
    connect(m_lift, &QPushButton::clicked, this, &BansDialog::lift);
    connect(buttons, &QDialogButtonBox::rejected, this, &BansDialog::reject);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Banned people"), "title"_ba));
    layout->addWidget(
        makeLabel(tr("They cannot come into this room until their ban is lifted."), "hint"_ba, Wrap::Yes));
    layout->addWidget(m_list);
    layout->addSpacing(gridStep);
    layout->addWidget(buttons);
    setMinimumWidth(gridStep * 56);
    connect(&session, &BoardSession::bansReceived, this, &BansDialog::show);
    session.askForBans();
}

void BansDialog::show(const QList<Ban> &bans)
{
    QList<DetailList::Row> rows;
    for (const Ban &ban : bans)
        rows.append(rowOf(ban));
    m_list->setEmptyText(tr("Nobody is banned from this room."));
    m_list->setRows(rows);
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
    m_lift->setEnabled(!bans.isEmpty());
}

void BansDialog::lift()
{
    const QListWidgetItem *const current = m_list->currentItem();
    if (!current)
        return;
    RoomActionMessage message;
    message.action = RoomVerb::Unban;
    message.client = DetailList::keyOf(current).toLatin1();
    m_session.act(message);
}

} // namespace sketchroom
