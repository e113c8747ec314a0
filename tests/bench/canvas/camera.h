#pragma once

namespace sketchroom::bench {

class Stage;

/// Pans in a circle, a step a frame, and prints how long the frames took as `what`.
void pan(Stage &stage, const char *what);
/// Zooms in and out again and again, beside the middle of the window.
void zoom(Stage &stage, const char *what);

} // namespace sketchroom::bench
