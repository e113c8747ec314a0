// How fast a board full of photos is, in the real window, as bench_canvas measures it.
#include "app/images/images.h"
#include "common/base/random.h"
#include "tests/bench/canvas/camera.h"
#include "tests/bench/canvas/stage.h"

#include <QApplication>
#include <QBuffer>

#include <cmath>

using namespace sketchroom;
using namespace sketchroom::bench;

namespace {

constexpr int photos = 60;
constexpr int columns = 10;
constexpr QSize photoSize(4'000, 3'000);
constexpr QSizeF shownSize(400, 300);
constexpr double gap = 40;

/// A scene that compresses as photos do: large areas, and some noise.
QByteArray photo(Random &random)
{
    QImage image(photoSize, QImage::Format_RGB32);
    const quint32 tone = random.below(0x808080);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            line[x] = (tone + quint32(x / 32 + y / 16 * 0x100) + (quint32(x * 7 ^ y * 13) & 0x070707)) | 0xff000000;
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", 85);
    return buffer.data();
}

QList<AssetId> insert(Stage &stage)
{
    Random random(1);
    QList<AssetId> ids;
    QList<Op> ops;
    for (int i = 0; i < photos; ++i) {
        const QByteArray bytes = photo(random);
        Shape shape = Shape::defaults(Kind::Image);
        shape.id = "photo" + QByteArray::number(i);
        shape.z = "a" + QByteArray::number(100 + i);
        shape.asset = assetIdOf(bytes);
        shape.box = {(shownSize.width() + gap) * (i % columns), (shownSize.height() + gap) * (i / columns),
                     shownSize.width(), shownSize.height(), 0};
        if (!stage.window.images().folder()->keep(shape.asset, bytes))
            qFatal("The photos cannot be written.");
        ids.append(shape.asset);
        ops.append(CreateOp{std::make_shared<const Shape>(shape)});
    }
    if (!stage.session.submit(ops, QStringLiteral("Insert")))
        qFatal("The photos cannot be inserted.");
    return ids;
}

} // namespace

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    Stage stage;
    const QList<AssetId> ids = insert(stage);
    Series::printHead("60 photos of 12 million pixels, 400 × 300 units each");
    const std::shared_ptr<ImageCache> &cache = stage.window.images().cache();
    const auto isUnpacked = [&] {
        return std::all_of(ids.begin(), ids.end(), [&](const AssetId &id) {
            return cache->find(id, {1, 1}).state == ImageState::Ready;
        });
    };
    const Stopwatch watch;
    stage.view().zoomToFit();
    Series loading;
    while (!isUnpacked())
        stage.frame(loading, [] {});
    stage.settle(loading);
    loading.print("frames while they are unpacked");
    Series::printSpan("until all of them are seen", watch.wallMs(), watch.allCpuMs());
    pan(stage, "pan, all in view");
    zoom(stage, "zoom, all in view");
    stage.view().resetZoom();
    Series unused;
    stage.settle(unused);
    pan(stage, "pan, 100 %");
    zoom(stage, "zoom, 100 %");
    Series::printSingle("unpacked images in memory", double(cache->bytes()) / double(1 << 20), "MiB");
    return 0;
}
