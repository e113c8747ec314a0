#include "server/storage/packeddeletion.h"

#include "common/protocol/codec.h"

#include <QCoreApplication>

namespace sketchroom {

namespace {

struct PackedDeletionSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::PackedDeletion)
};

} // namespace

qsizetype aboutBytesOf(const Op &op)
{
    constexpr qsizetype bytesOfShape = 256;
    constexpr qsizetype bytesOfNumber = 8;
    const auto *creation = std::get_if<CreateOp>(&op);
    return creation ? bytesOfShape + creation->shape->points.size() * bytesOfNumber + creation->shape->text.size() * 2
                    : bytesOfShape;
}

void packDeletion(const LoggedDeletion &logged, const std::function<void(const PackedDeletion &)> &take)
{
    constexpr qsizetype mostBytes = 1 << 20;
    constexpr int quickly = 1; // zlib's fastest level
    PackedDeletion packed{logged.seq, 0, logged.gesture, logged.deletion, {}};
    for (qsizetype from = 0; from < logged.ops.size(); ++packed.part) {
        packed.deletion.shapes = 0;
        qsizetype end = from;
        for (qsizetype bytes = 0; end < logged.ops.size() && bytes < mostBytes; ++end) {
            bytes += aboutBytesOf(logged.ops.at(end));
            packed.deletion.shapes += std::holds_alternative<CreateOp>(logged.ops.at(end)) ? 1 : 0;
        }
        const CommittedEdit edit{logged.seq,
                                 logged.deletion.client, // a peer's id is gone by then
                                 logged.deletion.client,
                                 0,
                                 logged.deletion.until,
                                 logged.gesture,
                                 logged.ops.mid(from, end - from)};
        packed.edit = qCompress(encodeCommitted(edit), quickly);
        take(packed);
        from = end;
    }
}

Result<QList<Op>> unpackedDeletion(const QByteArray &edit)
{
    auto decoded = decodeCommitted(qUncompress(edit));
    if (!decoded || decoded->incomplete)
        return failure(ErrorCode::Damaged, PackedDeletionSentences::tr("What somebody has deleted cannot be read."));
    return std::move(decoded->ops);
}

} // namespace sketchroom
