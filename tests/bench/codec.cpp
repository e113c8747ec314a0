// What it costs to read and write messages: bench_codec. Nanoseconds of this thread's own time, best of several rounds.

#include "common/protocol/codec.h"
#include "tests/support/randomshapes.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace sketchroom;
using namespace sketchroom::testing;

namespace {

double ownNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

/// Of one call, by the fastest of many rounds.
template <class Call>
double cost(const Call &call)
{
    constexpr int rounds = 15;
    constexpr double enough = 2e7;
    double best = 1e18;
    for (int round = 0; round < rounds; ++round) {
        int calls = 0;
        const double start = ownNanoseconds();
        double spent = 0;
        while (spent < enough) {
            for (int i = 0; i < 16; ++i)
                call();
            calls += 16;
            spent = ownNanoseconds() - start;
        }
        best = std::min(best, spent / calls);
    }
    return best;
}

template <class Message, class Decode>
void measure(const char *what, const Message &message, const Decode &decode)
{
    const QByteArray bytes = encode(message);
    const double writing = cost([&] { return encode(message).size(); });
    const double reading = cost([&] { return decode(bytes).has_value(); });
    std::printf("%-34s %8lld bytes, written %10.0f ns, read %10.0f ns\n", what, static_cast<long long>(bytes.size()),
                writing, reading);
}

} // namespace

int main()
{
    const auto fromClient = [](const QByteArray &bytes) { return decodeClient(bytes); };
    const auto fromHost = [](const QByteArray &bytes) { return decodeHost(bytes); };
    Random random(1);
    const QList<Op> move(1, UpdateOp{"shape-1", {{Register::Box, Box{10.5, 20.25, 100, 80, 0}}}});
    measure("edit, one shape moved", ClientMessage(EditMessage{{18, "gesture-5", move}, {}}), fromClient);
    QList<CommittedEdit> edits;
    for (int i = 0; i < 50; ++i)
        edits.append({i, "p7", "client-1", i, 1700000000000 + i, "gesture-5", move});
    measure("edits, one", HostMessage(EditsMessage{{edits.first()}}), fromHost);
    measure("edits, 50", HostMessage(EditsMessage{edits}), fromHost);
    Presence presence;
    presence.cursor = QPointF(101.5, -2.25);
    presence.tool = QByteArray("pen");
    measure("presence of a client", ClientMessage(PresenceMessage{presence}), fromClient);
    PeersPresenceMessage peers;
    for (int i = 0; i < 20; ++i)
        peers.peers.emplace("p" + QByteArray::number(i), presence);
    measure("presence of 20", HostMessage(peers), fromHost);
    SnapshotMessage snapshot;
    for (int i = 0; i < 500; ++i)
        snapshot.shapes.append(
            std::make_shared<const Shape>(randomShape("s" + QByteArray::number(i), randomKind(random), random)));
    measure("snapshot of 500 shapes", HostMessage(snapshot), fromHost);
    return 0;
}
