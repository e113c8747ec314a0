#pragma once

#include "common/model/document.h"

#include <QHash>
#include <QString>
#include <QTimer>

#include <functional>

namespace sketchroom {

class ToolContext;

/// One drag or stroke: many edits, one undo step. Sends what the drag has changed at a bounded rate, and can take all
/// of it back. On another board than the one it began on it does nothing.
class Gesture final : public QObject
{
    Q_OBJECT

public:
    /// `collect` is asked when it is time to send, and returns the operations that bring the document to where the
    /// drag is now; none when it is there.
    Gesture(ToolContext &context, const QString &label, std::function<QList<Op>()> collect);

    /// Something has moved: sends now, or soon.
    void touch();
    /// Sends what is still to be sent, now; at the end of the drag at the latest.
    void flush();
    /// Puts everything back that the gesture has changed, and leaves alone what others have changed meanwhile.
    void cancel();

private:
    void send();
    void remember(const ChangeSet &changes);

    /// What the gesture has done to one shape.
    struct Touched
    {
        ShapeRef before; ///< null: the gesture created it
        RegisterSet registers;
        bool deleted = false;
    };

    ToolContext &m_context;
    const quint64 m_board; ///< that it began on
    QString m_label;
    std::function<QList<Op>()> m_collect;
    GestureId m_id;
    QHash<ShapeId, Touched> m_touched;
    QTimer m_pause; ///< runs after an edit until the next may follow
    bool m_dirty = false;
    bool m_refused = false; ///< nothing more is tried then
};

} // namespace sketchroom
