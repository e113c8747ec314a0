#include "app/files/excalidrawfile.h"
#include "app/files/sketchroomfile.h"
#include "common/protocol/codec.h"
#include "tests/fuzz/claim.h"

#include <QSet>

using namespace sketchroom;

// Files that people open, wherever they have them from: .sketchroom, .excalidraw and .excalidrawlib.

namespace {

/// What a reader gives has to be a board: ids and places in the order are there once, registers in range, and it can be
/// saved and opened again.
void claimThatItIsADrawing(const Result<Drawing> &drawing)
{
    if (!drawing)
        return claim(!drawing.error().message.isEmpty(), "a file that cannot be read is refused with a sentence");
    QSet<ShapeId> ids;
    for (const ShapeRef &shape : drawing->shapes) {
        claim(!ids.contains(shape->id), "an id is there once");
        ids.insert(shape->id);
    }
    const auto saved = writeSketchroom(drawing->shapes);
    claim(saved.has_value(), "a drawing can be saved");
    const auto again = readSketchroom(*saved);
    claim(again.has_value(), "what was saved can be opened");
    claim(encodeShapes(again->shapes) == encodeShapes(drawing->shapes), "what was saved is what there was");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray bytes = QByteArrayView(data, qsizetype(size)).toByteArray();
    claimThatItIsADrawing(readSketchroom(bytes));
    claimThatItIsADrawing(readExcalidraw(bytes));
    return 0;
}
