// Opening a file, and looking around.
#include "common/base/random.h"
#include "tests/bench/canvas/camera.h"
#include "tests/bench/canvas/parts.h"
#include "tests/bench/canvas/stage.h"

#include <QFile>

#include <malloc.h>
#include <unistd.h>

namespace sketchroom::bench {

namespace {

qint64 bytesOfPoints(const Document &document)
{
    qint64 bytes = 0;
    for (const ShapeRef &shape : document.inPaintOrder())
        bytes += shape->points.size() * qint64(sizeof(double));
    return bytes;
}

/// How long it takes from an act to a picture that is sharp all over.
class Sharpness final
{
public:
    template <class Act>
    void measure(Stage &stage, Act act)
    {
        stage.awaitFrame(m_frames);
        const Stopwatch watch;
        stage.frame(m_frames, act);
        stage.settle(m_frames);
        m_wall.append(watch.wallMs());
        m_cpu.append(watch.allCpuMs());
    }
    void print(const QByteArray &what)
    {
        m_frames.print("the frame of " + what);
        std::sort(m_wall.begin(), m_wall.end());
        std::sort(m_cpu.begin(), m_cpu.end());
        const QByteArray title = "sharp after " + what + ", median";
        Series::printSpan(title.constData(), m_wall.at(m_wall.size() / 2), m_cpu.at(m_cpu.size() / 2));
    }

private:
    Series m_frames;
    QList<double> m_wall;
    QList<double> m_cpu;
};

} // namespace

qint64 residentBytes()
{
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').at(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

void measureOpening(Stage &stage, const QString &path, qsizetype shapes)
{
    Series series;
    const Stopwatch watch;
    stage.window.files().openPath(path);
    stage.runUntil(series, [&] { return stage.session.document().size() >= shapes; });
    Series::printSpan("file to shapes", watch.wallMs(), watch.allCpuMs());
    stage.paint();
    stage.runUntil(series, [&] { return stage.scene().isSettled(); });
    stage.paint();
    Series::printSpan("file to first complete picture", watch.wallMs(), watch.allCpuMs());
    stage.settle(series);
    Series::printSpan("file to everything done", watch.wallMs(), watch.allCpuMs());
    series.print("opening: the thread was busy for");
}

void measureMemory(Stage &stage, qint64 bytesBefore)
{
    const auto shapes = double(stage.session.document().size());
    const qint64 tiles = stage.scene().tileBytes();
    const qint64 points = bytesOfPoints(stage.session.document());
    const auto grown = double(residentBytes() - bytesBefore - tiles - points);
    Series::printSingle("points", double(points) / shapes / 1024, "KiB a shape");
    Series::printSingle("tiles", double(tiles) / 1024 / 1024, "MiB");
    Series::printSingle("memory beside points and tiles", grown / shapes / 1024, "KiB a shape");
}

void measureCamera(Stage &stage)
{
    Series unused;
    stage.view().zoomToFit();
    stage.settle(unused);
    pan(stage, "pan, all in view");
    zoom(stage, "zoom, all in view");
    stage.view().setZoom(1, stage.middle());
    stage.view().centerOnScene(stage.scene().drawingBounds().center());
    stage.settle(unused);
    pan(stage, "pan, 100 %");
    zoom(stage, "zoom, 100 %");
}

void measureSharpness(Stage &stage)
{
    constexpr int jumps = 8;
    const QRectF drawing = stage.scene().drawingBounds();
    Random random(3);
    Sharpness jumping;
    Sharpness zooming;
    Sharpness fitting;
    for (int i = 0; i < jumps; ++i) {
        stage.view().setZoom(1, stage.middle());
        const QPointF to =
            drawing.topLeft() + QPointF(random.real() * drawing.width(), random.real() * drawing.height());
        jumping.measure(stage, [&] { stage.view().centerOnScene(to); });
        zooming.measure(stage, [&] { stage.view().setZoom(1.1 + 0.01 * i, stage.middle()); });
        stage.view().zoomToFit();
        const double fit = stage.view().zoom();
        fitting.measure(stage, [&] { stage.view().setZoom(fit * (1.02 + 0.01 * i), stage.middle()); });
    }
    jumping.print("a jump, 100 %");
    zooming.print("a zoom step, 100 %");
    fitting.print("a zoom step, all in view");
}

} // namespace sketchroom::bench
