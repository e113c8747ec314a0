#include "tests/support/images.h"

#include <QtEndian>

QByteArray pngLike(int width, int height, const QByteArray &rest)
{
    QByteArray bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    for (const int side : {width, height}) {
        char number[4];
        qToBigEndian(side, number);
        bytes.append(number, sizeof number);
    }
    return bytes + QByteArray("\x08\x06\0\0\0", 5) + rest;
}
