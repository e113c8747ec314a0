#pragma once

#include <QByteArray>
#include <QList>

#include <deque>
#include <optional>

namespace sketchroom {

/// The last committed edits of a room, encoded, so that a peer that was away for a moment gets what it missed without
/// the log being asked. Bounded in bytes.
class RecentEdits final
{
public:
    explicit RecentEdits(qint64 maxBytes)
        : m_maxBytes(maxBytes)
    {
    }

    /// Forgets everything; the next edit is the one after `seq`.
    void restartAfter(qint64 seq)
    {
        m_edits.clear();
        m_bytes = 0;
        m_lastSeq = seq;
    }
    /// Edits come in order, without gaps.
    void append(qint64 seq, const QByteArray &edit)
    {
        m_edits.push_back(edit);
        m_bytes += edit.size();
        m_lastSeq = seq;
        while (m_bytes > m_maxBytes) {
            m_bytes -= m_edits.front().size();
            m_edits.pop_front();
        }
    }
    /// The edits after `seq`; nothing where they are not all here.
    std::optional<QList<QByteArray>> after(qint64 seq) const
    {
        const qint64 missing = m_lastSeq - seq;
        if (missing < 0 || missing > qint64(m_edits.size()))
            return std::nullopt;
        return QList<QByteArray>(m_edits.end() - missing, m_edits.end());
    }

private:
    qint64 m_maxBytes;
    qint64 m_bytes = 0;
    qint64 m_lastSeq = 0;
    std::deque<QByteArray> m_edits;
};

} // namespace sketchroom
