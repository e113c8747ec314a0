#include "app/window/commands.h"

#include "app/editing/selection.h"
#include "app/session/boardsession.h"
#include "app/tools/toolcontroller.h"
#include "app/tools/toolregistry.h"
#include "app/view/boardview.h"
#include "app/widgets/icons.h"
#include "app/widgets/theme.h"
#include "app/widgets/widgets.h"
#include "app/window/commandtable.h"
#include "app/window/filecontrol.h"
#include "app/window/together.h"

#include <QActionGroup>
#include <QKeyEvent>
#include <QMenu>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

QList<QKeySequence> keysOf(const CommandInfo &info)
{
    QList<QKeySequence> keys;
    for (const QString &key : QString::fromLatin1(info.keys).split(u' ', Qt::SkipEmptyParts))
        keys.append(QKeySequence(key, QKeySequence::PortableText));
    return keys;
}

/// A command that changes shapes ends the typing of a text first, so that it sees the text too.
bool endsTyping(MenuId menu)
{
    return menu == MenuId::File || menu == MenuId::Edit || menu == MenuId::Arrange;
}

QString withLabel(const QString &verb, const QString &label)
{
    return label.isEmpty() ? verb : Commands::tr("%1: %2").arg(verb, label);
}

} // namespace

Commands::Commands(const CommandTargets &targets, QWidget &window)
    : QObject(&window)
    , m_targets(targets)
{
    makeCommands(window);
    makeTools(window);
    window.installEventFilter(this);
    watch();
    refresh();
}

void Commands::makeCommands(QWidget &window)
{
    for (const CommandInfo &info : commandTable()) {
        auto *const action = new QAction(tr(info.text), this);
        if (*info.icon)
            action->setIcon(themedIcon(QString::fromLatin1(info.icon)));
        action->setShortcuts(keysOf(info));
        action->setCheckable(info.checked);
        action->setToolTip(toolTipOf(action->text(), action->shortcut()));
        connect(action, &QAction::triggered, this, [this, &info] { run(info); });
        m_actions.insert(info.id, action);
        window.addAction(action);
    }
}

void Commands::makeTools(QWidget &window)
{
    auto *const group = new QActionGroup(this);
    for (const ToolInfo &info : tools()) {
        auto *const action = new QAction(themedIcon(QString::fromLatin1(info.icon)), info.translatedName(), group);
        action->setShortcut(QKeySequence(QString::fromLatin1(info.shortcut), QKeySequence::PortableText));
        action->setToolTip(toolTipOf(action->text(), action->shortcut()));
        action->setCheckable(true);
        action->setChecked(info.id == m_targets.tools.tool());
        connect(action, &QAction::triggered, this, [this, id = info.id] { m_targets.tools.setTool(id); });
        m_byTool.insert(info.id, action);
        m_toolActions.append({action, info.place, info.startsGroup});
        window.addAction(action);
    }
    connect(&m_targets.tools, &ToolController::toolChanged, this,
            [this](ToolId tool) { m_byTool.value(tool)->setChecked(true); });
}

void Commands::watch()
{
    const auto refreshNow = [this] { refresh(); };
    connect(&m_targets.tools.selection(), &Selection::changed, this, refreshNow);
    connect(&m_targets.tools, &ToolController::keepsToolChanged, this, refreshNow);
    connect(&m_targets.session, &BoardSession::undoChanged, this, refreshNow);
    connect(&m_targets.session, &BoardSession::stateChanged, this, refreshNow);
    connect(&m_targets.session, &BoardSession::peopleChanged, this, refreshNow);
    connect(&m_targets.session, &BoardSession::documentReset, this, refreshNow);
    connect(&m_targets.theme, &Theme::changed, this, refreshNow);
    connect(&m_targets.together, &Together::changed, this, refreshNow);
    // Edits come many a second, and matter here only when the board becomes empty, or is so no more.
    connect(&m_targets.session, &BoardSession::documentChanged, this, [this] {
        if (action(CommandId::SelectAll)->isEnabled() == m_targets.session.document().isEmpty())
            refresh();
    });
}

void Commands::run(const CommandInfo &info)
{
    if (endsTyping(info.menu) && m_targets.tools.isEditingText())
        m_targets.tools.finishTextEditing();
    info.run(m_targets);
    refresh();
}

void Commands::refresh()
{
    for (const CommandInfo &info : commandTable()) {
        QAction *const action = this->action(info.id);
        const QString objection = whyNot(info);
        action->setEnabled(objection.isEmpty() && (!info.enabled || info.enabled(m_targets)));
        action->setToolTip(objection.isEmpty() ? toolTipOf(tr(info.text), action->shortcut()) : objection);
        if (info.checked)
            action->setChecked(info.checked(m_targets));
    }
    const BoardSession &session = m_targets.session;
    action(CommandId::Undo)->setText(withLabel(tr("&Undo"), session.undoLabel()));
    action(CommandId::Redo)->setText(withLabel(tr("&Redo"), session.redoLabel()));
    refreshTools();
}

void Commands::refreshTools()
{
    const QString objection = m_targets.session.whyNoEdit();
    for (const ToolInfo &info : tools()) {
        QAction *const action = m_byTool.value(info.id);
        const bool allowed = objection.isEmpty() || info.isForLooking;
        action->setEnabled(allowed);
        action->setToolTip(allowed ? toolTipOf(action->text(), action->shortcut()) : objection);
    }
    if (!m_byTool.value(m_targets.tools.tool())->isEnabled())
        m_targets.tools.setTool(ToolId::Select);
}

/// Keys that nothing has taken come to the window: those of a tool that is of no use now are answered too.
bool Commands::eventFilter(QObject *, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *const key = static_cast<const QKeyEvent *>(event);
    const QKeySequence pressed(key->keyCombination());
    for (const QAction *const action : std::as_const(m_byTool)) {
        if (!action->isEnabled() && action->shortcuts().contains(pressed) && !key->isAutoRepeat())
            Q_EMIT refused(action->toolTip());
    }
    return false;
}

QString Commands::whyNot(const CommandInfo &info) const
{
    const BoardSession &session = m_targets.session;
    if (changesBoard(info))
        return session.whyNoEdit();
    if (info.whom != CommandInfo::For::Owners || session.isOwner())
        return {};
    if (!session.link() || session.link()->isLocal())
        return tr("You draw alone. Start a session or join a room first.");
    return session.self().role == Role::Owner ? tr("There is no connection to the room now.")
                                              : tr("Only an owner of the room can do that.");
}

QMenu *Commands::makeMenu(QWidget *parent) const
{
    auto *const menu = new QMenu(parent);
    QMap<MenuId, QMenu *> byId;
    for (const CommandInfo &info : commandTable()) {
        QMenu *&part = byId[info.menu];
        if (!part) {
            part = menu->addMenu(menuTitle(info.menu));
            part->setToolTipsVisible(info.menu == MenuId::Room); // they say why some of it is for owners
        }
        if (info.startsGroup)
            part->addSeparator();
        part->addAction(action(info.id));
        if (info.id == CommandId::Open) {
            QMenu *const recent = part->addMenu(tr("Open &recent"));
            recent->setToolTipsVisible(true);
            connect(recent, &QMenu::aboutToShow, recent, [this, recent] { m_targets.files.fillRecent(*recent); });
        }
    }
    return menu;
}

QList<KeyGroup> Commands::keyGroups() const
{
    QList<KeyGroup> groups{{tr("Tools"), {}}};
    const auto add = [&groups](const QAction *action) {
        QStringList keys;
        for (const QKeySequence &key : action->shortcuts())
            keys.append(key.toString(QKeySequence::NativeText));
        if (!keys.isEmpty())
            groups.last().lines.append({QString(action->text()).remove(u'&').remove(u'…'), keys.join(u", "_s)});
    };
    for (const ToolAction &tool : m_toolActions)
        add(tool.action);
    std::optional<MenuId> menu;
    for (const CommandInfo &info : commandTable()) {
        if (menu != info.menu)
            groups.append({menuTitle(info.menu).remove(u'&'), {}});
        menu = info.menu;
        add(action(info.id));
    }
    return groups;
}

QList<CommandPalette::Entry> Commands::paletteEntries() const
{
    QList<CommandPalette::Entry> entries;
    for (const ToolAction &tool : m_toolActions)
        entries.append({tool.action, tr("Tool")});
    for (const CommandInfo &info : commandTable()) {
        if (info.id != CommandId::FindCommand)
            entries.append({action(info.id), menuTitle(info.menu).remove(u'&')});
    }
    return entries;
}

} // namespace sketchroom
