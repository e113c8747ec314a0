#include "app/view/touchgesture.h"

#include <QLineF>

namespace sketchroom {

namespace {

/// A finger that has not moved so far may still be the first of two: nothing is drawn yet.
constexpr double decided = 8; // pixels

} // namespace

QList<TouchGesture::Action> TouchGesture::touch(const QList<QPointF> &fingers)
{
    QList<Action> actions;
    const QList<QPointF> before = std::exchange(m_last, fingers);
    if (fingers.isEmpty()) {
        if (m_state == State::Undecided)
            actions << Press{before.first()};
        if (m_state == State::Undecided || m_state == State::Pointing)
            actions << Release{before.first()};
        m_state = State::Idle;
        return actions;
    }
    if (m_state == State::Idle) {
        m_state = State::Undecided;
        m_begin = fingers.first();
    }
    // Who draws with one finger and rests another one on the board goes on drawing.
    if (m_state == State::Undecided && fingers.size() > 1) {
        m_state = State::Pinching;
        return actions;
    }
    if (m_state == State::Undecided && QLineF(m_begin, fingers.first()).length() > decided) {
        m_state = State::Pointing;
        actions << Press{m_begin};
    }
    if (m_state == State::Pointing)
        actions << Move{fingers.first()};
    if (m_state == State::Pinching && fingers.size() < 2)
        m_state = State::Over;
    if (m_state == State::Pinching && before.size() > 1) {
        const QLineF was(before.at(0), before.at(1));
        const QLineF is(fingers.at(0), fingers.at(1));
        actions << Pinch{was.center(), is.center(), was.length() > 0 ? is.length() / was.length() : 1};
    }
    return actions;
}

QList<TouchGesture::Action> TouchGesture::cancel()
{
    const bool pointing = m_state == State::Pointing;
    m_state = State::Idle;
    const QPointF last = m_last.value(0);
    m_last.clear();
    return pointing ? QList<Action>{Release{last}} : QList<Action>();
}

} // namespace sketchroom
