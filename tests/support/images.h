#pragma once

#include <QByteArray>

/// Bytes that begin as a PNG of that size does, and go on as anything: a host looks no farther.
QByteArray pngLike(int width, int height, const QByteArray &rest = {});
