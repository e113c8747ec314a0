#include "app/dialogs/commandpalette.h"

#include "app/widgets/widgets.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTimer>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int entryRole = Qt::UserRole;
constexpr int rowHeight = gridStep * 7 / 2;

QString plainName(const QAction &action)
{
    return QString(action.text()).remove(u'&');
}

} // namespace

bool matchesWords(const QString &typed, const QString &name)
{
    const QStringList words = name.split(u' ', Qt::SkipEmptyParts);
    const QStringList wanted = typed.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString &start) {
        return std::any_of(words.begin(), words.end(),
                           [&](const QString &word) { return word.startsWith(start, Qt::CaseInsensitive); });
    });
}

CommandPalette::CommandPalette(const QList<Entry> &entries, QWidget *parent)
    : QDialog(parent)
    , m_entries(entries)
    , m_field(new QLineEdit)
    , m_list(new QTreeWidget)
    , m_nothing(makeLabel(tr("There is no such command."), "hint"_ba))
{
    setWindowTitle(tr("Find a command"));
    m_field->setPlaceholderText(tr("What do you want to do?"));
    m_field->setAccessibleName(tr("Find a command"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setColumnCount(2); // name and keys
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformRowHeights(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps the keyboard
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::find);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QTreeWidget::itemClicked, this, &CommandPalette::runCurrent);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 2, gridStep * 2, gridStep * 2, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(m_field);
    layout->addWidget(m_nothing);
    layout->addWidget(m_list, 1);
    resize(gridStep * 64, gridStep * 56);
    find({});
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<const QKeyEvent *>(event)->key();
        const int page = qMax(1, m_list->height() / qMax(1, m_list->sizeHintForRow(0)) - 1);
        const int step = key == Qt::Key_Down       ? 1
                         : key == Qt::Key_Up       ? -1
                         : key == Qt::Key_PageDown ? page
                         : key == Qt::Key_PageUp   ? -page
                                                   : 0;
        if (step != 0) {
            choose(
                qBound(0, m_list->indexOfTopLevelItem(m_list->currentItem()) + step, m_list->topLevelItemCount() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::choose(int row)
{
    QTreeWidgetItem *const item = m_list->topLevelItem(row);
    m_list->setCurrentItem(item);
    m_field->setAccessibleDescription(item ? item->text(0) : QString()); // the focus stays in the field
}

/// Commands that can be used now stand first.
void CommandPalette::find(const QString &text)
{
    m_list->clear();
    QPixmap nothing(m_list->iconSize().isEmpty() ? QSize(gridStep * 2, gridStep * 2) : m_list->iconSize());
    nothing.fill(Qt::transparent);
    const QIcon none(nothing); // so that all names begin at one place
    for (const bool usable : {true, false}) {
        for (qsizetype i = 0; i < m_entries.size(); ++i) {
            const auto &[action, group] = m_entries.at(i);
            const QString name = plainName(*action);
            if (action->isEnabled() != usable || !matchesWords(text, group + u' ' + name))
                continue;
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            auto *const item = new QTreeWidgetItem(
                m_list, {tr("%1: %2").arg(group, name), action->shortcut().toString(QKeySequence::NativeText)});
            item->setIcon(0, action->icon().isNull() ? none : action->icon());
            item->setSizeHint(0, QSize(0, rowHeight));
            item->setData(0, entryRole, i);
            item->setToolTip(0, action->toolTip());
            for (const int column : {0, 1}) {
                if (!usable)
                    item->setForeground(column, palette().color(QPalette::PlaceholderText));
            }
        }
    }
    m_nothing->setVisible(m_list->topLevelItemCount() == 0);
    choose(0);
}

void CommandPalette::runCurrent()
{
    const QTreeWidgetItem *const item = m_list->currentItem();
    if (!item)
        return;
    QAction *const action = m_entries.at(item->data(0, entryRole).toLongLong()).action;
    if (!action->isEnabled()) {
        const QString reason = action->toolTip(); // a sentence where there is more to say
        Q_EMIT refused(reason.endsWith(u'.')
                           ? reason
                           : tr("There is nothing here that “%1” could be done with.").arg(plainName(*action)));
        reject();
        return;
    }
    accept();
    // After this dialog: the command may open one of its own.
    QTimer::singleShot(0, action, &QAction::trigger);
}

} // namespace sketchroom
