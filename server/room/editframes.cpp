#include "server/room/editframes.h"

#include "common/protocol/codec.h"

namespace sketchroom {

QList<QByteArray> inFrames(const QList<QByteArray> &encodedEdits)
{
    QList<QByteArray> frames;
    QList<QByteArray> part;
    qint64 bytes = 0;
    for (const QByteArray &edit : encodedEdits) {
        if (!part.isEmpty() && bytes + edit.size() > snapshotFrameBytes) {
            frames.append(encodeEdits(std::exchange(part, {})));
            bytes = 0;
        }
        part.append(edit);
        bytes += edit.size();
    }
    if (!part.isEmpty())
        frames.append(encodeEdits(part));
    return frames;
}

} // namespace sketchroom
