#include "common/base/plaintext.h"

#include <QList>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace sketchroom {

namespace {

constexpr char32_t zeroWidthNonJoiner = 0x200C;
constexpr char32_t zeroWidthJoiner = 0x200D;
constexpr char32_t variationSelector16 = 0xFE0F;

bool endsLine(QChar c)
{
    switch (c.unicode()) {
    case u'\n':
    case u'\v':
    case u'\f':
    case u'\r':
    case u'\u0085':
    case u'\u2028':
    case u'\u2029':
        return true;
    default:
        return false;
    }
}

/// Letters and symbols by their category that show nothing: fillers of Hangul, and the blank Braille pattern.
bool isBlankLetter(char32_t c)
{
    return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
}

/// Part of the flags of England, Scotland and Wales.
bool isTag(char32_t c)
{
    return c >= 0xE0020 && c <= 0xE007F;
}

bool isVisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return false;
    default:
        return !isBlankLetter(c);
    }
}

/// Whether a joiner has something to join with: a letter, an emoji, or what modifies one.
bool isJoinable(char32_t c)
{
    return isVisible(c) || QChar::isSurrogate(c) || QChar::category(c) == QChar::Mark_NonSpacing ||
           QChar::category(c) == QChar::Mark_SpacingCombining || c == variationSelector16;
}

} // namespace

QString plainText(const QString &text)
{
    const auto isOdd = [](QChar c) {
        return (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t') || c == u'\u2028' || c == u'\u2029' ||
               c.isSurrogate();
    };
    if (std::none_of(text.cbegin(), text.cend(), isOdd))
        return text;
    QString plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (endsLine(c)) {
            if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
                ++i;
            plain.append(u'\n');
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            plain.append(c).append(text[++i]);
        } else if (c.isSurrogate()) {
            plain.append(QChar::ReplacementCharacter);
        } else if (c == u'\t' || c.category() != QChar::Other_Control) {
            plain.append(c);
        }
    }
    return plain;
}

QString cutText(const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    finder.setPosition(most);
    return text.left(finder.isAtBoundary() ? most : std::max<qsizetype>(0, finder.toPreviousBoundary()));
}

QString plainName(const QString &name, qsizetype most)
{
    const QList<uint> characters = plainText(name).replace(u'\n', u' ').toUcs4();
    QString plain;
    bool anyVisible = false;
    for (qsizetype i = 0; i < characters.size(); ++i) {
        const char32_t c = characters[i];
        const bool isJoiner = c == zeroWidthJoiner || c == zeroWidthNonJoiner;
        if (isJoiner) {
            const bool joins =
                i > 0 && i + 1 < characters.size() && isJoinable(characters[i - 1]) && isJoinable(characters[i + 1]);
            if (!joins)
                continue;
        } else if ((QChar::category(c) == QChar::Other_Format && !isTag(c)) ||
                   (QChar::category(c) == QChar::Other_Control && c != u'\t') || isBlankLetter(c)) {
            continue;
        }
        anyVisible = anyVisible || isVisible(c);
        plain.append(QStringView(QChar::fromUcs4(c)));
    }
    return anyVisible ? cutText(plain.simplified(), most).trimmed() : QString();
}

} // namespace sketchroom
