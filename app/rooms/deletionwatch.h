#pragma once

#include "common/model/document.h"
#include "common/protocol/messages.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace sketchroom {

class BoardSession;

/// Tells owners when somebody else has deleted much in one go that others had made, so that they can bring it back.
/// What people delete of their own, by undo say, is theirs.
class DeletionWatch final : public QObject
{
    Q_OBJECT

public:
    DeletionWatch(BoardSession &session, QObject *parent);

Q_SIGNALS:
    /// Once a gesture, when it has ended.
    void noticed(const sketchroom::Deletion &deletion);

private:
    void remember(const ChangeSet &changes);
    void see(const CommittedEdit &edit);
    void tell();

    BoardSession &m_session;
    GestureId m_gesture;
    Deletion m_deletion;                ///< what the gesture has deleted so far
    qint64 m_ofOthers = 0;              ///< of its shapes
    QHash<ShapeId, ClientId> m_removed; ///< by the newest changes, and who had made them
    QTimer m_quiet;
};

/// What brings back this deletion, and no other.
RoomActionMessage restoreOf(const Deletion &deletion);

} // namespace sketchroom
