#include "tests/integration/server_foreign.h"
#include "tests/integration/server_program.h"

#include <QFile>
#include <QTemporaryDir>

#include <cerrno>

#include <sys/mount.h>

using namespace Qt::StringLiterals;

/// The server on a disk that is really full: a small one of its own, filled to the last byte.
class TestServerFullDisk final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_mounted = ::mount("tmpfs", qPrintable(m_folder->path()), "tmpfs", 0, "size=4m") == 0;
        if (!m_mounted && errno == EPERM)
            QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
        QVERIFY(m_mounted);
    }
    void cleanup()
    {
        if (std::exchange(m_mounted, false))
            QCOMPARE(::umount(qPrintable(m_folder->path())), 0);
    }

    void E5_editsAreRefusedUntilThereIsRoomAgain()
    {
        ServerProcess server(m_folder->path());
        QVERIFY(server.start());
        ForeignClient ann(server.url(u"/rooms/r1"_s));
        ann.join("client-ann");
        ForeignClient ben(server.url(u"/rooms/r1"_s));
        ben.join("client-ben");
        int last = 1;
        QCOMPARE(ann.edit(last, text(last))["seq"_L1].toInt(), last);
        QCOMPARE(ben.nextEdit()["seq"_L1].toInt(), last);

        fillDisk();
        // Pages that SQLite has already may still take a few.
        QJsonObject refusal;
        while (refusal.isEmpty()) {
            ann.sendEdit(last + 1, text(last + 1));
            const QJsonObject answer = ann.nextOf({u"edits"_s, u"reject"_s});
            if (answer["type"_L1] == "reject"_L1)
                refusal = answer;
            else
                QCOMPARE(ben.nextEdit()["seq"_L1].toInt(), ++last);
        }
        QCOMPARE(refusal["id"_L1].toInt(), last + 1);
        QCOMPARE(refusal["code"_L1].toString(), u"limit"_s);
        QVERIFY2(refusal["message"_L1].toString().contains(u"disk"), qPrintable(refusal["message"_L1].toString()));
        // A room that cannot be made is not pretended to be there.
        ForeignClient late(server.url(u"/rooms/r2"_s));
        QVERIFY(late.waitOpen());
        late.sendJoin("client-late");
        QCOMPARE(late.closeCode(), 4500);

        QVERIFY(QFile::remove(ballast()));
        // The same id again, and it takes the place that the refused one did not take: for Ben too, who heard of none.
        QCOMPARE(ann.edit(last + 1, ann.create("after"))["seq"_L1].toInt(), last + 1);
        const QJsonObject heard = ben.nextEdit();
        QCOMPARE(heard["seq"_L1].toInt(), last + 1);
        QCOMPARE(heard["ops"_L1][0]["shape"_L1]["id"_L1].toString(), u"after"_s);
        server.kill();
        QVERIFY(server.start());
        ForeignClient again(server.url(u"/rooms/r1"_s));
        QCOMPARE(again.join("client-late")["seq"_L1].toInt(), last + 1);
        QCOMPARE(again.shapes.size(), last + 1);
    }

private:
    QString ballast() const { return m_folder->filePath(u"ballast"_s); }
    void fillDisk() const
    {
        QFile file(ballast());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        const QByteArray block(4096, 'x');
        while (file.write(block) == block.size()) {
        }
    }
    /// Takes some room on the disk.
    static QByteArray text(int id)
    {
        return ForeignClient::createText("s" + QByteArray::number(id), QByteArray(10'000, 'a'));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    bool m_mounted = false;
};

QTEST_GUILESS_MAIN(TestServerFullDisk)
#include "server_fulldisk.moc"
