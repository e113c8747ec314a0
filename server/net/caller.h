#pragma once

#include <QByteArray>
#include <QHostAddress>

#include <memory>
#include <utility>

#include <unistd.h>

namespace sketchroom {

/// A descriptor that is closed when nobody has taken it.
class Descriptor final
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    bool isValid() const { return m_number >= 0; }
    /// It is the caller's to close from now on.
    int take() { return std::exchange(m_number, -1); }

private:
    int m_number;
};

/// Who has come through the front door: a connection that speaks WebSocket from now on. May go to another thread.
struct Caller
{
    std::shared_ptr<Descriptor> socket; ///< which does not block
    QByteArray early;                   ///< what it sent right after its request
    QHostAddress address;
    std::shared_ptr<const void> ticket; ///< the connection counts until this is gone
};

} // namespace sketchroom
