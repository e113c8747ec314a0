#include "common/protocol/codec.h"
#include "server/storage/sqlitelog.h"
#include "tests/integration/server_foreign.h"
#include "tests/integration/server_program.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 edits = 600;

QString textOfEdit(qint64 seq)
{
    return QString::number(seq) + QString(70'000, u'x'); // a row of the database each
}

} // namespace

/// sketchroom-server --keep-history on a database whose edits are from 1970.
class TestServerRetention final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const auto log = SqliteLog::open(path());
        QVERIFY(log);
        RoomRecord record;
        record.epoch = "epoch-1";
        int stored = 0;
        const auto note = [&](const Result<void> &outcome) { stored += outcome ? 1 : 0; };
        (*log)->append("r1", {record, {}, {}, 0, 1}, note);
        Shape shape = Shape::defaults(Kind::Text);
        shape.id = "s1";
        for (qint64 seq = 1; seq <= edits; ++seq) {
            shape.text = textOfEdit(seq);
            const Op op = seq == 1 ? Op(CreateOp{std::make_shared<const Shape>(shape)})
                                   : Op(UpdateOp{"s1", {{Register::Text, shape.text}}});
            const QByteArray json = encodeCommitted({seq, "p1", "client-a", seq, 1'000 + seq, {}, {op}});
            (*log)->append("r1", {std::nullopt, {{seq, "client-a", seq, json}}, {}, 1, 1'000 + seq}, note);
        }
        (*log)->checkpoint("r1", edits, {std::make_shared<const Shape>(shape)});
        (*log)->flush();
        QTRY_COMPARE(stored, edits + 1);
    }

    void C10_historyIsKeptForEverUnlessSaidOtherwise()
    {
        ServerProcess server(m_folder->path());
        QVERIFY(server.start());
        compareBoard(server);
        ForeignClient ben(server.url(u"/rooms/r1"_s));
        ben.join("client-ben");
        ben.send(R"({"type":"history","from":1,"to":2})");
        const QJsonObject history = ben.next(u"history"_s);
        QCOMPARE(history["from"_L1].toInt(), 1);
        QCOMPARE(history["edits"_L1].toArray().size(), 2);
    }

    void C10_removalThatIsKilledHarmsNothing()
    {
        int inTheMidst = 0;
        while (left() > 0) {
            ServerProcess server(m_folder->path(), {u"--keep-history=1"_s});
            const qint64 before = left();
            QVERIFY(server.start());
            constexpr int patienceMs = 30'000;
            const bool goesOn = QTest::qWaitFor([&] { return left() < before; }, patienceMs);
            QVERIFY2(goesOn, server.complaint().constData());
            server.kill();
            inTheMidst += left() > 0 ? 1 : 0;
        }
        QVERIFY(inTheMidst > 0);
        QProcess check;
        check.start(QStringLiteral(SKETCHROOM_SERVER), {u"--data"_s, m_folder->path(), u"check"_s});
        QVERIFY(check.waitForFinished());
        QVERIFY2(check.exitCode() == 0, check.readAllStandardError().constData());

        ServerProcess server(m_folder->path(), {u"--keep-history=1"_s});
        QVERIFY(server.start());
        compareBoard(server);
        ForeignClient ben(server.url(u"/rooms/r1"_s));
        ben.join("client-ben");
        ben.send(R"({"type":"history","from":1,"to":1000})");
        const QJsonObject history = ben.next(u"history"_s);
        QCOMPARE(history["from"_L1].toInt(), edits + 1);
        QCOMPARE(history["to"_L1].toInt(), edits);
        QVERIFY(history["done"_L1].toBool());
        QCOMPARE(ben.edit(1, ben.create("s2"))["seq"_L1].toInt(), edits + 1);
    }

private:
    QString path() const { return m_folder->filePath(u"rooms.sqlite"_s); }
    /// What the removal has still to do: rows, then pages.
    qint64 left() const
    {
        const auto connection = SqliteConnection::openToRead(path());
        const auto count = [&](const QString &statement) {
            const auto value = connection.and_then([&](const auto &opened) { return opened->value(statement); });
            return value ? value->toLongLong() : -1;
        };
        return count(u"SELECT count(*) FROM history"_s) + count(u"SELECT count(*) FROM commits"_s) +
               count(u"PRAGMA freelist_count"_s);
    }
    static void compareBoard(const ServerProcess &server)
    {
        ForeignClient ann(server.url(u"/rooms/r1"_s));
        const QJsonObject welcome = ann.join("client-ann");
        QCOMPARE(welcome["epoch"_L1].toString(), u"epoch-1"_s);
        QCOMPARE(welcome["seq"_L1].toInt(), edits);
        QCOMPARE(ann.shapes.size(), 1);
        QCOMPARE(ann.shapes[0]["text"_L1].toString(), textOfEdit(edits));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestServerRetention)
#include "server_retention.moc"
