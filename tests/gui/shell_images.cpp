#include "shellwindow.h"

#include "app/editing/selection.h"
#include "app/images/imagefolder.h"
#include "app/panels/stylepanel.h"
#include "app/view/boardscene.h"
#include "app/window/commands.h"
#include "common/model/geometry.h"
#include "tests/support/pictures.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMimeData>

using namespace Qt::StringLiterals;
using namespace sketchroom;

/// How images come onto the board, and that they are seen.
class TestShellImages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPastedImageIsOnTheBoard_data()
    {
        QTest::addColumn<bool>("encodedAlready");
        QTest::newRow("as pixels") << false;
        QTest::newRow("as a browser offers it") << true;
    }
    void aPastedImageIsOnTheBoard()
    {
        QFETCH(bool, encodedAlready);
        ShellWindow shell;
        QVERIFY(shell.open());
        const QByteArray jpeg = encoded(quarters({200, 100}), "JPEG");
        auto *const data = new QMimeData;
        if (encodedAlready)
            data->setData(u"image/jpeg"_s, jpeg);
        else
            data->setImageData(quarters({200, 100}));
        QGuiApplication::clipboard()->setMimeData(data);
        shell.window.commands().action(CommandId::Paste)->trigger();
        QTRY_VERIFY(shell.onlyShape());
        const ShapeRef shape = shell.onlyShape();
        QCOMPARE(shape->kind, Kind::Image);
        QCOMPARE(QSizeF(shape->box.w, shape->box.h), QSizeF(200, 100));
        QCOMPARE(shape->asset == assetIdOf(jpeg), encodedAlready);
        QCOMPARE(shell.tools().selection().ids(), QList<ShapeId>{shape->id});
        QTRY_VERIFY(shows(shell, *shape));
        QVERIFY(shell.session.undoLabel().contains(u"image"));
    }

    void anSvgIsPastedAsAnImageOfItsOwnSize_data()
    {
        const QByteArray svg =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><rect width='24' height='24'/></svg>";
        QTest::addColumn<QMimeData *>("data");
        auto *const source = new QMimeData;
        source->setText(QString::fromUtf8(svg));
        QTest::newRow("as its source") << source;
        auto *const typed = new QMimeData;
        typed->setData(u"image/svg+xml"_s, svg);
        QTest::newRow("as its type") << typed;
        auto *const both = new QMimeData;
        both->setData(u"image/svg+xml"_s, svg);
        both->setText(QString::fromUtf8(svg));
        QTest::newRow("as both") << both;
    }
    void anSvgIsPastedAsAnImageOfItsOwnSize()
    {
        QFETCH(QMimeData *, data);
        ShellWindow shell;
        QVERIFY(shell.open());
        QGuiApplication::clipboard()->setMimeData(data);
        shell.window.commands().action(CommandId::Paste)->trigger();
        QTRY_VERIFY(shell.onlyShape());
        QCOMPARE(shell.onlyShape()->kind, Kind::Image);
        QCOMPARE(QSizeF(shell.onlyShape()->box.w, shell.onlyShape()->box.h), QSizeF(24, 24));
    }

    void anImageBesideAnEmptyTextIsPasted()
    {
        ShellWindow shell;
        QVERIFY(shell.open());
        auto *const data = new QMimeData;
        data->setText(u" "_s);
        data->setImageData(quarters({200, 100}));
        QGuiApplication::clipboard()->setMimeData(data);
        shell.window.commands().action(CommandId::Paste)->trigger();
        QTRY_VERIFY(shell.onlyShape());
        QCOMPARE(shell.onlyShape()->kind, Kind::Image);
    }

    void textBesideAPictureOfItIsPastedAsText()
    {
        ShellWindow shell;
        QVERIFY(shell.open());
        auto *const data = new QMimeData;
        data->setText(u"A table"_s);
        data->setImageData(quarters({200, 100}));
        QGuiApplication::clipboard()->setMimeData(data);
        shell.window.commands().action(CommandId::Paste)->trigger();
        QCOMPARE(shell.onlyShape()->kind, Kind::Text);
    }

    void droppedFilesLieBesideEachOther()
    {
        ShellWindow shell;
        QVERIFY(shell.open());
        const QStringList paths{file(u"one.png"_s, encoded(quarters({200, 100}))),
                                file(u"two.jpg"_s, encoded(quarters({3000, 4000}), "JPEG"))};
        drop(shell, paths, {600, 400});
        QTRY_COMPARE(shell.session.document().shapes().size(), 2);
        const QList<ShapeRef> shapes = shell.session.document().shapes();
        const QRectF first = frameOf(shapes.at(0)->box);
        const QRectF second = frameOf(shapes.at(1)->box);
        QVERIFY(first.right() < second.left());
        QVERIFY((first | second).contains(shell.window.view().mapToScene(600, 400)));
        // Not larger than can be seen at once, and not bent.
        QVERIFY(second.height() < shell.window.view().visibleScene().height());
        QVERIFY(qAbs(second.width() / second.height() - 0.75) < 0.01);
        QTRY_VERIFY(shows(shell, *shapes.at(0)) && shows(shell, *shapes.at(1)));
    }

    void whatIsNoImageIsExplained()
    {
        ShellWindow shell;
        QVERIFY(shell.open());
        drop(shell, {file(u"letter.png"_s, "Dear all,"), file(u"good.png"_s, encoded(quarters({20, 10})))}, {600, 400});
        QTRY_VERIFY(says(shell, u"“letter.png” is no image"_s));
        QVERIFY(shell.onlyShape()); // the other one
    }

    void otherFilesAreNotTaken()
    {
        ShellWindow shell;
        QVERIFY(shell.open());
        QVERIFY(!drop(shell, {file(u"letter.txt"_s, "Dear all,")}, {600, 400}));
    }

    void aDroppedDrawingIsOpened()
    {
        ShellWindow shell;
        QVERIFY(shell.open());
        drop(shell,
             {file(u"scene.excalidraw"_s, "{\"type\":\"excalidraw\",\"elements\":[{\"type\":\"diamond\","
                                          "\"width\":50,\"height\":50}]}")},
             {600, 400});
        QTRY_VERIFY(shell.onlyShape());
        QCOMPARE(shell.onlyShape()->kind, Kind::Diamond);
    }

    void excalidrawsClipboardIsPastedWithItsImages()
    {
        ShellWindow shell;
        QVERIFY(shell.open());
        const QByteArray bytes = encoded(quarters({200, 100}));
        const QByteArray text = "{\"type\":\"excalidraw/clipboard\",\"elements\":[{\"id\":\"a\",\"type\":\"image\","
                                "\"fileId\":\"f\",\"width\":200,\"height\":100}],\"files\":{\"f\":{\"dataURL\":"
                                "\"data:image/png;base64," +
                                bytes.toBase64() + "\"}}}";
        QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
        shell.window.commands().action(CommandId::Paste)->trigger();
        QVERIFY(shell.onlyShape());
        QCOMPARE(shell.onlyShape()->asset, assetIdOf(bytes));
        QTRY_VERIFY(shows(shell, *shell.onlyShape()));
    }

    void imageIsThereWhenTheProgramStartsAgain()
    {
        ShellWindow first;
        QVERIFY(first.open());
        drop(first, {file(u"one.png"_s, encoded(quarters({200, 100})))}, {600, 400});
        QTRY_VERIFY(first.onlyShape());
        // Another window has the same folder.
        const ImageFolder folder(first.folder.filePath(u"images"_s));
        QVERIFY(folder.has(first.onlyShape()->asset));
    }

    void styleOfAnImageIsWhatCanBeSeenOfIt()
    {
        ShellWindow shell;
        QVERIFY(shell.open());
        drop(shell, {file(u"one.png"_s, encoded(quarters({200, 100})))}, {600, 400});
        QTRY_VERIFY(shell.onlyShape());
        auto *const panel = shell.window.findChild<StylePanel *>();
        QTRY_VERIFY(panel->isVisible());
        QCOMPARE(panel->shownRegisters(), (QList<Register>{Register::Opacity, Register::Corner}));
    }

private:
    QString file(const QString &name, const QByteArray &bytes) const
    {
        QFile out(m_files.filePath(name));
        return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() ? out.fileName() : QString();
    }
    /// Returns whether the board takes what is dropped.
    static bool drop(const ShellWindow &shell, const QStringList &paths, QPoint at)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls.append(QUrl::fromLocalFile(path));
        data.setUrls(urls);
        QWidget *const board = shell.window.view().viewport();
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(board, &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent event(QPointF(at), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        return QCoreApplication::sendEvent(board, &event) && event.isAccepted();
    }
    /// Whether the four colours are where they belong on the screen.
    static bool shows(const ShellWindow &shell, const Shape &shape)
    {
        const BoardView &view = shell.window.view();
        const QImage seen = view.viewport()->grab().toImage();
        const auto colorAt = [&](double u, double v) {
            const QPointF scene(shape.box.x + u * shape.box.w, shape.box.y + v * shape.box.h);
            return seen.pixelColor((QPointF(view.mapFromScene(scene)) * view.devicePixelRatioF()).toPoint());
        };
        const auto is = [](const QColor &color, int red, int green, int blue) {
            return qAbs(color.red() - red) < 30 && qAbs(color.green() - green) < 30 && qAbs(color.blue() - blue) < 30;
        };
        return is(colorAt(0.3, 0.3), 255, 0, 0) && is(colorAt(0.7, 0.3), 0, 255, 0) &&
               is(colorAt(0.3, 0.7), 0, 0, 255) && is(colorAt(0.7, 0.7), 255, 255, 0);
    }
    static bool says(const ShellWindow &shell, const QString &sentence)
    {
        const QList<QLabel *> labels = shell.visible<QLabel>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->text().contains(sentence); });
    }

    QTemporaryDir m_files;
};

QTEST_MAIN(TestShellImages)
#include "shell_images.moc"
