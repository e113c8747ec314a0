#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace sketchroom::simulation {

/// A failing seed cut down to few steps that still fail.
struct Shrunk
{
    QList<int> only; ///< the steps that are left
    QString problem;
    QStringList trace;
};
Shrunk shrink(quint64 seed, int steps);

/// Runs these steps of a seed and no others.
Shrunk runOnly(quint64 seed, const QList<int> &only);

} // namespace sketchroom::simulation
