#pragma once

#include "common/model/operation.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QRectF>

namespace sketchroom {

class BoardSession;
class BoardView;

/// Goes where an owner brings everybody, and says who that was.
class Summons final : public QObject
{
    Q_OBJECT

public:
    Summons(BoardSession &session, BoardView &view, QObject *parent);

Q_SIGNALS:
    void noticed(const QString &sentence);

private:
    void begin(const PeerId &by);
    void follow(const PeerId &peer);

    BoardSession &m_session;
    BoardView &m_view;
    PeerId m_by;           ///< who has called
    QDeadlineTimer m_late; ///< until when a newer view of theirs belongs to the call
    QRectF m_place;        ///< where we have been brought
};

} // namespace sketchroom
