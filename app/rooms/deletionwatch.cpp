#include "app/rooms/deletionwatch.h"

#include "app/connection/boardsession.h"

#include <algorithm>

namespace sketchroom {

DeletionWatch::DeletionWatch(BoardSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    constexpr int gestureOverMs = 500; // what is deleted in one go may come in several edits
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(gestureOverMs);
    connect(&m_quiet, &QTimer::timeout, this, &DeletionWatch::tell);
    connect(&session, &BoardSession::editedByOther, this, &DeletionWatch::see);
    connect(&session, &BoardSession::documentReset, this, [this] {
        m_quiet.stop();
        m_deletion = {};
    });
}

void DeletionWatch::see(const CommittedEdit &edit)
{
    const auto shapes = std::count_if(edit.ops.cbegin(), edit.ops.cend(),
                                      [](const Op &op) { return std::holds_alternative<DeleteOp>(op); });
    if (shapes == 0)
        return;
    if (m_deletion.client != edit.client || m_gesture != edit.gesture || edit.gesture.isEmpty()) {
        tell();
        const auto peer = m_session.peers().find(edit.peer);
        const QString name = peer == m_session.peers().end() ? QString() : peer->second.info.name;
        m_deletion = {edit.client, name, edit.at, edit.at, 0};
    }
    m_deletion.until = edit.at;
    m_deletion.shapes += shapes;
    m_gesture = edit.gesture;
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
