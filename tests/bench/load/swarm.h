#pragma once

#include "tests/bench/load/connection.h"

#include <functional>
#include <memory>

namespace sketchroom::bench {

/// Many clients of one server, on one thread of this process.
class Swarm final
{
public:
    Swarm(const Port &port, const Dialect &dialect);
    ~Swarm();
    Swarm(const Swarm &) = delete;
    Swarm &operator=(const Swarm &) = delete;

    /// Begins to connect clients, `count` to each of the rooms, each called `who` and a number.
    void add(int rooms, int count, const std::string &who = "client");
    /// The same to one room.
    void addTo(const std::string &room, int count, const std::string &who);
    std::size_t size() const { return m_connections.size(); }
    /// What is said to it goes out at once, or when it is given its turn.
    Connection &at(std::size_t index) { return *m_connections[index]; }
    /// Whether all of them come so far within the time.
    bool waitForAll(Connection::State state, double seconds);
    /// Each makes the shape that its edits are about.
    void createShapes();
    /// The first makes `count` shapes with one edit, numbered from `from`.
    void createMany(int from, int count);
    /// Lets what comes come.
    void linger(double seconds);

    /// Everybody sends edits at this rate, at moments spread evenly. What is sent in the first second is not counted.
    struct Result
    {
        std::int64_t expected = 0;  ///< deliveries: each edit to everybody in its room, its author too
        std::int64_t delivered = 0; ///< of those, within a second after the last was sent
        std::int64_t inTime = 0;    ///< of those, before the last was sent
        double seconds = 0;         ///< from the first that counts to the last
        double cpuSeconds = 0;      ///< of the server in these
        double p50Ms = 0;
        double p99Ms = 0;
        int lost = 0; ///< connections
    };
    Result run(double editsPerSecond, double seconds, const std::function<double()> &cpuSeconds);

private:
    void turn(std::int64_t untilNs);
    void watch(std::size_t index, int change);
    int count(Connection::State state) const;

    const Port m_port;
    const Dialect m_dialect;
    int m_poll = -1;
    int m_perRoom = 1;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::vector<char> m_writing; ///< which of them are watched for room to write
    std::string m_room;
    Arrivals m_arrivals;
};

} // namespace sketchroom::bench
