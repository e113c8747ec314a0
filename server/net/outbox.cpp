#include "server/net/outbox.h"

namespace sketchroom {

Outbox::Verdict Outbox::push(const QByteArray &frame)
{
    m_items.push_back({frame, What::Message});
    m_bytes += frame.size();
    return m_bytes > m_fullBytes ? Verdict::Full : Verdict::Fine;
}

Outbox::Verdict Outbox::pushEdits(const QByteArray &frame)
{
    if (m_cut)
        return Verdict::Fine;
    m_items.push_back({frame, What::Edits});
    m_bytes += frame.size();
    // A single long message to a peer that keeps up is not a sign of anything.
    if (m_bytes <= m_cutBytes || m_items.size() == 1)
        return Verdict::Fine;
    m_cut = true;
    std::erase_if(m_items, [this](const Item &item) {
        if (item.what == What::Edits)
            m_bytes -= item.frame.size();
        return item.what == What::Edits;
    });
    return Verdict::Cut;
}

void Outbox::pushIfIdle(const QByteArray &frame, qint64 unsent)
{
    constexpr qint64 hardlyAnything = qint64(16) * 1024;
    if (!m_items.empty() || unsent > hardlyAnything) {
        m_missedPresence = true;
        return;
    }
    m_items.push_back({frame, What::Message});
    m_bytes += frame.size();
}

Outbox::Next Outbox::takeNext()
{
    const Item item = std::move(m_items.front());
    m_items.pop_front();
    const bool isFrame = item.what != What::Bulk;
    if (isFrame)
        m_bytes -= item.frame.size();
    return {item.frame, isFrame};
}

QList<QByteArray> Outbox::takeLast()
{
    QList<QByteArray> frames;
    for (const Item &item : m_items) {
        if (item.what != What::Bulk)
            frames.append(item.frame);
    }
    m_items.clear();
    m_bytes = 0;
    return frames;
}

} // namespace sketchroom
