#include "app/window/insertcontrol.h"

#include "app/editing/shapecommands.h"
#include "app/files/excalidrawfile.h"
#include "app/files/formats.h"
#include "app/images/imagefolder.h"
#include "app/session/boardsession.h"
#include "app/settings/settings.h"
#include "app/tools/toolcontroller.h"
#include "app/view/boardview.h"
#include "app/window/filecontrol.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>

#include <algorithm>
#include <array>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

const Option<QString> imagesOption{"images/folder", {}};
constexpr double insertGap = 16;
/// Of the window, at the most: images can be made larger afterwards.
constexpr double shareOfView = 0.6;
/// What another image is made smaller from.
constexpr qint64 mostFileBytes = qint64(256) << 20;

/// Kept as they come, where somebody offers them.
constexpr auto svgType = "image/svg+xml"_L1;
constexpr std::array asTheyAre = {"image/png"_L1, "image/jpeg"_L1, "image/gif"_L1, "image/webp"_L1};

QStringList localFiles(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

bool isImageFile(const QString &path)
{
    return imageSuffixes().contains(QFileInfo(path).suffix(), Qt::CaseInsensitive);
}

bool isDrawingFile(const QString &path)
{
    const FileFormat *const format = formatOf(path);
    return format && format->read;
}

bool offersImage(const QMimeData &data)
{
    return data.hasImage() || data.hasFormat(svgType) || isSvg(data.text().toUtf8()) ||
           std::any_of(asTheyAre.begin(), asTheyAre.end(),
                       [&](QLatin1StringView type) { return data.hasFormat(type); });
}

/// Encoded, or else as pixels.
std::pair<QByteArray, QImage> imageIn(const QMimeData &data)
{
    for (const QByteArray &svg : {data.data(svgType), data.text().toUtf8()}) {
        if (isSvg(svg))
            return {svg, {}};
    }
    for (const QLatin1StringView type : asTheyAre) {
        if (const QByteArray bytes = data.data(type); imageTypeOf(bytes))
            return {bytes, {}};
    }
    return {{}, qvariant_cast<QImage>(data.imageData())};
}

Result<BoardImage> readImageFile(const QString &path, qint64 mostBytes)
{
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Io, InsertControl::tr("“%1” cannot be opened: %2.").arg(name, file.errorString()));
    return toBoardImage(file.read(mostFileBytes), name, mostBytes);
}

} // namespace

InsertControl::InsertControl(const Targets &targets, QWidget &window)
    : QObject(&window)
    , m_targets(targets)
    , m_window(window)
{
    m_worker.setMaxThreadCount(1);
    QWidget *const board = m_targets.view.viewport();
    board->setAcceptDrops(true);
    board->installEventFilter(this);
}

InsertControl::~InsertControl()
{
    m_worker.waitForDone();
}

qint64 InsertControl::mostBytes() const
{
    return m_targets.session.limits().imageBytes;
}

void InsertControl::chooseImages()
{
    const QString filter = tr("Images (%1)").arg(u"*."_s + imageSuffixes().join(u" *."_s));
    const QStringList paths =
        QFileDialog::getOpenFileNames(&m_window, tr("Insert images"), m_targets.settings.value(imagesOption), filter);
    if (paths.isEmpty())
        return;
    m_targets.settings.set(imagesOption, QFileInfo(paths.first()).absolutePath());
    insertFiles(paths, m_targets.view.visibleScene().center());
}

void InsertControl::paste()
{
    const QPointF center = m_targets.tools.pastePosition();
    const QMimeData *const data = QGuiApplication::clipboard()->mimeData();
    if (data && (takeImages(*data, center) || takeDrawing(*data, center)))
        return;
    m_targets.tools.commands().paste(center);
}

/// Where there is text too, an image is only a picture of it.
bool InsertControl::takeImages(const QMimeData &data, QPointF center)
{
    QStringList paths = localFiles(data);
    paths.removeIf([](const QString &path) { return !isImageFile(path); });
    if (!paths.isEmpty()) {
        insertFiles(paths, center);
        return true;
    }
    const bool isVector = data.hasFormat(svgType) || isSvg(data.text().toUtf8());
    if (!offersImage(data) || (!isVector && !data.text().trimmed().isEmpty() && !data.hasUrls()))
        return false;
    insert({[image = imageIn(data), most = mostBytes()] {
               const QString name = tr("The image");
               return image.first.isEmpty() ? toBoardImage(image.second, name, most)
                                            : toBoardImage(image.first, name, most);
           }},
           center);
    return true;
}

bool InsertControl::takeDrawing(const QMimeData &data, QPointF center)
{
    const QByteArray text = data.text().trimmed().toUtf8();
    // Not any JSON that somebody copies: what Excalidraw copies says so.
    if (!text.startsWith('{') || !text.contains("\"excalidraw"))
        return false;
    LoadMonitor monitor;
    monitor.keepImage = [this](const AssetId &id, const QByteArray &bytes) {
        if (const auto kept = m_targets.images->keep(id, bytes); !kept)
            Q_EMIT noticed(kept.error().message);
    };
    const auto drawing = readExcalidraw(text, monitor);
    if (!drawing || drawing->shapes.isEmpty())
        return false;
    m_targets.tools.commands().insert(drawing->shapes, center, tr("Paste"));
    return true;
}

bool InsertControl::eventFilter(QObject *watched, QEvent *event)
{
    const auto isTaken = [](const QMimeData &data) {
        const QStringList paths = localFiles(data);
        return offersImage(data) || std::any_of(paths.begin(), paths.end(), [](const QString &path) {
                   return isImageFile(path) || isDrawingFile(path);
               });
    };
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop: {
        auto *const drop = static_cast<QDropEvent *>(event);
        drop->setAccepted(isTaken(*drop->mimeData()));
        if (drop->isAccepted() && event->type() == QEvent::Drop)
            dropOnto(*drop->mimeData(), m_targets.view.mapToScene(drop->position().toPoint()));
        return true;
    }
    default:
        return QObject::eventFilter(watched, event);
    }
}

void InsertControl::dropOnto(const QMimeData &data, QPointF center)
{
    QStringList drawings = localFiles(data);
    drawings.removeIf([](const QString &path) { return !isDrawingFile(path); });
    if (drawings.isEmpty())
        takeImages(data, center);
    else
        m_targets.files.openPath(drawings.first());
}

void InsertControl::insertFiles(const QStringList &paths, QPointF center)
{
    QList<Read> reads;
    for (const QString &path : paths)
        reads.append([path, most = mostBytes()] { return readImageFile(path, most); });
    insert(reads, center);
}

/// Reads and keeps them on another thread: on the board is only what is on the disk.
void InsertControl::insert(const QList<Read> &reads, QPointF center)
{
    m_worker.start([this, reads, center, board = m_targets.session.board()] {
        QList<BoardImage> images;
        QStringList problems;
        for (const Read &read : reads) {
            auto image = read();
            if (!image) {
                problems.append(image.error().message);
                continue;
            }
            if (const auto kept = m_targets.images->keep(image->id, image->bytes); !kept)
                problems.append(kept.error().message);
            image->bytes.clear();
            images.append(std::move(*image));
        }
        QMetaObject::invokeMethod(
            this,
            [this, images, problems, center, board] {
                if (board == m_targets.session.board())
                    place(images, center);
                else
                    Q_EMIT noticed(
                        tr("The board is another one now. Insert the images once more if they belong here."));
                if (!problems.isEmpty())
                    Q_EMIT noticed(problems.join(u' '));
            },
            Qt::QueuedConnection);
    });
}

/// In a row.
void InsertControl::place(const QList<BoardImage> &images, QPointF center)
{
    const QSizeF view = m_targets.view.visibleScene().size() * shareOfView;
    const QSizeF room(view.width() / double(std::max<qsizetype>(images.size(), 1)), view.height());
    QList<ShapeRef> shapes;
    double x = 0;
    for (const BoardImage &image : images) {
        const QSizeF natural(image.size);
        const double scale = std::min({1.0, room.width() / natural.width(), room.height() / natural.height()});
        const QSizeF size = natural * scale;
        Shape shape = Shape::defaults(Kind::Image);
        shape.id = m_targets.session.newShapeId();
        shape.box = {x, -size.height() / 2, size.width(), size.height(), 0};
        shape.asset = image.id;
        shapes.append(std::make_shared<const Shape>(shape));
        x += size.width() + insertGap;
    }
    if (shapes.isEmpty())
        return;
    m_targets.tools.setTool(ToolId::Select);
    m_targets.tools.commands().insert(shapes, center, tr("Insert an image"));
}

} // namespace sketchroom
