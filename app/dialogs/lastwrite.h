#pragma once

#include "common/base/result.h"

#include <QString>

#include <functional>

class QWidget;

namespace sketchroom {

/// What is only in memory, and has to be on the disk before a window or its board goes.
struct LastWrite
{
    QString lost;                       ///< what would be: a sentence for the user
    std::function<Result<void>()> keep; ///< its error is a sentence, or the system's reason
    /// Saves a drawing elsewhere, asking where; returns whether that was done. Null: a file would not help.
    std::function<bool()> saveAsFile;
};

/// Writes it. Where that fails, says why and asks: try again, save as a file, close anyway, or stay. Returns whether
/// it may go. GUI thread.
bool writeOrAsk(const LastWrite &write, QWidget &window);

} // namespace sketchroom
