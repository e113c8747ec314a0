#pragma once

#include "app/tools/tool.h"
#include "common/model/shape.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QObject>

#include <deque>

namespace sketchroom {

class ToolContext;

/// Points at something: a trail behind the pointer that everybody sees, that fades, and that is on no board.
class LaserTool final : public QObject, public Tool
{
public:
    explicit LaserTool(ToolContext &context)
        : m_context(context)
    {
    }

    void activate() override;
    void deactivate() override;
    void pressed(const PointerEvent &event) override;
    void moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    bool cancel() override;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Point
    {
        QPointF scene;
        qint64 atMs;
    };

    void add(QPointF scene);
    void show();

    ToolContext &m_context;
    std::deque<Point> m_trail; ///< the oldest first
    QElapsedTimer m_clock;
    QBasicTimer m_timer;
    bool m_pressed = false;
};

} // namespace sketchroom
