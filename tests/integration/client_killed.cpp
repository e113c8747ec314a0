// The real client, in a real window, killed while it draws.

#include "app/session/boardsession.h"
#include "app/session/roomconnection.h"
#include "tests/support/people.h"
#include "tests/support/serverprocess.h"

#include <QDirIterator>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

using namespace sketchroom;
using namespace sketchroom::testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 20'000;

/// sketchroom with settings of its own, which outlive it.
class ClientProcess final
{
public:
    ~ClientProcess() { kill(); }

    void start(const QStringList &arguments)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SKETCHROOM_CONFIG_DIR"_s, m_folder.path());
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(SKETCHROOM_BIN_DIR "/sketchroom"), arguments);
        QVERIFY(m_process.waitForStarted());
    }
    /// SIGKILL
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    /// The id of its window with this in its title, once it is there.
    QString window(const QString &title) const
    {
        QString id;
        const bool there = QTest::qWaitFor(
            [&] {
                id = xdo({u"search"_s, u"--onlyvisible"_s, u"--all"_s, u"--pid"_s,
                          QString::number(m_process.processId()), u"--name"_s, title});
                return !id.isEmpty();
            },
            patienceMs);
        return there ? id.section(u'\n', 0, 0) : QString();
    }
    static QString xdo(const QStringList &arguments)
    {
        QProcess process;
        process.start(u"xdotool"_s, arguments);
        process.waitForFinished();
        return QString::fromLatin1(process.readAllStandardOutput()).trimmed();
    }

    /// How many edits wait in its journals.
    qint64 unsent() const { return sum(u"*.journal"_s, u"SELECT count(*) FROM edits"_s); }
    /// How many shapes are on the boards that it draws on alone.
    qint64 keptAlone() const
    {
        // A row of commits says how many there are after it.
        return sum(u"*.board"_s, u"SELECT coalesce(sum(coalesce((SELECT shapes FROM commits WHERE room = key ORDER BY "
                                 "place DESC LIMIT 1), shapes)), 0) FROM rooms"_s);
    }

private:
    qint64 sum(const QString &files, const QString &query) const
    {
        qint64 count = 0;
        QDirIterator file(m_folder.path(), {files}, QDir::Files, QDirIterator::Subdirectories);
        while (file.hasNext()) {
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"look"_s);
            database.setDatabaseName(file.next());
            if (database.open()) {
                QSqlQuery answer(query, database);
                count += answer.next() ? answer.value(0).toLongLong() : 0;
            }
            database = {};
            QSqlDatabase::removeDatabase(u"look"_s);
        }
        return count;
    }

    QTemporaryDir m_folder;
    QProcess m_process;
};

/// Stamps a rectangle with the keyboard's tool and the real pointer.
void stamp(const QString &window, QPoint at)
{
    ClientProcess::xdo({u"windowactivate"_s, u"--sync"_s, window, u"key"_s, u"r"_s, u"mousemove"_s, u"--window"_s,
                        window, QString::number(at.x()), QString::number(at.y()), u"click"_s, u"1"_s});
}

} // namespace

class ClientKilledTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasDrawnWithoutTheHostReachesItAfterAKill()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const QUrl room = server.roomUrl(u"plan"_s);
        SystemClock clock;
        Random random(1);
        HostAccess access;
        BoardSession other(clientNamed("other"), clock, random);
        other.setLink(std::make_unique<RoomConnection>(room, Credentials{keyOf("other"), {}}, access, random,
                                                       RoomConnection::Manner{RoomConnection::Patience::Always}),
                      BoardSession::Board::Replace);
        const auto shapes = [&] { return other.document().size(); };

        ClientProcess client;
        client.start({room.toString(), u"--make"_s, u"--name"_s, u"Ann"_s});
        QString window = client.window(u"plan – Sketchroom"_s);
        QVERIFY(!window.isEmpty());
        stamp(window, {500, 300});
        QTRY_COMPARE_WITH_TIMEOUT(shapes(), 1, patienceMs);
        server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(other.link()->state() != RoomLink::State::Connected, patienceMs);
        stamp(window, {700, 300});
        QTRY_VERIFY_WITH_TIMEOUT(client.unsent() > 0, patienceMs);
        client.kill();

        client.start({});
        window = client.window(u"Changes that were not sent"_s);
        QVERIFY(!window.isEmpty());
        ClientProcess::xdo({u"windowactivate"_s, u"--sync"_s, window, u"key"_s, u"Return"_s});
        QVERIFY(!client.window(u"plan – Sketchroom"_s).isEmpty());
        QVERIFY(server.start());
        QTRY_COMPARE_WITH_TIMEOUT(shapes(), 2, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(client.unsent(), 0, patienceMs);
    }

    void whatWasDrawnAloneIsThereAfterAKill()
    {
        ClientProcess client;
        client.start({});
        const QString start = client.window(u"^Sketchroom$"_s);
        QVERIFY(!start.isEmpty());
        ClientProcess::xdo({u"windowactivate"_s, u"--sync"_s, start, u"key"_s, u"Escape"_s});
        QString window = client.window(u"New board – Sketchroom"_s);
        QVERIFY(!window.isEmpty());
        stamp(window, {500, 300});
        QTRY_COMPARE_WITH_TIMEOUT(client.keptAlone(), 1, patienceMs);
        client.kill();

        client.start({});
        window = client.window(u"New board.* – Sketchroom"_s);
        QVERIFY(!window.isEmpty());
        stamp(window, {700, 300});
        QTRY_COMPARE_WITH_TIMEOUT(client.keptAlone(), 2, patienceMs);
    }
};

QTEST_MAIN(ClientKilledTest)
#include "client_killed.moc"
