#pragma once

#include "common/model/document.h"

namespace sketchroom::bench {

class Stage;

// What is measured, part by part. Each leaves the board as it found it, as far as others look at it.

void measureOpening(Stage &stage, const QString &path, qsizetype shapes);
void measureMemory(Stage &stage, qint64 bytesBefore);
void measureCamera(Stage &stage);
void measureSharpness(Stage &stage);
void measureDragging(Stage &stage);
void measureInk(Stage &stage);
void measureFinding(Stage &stage);
void measureRemoteEdits(Stage &stage);
void measurePeersDrawing(Stage &stage);

/// Bytes of memory that the process has in RAM, after what is free was given back.
qint64 residentBytes();

} // namespace sketchroom::bench
