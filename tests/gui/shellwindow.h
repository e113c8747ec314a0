#pragma once

#include "app/tools/toolcontroller.h"
#include "app/view/boardview.h"
#include "app/widgets/theme.h"
#include "app/window/mainwindow.h"

#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

namespace sketchroom {

/// The real window with settings of its own, drawing alone, shown and active.
struct ShellWindow
{
    QTemporaryDir folder;
    Settings settings{folder.path()};
    Theme theme{*qApp, ThemeChoice::Light};
    SystemClock clock;
    Random random;
    Identity identity{named(loadIdentity(settings, random, ownFolder(settings, random)))};
    BoardSession session{identity.client(), clock, random};
    RoomControl rooms{session, identity, settings, clock, random};
    MainWindow window{rooms, theme};

    static Identity named(Identity identity)
    {
        identity.isNamed = true;
        return identity;
    }
    /// Windows of different seeds are different people to a host.
    explicit ShellWindow(quint64 seed = 1)
        : random(seed)
    {
    }

    /// Returns whether the board can be drawn on.
    bool open(const QSize &size = {1200, 800})
    {
        rooms.drawAlone();
        window.resize(size);
        window.show();
        window.activateWindow();
        return QTest::qWaitForWindowActive(&window) && QTest::qWaitFor([this] {
                   return session.link()->state() == RoomLink::State::Connected && !session.loading();
               });
    }

    ToolController &tools() const { return window.tools(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(&window.view(), key, modifiers);
    }
    /// Draws with the tool in use from one place of the view to another.
    void drag(QPoint from, QPoint to) const
    {
        QWidget *const board = window.view().viewport();
        QTest::mousePress(board, Qt::LeftButton, {}, from);
        QTest::mouseMove(board, (from + to) / 2);
        QTest::mouseMove(board, to);
        QTest::mouseRelease(board, Qt::LeftButton, {}, to);
    }
    ShapeRef onlyShape() const
    {
        const QList<ShapeRef> shapes = session.document().shapes();
        return shapes.size() == 1 ? shapes.first() : ShapeRef();
    }
    /// A panel or button that the user can see now.
    template <class Widget>
    QList<Widget *> visible() const
    {
        QList<Widget *> found = window.template findChildren<Widget *>();
        found.removeIf([](const Widget *widget) { return !widget->isVisible(); });
        return found;
    }
};

} // namespace sketchroom
