#pragma once

#include "tests/bench/load/channel.h"
#include "tests/bench/load/dialect.h"
#include "tests/bench/load/latencies.h"
#include "tests/bench/load/wire.h"

namespace sketchroom::bench {

/// Nanoseconds on the clock that edits are stamped with.
std::int64_t nowNs();

/// What arrives, of all connections together.
struct Arrivals
{
    std::int64_t sinceNs = 0; ///< edits that were sent before this are not counted
    Latencies latencies;
};

/// One client on a bare socket that never blocks: it comes in, sends edits, and looks at the time stamps of what it is
/// sent.
class Connection final
{
public:
    enum class State : std::uint8_t { Connecting, Upgrading, Arriving, Ready, Lost };

    Connection(const Port &port, const Dialect &dialect, std::string_view room, std::string client);

    int socket() const { return m_channel.descriptor(); }
    State state() const { return m_state; }
    bool wantsToWrite() const { return m_state == State::Connecting || m_written < m_out.size(); }

    void sendCreation();
    void sendCreations(int from, int count);
    void sendEdit(std::int64_t stampNs);
    /// An edit of these operations, with commas between.
    void sendOps(std::string_view ops);
    void say(std::string_view message);
    void canWrite();
    /// Reads what has come. `room` is where the bytes may be put meanwhile.
    void canRead(std::string &room, Arrivals &arrivals);

private:
    void flush();
    void lose();
    void read(std::string_view bytes, Arrivals &arrivals);
    void take(const FrameReader::Piece &piece, Arrivals &arrivals);
    void takeStep(std::string_view payload);
    void findStamps(std::string_view payload, Arrivals &arrivals);

    const Dialect &m_dialect;
    const std::string m_path;
    const std::string m_room;
    const std::string m_client;
    const std::vector<Dialect::Step> m_steps;
    Channel m_channel;
    State m_state = State::Connecting;
    std::size_t m_step = 0;
    std::int64_t m_lastId = 0;
    FrameReader m_frames;
    std::string m_out;
    std::size_t m_written = 0;
    std::string m_head;  ///< of the answer to the upgrade
    std::string m_tail;  ///< of what came last, while it comes in
    std::string m_stamp; ///< one that a read has cut in two
};

} // namespace sketchroom::bench
