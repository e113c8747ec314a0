#include "app/widgets/englishplurals.h"

namespace sketchroom {

using namespace Qt::StringLiterals;

QString EnglishPlurals::translate(const char *, const char *text, const char *, int n) const
{
    QString sentence = QString::fromUtf8(text);
    if (n < 0 || !sentence.contains("(s)"_L1))
        return {};
    return sentence.replace("(s)"_L1, n == 1 ? ""_L1 : "s"_L1);
}

} // namespace sketchroom
