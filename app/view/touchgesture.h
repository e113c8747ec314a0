#pragma once

#include <QList>
#include <QPointF>

#include <variant>

namespace sketchroom {

/// Tells what fingers on the board mean: one of them points, two of them move and zoom the view. Pure.
class TouchGesture final
{
public:
    struct Press
    {
        QPointF at;
    };
    struct Move
    {
        QPointF at;
    };
    struct Release
    {
        QPointF at;
    };
    /// What was under `from` goes to `to`, `factor` times as large.
    struct Pinch
    {
        QPointF from;
        QPointF to;
        double factor = 1;
    };
    using Action = std::variant<Press, Move, Release, Pinch>;

    /// The fingers that are down now, those that were down before first; none: the last one was lifted.
    QList<Action> touch(const QList<QPointF> &fingers);
    /// The system has taken the touch away.
    QList<Action> cancel();

private:
    enum class State { Idle, Undecided, Pointing, Pinching, Over };

    State m_state = State::Idle;
    QList<QPointF> m_last;
    QPointF m_begin;
};

} // namespace sketchroom
