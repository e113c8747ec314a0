#pragma once

#include "common/model/shape.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <memory>
#include <optional>

namespace sketchroom {

/// Port: makes a board into packed `snapshot` messages (PROTOCOL.md, J20) beside a room, which takes a while.
class SnapshotPacker
{
public:
    virtual ~SnapshotPacker() = default;

    struct Part
    {
        QByteArray message; ///< as it is sent
        bool isLast = false;
    };
    /// Told of one part after the other, later and on the caller's thread; of nothing, once, where there is no memory
    /// for the rest.
    using Told = std::function<void(const std::optional<Part> &part)>;
    /// What is packed may take memory as long as the caller keeps what this returns; when that is gone, nothing more is
    /// told. Null where there is too much to pack already: then nothing is told.
    virtual std::shared_ptr<const void> pack(const QList<ShapeRef> &shapes, const Told &told) = 0;
};

} // namespace sketchroom
