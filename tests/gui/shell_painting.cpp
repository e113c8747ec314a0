#include "canvasboard.h"
#include "shellhost.h"

#include "app/view/boardscene.h"
#include "app/widgets/englishplurals.h"
#include "app/window/boardframe.h"

#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sketchroom;
using namespace sketchroom::testing;

/// A board that is loaded while its window comes up, gets its size and is covered by panels is on the screen whole
/// afterwards, whichever of these comes first.
class TestShellPainting final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void allIsPaintedHoweverTheWindowComesUp_data();
    void allIsPaintedHoweverTheWindowComesUp();

private:
    EnglishPlurals m_plurals;
};

namespace {

/// Three hundred small squares: one in each tile is missed, whichever tile it is.
QList<ShapeRef> gridOfSquares()
{
    QList<ShapeRef> shapes;
    for (int i = 0; i < 300; ++i) {
        Shape shape = Shape::defaults(Kind::Rect);
        shape.id = "r" + QByteArray::number(i);
        shape.z = "a" + QByteArray::number(1000 + i);
        shape.rough = 0;
        shape.box = {60.0 * (i % 20), 60.0 * (i / 20), 50, 50, 0};
        shapes.append(std::make_shared<Shape>(shape));
    }
    return shapes;
}

/// The picture without what lies over the board.
QImage withoutPanels(QImage picture, const ShellWindow &shell)
{
    constexpr int shadow = 24;
    QPainter painter(&picture);
    painter.scale(shell.window.devicePixelRatioF(), shell.window.devicePixelRatioF());
    const auto *const frame = shell.window.findChild<BoardFrame *>();
    for (const QWidget *panel : frame->findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        if (panel->isVisible() && panel != &shell.window.view() && panel->size() != frame->size())
            painter.fillRect(panel->geometry().marginsAdded({shadow, shadow, shadow, shadow}), Qt::black);
    }
    painter.end();
    return picture;
}

/// How many squares of 32 pixels show nothing where the reference renderer paints lines. At small zooms the two need
/// not be equal to the pixel.
int emptyParts(const ShellWindow &shell)
{
    constexpr int side = 32;
    constexpr int manyPixels = side / 2;
    const BoardView &view = shell.window.view();
    const QImage seen = withoutPanels(onScreen(view), shell);
    const QImage expected = withoutPanels(reference(view, shell.session.document()), shell);
    if (seen.size() != expected.size())
        return 1;
    const auto inked = [](const QImage &image, QPoint corner, int lightest) {
        int count = 0;
        for (int y = corner.y(); y < qMin(corner.y() + side, image.height()); ++y) {
            for (int x = corner.x(); x < qMin(corner.x() + side, image.width()); ++x)
                count += qGray(image.pixel(x, y)) < lightest ? 1 : 0;
        }
        return count;
    };
    int empty = 0;
    for (int y = 0; y < seen.height(); y += side) {
        for (int x = 0; x < seen.width(); x += side)
            empty += inked(expected, {x, y}, 160) >= manyPixels && inked(seen, {x, y}, 250) == 0 ? 1 : 0;
    }
    return empty;
}

/// Lets a time pass: what is tried here is which comes first.
void wait(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

void TestShellPainting::initTestCase()
{
    QCoreApplication::installTranslator(&m_plurals);
}

void TestShellPainting::allIsPaintedHoweverTheWindowComesUp_data()
{
    QTest::addColumn<bool>("joins");
    QTest::newRow("started with a board") << false;
    QTest::newRow("joining a room") << true;
}

void TestShellPainting::allIsPaintedHoweverTheWindowComesUp()
{
    QFETCH(bool, joins);
    constexpr int starts = 50;
    std::unique_ptr<ShellWindow> owner;
    std::optional<RoomAddress> address;
    if (joins) {
        owner = std::make_unique<ShellWindow>(10'000);
        owner->rooms.drawAlone(gridOfSquares());
        QTRY_COMPARE(owner->session.document().size(), 300);
        QVERIFY(owner->rooms.host("grid"));
        QTRY_VERIFY(isConnected(*owner) && owner->session.document().size() == 300);
        address = owner->rooms.invitations().constFirst();
    }
    Random random(joins ? 2 : 1);
    for (int start = 0; start < starts; ++start) {
        ShellWindow shell(quint64(start + 1));
        shell.window.view().setGridShown(false);
        const auto upTo = [&random](int most) { return int(random.below(quint32(most))); };
        // All of the window is to be on the screen, wherever the window manager puts it.
        const QSize most = shell.window.screen()->availableSize() * 9 / 10;
        const auto someSize = [&] { return QSize(most.width() - upTo(700), most.height() - upTo(250)); };
        shell.window.resize(someSize());
        shell.window.show();
        wait(upTo(30));
        if (joins)
            shell.rooms.join(*address, RoomConnection::Missing::Make);
        else
            shell.rooms.drawAlone(gridOfSquares());
        wait(upTo(60));
        if (upTo(2) == 0)
            shell.window.resize(someSize()); // as a window manager does with a restored window
        QTRY_COMPARE(shell.session.document().size(), 300);
        QTRY_VERIFY(shell.window.findChild<BoardScene *>()->isSettled());
        QTRY_VERIFY2(emptyParts(shell) == 0,
                     qPrintable(u"start %1: %2 parts are empty"_s.arg(start).arg(emptyParts(shell))));
    }
}

QTEST_MAIN(TestShellPainting)
#include "shell_painting.moc"
