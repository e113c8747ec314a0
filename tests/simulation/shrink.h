#pragma once

#include <QSet>
#include <QString>

namespace sketchroom::simulation {

/// A failing seed cut down to few steps that still fail.
struct Shrunk
{
    QSet<int> without;
    int left = 0;
    QString problem;
    QStringList trace;
};
Shrunk shrink(quint64 seed, int steps);

} // namespace sketchroom::simulation
