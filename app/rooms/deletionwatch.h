#pragma once

#include "common/protocol/messages.h"

#include <QObject>
#include <QTimer>

namespace sketchroom {

class BoardSession;

/// Tells owners when somebody else has deleted much in one go, so that they can bring it back.
class DeletionWatch final : public QObject
{
    Q_OBJECT

public:
    DeletionWatch(BoardSession &session, QObject *parent);

Q_SIGNALS:
    /// Once a gesture, when it has ended.
    void noticed(const sketchroom::Deletion &deletion);

private:
    void see(const CommittedEdit &edit);
    void tell();

    BoardSession &m_session;
    GestureId m_gesture;
    Deletion m_deletion; ///< what the gesture has deleted so far
    QTimer m_quiet;
};

/// What brings back this deletion, and no other.
RoomActionMessage restoreOf(const Deletion &deletion);

} // namespace sketchroom
