#include "common/protocol/codec.h"
#include "tests/fuzz/claim.h"

using namespace sketchroom;

// Edits of a client, a line each, on a small board: from the bytes to what they do. Other clients are told of what took
// part, and have to come to the same board.

namespace {

const Stamp stamp{"client-1", 1'760'000'000'000};

Limits smallLimits()
{
    Limits limits;
    limits.opsPerEdit = 16;
    limits.numbersInPoints = 60;
    limits.textLength = 40;
    return limits;
}

/// Something of each sort that edits treat in its own way: ink, an arrow between two shapes, and a frame with a child.
Document startBoard()
{
    static const QByteArray shapes =
        R"([{"id":"f","kind":"frame","box":[0,0,100,100,0],"z":"a0"},
            {"id":"r","kind":"rect","box":[10,10,20,20,0],"z":"a1","parent":"f"},
            {"id":"i","kind":"ink","box":[0,0,5,5,0],"z":"a2","points":[0,0,0.5,5,5,0.5]},
            {"id":"e","kind":"ellipse","box":[60,60,20,20,45],"z":"a3"},
            {"id":"a","kind":"arrow","box":[20,20,50,50,0],"z":"a4","points":[0,0,50,50],
             "from":{"shape":"r","at":[0.5,0.5]},"to":{"shape":"e","at":[0,1]}}])";
    static const Result<QList<ShapeRef>> decoded = decodeShapes(shapes);
    claim(decoded.has_value(), "the board to start with can be read");
    Document document;
    for (const ShapeRef &shape : *decoded)
        document.put(shape);
    const Limits limits = smallLimits();
    document.setLimits({8, limits.roomBytes, limits.numbersInPoints, limits.textLength});
    return document;
}

QByteArray bytesOf(const Document &document)
{
    return encodeShapes(document.shapes());
}

void claimThatNothingRefersToNothing(const Document &document)
{
    for (const ShapeRef &shape : document.shapes()) {
        claim(shape->parent.isEmpty() || document.contains(shape->parent), "a parent is there");
        claim(!shape->from || document.contains(shape->from->shape), "what an arrow comes from is there");
        claim(!shape->to || document.contains(shape->to->shape), "what an arrow leads to is there");
    }
}

void claimThatOthersAgree(Document others, const QList<Op> &ops, const Document &host)
{
    const auto told = decodeCommitted(encodeCommitted({1, "p1", stamp.by, 1, stamp.at, {}, ops}));
    claim(told.has_value(), "what is committed can be told");
    others.applyLeniently(told->ops, {told->client, told->at});
    claim(bytesOf(others) == bytesOf(host), "others come to the same board");
}

void take(QByteArrayView line, Document &document)
{
    static const Limits limits = smallLimits();
    const auto message = decodeClient(line, limits);
    const auto *edit = message ? std::get_if<EditMessage>(&*message) : nullptr;
    if (!edit || edit->refusal)
        return;
    const Document before = document;
    const auto applied = document.apply(edit->edit.ops, stamp);
    if (!applied) {
        claim(bytesOf(document) == bytesOf(before), "an edit that is refused changes nothing");
        return;
    }
    claimThatNothingRefersToNothing(document);
    claimThatOthersAgree(before, applied->ops, document);
    Document undone = document;
    undone.revert(applied->changes);
    claim(bytesOf(undone) == bytesOf(before), "an edit can be taken back");
    claim(decodeShapes(bytesOf(document), limits).has_value(), "a board stays within the limits");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    Document document = startBoard();
    const QByteArrayView bytes(data, qsizetype(size));
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype end = bytes.indexOf('\n', at);
        const QByteArrayView line = end < 0 ? bytes.sliced(at) : bytes.sliced(at, end - at);
        take(line, document);
        at += line.size() + 1;
    }
    return 0;
}
