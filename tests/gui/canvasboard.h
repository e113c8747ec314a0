#pragma once

#include "app/render/render.h"
#include "app/session/boardsession.h"
#include "app/session/localroom.h"
#include "app/view/boardscene.h"
#include "app/view/boardview.h"
#include "common/base/clock.h"

#include <QPainter>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace sketchroom::testing {

/// What has really been painted to the screen, in device pixels, without asking for a repaint as grab() does.
inline QImage onScreen(const BoardView &view)
{
    return view.screen()->grabWindow(view.winId()).toImage().convertToFormat(QImage::Format_RGB32);
}

/// What the reference renderer makes of what the view shows, without the grid.
inline QImage reference(const BoardView &view, const Document &board, bool dark = false)
{
    const double ratio = view.devicePixelRatioF();
    QImage image(view.viewport()->size() * ratio, QImage::Format_RGB32);
    image.fill(dark ? QColor(0x12, 0x12, 0x12) : QColor(Qt::white));
    QPainter painter(&image);
    // The board is painted on whole pixels, also where a pixel of the window is one and a half of the screen's.
    const QTransform toWindow = view.viewportTransform();
    painter.translate(std::round(toWindow.dx() * ratio), std::round(toWindow.dy() * ratio));
    painter.scale(toWindow.m11() * ratio, toWindow.m22() * ratio);
    RenderOptions options;
    options.dark = dark;
    options.board = &board;
    renderShapes(painter, board.shapes(), options);
    return image;
}

/// A board in a real window, on a room in this process.
struct CanvasBoard
{
    SystemClock clock;
    Random random{1};
    BoardSession session{"client-of-tests", clock, random};
    BoardScene scene{session};
    BoardView view{scene};

    CanvasBoard()
    {
        session.setLink(std::make_unique<LocalRoom>(clock, random), BoardSession::Board::Replace);
        scene.setGridShown(false);
        view.resize(700, 480); // also fits on the screen at 200 %
        view.show();
    }

    bool ready()
    {
        return QTest::qWaitForWindowExposed(&view) &&
               QTest::qWaitFor([&] { return session.link()->state() == RoomLink::State::Connected; });
    }

    static Shape shape(const ShapeId &id, Kind kind, const Box &box)
    {
        Shape shape = Shape::defaults(kind);
        shape.id = id;
        shape.z = "a" + id;
        shape.box = box;
        return shape;
    }

    bool add(const Shape &shape)
    {
        return session.submit({CreateOp{std::make_shared<Shape>(shape)}}, QStringLiteral("Draw")).has_value();
    }
    bool set(const ShapeId &id, Register reg, const Value &value)
    {
        return session.submit({UpdateOp{id, {{reg, value}}}}, QStringLiteral("Change")).has_value();
    }

    /// What the window shows, in device pixels.
    QImage grab() { return view.viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32); }
    QImage onScreen() const { return testing::onScreen(view); }
    /// The colour that the window shows at a place in its own pixels.
    QColor seenAt(QPointF place)
    {
        const QImage image = grab();
        return image.pixelColor((place * view.devicePixelRatioF()).toPoint());
    }
    /// The same by the reference renderer.
    QImage reference(bool dark = false) const { return testing::reference(view, session.document(), dark); }
};

/// The share of pixels that differ by more than an eye would notice.
inline double difference(const QImage &a, const QImage &b)
{
    if (a.size() != b.size())
        return 1;
    qint64 differing = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            const int apart =
                qMax(qAbs(qRed(p) - qRed(q)), qMax(qAbs(qGreen(p) - qGreen(q)), qAbs(qBlue(p) - qBlue(q))));
            differing += apart > 24 ? 1 : 0;
        }
    }
    return double(differing) / (double(a.width()) * a.height());
}

} // namespace sketchroom::testing
