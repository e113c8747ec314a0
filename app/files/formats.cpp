#include "app/files/formats.h"

#include "app/files/excalidrawfile.h"
#include "app/files/excalidrawwriter.h"
#include "app/files/pictureexport.h"
#include "app/files/sketchroomfile.h"
#include "server/storage/savefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <array>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

struct FileFormatSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::FileFormat)
};

constexpr qint64 blockBytes = 1 << 20;
/// simdjson wants this many bytes behind the text that it may look at.
constexpr qint64 readerPadding = 64;
/// How much of the progress is the reading of the file from the disk.
constexpr double readingShare = 0.2;

QString patterns(const QStringList &suffixes)
{
    return u"*."_s + suffixes.join(u" *."_s);
}

Result<QByteArray> readBytes(const QString &path, const LoadMonitor &monitor)
{
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Io,
                       FileFormatSentences::tr("“%1” cannot be opened: %2.").arg(name, file.errorString()));
    QByteArray bytes;
    bytes.reserve(file.size() + readerPadding);
    while (!file.atEnd()) {
        if (monitor.isCancelled())
            return failure(ErrorCode::Cancelled, FileFormatSentences::tr("Opening “%1” was cancelled.").arg(name));
        const QByteArray block = file.read(blockBytes);
        if (block.isEmpty())
            break;
        bytes.append(block);
        monitor.progressed(readingShare * double(bytes.size()) / double(qMax(file.size(), bytes.size())));
    }
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorCode::Io,
                       FileFormatSentences::tr("“%1” cannot be read: %2.").arg(name, file.errorString()));
    return bytes;
}

Result<Drawing> readAny(const QByteArray &bytes, const LoadMonitor &monitor)
{
    for (const FileFormat &format : fileFormats()) {
        if (!format.read)
            continue;
        auto drawing = format.read(bytes, monitor);
        if (drawing || drawing.error().code != ErrorCode::Damaged)
            return drawing;
    }
    return failure(ErrorCode::Damaged, FileFormatSentences::tr("It is no drawing that Sketchroom can read."));
}

/// A writer of a format that can say everything, or that nobody expects to.
template <Result<QByteArray> (*write)(const QList<ShapeRef> &, const ExportOptions &)>
Result<WrittenDrawing> whole(const QList<ShapeRef> &shapes, const ExportOptions &options)
{
    auto bytes = write(shapes, options);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return WrittenDrawing{*std::move(bytes)};
}

} // namespace

QString FileFormat::title() const
{
    return FileFormatSentences::tr(name);
}

QString FileFormat::filter() const
{
    return u"%1 (%2)"_s.arg(title(), patterns(suffixes));
}

std::span<const FileFormat> fileFormats()
{
    // A new format is one row.
    static const std::array<FileFormat, 5> table = {{
        {QT_TRANSLATE_NOOP("sketchroom::FileFormat", "Sketchroom drawing"),
         "application/vnd.sketchroom+json",
         {u"sketchroom"_s},
         true,
         &readSketchroom,
         &whole<&writeSketchroom>},
        {QT_TRANSLATE_NOOP("sketchroom::FileFormat", "Excalidraw drawing"),
         "application/vnd.excalidraw+json",
         {u"excalidraw"_s},
         true,
         &readExcalidraw,
         &writeExcalidraw},
        {QT_TRANSLATE_NOOP("sketchroom::FileFormat", "Excalidraw library"),
         "application/vnd.excalidrawlib+json",
         {u"excalidrawlib"_s},
         true,
         &readExcalidraw,
         nullptr},
        {QT_TRANSLATE_NOOP("sketchroom::FileFormat", "PNG picture"),
         "image/png",
         {u"png"_s},
         false,
         nullptr,
         &whole<&writePng>},
        {QT_TRANSLATE_NOOP("sketchroom::FileFormat", "SVG picture"),
         "image/svg+xml",
         {u"svg"_s},
         false,
         nullptr,
         &whole<&writeSvg>},
    }};
    return table;
}

const FileFormat *formatWithSuffix(QStringView suffix)
{
    for (const FileFormat &format : fileFormats()) {
        if (format.suffixes.contains(suffix, Qt::CaseInsensitive))
            return &format;
    }
    return nullptr;
}

const FileFormat *formatOf(const QString &path)
{
    return formatWithSuffix(QFileInfo(path).suffix());
}

QString openFilters()
{
    QStringList all;
    QStringList single;
    for (const FileFormat &format : fileFormats()) {
        if (!format.read)
            continue;
        all.append(format.suffixes);
        single.append(format.filter());
    }
    return u"%1 (%2);;%3"_s.arg(FileFormatSentences::tr("All drawings"), patterns(all), single.join(u";;"_s));
}

std::optional<QString> withSuffix(const QString &typed, const QString &suffix)
{
    const QString ending = u'.' + suffix;
    const QString name = QFileInfo(typed).fileName();
    const QString bare = name.endsWith(ending, Qt::CaseInsensitive) ? name.chopped(ending.size()) : name;
    if (bare.trimmed().isEmpty())
        return std::nullopt;
    return bare.size() < name.size() ? typed : typed + ending;
}

Result<Drawing> readDrawing(const QString &path, const LoadMonitor &monitor)
{
    const QString name = QFileInfo(path).fileName();
    const FileFormat *format = formatOf(path);
    if (format && !format->read)
        return failure(ErrorCode::Invalid,
                       FileFormatSentences::tr("“%1” is a picture, which cannot be opened as a drawing.").arg(name));
    const auto bytes = readBytes(path, monitor);
    if (!bytes)
        return tl::unexpected(bytes.error());
    LoadMonitor rest = monitor;
    rest.progressed = [&monitor](double share) { monitor.progressed(readingShare + (1 - readingShare) * share); };
    auto drawing = format ? format->read(*bytes, rest) : readAny(*bytes, rest);
    if (!drawing && drawing.error().code == ErrorCode::Damaged)
        return failure(
            ErrorCode::Damaged,
            FileFormatSentences::tr("“%1” is damaged and was not opened. %2").arg(name, drawing.error().message));
    return drawing;
}

Result<QStringList> writeDrawing(const QString &path, const QList<ShapeRef> &shapes, const ExportOptions &options)
{
    const QString name = QFileInfo(path).fileName();
    const FileFormat *format = formatOf(path);
    if (!format || !format->write)
        return failure(
            ErrorCode::Invalid,
            FileFormatSentences::tr("“%1” has no name that says how to write it. End it in .sketchroom, .excalidraw, "
                                    ".png or .svg.")
                .arg(name));
    const auto written = format->write(shapes, options);
    if (!written)
        return tl::unexpected(written.error());
    if (const auto saved = saveFile(path, written->bytes); !saved)
        return failure(ErrorCode::Io,
                       FileFormatSentences::tr("“%1” could not be saved: %2. The old file, if there was one, is "
                                               "unchanged.")
                           .arg(name, saved.error().message));
    return written->notes;
}

} // namespace sketchroom
