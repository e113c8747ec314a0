#include "app/dialogs/restoredialog.h"

#include "app/rooms/deletionwatch.h"
#include "app/session/boardsession.h"
#include "app/widgets/detaillist.h"
#include "app/widgets/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QLocale>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

QString whenOf(qint64 at)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(at);
    return when.date() == QDate::currentDate()
               ? RestoreDialog::tr("Today at %1").arg(QLocale().toString(when.time(), QLocale::ShortFormat))
               : QLocale().toString(when, QLocale::ShortFormat);
}

} // namespace

RestoreDialog::RestoreDialog(BoardSession &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_people(new QComboBox)
    , m_list(new DetailList(tr("What was deleted")))
    , m_later(new QCheckBox(tr("Also all that was deleted &after it")))
{
    setWindowTitle(tr("Bring back what was deleted"));
    m_list->setObjectName("deletions"_L1);
    m_list->setEmptyText(tr("Asking the host…"));
    m_people->setObjectName("people"_L1);
    m_people->setAccessibleName(tr("Deleted by"));
    m_later->setObjectName("later"_L1);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_bringBack = buttons->addButton(tr("&Bring back"), QDialogButtonBox::ActionRole);
    m_bringBack->setObjectName("bringBack"_L1);
    connect(m_bringBack, &QPushButton::clicked, this, &RestoreDialog::bringBack);
    connect(m_list, &DetailList::activatedRow, this, &RestoreDialog::bringBack);
    connect(m_people, &QComboBox::currentIndexChanged, this, &RestoreDialog::listThose);
    connect(buttons, &QDialogButtonBox::rejected, this, &RestoreDialog::reject);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Bring back what was deleted"), "title"_ba));
    layout->addWidget(makeLabel(session.isOwner() ? tr("It comes back for everybody, and you can undo that.")
                                                  : tr("What you have deleted comes back for everybody, and you can "
                                                       "undo that. What others have deleted an owner brings back."),
                                "hint"_ba, Wrap::Yes));
    layout->addWidget(m_people);
    layout->addWidget(m_list);
    layout->addWidget(m_later);
    layout->addSpacing(gridStep);
    layout->addWidget(buttons);
    setMinimumWidth(gridStep * 56);
    m_people->setVisible(session.isOwner());
    show({});
    m_list->setEmptyText(tr("Asking the host…"));
    connect(&session, &BoardSession::deletionsReceived, this, &RestoreDialog::show);
    session.askForDeletions();
}

void RestoreDialog::show(const QList<Deletion> &deletions)
{
    m_deletions = deletions;
    m_people->clear();
    m_people->addItem(tr("Deleted by anybody"));
    for (const Deletion &deletion : deletions) {
        if (m_people->findData(deletion.client) < 0)
            m_people->addItem(tr("Deleted by %1").arg(deletion.name), deletion.client);
    }
    m_list->setEmptyText(tr("Nothing that was deleted is kept here."));
    listThose();
}

void RestoreDialog::listThose()
{
    const ClientId client = m_people->currentData().toByteArray();
    QList<DetailList::Row> rows;
    for (qsizetype i = 0; i < m_deletions.size(); ++i) {
        const Deletion &deletion = m_deletions.at(i);
        if (client.isEmpty() || client == deletion.client)
            rows.append({QString::number(i), tr("%1: %n shape(s)", nullptr, int(deletion.shapes)).arg(deletion.name),
                         whenOf(deletion.until)});
    }
    m_list->setRows(rows);
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
    m_bringBack->setEnabled(!rows.isEmpty());
    m_later->setEnabled(!rows.isEmpty());
}

void RestoreDialog::bringBack()
{
    const QListWidgetItem *const current = m_list->currentItem();
    if (!current)
        return;
    RoomActionMessage message = restoreOf(m_deletions.at(DetailList::keyOf(current).toInt()));
    if (m_later->isChecked()) {
        message.until.reset();
        message.client = m_people->currentData().toByteArray();
    }
    m_session.act(message);
    accept(); // to see what comes back
}

} // namespace sketchroom
