// What a room's secret costs: the hash itself, people who come back to a host that has just started, and an edit to a
// peer in a room on which somebody tries secrets. The last two with the real sketchroom-server, on loopback.

#include "server/room/secret.h"
#include "tests/integration/server_foreign.h"
#include "tests/integration/server_program.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace Qt::StringLiterals;

namespace {

constexpr const char *withSecret = R"(,"secret":"melon")";

double processorMs()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

void hashes()
{
    std::vector<double> ms;
    for (int i = 0; i < 9; ++i) {
        const double before = processorMs();
        std::ignore = sketchroom::hashSecret(u"melon"_s, "salt");
        ms.push_back(processorMs() - before);
    }
    std::sort(ms.begin(), ms.end());
    std::printf("a hash: %.0f ms of processor time (median of %zu)\n", ms.at(ms.size() / 2), ms.size());
}

void returns(const ServerProcess &server, int people)
{
    std::vector<std::unique_ptr<ForeignClient>> crowd;
    for (int i = 0; i < people; ++i)
        crowd.push_back(std::make_unique<ForeignClient>(server.url(u"/rooms/r1"_s)));
    for (const auto &person : crowd)
        person->waitOpen();
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < people; ++i)
        crowd.at(size_t(i))->sendJoin("client-" + QByteArray::number(i), withSecret);
    int welcome = 0;
    for (const auto &person : crowd)
        welcome += person->next(u"welcome"_s).isEmpty() ? 0 : 1;
    std::printf("%d of %d people are back after %lld ms\n", welcome, people, qlonglong(timer.elapsed()));
}

/// From one person to another and back, one edit after the other.
void edits(const ServerProcess &server, int guesses)
{
    ForeignClient ann(server.url(u"/rooms/r1"_s));
    ann.join("client-ann", withSecret);
    static int lastEdit = 0;
    std::vector<std::unique_ptr<ForeignClient>> guessers;
    for (int i = 0; i < guesses; ++i) {
        guessers.push_back(std::make_unique<ForeignClient>(server.url(u"/rooms/r1"_s)));
        guessers.back()->waitOpen();
    }
    for (int i = 0; i < guesses; ++i)
        guessers.at(size_t(i))->sendJoin("client-eve", ",\"secret\":\"" + QByteArray::number(i) + '"');
    std::vector<double> ms;
    QElapsedTimer all;
    all.start();
    while (all.elapsed() < 2'000) {
        QElapsedTimer timer;
        timer.start();
        ++lastEdit;
        ann.sendEdit(lastEdit, ForeignClient::create("s" + QByteArray::number(lastEdit)));
        ann.next(u"edits"_s);
        ms.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(ms.begin(), ms.end());
    const auto at = [&](double part) { return ms.at(size_t(part * double(ms.size() - 1))); };
    std::printf("an edit's echo, %2d secrets tried meanwhile: %zu, median %.2f, p99 %.2f, worst %.2f ms\n", guesses,
                ms.size(), at(0.5), at(0.99), ms.back());
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QTemporaryDir folder;
    ServerProcess server(folder.path());
    if (!server.start()) {
        std::printf("The server does not start: %s\n", server.complaint().constData());
        return 1;
    }
    hashes();
    {
        ForeignClient ann(server.url(u"/rooms/r1"_s));
        ann.join("client-ann");
        ann.send(R"({"type":"room","action":"secret","secret":"melon"})");
        ann.next(u"room"_s);
    }
    server.kill();
    if (!server.start())
        return 1;
    returns(server, 200);
    edits(server, 0);
    edits(server, 10); // as many as one address may at once
    return 0;
}
