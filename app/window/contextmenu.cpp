#include "app/window/contextmenu.h"

#include "app/editing/selection.h"
#include "app/session/boardsession.h"
#include "app/tools/toolcontroller.h"
#include "app/window/commands.h"

#include <algorithm>

namespace sketchroom {

namespace {

void addGroup(QMenu &menu, const Commands &commands, std::initializer_list<CommandId> ids)
{
    menu.addSeparator();
    for (const CommandId id : ids)
        menu.addAction(commands.action(id));
}

/// "Drawn by Ann", where all of the shapes are by one person. The host is asked who that is, where they have left.
void addAuthor(QMenu &menu, const QList<ShapeRef> &shapes, BoardSession &session)
{
    const ClientId by = shapes.constFirst()->by;
    const bool isOne =
        std::all_of(shapes.begin(), shapes.end(), [&](const ShapeRef &shape) { return shape->by == by; });
    if (!isOne || by.isEmpty() || !session.link() || session.link()->isLocal())
        return;
    menu.addSeparator();
    QAction *const author = menu.addAction(QString());
    author->setEnabled(false);
    const auto tell = [author, by, &session] {
        const QString name = session.nameOf(by);
        author->setText(QMenu::tr("Drawn by %1").arg(name));
        author->setVisible(!name.isEmpty());
    };
    QObject::connect(&session, &BoardSession::membersChanged, author, tell);
    tell();
    if (!author->isVisible())
        session.askForMembers();
}

void addForShapes(QMenu &menu, const Commands &commands, const CommandTargets &targets, const QList<ShapeRef> &shapes)
{
    addGroup(menu, commands,
             {CommandId::Cut, CommandId::Copy, CommandId::Paste, CommandId::Duplicate, CommandId::Delete});
    addGroup(menu, commands,
             {CommandId::BringToFront, CommandId::BringForward, CommandId::SendBackward, CommandId::SendToBack});
    menu.addSeparator();
    if (shapes.size() > 1)
        menu.addAction(commands.action(CommandId::Group));
    if (commands.action(CommandId::Ungroup)->isEnabled())
        menu.addAction(commands.action(CommandId::Ungroup));
    if (shapes.size() == 1 && info(Register::Text).usedBy(shapes.constFirst()->kind))
        menu.addAction(commands.action(CommandId::EditText));
    const auto isLocked = [](const ShapeRef &shape) { return shape->locked; };
    if (!std::all_of(shapes.begin(), shapes.end(), isLocked))
        menu.addAction(commands.action(CommandId::Lock));
    if (std::any_of(shapes.begin(), shapes.end(), isLocked))
        menu.addAction(commands.action(CommandId::Unlock));
    if (shapes.size() == 1) {
        menu.addAction(commands.action(CommandId::SetLink));
        if (!shapes.constFirst()->link.isEmpty())
            menu.addAction(commands.action(CommandId::OpenLink));
    }
    addGroup(menu, commands, {CommandId::CopyAsPng, CommandId::CopyAsSvg});
    addAuthor(menu, shapes, targets.session);
}

} // namespace

void fillContextMenu(QMenu &menu, const Commands &commands, const CommandTargets &targets)
{
    const QList<ShapeRef> shapes = targets.tools.selection().shapes();
    if (!shapes.isEmpty()) {
        addForShapes(menu, commands, targets, shapes);
        return;
    }
    addGroup(menu, commands, {CommandId::Paste, CommandId::SelectAll, CommandId::UnlockAll});
    addGroup(menu, commands, {CommandId::ZoomToFit, CommandId::ShowGrid});
    addGroup(menu, commands, {CommandId::CopyAsPng, CommandId::CopyAsSvg});
}

} // namespace sketchroom
