#pragma once

#include <QList>
#include <QString>

namespace sketchroom {

/// In a text, `remove` UTF-16 units from `at` on give way to `insert`.
struct Splice
{
    qsizetype at = 0;
    qsizetype remove = 0;
    QString insert;
    bool operator==(const Splice &) const = default;
};
/// One after the other: each is said against the text that the one before it leaves.
using Splices = QList<Splice>;

/// Whether it stays within the text, parts no surrogate pair, and inserts none that is not whole.
bool fits(const Splice &splice, const QString &text);
/// The text afterwards; the splices must fit.
QString spliced(QString text, const Splices &splices);

struct MovedSplices
{
    Splices later;   ///< as said after `earlier`
    Splices earlier; ///< as said after `later`
};
/// Both are said against one text. Applied in either order they give the same text: nothing is removed twice, nothing
/// that the other inserts is removed, and at one place what `earlier` inserts stands first.
MovedSplices moved(const Splices &later, const Splices &earlier);

/// What turns one text into another, as one splice: all between their common beginning and their common end.
Splices replacement(const QString &before, const QString &after);
/// The same in as few letters as can be found in reasonable time.
Splices differences(const QString &before, const QString &after);

} // namespace sketchroom
