#include "common/base/spelling.h"

#include <algorithm>
#include <array>
#include <vector>

namespace sketchroom {

int editDistance(QByteArrayView a, QByteArrayView b, int most)
{
    if (qAbs(a.size() - b.size()) > most)
        return most + 1;
    // The last three rows of the table of distances between beginnings of `a` and of `b`.
    const auto width = size_t(b.size()) + 1;
    std::array<std::vector<int>, 3> rows;
    rows.fill(std::vector<int>(width));
    for (size_t j = 0; j < width; ++j)
        rows[0][j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        std::vector<int> &row = rows[size_t(i) % 3];
        const std::vector<int> &above = rows[size_t(i - 1) % 3];
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto k = size_t(j);
            const bool same = a.at(i - 1) == b.at(j - 1);
            row[k] = std::min({above[k] + 1, row[k - 1] + 1, above[k - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a.at(i - 1) == b.at(j - 2) && a.at(i - 2) == b.at(j - 1))
                row[k] = std::min(row[k], rows[size_t(i - 2) % 3][k - 2] + 1);
        }
        if (*std::min_element(row.begin(), row.end()) > most)
            return most + 1;
    }
    return std::min(rows[size_t(a.size()) % 3].back(), most + 1);
}

} // namespace sketchroom
