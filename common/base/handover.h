#pragma once

#include <atomic>

namespace sketchroom {

/// What a thread has done before give() is seen by a thread after take(). Qt's queues between threads promise the same;
/// said like this ThreadSanitizer sees it too, which knows nothing of what happens within a Qt that was built without
/// it.
class Handover final
{
public:
    void give() { m_given.fetch_add(1, std::memory_order_release); }
    void take() const { (void)m_given.load(std::memory_order_acquire); }

private:
    std::atomic<unsigned> m_given = 0;
};

} // namespace sketchroom
