// How much a room host delivers and what it takes, against relays that do nothing but pass messages on.

#include "tests/bench/load/hostile.h"
#include "tests/bench/load/scenarios.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <sys/resource.h>

using namespace sketchroom::bench;

namespace {

constexpr const char *usage =
    "Usage: bench_load DATA-FOLDER [RELAYS-FOLDER] [--only PART]… [--seconds N] [--tls]\n"
    "DATA-FOLDER is on the disk that counts; a folder bench_load-data in it is emptied. RELAYS-FOLDER has ws.js and\n"
    "socketio.js, installed; without it the host is measured alone. PART is L1, L2, L3, L4, quiet, huge, crowds,\n"
    "boards, lazy (people who never read) or hostile. With --tls the host is measured encrypted as well.\n";

const std::vector<Load> loads = {
    {"L1", 1, 50, 20}, {"L2", 1, 100, 30}, {"L3", 50, 10, 20}, {"L4", 1, 200, 60}, {"quiet", 1, 5, 10}};
const std::vector<Load> hugeLoads = {{"huge", 1, 400, 60}};

ServerRecipe ourHost(const std::string &folder)
{
    const std::string data = folder + "/bench_load-data";
    std::vector<std::string> command = {SKETCHROOM_SERVER, "--listen", "127.0.0.1", "--port", "0", "--data", data};
    // No limit is to be what is measured.
    for (const char *option : {"--edits-per-second", "--edit-burst", "--bytes-per-second", "--byte-burst",
                               "--peers-per-room", "--peers-per-address", "--connections", "--connections-per-address"})
        command.insert(command.end(), {option, "1000000000"});
    return {"sketchroom", Dialect::Kind::Sketchroom, command, data};
}

/// With the limits that it has by itself.
ServerRecipe asItIs(ServerRecipe host)
{
    host.command.resize(
        std::size_t(std::find(host.command.begin(), host.command.end(), "--edits-per-second") - host.command.begin()));
    return host;
}

ServerRecipe encrypted(ServerRecipe host)
{
    host.name += ", TLS";
    host.command.emplace_back("--tls-self-signed");
    return host;
}

std::vector<ServerRecipe> relays(const std::string &folder)
{
    return {{"ws", Dialect::Kind::Relay, {"node", folder + "/ws.js"}},
            {"ws, 8 ms batch", Dialect::Kind::Relay, {"node", folder + "/ws.js", "8"}},
            {"socket.io", Dialect::Kind::SocketIo, {"node", folder + "/socketio.js"}}};
}

struct Wishes
{
    std::vector<std::string> folders;
    std::vector<std::string> parts;
    double seconds = 5;
    bool tls = false;

    bool wants(const std::string &part) const
    {
        return parts.empty() || std::find(parts.begin(), parts.end(), part) != parts.end();
    }
    std::vector<Load> wanted(const std::vector<Load> &from) const
    {
        std::vector<Load> some;
        std::copy_if(from.begin(), from.end(), std::back_inserter(some),
                     [this](const Load &load) { return wants(load.name); });
        return some;
    }
};

Wishes readWishes(int argc, char *argv[])
{
    Wishes wishes;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc)
            wishes.parts.emplace_back(argv[++i]);
        else if (std::strcmp(argv[i], "--seconds") == 0 && i + 1 < argc)
            wishes.seconds = std::atof(argv[++i]);
        else if (std::strcmp(argv[i], "--tls") == 0)
            wishes.tls = true;
        else
            wishes.folders.emplace_back(argv[i]);
    }
    return wishes;
}

void allowManyConnections()
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

} // namespace

int main(int argc, char *argv[])
{
    const Wishes wishes = readWishes(argc, argv);
    if (wishes.folders.empty() || wishes.folders.size() > 2 || wishes.seconds <= 0) {
        std::fputs(usage, stderr);
        return 2;
    }
    allowManyConnections();
    const ServerRecipe host = ourHost(wishes.folders.front());
    std::vector<ServerRecipe> servers = {host};
    if (wishes.tls)
        servers.push_back(encrypted(host));
    if (wishes.folders.size() == 2) {
        for (const ServerRecipe &relay : relays(wishes.folders.back()))
            servers.push_back(relay);
    }
    if (const auto some = wishes.wanted(loads); !some.empty())
        compareLoads(servers, some, wishes.seconds);
    if (const auto some = wishes.wanted(hugeLoads); !some.empty())
        compareLoads({host}, some, wishes.seconds);
    if (wishes.wants("crowds"))
        compareCrowds(servers);
    if (wishes.wants("boards"))
        measureBoards(host);
    if (wishes.wants("lazy"))
        measureNeverReads(host, loads.at(1), wishes.seconds);
    if (wishes.wants("hostile"))
        measureHostile(asItIs(host), wishes.seconds);
    return 0;
}
