#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace sketchroom {

/// Runs `work` on a thread of its own and returns when it is done. Meanwhile `window` is painted and the room goes on;
/// what takes longer than a moment shows `sentence` above the window, which takes no input until then.
void runBusy(QWidget &window, const QString &title, const QString &sentence, const std::function<void()> &work);

} // namespace sketchroom
