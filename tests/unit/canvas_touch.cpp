#include "app/view/touchgesture.h"

#include <QTest>

using namespace sketchroom;

namespace {

using Gesture = TouchGesture;

template <class Action>
const Action *only(const QList<Gesture::Action> &actions)
{
    return actions.size() == 1 ? std::get_if<Action>(&actions.first()) : nullptr;
}

} // namespace

class TestTouch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTapIsAPressAndARelease();
    void aFingerThatMovesPoints();
    void twoFingersPinchAndDrawNothing();
    void aFingerLeftAfterAPinchDrawsNothing();
    void aPalmDoesNotEndAStroke();
    void aCancelledStrokeIsReleased();
};

void TestTouch::aTapIsAPressAndARelease()
{
    Gesture gesture;
    QVERIFY(gesture.touch({{10, 10}}).isEmpty());
    QVERIFY(gesture.touch({{12, 11}}).isEmpty());
    const QList<Gesture::Action> actions = gesture.touch({});
    QCOMPARE(actions.size(), 2);
    QCOMPARE(std::get<Gesture::Press>(actions.at(0)).at, QPointF(12, 11));
    QCOMPARE(std::get<Gesture::Release>(actions.at(1)).at, QPointF(12, 11));
}

void TestTouch::aFingerThatMovesPoints()
{
    Gesture gesture;
    gesture.touch({{10, 10}});
    const QList<Gesture::Action> actions = gesture.touch({{30, 10}});
    QCOMPARE(actions.size(), 2);
    QCOMPARE(std::get<Gesture::Press>(actions.at(0)).at, QPointF(10, 10));
    QCOMPARE(std::get<Gesture::Move>(actions.at(1)).at, QPointF(30, 10));
    QVERIFY(only<Gesture::Move>(gesture.touch({{40, 10}})));
    QVERIFY(only<Gesture::Release>(gesture.touch({})));
}

void TestTouch::twoFingersPinchAndDrawNothing()
{
    Gesture gesture;
    QVERIFY(gesture.touch({{100, 100}}).isEmpty());
    QVERIFY(gesture.touch({{100, 100}, {200, 100}}).isEmpty());
    const QList<Gesture::Action> actions = gesture.touch({{90, 120}, {290, 120}});
    const auto *pinch = only<Gesture::Pinch>(actions);
    QVERIFY(pinch);
    QCOMPARE(pinch->factor, 2.0);
    QCOMPARE(pinch->from, QPointF(150, 100));
    QCOMPARE(pinch->to, QPointF(190, 120));
    QVERIFY(gesture.touch({}).isEmpty());
}

void TestTouch::aFingerLeftAfterAPinchDrawsNothing()
{
    Gesture gesture;
    gesture.touch({{100, 100}, {200, 100}});
    QVERIFY(gesture.touch({{100, 100}}).isEmpty());
    QVERIFY(gesture.touch({{300, 300}}).isEmpty());
    QVERIFY(gesture.touch({}).isEmpty());
    QVERIFY(gesture.touch({{10, 10}}).isEmpty());
    QCOMPARE(gesture.touch({}).size(), 2);
}

void TestTouch::aPalmDoesNotEndAStroke()
{
    Gesture gesture;
    gesture.touch({{10, 10}});
    gesture.touch({{30, 10}});
    QVERIFY(only<Gesture::Move>(gesture.touch({{40, 10}, {300, 300}})));
    QVERIFY(only<Gesture::Move>(gesture.touch({{50, 10}})));
    QVERIFY(only<Gesture::Release>(gesture.touch({})));
}

void TestTouch::aCancelledStrokeIsReleased()
{
    Gesture gesture;
    gesture.touch({{10, 10}});
    gesture.touch({{30, 10}});
    QVERIFY(only<Gesture::Release>(gesture.cancel()));
    QVERIFY(gesture.cancel().isEmpty());
    QVERIFY(gesture.touch({{10, 10}}).isEmpty());
}

QTEST_APPLESS_MAIN(TestTouch)
#include "canvas_touch.moc"
