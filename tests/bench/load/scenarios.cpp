#include "tests/bench/load/scenarios.h"

#include "tests/bench/load/swarm.h"

#include <cstdio>

namespace sketchroom::bench {

namespace {

constexpr double patience = 30;

double secondsSince(std::int64_t beginNs)
{
    return double(nowNs() - beginNs) / 1e9;
}

bool started(const ServerProgram &server, const ServerRecipe &recipe)
{
    if (!server.isRunning())
        std::printf("%-16s does not start\n", recipe.name.c_str());
    return server.isRunning();
}

void row(const Load &load, const ServerRecipe &recipe, double seconds)
{
    ServerProgram server(recipe);
    if (!started(server, recipe))
        return;
    Swarm swarm(server.port(), server.dialect());
    swarm.add(load.rooms, load.peoplePerRoom);
    if (!swarm.waitForAll(Connection::State::Ready, patience)) {
        std::printf("%-6s %-16s did not let everybody in\n", load.name, recipe.name.c_str());
        return;
    }
    swarm.createShapes();
    const Swarm::Result result = swarm.run(load.editsPerSecond, seconds, [&] { return server.cpuSeconds(); });
    std::printf("%-6s %-16s %8.1f %% %9.2f %9.2f %11.0f %9.3f %9.1f%s\n", load.name, recipe.name.c_str(),
                100 * double(result.delivered) / double(result.expected), result.p50Ms, result.p99Ms,
                double(result.inTime) / result.seconds, result.cpuSeconds * 1e6 / double(result.inTime),
                server.residentKiB() / 1024, result.lost > 0 ? "  (connections lost)" : "");
    std::fflush(stdout);
}

} // namespace

void compareLoads(const std::vector<ServerRecipe> &servers, const std::vector<Load> &loads, double seconds)
{
    std::printf("%-6s %-16s %10s %9s %9s %11s %9s %9s\n", "load", "server", "delivered", "p50 ms", "p99 ms", "edits/s",
                "CPU s/M", "RSS MiB");
    for (const Load &load : loads) {
        for (const ServerRecipe &recipe : servers)
            row(load, recipe, seconds);
    }
}

void measureNeverReads(const ServerRecipe &host, const Load &load, double seconds)
{
    constexpr int most = 10;
    std::printf("\n%-6s %12s %10s %9s %9s %9s %18s\n", "load", "never read", "delivered", "p50 ms", "p99 ms", "CPU s/M",
                "RSS grows by, MiB");
    for (const int neverRead : {0, most, 0, most}) {
        ServerProgram server(host);
        if (!started(server, host))
            return;
        Swarm swarm(server.port(), server.dialect());
        swarm.add(load.rooms, load.peoplePerRoom);
        // Nobody takes turns with these once they are in, so what comes for them stays where it is.
        Swarm lazy(server.port(), server.dialect());
        lazy.add(load.rooms, neverRead, "never-reads");
        if (!swarm.waitForAll(Connection::State::Ready, patience) ||
            !lazy.waitForAll(Connection::State::Ready, patience)) {
            std::printf("%-6s did not let everybody in\n", load.name);
            return;
        }
        swarm.createShapes();
        swarm.linger(1);
        const double before = server.residentKiB();
        const Swarm::Result result = swarm.run(load.editsPerSecond, seconds, [&] { return server.cpuSeconds(); });
        std::printf("%-6s %12d %8.1f %% %9.2f %9.2f %9.3f %18.1f\n", load.name, neverRead,
                    100 * double(result.delivered) / double(result.expected), result.p50Ms, result.p99Ms,
                    result.cpuSeconds * 1e6 / double(result.inTime), (server.residentKiB() - before) / 1024);
        std::fflush(stdout);
    }
}

void compareCrowds(const std::vector<ServerRecipe> &servers)
{
    constexpr int people = 1'000;
    constexpr int rooms = 20;
    std::printf("\n%-16s %22s %22s\n", "server", "1,000 at once, ms", "KiB a connection");
    for (const ServerRecipe &recipe : servers) {
        ServerProgram server(recipe);
        if (!started(server, recipe))
            continue;
        Swarm first(server.port(), server.dialect());
        first.add(rooms, 1);
        first.waitForAll(Connection::State::Ready, patience);
        const double before = server.residentKiB();
        const std::int64_t begin = nowNs();
        Swarm crowd(server.port(), server.dialect());
        crowd.add(rooms, people / rooms);
        const bool allUpgraded = crowd.waitForAll(Connection::State::Arriving, patience);
        const double upgraded = secondsSince(begin);
        crowd.waitForAll(Connection::State::Ready, patience);
        crowd.linger(1);
        std::printf("%-16s %22.1f %22.1f%s\n", recipe.name.c_str(), upgraded * 1e3,
                    (server.residentKiB() - before) / people, allUpgraded ? "" : "  (not all came in)");
        std::fflush(stdout);
    }
}

namespace {

/// Makes so many shapes in a room, and waits until they are stored.
void fill(const ServerProgram &server, int shapes)
{
    constexpr int perEdit = 1'000;
    Swarm author(server.port(), server.dialect());
    author.add(1, 1);
    author.waitForAll(Connection::State::Ready, patience);
    for (int edit = 0; edit < shapes / perEdit; ++edit) {
        author.createMany(edit * perEdit, perEdit);
        author.linger(0.02);
    }
    author.linger(1);
}

/// How long it takes until so many have joined, each with all of the board.
void join(const ServerProgram &server, int people, const char *what)
{
    Swarm crowd(server.port(), server.dialect());
    const std::int64_t begin = nowNs();
    crowd.add(1, people);
    const bool allThere = crowd.waitForAll(Connection::State::Ready, 4 * patience);
    std::printf("%-44s %9.2f s%s\n", what, secondsSince(begin), allThere ? "" : "  (not all came in)");
    std::fflush(stdout);
}

} // namespace

void measureBoards(const ServerRecipe &host)
{
    std::printf("\n");
    {
        ServerProgram server(host);
        if (!started(server, host))
            return;
        fill(server, 1'000);
        join(server, 1'000, "1,000 joins to a room of 1,000 shapes");
    }
    {
        ServerProgram server(host);
        fill(server, 100'000);
    }
    {
        ServerProgram server(host, ServerProgram::Data::Kept);
        join(server, 1, "a room of 100,000 shapes, opened from the disk");
    }
}

} // namespace sketchroom::bench
