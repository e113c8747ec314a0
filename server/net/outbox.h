#pragma once

#include "common/protocol/limits.h"

#include <QByteArray>
#include <QList>

#include <deque>
#include <utility>

namespace sketchroom {

/// What waits for one peer to read. Bounded: presence is not queued at all, edits are thrown away past the first limit,
/// and past the second the peer is given up. Pure; frames are opaque here.
class Outbox final
{
public:
    explicit Outbox(const Limits &limits)
        : m_cutBytes(limits.resyncBytes)
        , m_fullBytes(limits.closeBytes)
    {
    }

    enum class Verdict : quint8 {
        Fine,
        Cut, ///< told once: the queued edits were thrown away, and later ones are until takeCut()
        Full,
    };
    Verdict push(const QByteArray &frame);
    Verdict pushEdits(const QByteArray &frame);
    /// A message that is there anyway and shared with others: it does not count, and is put into a frame when it is
    /// sent, so that many slow readers do not hold as many copies.
    void pushBulk(const QByteArray &message) { m_items.push_back({message, What::Bulk}); }
    /// Only where nothing waits, here or in a socket that still holds `unsent` bytes; otherwise it is forgotten.
    void pushIfIdle(const QByteArray &frame, qint64 unsent);

    bool isEmpty() const { return m_items.empty(); }
    struct Next
    {
        QByteArray bytes;
        bool isFrame = true; ///< false: a message, of bulk
    };
    /// What is to be sent next. Not when empty.
    Next takeNext();
    /// The messages that are left, without bulk, for a last goodbye. Empty afterwards.
    QList<QByteArray> takeLast();

    qint64 bytes() const { return m_bytes; } ///< that wait, without bulk

    /// Whether edits were thrown away; they are queued again from now on.
    bool takeCut() { return std::exchange(m_cut, false); }
    /// Whether presence was forgotten since this was asked last.
    bool takeMissedPresence() { return std::exchange(m_missedPresence, false); }

private:
    enum class What : quint8 { Message, Edits, Bulk };
    struct Item
    {
        QByteArray frame;
        What what;
    };

    qint64 m_cutBytes;
    qint64 m_fullBytes;
    std::deque<Item> m_items;
    qint64 m_bytes = 0; ///< without bulk
    bool m_cut = false;
    bool m_missedPresence = false;
};

} // namespace sketchroom
