#include "tests/bench/load/swarm.h"

#include <algorithm>
#include <array>

#include <sys/epoll.h>
#include <unistd.h>

namespace sketchroom::bench {

namespace {

constexpr std::int64_t second = 1'000'000'000;

std::int64_t inSeconds(double seconds)
{
    return nowNs() + std::int64_t(seconds * double(second));
}

} // namespace

Swarm::Swarm(const Port &port, const Dialect &dialect)
    : m_port(port)
    , m_dialect(dialect)
    , m_poll(epoll_create1(EPOLL_CLOEXEC))
    , m_room(std::size_t(512) * 1024, '\0')
{
}

Swarm::~Swarm()
{
    close(m_poll);
}

void Swarm::add(int rooms, int count, const std::string &who)
{
    m_perRoom = count;
    for (int i = 0; i < rooms * count; ++i) {
        const std::string room = "load-" + std::to_string(i % rooms);
        const std::string client = who + '-' + std::to_string(m_connections.size());
        m_connections.push_back(std::make_unique<Connection>(m_port, m_dialect, room, client));
        m_writing.push_back(0);
        watch(m_connections.size() - 1, EPOLL_CTL_ADD);
    }
}

void Swarm::addTo(const std::string &room, int count, const std::string &who)
{
    m_perRoom = count;
    for (int i = 0; i < count; ++i) {
        m_connections.push_back(
            std::make_unique<Connection>(m_port, m_dialect, room, who + '-' + std::to_string(m_connections.size())));
        m_writing.push_back(0);
        watch(m_connections.size() - 1, EPOLL_CTL_ADD);
    }
}

void Swarm::watch(std::size_t index, int change)
{
    const Connection &connection = *m_connections[index];
    const bool writing = connection.wantsToWrite();
    if (change == EPOLL_CTL_MOD && bool(m_writing[index]) == writing)
        return;
    m_writing[index] = char(writing);
    epoll_event event{};
    event.events = EPOLLIN | (writing ? std::uint32_t(EPOLLOUT) : 0);
    event.data.u64 = index;
    epoll_ctl(m_poll, change, connection.socket(), &event);
}

void Swarm::turn(std::int64_t untilNs)
{
    std::array<epoll_event, 512> events;
    const std::int64_t wait = std::max<std::int64_t>(0, untilNs - nowNs());
    const timespec timeout{time_t(wait / second), long(wait % second)};
    const int count = epoll_pwait2(m_poll, events.data(), int(events.size()), &timeout, nullptr);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[std::size_t(i)];
        const auto index = std::size_t(event.data.u64);
        Connection &connection = *m_connections[index];
        if (event.events & EPOLLOUT)
            connection.canWrite();
        if (event.events & (EPOLLIN | EPOLLHUP | EPOLLERR))
            connection.canRead(m_room, m_arrivals);
        watch(index, connection.state() == Connection::State::Lost ? EPOLL_CTL_DEL : EPOLL_CTL_MOD);
    }
}

int Swarm::count(Connection::State state) const
{
    return int(std::count_if(m_connections.begin(), m_connections.end(),
                             [&](const auto &connection) { return connection->state() == state; }));
}

bool Swarm::waitForAll(Connection::State state, double seconds)
{
    const auto areThere = [&] {
        return std::all_of(m_connections.begin(), m_connections.end(),
                           [&](const auto &connection) { return connection->state() >= state; });
    };
    const std::int64_t end = inSeconds(seconds);
    while (!areThere() && nowNs() < end)
        turn(end);
    return areThere() && count(Connection::State::Lost) == 0;
}

void Swarm::createShapes()
{
    for (std::size_t i = 0; i < m_connections.size(); ++i) {
        m_connections[i]->sendCreation();
        watch(i, EPOLL_CTL_MOD);
    }
}

void Swarm::createMany(int from, int count)
{
    m_connections.front()->sendCreations(from, count);
    watch(0, EPOLL_CTL_MOD);
}

void Swarm::linger(double seconds)
{
    for (std::size_t i = 0; i < m_connections.size(); ++i) {
        if (m_connections[i]->state() != Connection::State::Lost)
            watch(i, EPOLL_CTL_MOD); // for what was said to them meanwhile
    }
    for (const std::int64_t end = inSeconds(seconds); nowNs() < end;)
        turn(end);
}

Swarm::Result Swarm::run(double editsPerSecond, double seconds, const std::function<double()> &cpuSeconds)
{
    const std::size_t people = m_connections.size();
    const double gapNs = double(second) / editsPerSecond / double(people);
    const std::int64_t begin = nowNs();
    const std::int64_t counted = begin + second;
    const std::int64_t end = counted + std::int64_t(seconds * double(second));
    m_arrivals = {};
    m_arrivals.sinceNs = counted;
    std::int64_t sent = 0;
    Result result;
    double cpuBefore = -1;
    for (std::int64_t edit = 0;; ++edit) {
        const std::int64_t due = begin + std::int64_t(gapNs * double(edit));
        if (due >= end)
            break;
        while (nowNs() < due)
            turn(due);
        if (due >= counted && cpuBefore < 0)
            cpuBefore = cpuSeconds();
        const std::size_t author = std::size_t(edit) % people;
        // The moment when it was to be sent: who is late with sending is not to look fast.
        m_connections[author]->sendEdit(due);
        watch(author, EPOLL_CTL_MOD);
        sent += due >= counted ? 1 : 0;
        // Who has much to send must not forget to read.
        if (edit % 64 == 0)
            turn(0);
    }
    result.cpuSeconds = cpuSeconds() - cpuBefore;
    result.seconds = double(nowNs() - counted) / double(second);
    result.inTime = m_arrivals.latencies.count();
    result.expected = sent * m_perRoom;
    for (const std::int64_t late = inSeconds(1); m_arrivals.latencies.count() < result.expected && nowNs() < late;)
        turn(late);
    result.delivered = m_arrivals.latencies.count();
    result.p50Ms = m_arrivals.latencies.quantileMs(0.5);
    result.p99Ms = m_arrivals.latencies.quantileMs(0.99);
    result.lost = count(Connection::State::Lost);
    return result;
}

} // namespace sketchroom::bench
