// Opens boards in the real window and measures what a user feels: bench_canvas [--only PART] [SHAPES | FOLDER]...
// SHAPES: a generated board of so many shapes; FOLDER: the drawings in it, side by side until they are 30,000 shapes.
// Parts: camera, sharpness, dragging, ink, finding, remote, peers. When nothing is said, all of them are measured on
// 1,000, 10,000, 50,000 and 100,000 shapes.

#include "app/files/formats.h"
#include "app/files/insertdrawing.h"
#include "app/files/sketchroomfile.h"
#include "common/model/zindex.h"
#include "tests/bench/canvas/parts.h"
#include "tests/bench/canvas/stage.h"
#include "tests/support/boardgenerator.h"

#include <QApplication>
#include <QDirIterator>

#include <cmath>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sketchroom;
using namespace sketchroom::bench;

namespace {

constexpr qsizetype shapesOfCorpus = 30'000;

struct Part
{
    const char *name;
    void (*measure)(Stage &);
};
constexpr Part parts[] = {
    {"camera", measureCamera},   {"sharpness", measureSharpness}, {"dragging", measureDragging}, {"ink", measureInk},
    {"finding", measureFinding}, {"remote", measureRemoteEdits},  {"peers", measurePeersDrawing}};

/// The drawings of a folder in rows and columns, over and over, until there are enough shapes.
QList<ShapeRef> tiled(const QString &folder)
{
    QList<Drawing> drawings;
    QDirIterator walk(folder, {u"*.excalidraw"_s, u"*.excalidrawlib"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        if (auto drawing = readDrawing(walk.next(), {}); drawing && !drawing->shapes.isEmpty())
            drawings.append(*drawing);
    }
    QList<ShapeRef> shapes;
    if (drawings.isEmpty())
        return shapes;
    Document board;
    Random random(1);
    constexpr double cell = 1'500;
    for (int i = 0; board.size() < shapesOfCorpus; ++i) {
        const QPointF place(cell * (i % 8), cell * (i / 8));
        std::ignore = board.apply(makeInsertOps(drawings.at(i % drawings.size()), board, place, random), {});
    }
    return board.shapes();
}

/// Writes the board into a file, so that nothing of it is in memory before it is opened.
qsizetype writeBoard(const QString &what, const QString &path)
{
    bool isNumber = false;
    const int count = what.toInt(&isNumber);
    const QList<ShapeRef> shapes = isNumber ? testing::generateBoard(count, 1) : tiled(what);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no file can be written");
    file.write(writeSketchroom(shapes, {}).value());
    return shapes.size();
}

void measure(const QString &what, const QString &only)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"board.sketchroom"_s);
    Series::printHead(qPrintable(what));
    const qsizetype shapes = writeBoard(what, path);
    Stage stage;
    const qint64 before = residentBytes();
    measureOpening(stage, path, shapes);
    measureMemory(stage, before);
    for (const Part &part : parts) {
        if (only.isEmpty() || only == QLatin1StringView(part.name))
            part.measure(stage);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(u"bench_canvas"_s);
    const QApplication application(argc, argv);
    QStringList boards = QCoreApplication::arguments().mid(1);
    QString only;
    if (const qsizetype at = boards.indexOf(u"--only"_s); at >= 0 && at + 1 < boards.size()) {
        only = boards.at(at + 1);
        boards.remove(at, 2);
    }
    if (boards.isEmpty())
        boards = QStringList{u"1000"_s, u"10000"_s, u"50000"_s, u"100000"_s};
    for (const QString &board : std::as_const(boards))
        measure(board, only);
    return 0;
}
