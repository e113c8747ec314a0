#include "app/files/drawingloader.h"
#include "app/files/sketchroomfile.h"
#include "common/base/random.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

constexpr qint64 hugeBytes = 100'000'000;
constexpr int longWait = 60'000;

/// A scene of freehand strokes, as large as it is asked for.
bool writeHugeScene(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    Random random(7);
    QByteArray stroke = R"("type":"freedraw","x":0,"y":0,"simulatePressure":true,"points":[[0,0])";
    for (int i = 1; i < 400; ++i)
        stroke += ",[" + QByteArray::number(random.real() * 1000, 'f', 13) + "," +
                  QByteArray::number(random.real() * 1000, 'f', 13) + "]";
    file.write(R"({"type":"excalidraw","version":2,"elements":[{"type":"rectangle"})");
    for (int i = 0; file.pos() < hugeBytes; ++i)
        file.write(",\n{\"id\":\"e" + QByteArray::number(i) + "\"," + stroke + "]}");
    return file.write("]}\n") > 0;
}

} // namespace

class TestLoader final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aHugeFileOpensWithProgress();
    void aHugeFileCanBeCancelled_data();
    void aHugeFileCanBeCancelled();
    void aFailureComesAsASentence();
    void oneLoadAtATime();
    void itMayGoAwayWhileItLoads();

private:
    QTemporaryDir m_folder;
    QString m_huge;
};

void TestLoader::initTestCase()
{
    qRegisterMetaType<Drawing>();
    qRegisterMetaType<Error>();
    QVERIFY(m_folder.isValid());
    m_huge = m_folder.filePath(u"huge.excalidraw"_s);
    QVERIFY(writeHugeScene(m_huge));
}

void TestLoader::aHugeFileOpensWithProgress()
{
    DrawingLoader loader;
    QSignalSpy progressed(&loader, &DrawingLoader::progressed);
    QSignalSpy loaded(&loader, &DrawingLoader::loaded);
    loader.load(m_huge);
    QVERIFY(loader.isRunning());
    QVERIFY(loaded.wait(longWait));
    QVERIFY(!loader.isRunning());
    QVERIFY(loaded.front().front().value<Drawing>().shapes.size() > 5'000);

    QVERIFY(progressed.size() > 50);
    double last = 0;
    for (const QList<QVariant> &arguments : std::as_const(progressed)) {
        QVERIFY(arguments.front().toDouble() > last);
        last = arguments.front().toDouble();
    }
    QVERIFY(last > 0.95 && last <= 1);
}

void TestLoader::aHugeFileCanBeCancelled_data()
{
    QTest::addColumn<double>("share");
    QTest::newRow("before it begins") << 0.0;
    QTest::newRow("while it is read") << 0.1;
    QTest::newRow("while it is parsed") << 0.5;
}

void TestLoader::aHugeFileCanBeCancelled()
{
    QFETCH(double, share);
    DrawingLoader loader;
    QSignalSpy cancelled(&loader, &DrawingLoader::cancelled);
    QSignalSpy loaded(&loader, &DrawingLoader::loaded);
    QElapsedTimer sinceCancel;
    const auto cancel = [&] {
        sinceCancel.start();
        loader.cancel();
    };
    connect(&loader, &DrawingLoader::progressed, &loader, [&](double reached) {
        if (reached >= share && !sinceCancel.isValid())
            cancel();
    });
    loader.load(m_huge);
    if (share == 0)
        cancel();
    QVERIFY(cancelled.wait(longWait));
    QCOMPARE_LT(sinceCancel.elapsed(), 1'000 * testing::patience);
    QCOMPARE(loaded.size(), 0);
    QVERIFY(!loader.isRunning());

    // And it can be used again.
    const QString small = m_folder.filePath(u"small.sketchroom"_s);
    QFile file(small);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(*writeSketchroom({}));
    file.close();
    loader.load(small);
    QVERIFY(loaded.wait(longWait));
}

void TestLoader::aFailureComesAsASentence()
{
    DrawingLoader loader;
    QSignalSpy failed(&loader, &DrawingLoader::failed);
    loader.load(m_folder.filePath(u"nowhere.excalidraw"_s));
    QVERIFY(failed.wait(longWait));
    const auto error = failed.front().front().value<Error>();
    QCOMPARE(error.code, ErrorCode::Io);
    QVERIFY(error.message.contains(u"nowhere.excalidraw"_s));
}

void TestLoader::oneLoadAtATime()
{
    DrawingLoader loader;
    QSignalSpy loaded(&loader, &DrawingLoader::loaded);
    QSignalSpy failed(&loader, &DrawingLoader::failed);
    loader.load(m_huge);
    loader.load(m_folder.filePath(u"nowhere.excalidraw"_s));
    QVERIFY(loaded.wait(longWait));
    QCOMPARE(failed.size(), 0);
}

void TestLoader::itMayGoAwayWhileItLoads()
{
    auto loader = std::make_unique<DrawingLoader>();
    QSignalSpy progressed(loader.get(), &DrawingLoader::progressed);
    loader->load(m_huge);
    QVERIFY(progressed.wait(longWait));
    QElapsedTimer sinceGone;
    sinceGone.start();
    loader.reset();
    QCOMPARE_LT(sinceGone.elapsed(), 1'000);
}

} // namespace sketchroom

QTEST_GUILESS_MAIN(sketchroom::TestLoader)
#include "files_loader.moc"
