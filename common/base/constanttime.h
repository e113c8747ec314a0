#pragma once

#include <QByteArrayView>

namespace sketchroom {

/// Whether two secrets are the same; takes the same time wherever they differ, so that none can be guessed by parts.
inline bool sameInConstantTime(QByteArrayView a, QByteArrayView b)
{
    uchar different = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < qMin(a.size(), b.size()); ++i)
        different = uchar(different | (uchar(a.at(i)) ^ uchar(b.at(i))));
    return different == 0;
}

} // namespace sketchroom
