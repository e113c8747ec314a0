#pragma once

namespace sketchroom {

/// From now on the calling thread, and those that it starts, leave the processor to others that want it at the same
/// time: for work that the next frame does not wait for. On Linux, where each thread has a nice value of its own;
/// elsewhere nothing happens.
void giveWay();

} // namespace sketchroom
