// sketchroom-server rooms …: an administrator's remedy, while a host runs and while none does.

#include "common/protocol/codec.h"
#include "tests/integration/server_foreign.h"
#include "tests/integration/server_program.h"
#include "tests/support/people.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

class TestServerRooms final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<ServerProcess>(m_folder->path());
        QVERIFY(m_server->start());
    }
    void cleanup() { m_server.reset(); }

    void aHostThatRunsAnswers()
    {
        ForeignClient ann(m_server->url(u"/rooms/biology"_s));
        ann.join("client-ann");
        ann.edit(1, ann.create("s1"));
        ann.edit(2, ann.create("s2"));
        const QString list = rooms({u"list"_s});
        QVERIFY2(list.contains(u"biology"_s), qPrintable(list));
        const QJsonArray all = asJson(rooms({u"list"_s, u"--json"_s}))["rooms"_L1].toArray();
        QCOMPARE(all.size(), 1);
        QCOMPARE(all.at(0)["shapes"_L1].toInt(), 2);
        QCOMPARE(all.at(0)["people"_L1].toInt(), 1);
        const QString owner = QString::fromLatin1(clientNamed("client-ann"));
        const QString shown = rooms({u"show"_s, u"biology"_s});
        QVERIFY2(shown.contains(owner) && shown.contains(u"owner"_s), qPrintable(shown));
        rooms({u"show"_s, u"biologi"_s}, 1);
        QVERIFY2(m_complaint.contains(u"biology"_s), qPrintable(m_complaint)); // did you mean?
    }

    void somebodyBecomesAnOwner()
    {
        ForeignClient ann(m_server->url(u"/rooms/biology"_s));
        ann.join("client-ann");
        ForeignClient ben(m_server->url(u"/rooms/biology"_s));
        QCOMPARE(ben.join("client-ben")["role"_L1].toString(), u"editor"_s);
        const QString client = QString::fromLatin1(clientNamed("client-ben"));
        rooms({u"grant"_s, u"biology"_s, client});
        QCOMPARE(ben.next(u"room"_s)["role"_L1].toString(), u"owner"_s); // told at once
        rooms({u"grant"_s, u"biology"_s, u"ben"_s}, 1);
        // Also where nobody is in the room, and no host runs; and it is there when one comes back.
        m_server->kill();
        const QString carl = QString::fromLatin1(clientNamed("client-carl"));
        rooms({u"grant"_s, u"biology"_s, carl});
        QVERIFY(m_server->start());
        for (const char *name : {"client-ben", "client-carl"}) {
            ForeignClient again(m_server->url(u"/rooms/biology"_s));
            QCOMPARE(again.join(name)["role"_L1].toString(), u"owner"_s);
        }
    }

    void aRoomIsDeletedForGood()
    {
        ForeignClient ann(m_server->url(u"/rooms/squat"_s));
        ann.join("client-ann");
        ann.edit(1, ann.create("s1"));
        QCOMPARE(rooms({u"delete"_s, u"squat"_s}), u"Nothing was deleted."_s); // it asks, and nobody says yes
        QVERIFY(ann.isOpen());
        rooms({u"delete"_s, u"squat"_s, u"--yes"_s});
        QCOMPARE(ann.closeCode(), 4404);
        const auto isGone = [this] { return asJson(rooms({u"list"_s, u"--json"_s}))["rooms"_L1].toArray().isEmpty(); };
        QTRY_VERIFY(isGone());
        // Whoever makes it again begins with nothing.
        ForeignClient ben(m_server->url(u"/rooms/squat"_s));
        const QJsonObject welcome = ben.join("client-ben");
        QCOMPARE(welcome["role"_L1].toString(), u"owner"_s);
        QCOMPARE(welcome["seq"_L1].toInt(), 0);
        QVERIFY(ben.shapes.isEmpty());
        ben.edit(1, ben.create("s1"));
        m_server->kill();
        rooms({u"delete"_s, u"squat"_s, u"--yes"_s});
        QVERIFY(isGone());
        QProcess check;
        check.start(QStringLiteral(SKETCHROOM_SERVER), {u"--data"_s, m_folder->path(), u"check"_s});
        QVERIFY(check.waitForFinished());
        QVERIFY2(check.exitCode() == 0, check.readAllStandardError().constData());
    }

    void aDrawingIsExported()
    {
        ForeignClient ann(m_server->url(u"/rooms/biology"_s));
        ann.join("client-ann");
        ann.edit(1, ann.create("s1"));
        const QString file = m_folder->filePath(u"biology.sketchroom"_s);
        rooms({u"export"_s, u"biology"_s, file});
        QFile exported(file);
        QVERIFY(exported.open(QIODevice::ReadOnly));
        const QJsonObject drawing = QJsonDocument::fromJson(exported.readAll()).object();
        QCOMPARE(drawing["type"_L1].toString(), u"sketchroom"_s);
        QCOMPARE(drawing["shapes"_L1][0]["id"_L1].toString(), u"s1"_s);
        rooms({u"export"_s, u"biology"_s, u"/no/such/folder/x.sketchroom"_s}, 1);
        QVERIFY2(m_complaint.contains(u"/no/such/folder"_s), qPrintable(m_complaint));
    }

    void whatCannotBeIsSaid()
    {
        rooms({u"frobnicate"_s}, 2);
        QVERIFY2(m_complaint.contains(u"list"_s), qPrintable(m_complaint));
        rooms({u"show"_s}, 2);
        m_server->kill();
        const QTemporaryDir empty;
        m_data = empty.path();
        rooms({u"list"_s}, 1);
        QVERIFY2(m_complaint.contains(empty.path()), qPrintable(m_complaint));
        QVERIFY(QDir(empty.path()).isEmpty());
    }

private:
    /// What the command prints; it has to end with this code.
    QString rooms(const QStringList &what, int exitCode = 0)
    {
        QProcess process;
        process.start(QStringLiteral(SKETCHROOM_SERVER),
                      QStringList{u"--data"_s, m_data.isEmpty() ? m_folder->path() : m_data, u"rooms"_s} + what);
        process.closeWriteChannel();
        const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20'000);
        m_complaint = QString::fromUtf8(process.readAllStandardError());
        if (!ended || process.exitCode() != exitCode)
            qWarning("rooms %s ended with %d: %s", qPrintable(what.join(u' ')), process.exitCode(),
                     qPrintable(m_complaint));
        if (process.exitCode() != exitCode)
            QTest::qFail("another exit code", __FILE__, __LINE__);
        const QStringList lines = QString::fromUtf8(process.readAllStandardOutput()).trimmed().split(u'\n');
        return what.contains(u"delete"_s) ? lines.last() : lines.join(u'\n');
    }
    static QJsonObject asJson(const QString &text) { return QJsonDocument::fromJson(text.toUtf8()).object(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ServerProcess> m_server;
    QString m_data;
    QString m_complaint;
};

QTEST_GUILESS_MAIN(TestServerRooms)
#include "server_rooms.moc"
