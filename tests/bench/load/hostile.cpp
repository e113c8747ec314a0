#include "tests/bench/load/hostile.h"

#include "tests/bench/load/swarm.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

namespace sketchroom::bench {

namespace {

constexpr double patience = 60;
constexpr const char *room = "attacked";

std::string repeated(const std::string &what, int count, const char *between = ",")
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text.append(i > 0 ? between : "").append(what);
    return text;
}

std::string named(std::string_view what, std::size_t number)
{
    std::string name(what);
    name.append(std::to_string(number));
    return name;
}

std::string creation(const std::string &id, const std::string &kind, const std::string &more)
{
    return R"({"op":"create","shape":{"id":")" + id + R"(","kind":")" + kind + R"(","box":[0,0,100,100,0])" + more +
           "}}";
}

std::string stroke(const std::string &id, int numbers)
{
    return creation(id, "ink", R"(,"points":[)" + repeated("1.5", numbers) + "]");
}

std::string deletion(const std::string &id)
{
    return R"({"op":"delete","id":")" + id + R"("})";
}

std::string append(const std::string &id, int at, int numbers)
{
    std::string op = named(R"({"op":"append","id":")" + id + R"(","at":)", std::size_t(at));
    return op.append(R"(,"points":[)").append(repeated("2.5", numbers)).append("]}");
}

/// One kind of harm. `prepare` makes the room; `attack` goes on until it is told to stop.
struct Attack
{
    const char *name;
    void (*prepare)(Swarm &guests);
    void (*attack)(const ServerProgram &server, Swarm &guests, const std::atomic<bool> &stop);
    int guests = 1;
};

void nothing(Swarm & /*guests*/) {}

void rest(const ServerProgram & /*server*/, Swarm &guests, const std::atomic<bool> &stop)
{
    while (!stop)
        guests.linger(0.05);
}

/// A stroke each, near its limit.
void drawStrokes(Swarm &guests)
{
    constexpr int numbers = 54'000;
    for (std::size_t i = 0; i < guests.size(); ++i)
        guests.at(i).sendOps(stroke(named("s", i), numbers));
    guests.linger(3);
}

/// A thousand appends in each edit.
void appendBomb(const ServerProgram & /*server*/, Swarm &guests, const std::atomic<bool> &stop)
{
    constexpr int numbers = 54'000;
    constexpr int perEdit = 1'000;
    for (std::size_t i = 0; i < guests.size() && !stop; ++i) {
        std::string ops;
        for (int n = 0; n < perEdit; ++n)
            ops.append(n > 0 ? "," : "").append(append(named("s", i), numbers + 3 * n, 3));
        guests.at(i).sendOps(ops);
        guests.linger(0.05);
    }
    while (!stop)
        guests.linger(0.05);
}

/// Sixty long arrows that are tied to one shape.
void tieArrows(Swarm &guests)
{
    constexpr int arrows = 60;
    constexpr int numbers = 54'000;
    guests.at(0).sendOps(creation("target", "rect", ""));
    for (int i = 0; i < arrows; ++i) {
        guests.at(0).sendOps(
            creation(named("a", std::size_t(i)), "arrow",
                     R"(,"points":[)" + repeated("1.5", numbers) + R"(],"from":{"shape":"target","at":[0.5,0.5]})"));
        guests.linger(0.05);
    }
    guests.linger(3);
}

void releaseBomb(const ServerProgram & /*server*/, Swarm &guests, const std::atomic<bool> &stop)
{
    while (!stop) {
        guests.at(0).sendOps(deletion("target"));
        guests.linger(0.5);
    }
}

void fillRoom(Swarm &guests)
{
    constexpr int edits = 30;
    constexpr int perEdit = 1'000;
    for (int i = 0; i < edits; ++i) {
        guests.createMany(i * perEdit, perEdit);
        guests.linger(0.05);
    }
    guests.linger(3);
}

/// Forty who join and read nothing.
void slowJoiners(const ServerProgram &server, Swarm &guests, const std::atomic<bool> &stop)
{
    constexpr int joiners = 40;
    Swarm slow(server.port(), server.dialect());
    slow.addTo(room, joiners, "slow");
    slow.waitForAll(Connection::State::Arriving, patience);
    while (!stop)
        guests.linger(0.05);
}

/// Join, a small edit, leave.
void storm(const ServerProgram &server, Swarm & /*guests*/, const std::atomic<bool> &stop)
{
    for (int i = 0; !stop; ++i) {
        Swarm visitor(server.port(), server.dialect());
        visitor.addTo(room, 1, named("visitor-", std::size_t(i)));
        if (!visitor.waitForAll(Connection::State::Ready, patience))
            continue;
        visitor.createShapes();
        visitor.linger(0.002);
    }
}

void makeRooms(const ServerProgram &server, Swarm & /*guests*/, const std::atomic<bool> &stop)
{
    for (int i = 0; !stop; ++i) {
        Swarm maker(server.port(), server.dialect());
        maker.addTo(named("squat-", std::size_t(i)), 1, "maker");
        maker.waitForAll(Connection::State::Ready, 0.2);
    }
}

/// Strokes that are deleted and brought back by small messages.
void restoreLoop(const ServerProgram & /*server*/, Swarm &guests, const std::atomic<bool> &stop)
{
    while (!stop) {
        for (std::size_t i = 0; i < guests.size(); ++i)
            guests.at(i).sendOps(deletion(named("s", i)));
        guests.linger(0.2);
        for (std::size_t i = 0; i < guests.size(); ++i)
            guests.at(i).say(R"({"type":"room","action":"restore"})");
        guests.linger(0.2);
    }
}

const std::vector<Attack> attacks = {{"none", nothing, rest},
                                     {"append bomb", drawStrokes, appendBomb, 20},
                                     {"release bomb", tieArrows, releaseBomb},
                                     {"slow joiners", fillRoom, slowJoiners},
                                     {"storm", fillRoom, storm},
                                     {"making rooms", nothing, makeRooms},
                                     {"restore loop", drawStrokes, restoreLoop, 10},
                                     {"none", nothing, rest}};

void row(const ServerRecipe &host, const Attack &attack, double seconds)
{
    constexpr int rooms = 20;
    constexpr int peoplePerRoom = 5;
    constexpr double editsPerSecond = 10;
    ServerProgram server(host);
    Swarm others(server.port(), server.dialect());
    others.add(rooms, peoplePerRoom);
    Swarm guests(server.port(), server.dialect());
    guests.addTo(room, attack.guests, "guest");
    if (!others.waitForAll(Connection::State::Ready, patience) ||
        !guests.waitForAll(Connection::State::Ready, patience)) {
        std::printf("%-14s did not let everybody in\n", attack.name);
        return;
    }
    others.createShapes();
    attack.prepare(guests);
    others.linger(1);
    const double before = server.residentKiB();
    std::atomic<bool> stop = false;
    std::atomic<double> most = before;
    std::thread hostile([&] { attack.attack(server, guests, stop); });
    std::thread watching([&] {
        while (!stop) {
            most = std::max<double>(most, server.residentKiB());
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    });
    const Swarm::Result result = others.run(editsPerSecond, seconds, [&] { return server.cpuSeconds(); });
    stop = true;
    hostile.join();
    watching.join();
    std::printf("%-14s %8.1f %% %9.2f %9.2f %16.1f %14.1f%s\n", attack.name,
                100 * double(result.delivered) / double(result.expected), result.p50Ms, result.p99Ms, before / 1024,
                (most - before) / 1024, result.lost > 0 ? "  (connections lost)" : "");
    std::fflush(stdout);
}

} // namespace

void measureHostile(const ServerRecipe &host, double seconds)
{
    std::printf("\n%-14s %10s %9s %9s %16s %14s\n", "attack", "delivered", "p50 ms", "p99 ms", "RSS before, MiB",
                "grows by, MiB");
    for (const Attack &attack : attacks)
        row(host, attack, seconds);
}

} // namespace sketchroom::bench
