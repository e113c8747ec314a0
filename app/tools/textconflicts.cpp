#include "app/tools/textconflicts.h"

#include "app/session/boardsession.h"

namespace sketchroom {

TextConflicts::TextConflicts(BoardSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &BoardSession::documentChanged, this, &TextConflicts::follow);
    connect(&session, &BoardSession::editedByOther, this, &TextConflicts::seeEdit);
    connect(&session, &BoardSession::editRefused, this, &TextConflicts::seeRefusal);
    connect(&session, &BoardSession::documentReset, this, [this] { m_written.clear(); });
}

void TextConflicts::wrote(const Shape &shape)
{
    constexpr qsizetype most = 100;
    if (m_written.size() >= most)
        m_written.clear();
    Written written{shape, {}, {}, 0};
    written.since.start();
    for (const auto &[id, peer] : m_session.peers()) {
        if (peer.presence.typing == shape.id)
            written.typing.insert(id);
    }
    const auto &pending = m_session.replica().pending();
    written.edit = pending.empty() ? 0 : pending.rbegin()->first;
    m_written.insert(shape.id, written);
}

void TextConflicts::follow(const ChangeSet &changes)
{
    m_replaced.clear();
    for (const Change &change : changes) {
        const auto written = m_written.constFind(change.id());
        if (written != m_written.cend() && change.before && change.after &&
            change.before->text == written->shape.text && !change.after->text.contains(written->shape.text))
            m_replaced.insert(change.id());
    }
}

void TextConflicts::seeEdit(const CommittedEdit &edit)
{
    // Whoever changes a text later than that has read it.
    constexpr qint64 unseenMs = 10'000;
    for (const Op &op : edit.ops) {
        // What others write between one's letters (a splice) leaves them there.
        if (std::holds_alternative<SpliceOp>(op))
            continue;
        const ShapeId &id = shapeIdOf(op);
        const auto written = m_written.constFind(id);
        if (written == m_written.cend() || !m_replaced.contains(id))
            continue;
        const Written mine = m_written.take(id);
        const auto peer = m_session.peers().find(edit.peer);
        if (mine.typing.contains(edit.peer) || mine.since.elapsed() < unseenMs)
            Q_EMIT lost(mine.shape, peer == m_session.peers().end() ? tr("Somebody") : peer->second.info.name);
    }
}

void TextConflicts::seeRefusal(qint64 edit)
{
    for (auto written = m_written.cbegin(); written != m_written.cend(); ++written) {
        if (edit == 0 || written->edit != edit)
            continue;
        const Shape shape = written->shape;
        m_written.erase(written);
        Q_EMIT lost(shape, {});
        return;
    }
}

} // namespace sketchroom
