#include "app/rooms/deletionwatch.h"

#include "app/connection/boardsession.h"

namespace sketchroom {

DeletionWatch::DeletionWatch(BoardSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    constexpr int gestureOverMs = 500; // what is deleted in one go may come in several edits
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(gestureOverMs);
    connect(&m_quiet, &QTimer::timeout, this, &DeletionWatch::tell);
    connect(&session, &BoardSession::deletedByOther, this, &DeletionWatch::see);
    connect(&session, &BoardSession::documentReset, this, [this] {
        m_quiet.stop();
        m_deletion = {};
    });
}

void DeletionWatch::see(const Deletion &deletion, const GestureId &gesture)
{
    if (m_deletion.client != deletion.client || m_gesture != gesture || gesture.isEmpty()) {
        tell();
        m_deletion = deletion;
    } else {
        m_deletion.until = deletion.until;
        m_deletion.shapes += deletion.shapes;
    }
    m_gesture = gesture;
    m_quiet.start();
}

void DeletionWatch::tell()
{
    // Less than this is how people draw.
    constexpr qint64 worthTelling = 10;
    const Deletion deletion = std::exchange(m_deletion, {});
    if (deletion.shapes >= worthTelling && m_session.isOwner())
        Q_EMIT noticed(deletion);
}

RoomActionMessage restoreOf(const Deletion &deletion)
{
    RoomActionMessage message;
    message.action = RoomVerb::Restore;
    message.client = deletion.client;
    message.since = deletion.since;
    message.until = deletion.until;
    return message;
}

} // namespace sketchroom
