#include "app/view/inkplayback.h"
#include "common/model/geometry.h"

#include <QTest>

using namespace sketchroom;

namespace {

constexpr int perPoint = 3;

ShapeRef stroke(int points, const ClientId &by = "somebody")
{
    auto ink = std::make_shared<Shape>(Shape::defaults(Kind::Ink));
    ink->id = "ink";
    ink->by = by;
    for (int i = 0; i < points; ++i)
        ink->points << 10.0 * i << (i % 3) - 1.0 << 0.5;
    ink->box = boxOfPoints(ink->points, perPoint);
    ink->box.x += 100;
    return ink;
}

} // namespace

class TestInkPlayback final : public QObject
{
    Q_OBJECT

private:
    InkPlayback m_playback{"me-myself"};
    ShapeRef m_last;

    void grow(int points, qint64 nowMs, const ClientId &by = "somebody")
    {
        const ShapeRef now = stroke(points, by);
        m_playback.note({{m_last, now, {}}}, nowMs);
        m_last = now;
    }
    /// Points shown; -1: all.
    qsizetype shown(qint64 nowMs)
    {
        const auto numbers = m_playback.shownAt(nowMs);
        return numbers.contains("ink") ? numbers.value("ink") / perPoint : -1;
    }

private Q_SLOTS:
    void init()
    {
        m_playback.clear();
        m_last.reset();
    }

    void pointsOfASlowClientComeOneAfterTheOther()
    {
        grow(1, 0);
        grow(5, 33);
        QCOMPARE(shown(33), 1);
        QCOMPARE(shown(33 + 17), 3);
        QCOMPARE(shown(33 + 33), -1);
        grow(9, 66);
        QCOMPARE(shown(66 + 17), 7);
        QCOMPARE(shown(66 + 33), -1);
    }

    void whatComesEarlyGoesOnFromWhatIsShown()
    {
        grow(1, 0);
        grow(9, 40);
        QCOMPARE(shown(60), 5);
        grow(13, 70);
        QVERIFY(shown(70) >= 5);
        QVERIFY(shown(70) < 9);
        QCOMPARE(shown(100), -1);
    }

    void nothingIsBehindForLong()
    {
        grow(1, 0);
        grow(100, 10'000);
        QVERIFY(shown(10'049) > 0);
        QCOMPARE(shown(10'050), -1);
    }

    void aFastClientsPointsAreShownAtOnce()
    {
        grow(1, 0);
        grow(3, 16);
        QCOMPARE(shown(16), -1);
    }

    void ownStrokesAreNeverHeldBack()
    {
        grow(1, 0, "me-myself");
        grow(9, 33, "me-myself");
        QCOMPARE(shown(33), -1);
    }

    void aStrokeThatIsRecolouredIsShownAsItIs()
    {
        grow(1, 0);
        grow(9, 33);
        QVERIFY(shown(40) > 0);
        auto red = std::make_shared<Shape>(*m_last);
        red->stroke = Color::rgb(0xff0000);
        m_playback.note({{m_last, red, {}}}, 41);
        QCOMPARE(shown(41), -1);
    }

    void theFirstPointsLieWhereTheyLieInTheWhole()
    {
        const ShapeRef whole = stroke(20);
        const ShapeRef part = firstOfInk(whole, 8 * perPoint);
        QCOMPARE(scenePoints(*part), scenePoints(*whole).first(8));
        QCOMPARE(firstOfInk(whole, 20 * perPoint), whole);
        // Scaled since, its points are no longer what was drawn.
        auto scaled = std::make_shared<Shape>(*whole);
        scaled->box.w *= 2;
        QCOMPARE(firstOfInk(scaled, 8 * perPoint), ShapeRef(scaled));
    }
};

QTEST_APPLESS_MAIN(TestInkPlayback)
#include "canvas_inkplayback.moc"
