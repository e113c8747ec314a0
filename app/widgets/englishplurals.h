#pragma once

#include <QTranslator>

namespace sketchroom {

/// Makes "%n shape(s)" into "1 shape" and "2 shapes": what Qt leaves to a translation into English. A translation into
/// another language is installed over it.
class EnglishPlurals final : public QTranslator
{
public:
    using QTranslator::QTranslator;

    QString translate(const char *context, const char *text, const char *disambiguation, int n) const override;
    bool isEmpty() const override { return false; }
};

} // namespace sketchroom
