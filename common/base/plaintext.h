#pragma once

#include <QString>

namespace sketchroom {

/// Text as boards keep it: lines end in \n, whatever ended them (CR, CR LF, vertical tab, form feed, U+0085, U+2028,
/// U+2029); no other control characters but tabs; half of a surrogate pair is U+FFFD. Any thread, like all here.
QString plainText(const QString &text);

/// At most `most` UTF-16 code units of the beginning, never part of what people see as one character (an emoji, a
/// letter with its accents).
QString cutText(const QString &text, qsizetype most);

/// A name for people or rooms on one line, at most `most` UTF-16 code units long: no control or direction characters
/// and none that show nothing, blanks as single spaces. Joiners stay between letters and in emoji. Empty where nothing
/// visible is left.
QString plainName(const QString &name, qsizetype most);

} // namespace sketchroom
