#pragma once

#include "common/model/document.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>

namespace sketchroom {

class BoardSession;

/// Tells when what the user wrote is replaced by somebody who was at the same text and may not have seen it, or is
/// refused by the host: of two texts the later one wins whole.
class TextConflicts final : public QObject
{
    Q_OBJECT

public:
    explicit TextConflicts(BoardSession &session, QObject *parent = nullptr);

    /// The user has just written this, which is on the board now.
    void wrote(const Shape &shape);

Q_SIGNALS:
    /// `shape` as the user left it. `by` is empty where the host has refused it.
    void lost(const sketchroom::Shape &shape, const QString &by);

private:
    struct Written
    {
        Shape shape;
        QElapsedTimer since;
        QSet<PeerId> typing; ///< who was at the same text
        qint64 edit = 0;     ///< its id
    };

    void follow(const ChangeSet &changes);
    void seeEdit(const CommittedEdit &edit);
    void seeRefusal(qint64 edit);

    BoardSession &m_session;
    QHash<ShapeId, Written> m_written;
    QSet<ShapeId> m_replaced; ///< by the newest changes
};

} // namespace sketchroom
