#include "app/rooms/deletionwatch.h"

#include "app/session/boardsession.h"

namespace sketchroom {

DeletionWatch::DeletionWatch(BoardSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    constexpr int gestureOverMs = 500; // what is deleted in one go may come in several edits
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(gestureOverMs);
    connect(&m_quiet, &QTimer::timeout, this, &DeletionWatch::tell);
    connect(&session, &BoardSession::documentChanged, this, &DeletionWatch::remember);
    connect(&session, &BoardSession::editedByOther, this, &DeletionWatch::see);
    connect(&session, &BoardSession::documentReset, this, [this] {
        m_quiet.stop();
        m_deletion = {};
    });
}

void DeletionWatch::remember(const ChangeSet &changes)
{
    m_removed.clear();
    for (const Change &change : changes) {
        if (change.removed())
            m_removed.insert(change.id(), change.before->by);
    }
}

void DeletionWatch::see(const CommittedEdit &edit)
{
    qint64 shapes = 0;
    qint64 ofOthers = 0;
    for (const Op &op : edit.ops) {
        if (!std::holds_alternative<DeleteOp>(op))
            continue;
        ++shapes;
        ofOthers += m_removed.value(shapeIdOf(op), edit.client) == edit.client ? 0 : 1;
    }
    if (shapes == 0)
        return;
    if (m_deletion.client != edit.client || m_gesture != edit.gesture || edit.gesture.isEmpty()) {
        tell();
        const auto peer = m_session.peers().find(edit.peer);
        const QString name = peer == m_session.peers().end() ? QString() : peer->second.info.name;
        m_deletion = {edit.client, name, edit.at, edit.at, 0};
        m_ofOthers = 0;
    }
    m_deletion.until = edit.at;
    m_deletion.shapes += shapes;
    m_ofOthers += ofOthers;
    m_gesture = edit.gesture;
    m_quiet.start();
}

void DeletionWatch::tell()
{
    // Less than this is how people draw.
    constexpr qint64 worthTelling = 10;
    const Deletion deletion = std::exchange(m_deletion, {});
    if (std::exchange(m_ofOthers, 0) >= worthTelling && m_session.isOwner())
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
