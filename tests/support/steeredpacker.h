#pragma once

#include "common/protocol/codec.h"
#include "common/protocol/packing.h"
#include "server/room/snapshotpacker.h"

#include <deque>

namespace sketchroom {

/// A packer that takes no time, and tells of a part when it is told to.
class SteeredPacker final : public SnapshotPacker
{
public:
    std::shared_ptr<const void> pack(const QList<ShapeRef> &shapes, const Told &told) override
    {
        ++asked;
        if (full)
            return nullptr;
        const auto ticket = std::make_shared<int>();
        encodeSnapshot(shapes, [&](const QByteArray &message, bool isLast) {
            m_waiting.push_back({ticket, told, Part{packMessage(message), isLast}});
            return true;
        });
        return ticket;
    }

    /// Tells of the next part, or that there is no memory for the rest, if anybody still wants to know.
    void release()
    {
        const Waiting next = m_waiting.front();
        m_waiting.pop_front();
        if (failing)
            std::erase_if(m_waiting, [&](const Waiting &other) { return other.ticket.lock() == next.ticket.lock(); });
        if (!next.ticket.expired())
            next.told(failing ? std::nullopt : std::optional(next.part));
    }
    qsizetype underWay() const { return qsizetype(m_waiting.size()); }

    bool full = false;
    bool failing = false;
    int asked = 0;

private:
    struct Waiting
    {
        std::weak_ptr<int> ticket;
        Told told;
        Part part;
    };
    std::deque<Waiting> m_waiting;
};

} // namespace sketchroom
