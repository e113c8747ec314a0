#pragma once

#include "common/protocol/messages.h"

#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace sketchroom {

class BoardSession;

/// Puts into words who comes and goes, raises a hand, and what owners do to the room and to people.
class RoomNews final : public QObject
{
    Q_OBJECT

public:
    RoomNews(BoardSession &session, QObject *parent);

Q_SIGNALS:
    void noticed(const QString &sentence);

private:
    void begin();
    void tellPeople();
    void tellAction(const RoomMessage &message);
    void tellHand(const PeerId &peer);
    QMap<ClientId, QString> present() const;
    QString nameOf(const PeerId &peer) const;

    BoardSession &m_session;
    QMap<ClientId, QString> m_told; ///< who is here as far as this user was told
    QSet<PeerId> m_hands;
    QTimer m_settle; ///< who loses the connection and comes back is no news
};

} // namespace sketchroom
