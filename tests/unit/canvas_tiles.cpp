#include "app/render/render.h"
#include "app/view/boardpicture.h"
#include "app/view/tilecache.h"

#include <QGuiApplication>
#include <QPainter>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

constexpr QSize windowSize(800, 500);
constexpr int columns = 60;

/// A large board of red squares in rows, more on any screen of it than a frame paints itself, and a window on it.
struct Board
{
    Document document;
    std::unique_ptr<BoardPicture> picture;
    std::unique_ptr<TileCache> tiles;
    QPointF topLeft;
    double scale = 1;

    explicit Board(qsizetype budget = qsizetype(64) << 20)
    {
        for (int i = 0; i < columns * columns; ++i) {
            Shape square = Shape::defaults(Kind::Rect);
            square.id = "s" + QByteArray::number(10'000 + i);
            square.z = "a" + square.id;
            square.box = {i % columns * 50.0, i / columns * 50.0, 40, 40, 0};
            square.fill = Color::rgb(0xff0000);
            document.put(std::make_shared<Shape>(square));
        }
        picture = std::make_unique<BoardPicture>(document);
        tiles = std::make_unique<TileCache>(*picture, budget);
    }

    /// What a frame shows now.
    QImage frame(TileCache::Repair repair = TileCache::Repair::Now)
    {
        QImage image(windowSize, QImage::Format_RGB32);
        image.fill(Qt::magenta);
        const QRectF seen(topLeft, QSizeF(windowSize) / scale);
        tiles->setVisibleArea(seen, seen.center());
        QPainter painter(&image);
        painter.scale(scale, scale);
        painter.translate(-topLeft);
        right = tiles->paint(painter, seen, {seen}, repair);
        return image;
    }
    QImage reference() const
    {
        QImage image(windowSize, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.scale(scale, scale);
        painter.translate(-topLeft);
        renderShapes(painter, document.shapes(), {});
        return image;
    }
    void recolor(int index)
    {
        const ShapeId id = "s" + QByteArray::number(10'000 + index);
        const auto change = document.applyOne(UpdateOp{id, {{Register::Fill, Color::rgb(0x0000ff)}}}, {});
        for (const QRectF &area : picture->apply({**change}).tiles)
            tiles->invalidate(area);
    }

    bool right = false;
};

/// The share of large pixels, in which blurred and sharp look the same, that are not alike.
double difference(const QImage &a, const QImage &b)
{
    const QImage p = a.scaled(a.size() / 10, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const QImage q = b.scaled(b.size() / 10, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    int differing = 0;
    for (int y = 0; y < p.height(); ++y) {
        for (int x = 0; x < p.width(); ++x)
            differing += std::abs(p.pixelColor(x, y).green() - q.pixelColor(x, y).green()) > 60 ? 1 : 0;
    }
    return double(differing) / (p.width() * p.height());
}

} // namespace

class TestTiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void otherThreadsMakeItSharp();
    void aJumpIsNeverBlank();
    void aZoomIsNeverBlank();
    void whatHasChangedIsRightInTheNextFrame();
    void whatCannotBeRepairedInAFrameIsToldAndComesSoon();
    void aChangeIsSeenAlsoWhereAnotherZoomIsShown();
    void aTileThatWasPaintedButClippedAwayIsTold();
    void memoryIsBounded();
};

void TestTiles::otherThreadsMakeItSharp()
{
    Board board;
    board.frame();
    QVERIFY(!board.tiles->isSettled());
    QTRY_VERIFY(board.tiles->isSettled());
    QVERIFY(difference(board.frame(), board.reference()) < 0.001);
    QVERIFY(board.right);
}

void TestTiles::aJumpIsNeverBlank()
{
    Board board;
    board.frame();
    QTRY_VERIFY(board.tiles->isOverviewDone());
    board.topLeft = {2000, 2300};
    const QImage first = board.frame();
    QVERIFY(!board.tiles->isSettled());
    QVERIFY(difference(first, board.reference()) < 0.05);
    QVERIFY(board.right);
}

void TestTiles::aZoomIsNeverBlank()
{
    Board board;
    board.frame();
    QTRY_VERIFY(board.tiles->isOverviewDone());
    for (int i = 0; i < 12; ++i) {
        board.scale *= i < 6 ? 1.15 : 0.8;
        QVERIFY(difference(board.frame(), board.reference()) < 0.05);
    }
}

void TestTiles::whatHasChangedIsRightInTheNextFrame()
{
    Board board;
    board.frame();
    QTRY_VERIFY(board.tiles->isSettled());
    board.recolor(3 * columns + 4);
    QCOMPARE(board.frame().pixelColor(220, 170), QColor(Qt::blue));
    QVERIFY(board.right);
}

void TestTiles::whatCannotBeRepairedInAFrameIsToldAndComesSoon()
{
    Board board;
    board.frame();
    QTRY_VERIFY(board.tiles->isSettled());
    board.recolor(3 * columns + 4);
    QCOMPARE(board.frame(TileCache::Repair::Later).pixelColor(220, 170), QColor(Qt::red));
    QVERIFY(!board.right);
    QTRY_VERIFY(board.tiles->isSettled());
    QCOMPARE(board.frame(TileCache::Repair::Later).pixelColor(220, 170), QColor(Qt::blue));
    QVERIFY(board.right);
}

void TestTiles::aChangeIsSeenAlsoWhereAnotherZoomIsShown()
{
    Board board;
    board.frame();
    QTRY_VERIFY(board.tiles->isOverviewDone());
    board.recolor(46 * columns + 46);
    board.topLeft = {2000, 2200};
    const QColor seen = board.frame().pixelColor(320, 120);
    QVERIFY(!board.tiles->isSettled());
    QVERIFY(seen.blue() > 200 && seen.red() < 60);
}

/// A window that is repainted in two places hands over the rectangle around both.
void TestTiles::aTileThatWasPaintedButClippedAwayIsTold()
{
    Board board;
    board.scale = 4; // few enough shapes for one frame
    board.topLeft = {100, 100};
    QList<QRectF> improved;
    connect(board.tiles.get(), &TileCache::improved, this, [&](const QRectF &scene) { improved.append(scene); });
    const QRectF seen(board.topLeft, QSizeF(windowSize) / board.scale);
    const QList<QRectF> clip = {QRectF(seen.topLeft(), QSizeF(10, 10)),
                                QRectF(seen.right() - 10, seen.bottom() - 10, 10, 10)};
    QImage image(windowSize, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.scale(board.scale, board.scale);
    painter.translate(-board.topLeft);
    board.tiles->setVisibleArea(seen, seen.center());
    board.tiles->paint(painter, seen, clip, TileCache::Repair::Now);
    const QPointF inAWholeTile = seen.topLeft() + QPointF(60, 60);
    QVERIFY(std::any_of(improved.cbegin(), improved.cend(),
                        [&](const QRectF &area) { return area.contains(inAWholeTile); }));
}

void TestTiles::memoryIsBounded()
{
    constexpr qsizetype budget = qsizetype(16) << 20;
    Board board(budget);
    for (int i = 0; i < 40; ++i) {
        board.topLeft = {i % 8 * 300.0, i / 8 * 400.0};
        board.scale = 1 + i % 3 * 0.1;
        board.frame();
        QTRY_VERIFY(board.tiles->isSettled());
        QVERIFY(board.tiles->bytes() <= budget);
    }
    // What is looked at stays.
    QVERIFY(difference(board.frame(), board.reference()) < 0.001);
    QVERIFY(board.tiles->isSettled());
}

QTEST_MAIN(TestTiles)
#include "canvas_tiles.moc"
