#include "app/dialogs/startdialog.h"

#include "app/widgets/detaillist.h"
#include "app/widgets/icons.h"
#include "app/widgets/widgets.h"

#include <QLocale>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = gridStep * 4;
constexpr int mostRowsShown = 4;

/// A large button: an icon, what it does, and a quieter line below.
QPushButton *makeLargeChoice(const QString &icon, const QString &name, const QString &hint)
{
    auto *const button = new QPushButton;
    setRole(button, "choice"_ba);
    button->setAccessibleName(name);
    button->setAccessibleDescription(hint);
    auto *const layout = new QVBoxLayout(button);
    layout->setContentsMargins(gridStep * 2, gridStep * 2, gridStep * 2, gridStep * 2);
    layout->setSpacing(gridStep / 2);
    auto *const picture = new QLabel;
    picture->setPixmap(themedIcon(icon).pixmap(QSize(iconSize, iconSize), button->devicePixelRatioF()));
    layout->addWidget(picture);
    layout->addStretch();
    layout->addWidget(makeLabel(name, "choiceName"_ba));
    layout->addWidget(makeLabel(hint, "hint"_ba, Wrap::Yes));
    for (QLabel *const label : button->findChildren<QLabel *>())
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return button;
}

QPushButton *makeQuietChoice(const QString &icon, const QString &text)
{
    auto *const button = new QPushButton(themedIcon(icon), text);
    setRole(button, "quiet"_ba);
    button->setAutoDefault(false);
    return button;
}

/// "today at 14:05", "yesterday at 9:30", "12 March".
QString whenText(qint64 at, qint64 now)
{
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(at);
    const qint64 days = then.date().daysTo(QDateTime::fromMSecsSinceEpoch(now).date());
    const QLocale locale;
    const QString time = locale.toString(then.time(), QLocale::ShortFormat);
    if (days == 0)
        return StartDialog::tr("today at %1").arg(time);
    if (days == 1)
        return StartDialog::tr("yesterday at %1").arg(time);
    return locale.toString(then.date(), QLocale::ShortFormat);
}

} // namespace

StartDialog::StartDialog(RoomControl &rooms, QWidget *parent)
    : QDialog(parent)
    , m_rooms(rooms)
{
    setWindowTitle(tr("Sketchroom"));
    QPushButton *const start =
        makeLargeChoice(u"host"_s, tr("Start a session"), tr("The others come to you: you tell them an address."));
    QPushButton *const join = makeLargeChoice(u"room"_s, tr("Join"), tr("Somebody has told you an address."));
    QPushButton *const alone = makeQuietChoice(u"pen"_s, tr("&Draw alone"));
    QPushButton *const file = makeQuietChoice(u"open"_s, tr("&Open a file…"));
    start->setObjectName("startSession"_L1);
    join->setObjectName("joinRoom"_L1);
    alone->setObjectName("drawAlone"_L1);
    file->setObjectName("openFile"_L1);
    endsWith(start, &StartDialog::startWanted);
    endsWith(join, &StartDialog::joinWanted);
    endsWith(alone, &StartDialog::aloneWanted);
    endsWith(file, &StartDialog::fileWanted);

    auto *const choices = new QHBoxLayout;
    choices->setSpacing(gridStep * 2);
    choices->addWidget(start, 1);
    choices->addWidget(join, 1);
    auto *const quiet = new QHBoxLayout;
    quiet->setSpacing(gridStep);
    quiet->addWidget(alone);
    quiet->addWidget(file);
    quiet->addStretch();

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Draw together"), "title"_ba));
    layout->addSpacing(gridStep);
    layout->addLayout(choices);
    if (QWidget *const recent = makeRecent())
        layout->addWidget(recent, 1);
    layout->addSpacing(gridStep);
    layout->addLayout(quiet);
    setMinimumWidth(gridStep * 68);
    start->setDefault(true);
    start->setFocus();
}

template <class Signal>
void StartDialog::endsWith(QPushButton *button, Signal signal)
{
    connect(button, &QPushButton::clicked, this, [this, signal] {
        accept();
        Q_EMIT(this->*signal)();
    });
}

QWidget *StartDialog::makeRecent()
{
    QHash<QString, qint64> unsent;
    for (const UnsentEdits &edits : m_rooms.unsent())
        unsent.insert(edits.room, edits.count);
    QList<DetailList::Row> rows;
    for (const RecentRoom &room : m_rooms.recentRooms()) {
        QStringList details{room.isOwn() ? tr("On this computer") : room.address.hostText()};
        if (room.seenAt > 0)
            details.append(whenText(room.seenAt, m_rooms.now()));
        if (const qint64 count = unsent.value(toText(room)); count > 0)
            details.append(tr("%n change(s) not sent", nullptr, int(count)));
        rows.append({toText(room), room.title.isEmpty() ? QString::fromLatin1(room.address.room) : room.title,
                     details.join(u" · "_s)});
    }
    if (rows.isEmpty())
        return nullptr;
    auto *const part = new QWidget;
    auto *const layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, gridStep * 2, 0, 0);
    layout->setSpacing(gridStep);
    auto *const list = new DetailList(tr("Recent rooms"));
    list->setObjectName("recentRooms"_L1);
    list->setRows(rows);
    list->setMinimumHeight(list->heightFor(qMin(int(rows.size()), mostRowsShown)));
    const auto choose = [this](const QString &key) {
        const auto room = recentRoomFromText(key);
        accept();
        if (room)
            Q_EMIT roomWanted(*room);
    };
    // One click, as on everything else here; with the keys, Enter.
    connect(list, &QListWidget::itemClicked, this,
            [choose](const QListWidgetItem *item) { choose(DetailList::keyOf(item)); });
    connect(list, &DetailList::activatedRow, this, [this, choose](const QString &key) {
        if (isVisible())
            choose(key);
    });
    layout->addWidget(makeLabel(tr("Recent rooms"), "caption"_ba));
    layout->addWidget(list, 1);
    return part;
}

} // namespace sketchroom
