// Starts the real sketchroom-server and measures, on loopback: how long an edit takes to reach another peer, in a quiet
// room and in busier ones, and how long it takes to join a room of 10,000 shapes.

#include "tests/integration/server_foreign.h"
#include "tests/integration/server_program.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

using Clients = std::vector<std::unique_ptr<ForeignClient>>;

QByteArray clientName(int i)
{
    return "client-" + QByteArray::number(i);
}

void row(const char *what, std::vector<double> ms)
{
    std::sort(ms.begin(), ms.end());
    const auto at = [&](double part) { return ms.at(size_t(part * double(ms.size() - 1))); };
    std::printf("%-44s %8zu %9.2f %9.2f %9.2f\n", what, ms.size(), at(0.5), at(0.99), ms.back());
    std::fflush(stdout);
}

/// Several people in a room, each making edits at a steady pace; the first one notes when those of the others arrive.
class Load
{
public:
    Load(const ServerProcess &server, const QString &room, int people, int editsPerSecond)
        : m_gapNs(1'000'000'000 / editsPerSecond)
    {
        for (int i = 0; i < people; ++i) {
            m_clients.push_back(std::make_unique<ForeignClient>(server.url(u"/rooms/"_s + room)));
            m_clients.back()->join(clientName(i));
        }
        m_clients.front()->edit(1, ForeignClient::create("s1"));
        m_sentNs.resize(size_t(people));
        QObject::connect(&m_clients.front()->socket(), &QWebSocket::textMessageReceived, &m_clients.front()->socket(),
                         [this](const QString &text) { arrived(text); });
    }

    std::vector<double> run(int editsEach)
    {
        m_clock.start();
        const int writers = int(m_clients.size()) - 1;
        const size_t expected = size_t(writers) * size_t(editsEach);
        const auto step = [&] {
            for (int i = 1; i <= writers; ++i) {
                auto &sent = m_sentNs[size_t(i)];
                // Everybody begins at another moment of the pace.
                const qint64 due = qint64(sent.size()) * m_gapNs + m_gapNs * i / writers;
                if (int(sent.size()) < editsEach && m_clock.nsecsElapsed() >= due) {
                    sent.push_back(m_clock.nsecsElapsed());
                    m_clients[size_t(i)]->sendEdit(int(sent.size()), ForeignClient::move("s1", int(sent.size())));
                }
            }
            return m_latencies.size() == expected;
        };
        QTimer ticks;
        ticks.setTimerType(Qt::PreciseTimer);
        ticks.start(1);
        QElapsedTimer patience;
        patience.start();
        while (!step() && patience.elapsed() < 60'000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return m_latencies;
    }

private:
    void arrived(const QString &text)
    {
        const qint64 now = m_clock.isValid() ? m_clock.nsecsElapsed() : 0;
        const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
        for (const auto edit : message["edits"_L1].toArray()) {
            const size_t client = size_t(edit["client"_L1].toString().mid(7).toInt());
            const size_t id = size_t(edit["id"_L1].toInt());
            if (client > 0)
                m_latencies.push_back(double(now - m_sentNs.at(client).at(id - 1)) / 1e6);
        }
    }

    qint64 m_gapNs;
    Clients m_clients;
    QElapsedTimer m_clock;
    std::vector<std::vector<qint64>> m_sentNs;
    std::vector<double> m_latencies;
};

std::vector<double> joins(const ServerProcess &server, const QString &room, int times)
{
    std::vector<double> ms;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        ForeignClient late(server.url(u"/rooms/"_s + room));
        late.join("client-late");
        ms.push_back(double(timer.nsecsElapsed()) / 1e6);
        if (late.shapes.size() != 10'000)
            std::printf("only %lld shapes arrived\n", qlonglong(late.shapes.size()));
    }
    return ms;
}

void fill(const ServerProcess &server, const QString &room)
{
    ForeignClient ann(server.url(u"/rooms/"_s + room));
    ann.join("client-ann");
    for (int edit = 1; edit <= 10; ++edit) {
        QByteArray ops;
        for (int i = 0; i < 1'000; ++i)
            ops += ForeignClient::create(QByteArray::number(edit * 1'000 + i)) + ',';
        ann.edit(edit, ops.chopped(1));
    }
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication app(argc, argv);
    const QTemporaryDir temporary;
    ServerProcess server(argc > 1 ? QString::fromLocal8Bit(argv[1]) : temporary.path());
    if (!server.start()) {
        std::printf("The server does not start: %s\n", server.complaint().constData());
        return 1;
    }
    std::printf("%-44s %8s %9s %9s %9s\n", "", "count", "median", "p99", "worst ms");
    row("edit to a peer, quiet: 1 writer, 10/s", Load(server, u"quiet"_s, 2, 10).run(100));
    row("edit to a peer, 5 writers, 30/s each", Load(server, u"some"_s, 6, 30).run(200));
    row("edit to a peer, 50 people, 20/s each", Load(server, u"many"_s, 50, 20).run(60));
    fill(server, u"big"_s);
    row("join of 10,000 shapes", joins(server, u"big"_s, 10));
    server.kill();
    if (!server.start())
        return 1;
    row("the same, opened from the disk", joins(server, u"big"_s, 1));
    return 0;
}
