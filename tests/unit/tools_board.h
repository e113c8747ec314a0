#pragma once

#include "app/editing/selection.h"
#include "app/editing/shapecommands.h"
#include "app/session/boardsession.h"
#include "app/session/localroom.h"
#include "app/tools/toolcontroller.h"
#include "app/view/boardscene.h"
#include "app/view/boardview.h"
#include "common/model/geometry.h"
#include "common/model/zindex.h"

#include <QKeyEvent>
#include <QTest>

namespace sketchroom {

/// A whole board in a room of its own, and the hand that draws on it with made-up events.
class ToolBoard final
{
public:
    /// `link`: to another room than one of its own.
    explicit ToolBoard(std::unique_ptr<RoomLink> link = {}, const ClientId &client = "tools-test")
        : random(7)
        , session(client, clock, random)
        , scene(session)
        , view(scene)
        , controller(session, scene, view)
    {
        view.resize(800, 600);
        if (!link)
            link = std::make_unique<LocalRoom>(clock, random);
        session.setLink(std::move(link), BoardSession::Board::Replace);
    }

    /// Call this first.
    bool isReady()
    {
        return QTest::qWaitFor(
            [this] { return session.link()->state() == RoomLink::State::Connected && !session.loading(); });
    }

    PointerEvent at(QPointF point, Qt::KeyboardModifiers modifiers = {}) const
    {
        PointerEvent event;
        event.scene = point;
        event.view = view.toView(point);
        event.modifiers = modifiers;
        return event;
    }

    void press(QPointF point, Qt::KeyboardModifiers modifiers = {}) { controller.pointerPressed(at(point, modifiers)); }
    void move(QPointF point, Qt::KeyboardModifiers modifiers = {}) { controller.pointerMoved(at(point, modifiers)); }
    void release(QPointF point, Qt::KeyboardModifiers modifiers = {})
    {
        controller.pointerReleased(at(point, modifiers));
    }
    void click(QPointF point, Qt::KeyboardModifiers modifiers = {})
    {
        press(point, modifiers);
        release(point, modifiers);
    }
    void doubleClick(QPointF point)
    {
        click(point);
        press(point);
        controller.pointerDoubleClicked(at(point));
        release(point);
    }
    /// As far as before the release.
    void pull(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {})
    {
        press(from, modifiers);
        for (int i = 1; i <= 10; ++i)
            move(from + (to - from) * (i / 10.0), modifiers);
    }
    void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {})
    {
        pull(from, to, modifiers);
        release(to, modifiers);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QKeyEvent down(QEvent::KeyPress, key, modifiers);
        controller.keyPressed(&down);
        QKeyEvent up(QEvent::KeyRelease, key, modifiers);
        controller.keyReleased(&up);
    }

    /// Puts a shape onto the board without an undo step that the test would count.
    ShapeId add(Kind kind, Box box, const std::function<void(Shape &)> &change = {})
    {
        Shape shape = Shape::defaults(kind);
        shape.id = session.newShapeId();
        shape.box = box;
        shape.fill = Color::rgb(0xffec99);
        const QByteArray top = session.document().topZ();
        shape.z = zBetween(top, {}).value_or(top);
        if (change)
            change(shape);
        const QList<Op> ops(1, CreateOp{std::make_shared<const Shape>(shape)});
        return session.submit(ops, QStringLiteral("set up")) ? shape.id : ShapeId();
    }

    const Document &document() const { return session.document(); }
    ShapeRef shape(const ShapeId &id) const { return document().find(id); }
    Box box(const ShapeId &id) const { return shape(id) ? shape(id)->box : Box(); }
    ShapeRef newest() const { return document().isEmpty() ? nullptr : *document().inPaintOrder().rbegin(); }

    /// How many steps can be undone; takes them back, and does them again.
    int undoSteps()
    {
        const QList<ShapeId> selected = controller.selection().ids();
        int steps = 0;
        for (; session.canUndo(); ++steps)
            session.undo();
        for (int i = 0; i < steps; ++i)
            session.redo();
        controller.selection().set(selected);
        return steps;
    }

    ManualClock clock;
    Random random;
    BoardSession session;
    BoardScene scene;
    BoardView view;
    ToolController controller;
};

/// Whether two boxes are the same to within rounding.
inline bool isNear(const Box &a, const Box &b)
{
    const auto near = [](double x, double y) { return std::abs(x - y) < 1e-6; };
    return near(a.x, b.x) && near(a.y, b.y) && near(a.w, b.w) && near(a.h, b.h) && near(a.angle, b.angle);
}

} // namespace sketchroom

namespace QTest {

template <>
inline char *toString(const sketchroom::Box &box)
{
    const QByteArray text = QByteArray::number(box.x) + ' ' + QByteArray::number(box.y) + ' ' +
                            QByteArray::number(box.w) + ' ' + QByteArray::number(box.h) + ' ' +
                            QByteArray::number(box.angle);
    return qstrdup(text.constData());
}

} // namespace QTest

/// Compares boxes to within rounding, and shows both when they differ.
#define COMPARE_BOX(actual, ...)                                                                                       \
    do {                                                                                                               \
        const sketchroom::Box expectedBox = __VA_ARGS__;                                                               \
        if (!sketchroom::isNear(actual, expectedBox))                                                                  \
            QCOMPARE(actual, expectedBox);                                                                             \
    } while (false)
