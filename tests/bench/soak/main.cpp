// Whether a host can be left alone: people who come and go in every way for a quarter of an hour, rooms that leave
// memory and come back, and afterwards nothing that was acknowledged may be missing, all boards must be equal, and the
// host's memory flat.

#include "common/protocol/codec.h"
#include "tests/bench/load/serverprogram.h"
#include "tests/bench/soak/guest.h"
#include "tests/bench/soak/memory.h"
#include "tests/support/storedhistory.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <cstdio>
#include <numeric>

using namespace sketchroom;
using namespace sketchroom::bench;

namespace {

constexpr int rooms = 6;
constexpr int peopleInRoom = 8;
constexpr int tickMs = 50;
constexpr int sampleMs = 5'000;
/// For which a room is left alone in turn; after 60 s it leaves memory. In five minutes, the third of a run that does
/// not count, all have been.
constexpr qint64 desertedMs = 75'000;
constexpr qint64 visitMs = 3'000;
constexpr qint64 pauseMs = 15'000;
constexpr qint64 patienceMs = 60'000;

RoomId roomName(int room)
{
    return "soak-" + QByteArray::number(room);
}

ServerRecipe recipe(const std::string &folder)
{
    const std::string data = folder + "/bench_soak-data";
    // Slow readers are to be cut off within the run.
    return {"sketchroom",
            Dialect::Kind::Sketchroom,
            {SKETCHROOM_SERVER, "--listen", "127.0.0.1", "--port", "0", "--data", data, "--resync-bytes", "65536"},
            data};
}

/// The people, and what happens to them.
class Soak final
{
public:
    explicit Soak(quint16 port)
        : m_port(port)
    {
        for (int i = 0; i < rooms * peopleInRoom; ++i)
            m_people.push_back(newGuest("person-" + QByteArray::number(i), i % rooms));
    }

    void tick(qint64 ms)
    {
        for (size_t i = 0; i < m_people.size(); ++i)
            live(*m_people[i], int(i % rooms), isDeserted(int(i % rooms), ms));
        Guest &somebody = *m_people.at(m_random.below(quint32(m_people.size())));
        if (somebody.isHere() && m_random.chance(0.05)) {
            ++m_broken;
            somebody.vanish();
        }
        if (somebody.isHere() && m_random.chance(0.02))
            somebody.sayGoodbye();
        if (somebody.isHere() && m_random.chance(0.01)) {
            somebody.stopReading();
            m_paused.push_back({&somebody, ms + pauseMs});
        }
        std::erase_if(m_paused, [&](const Paused &paused) {
            if (paused.untilMs <= ms)
                paused.guest->readAgain();
            return paused.untilMs <= ms;
        });
        visit(ms);
    }

    /// Everybody comes, reads, and lets what they have drawn be settled. False when that takes too long.
    bool comeToRest()
    {
        m_visitors.clear();
        for (const Paused &paused : std::exchange(m_paused, {}))
            paused.guest->readAgain();
        QElapsedTimer patience;
        patience.start();
        while (!isAtRest() && patience.elapsed() < patienceMs) {
            for (const auto &person : m_people)
                person->come();
            QCoreApplication::processEvents(QEventLoop::AllEvents, tickMs);
        }
        return isAtRest();
    }

    int here() const
    {
        return int(
            std::count_if(m_people.begin(), m_people.end(), [](const auto &person) { return person->isHere(); }));
    }
    int resyncs() const
    {
        return std::accumulate(m_people.begin(), m_people.end(), 0,
                               [](int sum, const auto &person) { return sum + person->resyncs(); });
    }
    int broken() const { return m_broken; } ///< connections in the midst of something
    int visits() const { return m_visits; }
    qint64 acknowledged() const
    {
        qint64 sum = 0;
        for (const auto &person : m_people)
            sum += person->acknowledged().size();
        return sum;
    }

    /// Compares with what the host has stored; returns how much is wrong, which is said.
    int compare(const QString &dataFolder) const
    {
        int wrong = 0;
        for (int room = 0; room < rooms; ++room) {
            const auto stored = testing::readHistory(dataFolder, roomName(room));
            if (!stored) {
                std::printf("room %d: %s\n", room, qPrintable(stored.error().message));
                return wrong + 1;
            }
            const QByteArray board = encodeShapes(stored->board.shapes());
            for (size_t i = size_t(room); i < m_people.size(); i += rooms)
                wrong += compare(*m_people[i], *stored, board);
        }
        return wrong;
    }

private:
    struct Paused
    {
        Guest *guest;
        qint64 untilMs;
    };
    struct Visitor
    {
        std::unique_ptr<Guest> guest;
        qint64 untilMs;
    };

    std::unique_ptr<Guest> newGuest(const QByteArray &client, int room)
    {
        const QUrl url(
            QStringLiteral("ws://127.0.0.1:%1/rooms/%2").arg(m_port).arg(QString::fromLatin1(roomName(room))));
        return std::make_unique<Guest>(client, url, ++m_seed);
    }
    static bool isDeserted(int room, qint64 ms) { return (ms / desertedMs + room) % 4 == 0; }

    void live(Guest &person, int room, bool deserted)
    {
        constexpr qsizetype mostPending = 20;
        if (deserted)
            return person.isHere() ? person.sayGoodbye() : void();
        if (person.isAway() && m_random.chance(0.02))
            person.come();
        // In one room so much is going on that who does not read is soon cut off.
        const bool isLoud = room == 1;
        if (person.pending() < mostPending && m_random.chance(isLoud ? 0.5 : 0.15))
            person.draw(isLoud ? Guest::Drawing::Loud : Guest::Drawing::Everyday);
    }

    /// People whom nobody has seen before come, look, and leave.
    void visit(qint64 ms)
    {
        std::erase_if(m_visitors, [&](const Visitor &visitor) { return visitor.untilMs <= ms; });
        const int room = int(m_random.below(rooms));
        if (isDeserted(room, ms) || !m_random.chance(0.03))
            return;
        m_visitors.push_back({newGuest("visitor-" + QByteArray::number(++m_visits), room), ms + visitMs});
        m_visitors.back().guest->come();
    }

    bool isAtRest() const
    {
        std::array<qint64, rooms> last{};
        for (size_t i = 0; i < m_people.size(); ++i)
            last[i % rooms] = qMax(last[i % rooms], m_people[i]->replica().seq());
        for (size_t i = 0; i < m_people.size(); ++i) {
            if (!m_people[i]->isAtRest() || m_people[i]->replica().seq() != last[i % rooms])
                return false;
        }
        return true;
    }

    static int compare(const Guest &person, const testing::StoredHistory &stored, const QByteArray &board)
    {
        int wrong = 0;
        const ClientId &client = person.replica().client();
        if (encodeShapes(person.replica().visible().shapes()) != board) {
            std::printf("%s sees another board than is stored\n", client.constData());
            ++wrong;
        }
        for (auto it = person.acknowledged().cbegin(); it != person.acknowledged().cend(); ++it) {
            if (it.value().size() == 1 && stored.places.value({client, it.key()}) == it.value())
                continue;
            std::printf("edit %lld of %s is not where it was said to be\n", it.key(), client.constData());
            ++wrong;
        }
        return wrong;
    }

    const quint16 m_port;
    quint64 m_seed = 0;
    int m_visits = 0;
    int m_broken = 0;
    Random m_random{1};
    std::vector<std::unique_ptr<Guest>> m_people; ///< the n-th belongs to room n % rooms
    std::vector<Visitor> m_visitors;
    std::vector<Paused> m_paused;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const double minutes = argc > 2 ? std::atof(argv[2]) : 15;
    if (argc < 2 || argc > 3 || minutes <= 0) {
        std::fputs("Usage: bench_soak DATA-FOLDER [MINUTES]\nA folder bench_soak-data in DATA-FOLDER is emptied.\n",
                   stderr);
        return 2;
    }
    const ServerRecipe host = recipe(argv[1]);
    ServerProgram server(host);
    if (!server.isRunning()) {
        std::fputs("The server does not start.\n", stderr);
        return 2;
    }
    Soak soak(server.port().number);
    Memory memory;
    QElapsedTimer clock;
    clock.start();
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &app, [&] { soak.tick(clock.elapsed()); });
    tick.start(tickMs);
    QTimer sample;
    std::printf("%7s %6s %14s %9s\n", "minute", "people", "acknowledged", "RSS MiB");
    QObject::connect(&sample, &QTimer::timeout, &app, [&] {
        const double minute = double(clock.elapsed()) / 60'000;
        memory.add(minute, server.residentKiB() / 1024);
        std::printf("%7.2f %6d %14lld %9.1f\n", minute, soak.here(), soak.acknowledged(), server.residentKiB() / 1024);
        std::fflush(stdout);
    });
    sample.start(sampleMs);
    QTimer::singleShot(qint64(minutes * 60'000), &app, &QCoreApplication::quit);
    QCoreApplication::exec();
    tick.stop();
    sample.stop();

    const bool rest = soak.comeToRest();
    const double cpu = server.cpuSeconds();
    server.stop();
    const int wrong = soak.compare(QString::fromStdString(host.dataFolder));
    const Memory::Verdict verdict = memory.verdict();
    std::printf("\nedits: %lld acknowledged, %d things wrong%s; %.0f s of processor time\n", soak.acknowledged(), wrong,
                rest ? "" : ", and not everybody came to rest", cpu);
    std::printf("people: %d connections broken, %d visitors, %d slow readers who got the room anew\n", soak.broken(),
                soak.visits(), soak.resyncs());
    std::printf("memory, last two thirds: %.1f MiB, then %.1f (%.3f times), %+.3f MiB a minute: %s\n", verdict.first,
                verdict.last, verdict.last / verdict.first, verdict.perMinute, verdict.flat ? "flat" : "NOT FLAT");
    return rest && wrong == 0 && verdict.flat ? 0 : 1;
}
