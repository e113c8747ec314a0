#pragma once

#include "app/files/drawing.h"

#include <optional>
#include <span>

namespace sketchroom {

class Document;
class ImageFolder;

/// What an exported picture looks like. Formats that keep the shapes themselves take no notice of it.
struct ExportOptions
{
    double scale = 1;       ///< pixels a scene unit, for PNG
    bool background = true; ///< false: transparent
    bool dark = false;
    double padding = 16; ///< scene units around the drawing
    /// Where attached arrows find their shapes when only a part is exported; null: among the exported ones.
    const Document *board = nullptr;
    const ImageFolder *images = nullptr; ///< null: the drawing goes without its images
};

/// A file to be saved.
struct WrittenDrawing
{
    QByteArray bytes;
    QStringList notes = {}; ///< sentences about what the format cannot say as it is
};

/// One row of the table of file formats.
struct FileFormat
{
    const char *name; ///< for people; translated by title()
    const char *mime;
    QStringList suffixes; ///< without the dot; the first is the one that is written
    bool keepsShapes;     ///< false: a picture, from which the board cannot be opened again
    /// The shapes in a file. Errors: Damaged (what and where), Newer, Cancelled. Null: cannot be read. Any thread.
    Result<Drawing> (*read)(const QByteArray &bytes, const LoadMonitor &monitor);
    /// The whole content of a file with these shapes. Errors: Invalid (nothing to draw), Limit. Null: cannot be
    /// written.
    Result<WrittenDrawing> (*write)(const QList<ShapeRef> &shapes, const ExportOptions &options);

    QString title() const;
    QString filter() const; ///< for a file dialog: "Sketchroom drawing (*.sketchroom)"
};

/// The formats that this program knows; our own is the first.
std::span<const FileFormat> fileFormats();
/// By the suffix of the file's name; null for one that is unknown.
const FileFormat *formatOf(const QString &path);
/// By its first suffix ("png"); never null for one that stands in the table.
const FileFormat *formatWithSuffix(QStringView suffix);
/// For the open dialog: all that can be read together, then each alone.
QString openFilters();
/// The file that is meant where somebody types `typed` and the format writes `suffix`: the suffix is added unless it is
/// there, whatever dots the name has ("Chapter 3.1 Energy"). Nothing where there is only a suffix and no name.
std::optional<QString> withSuffix(const QString &typed, const QString &suffix);

/// Reads a whole file with the reader that its suffix asks for, or, for an unknown suffix, the first reader that takes
/// it. Errors: Io, Damaged, Newer, Cancelled, with a sentence that names the file. Any thread.
Result<Drawing> readDrawing(const QString &path, const LoadMonitor &monitor = {});
/// Writes a file in the format of its suffix: all of it, or the old one stays as it was. Returns sentences about what
/// the format cannot say as it is. Errors: Io, Invalid, Limit.
Result<QStringList> writeDrawing(const QString &path, const QList<ShapeRef> &shapes, const ExportOptions &options = {});

} // namespace sketchroom
