#include "app/render/textlayout.h"

#include <QFontInfo>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

Font sized(double size, const QString &family = {})
{
    Font font;
    font.size = size;
    font.family = family;
    return font;
}

} // namespace

class TestText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesBreakAtLineFeeds();
    void anEmptyTextIsAsHighAsALine();
    void longLinesWrapAtWords();
    void aWordWiderThanTheRoomIsTorn();
    void sizesGrowWithTheFont();
    void fractionsOfPixelsCount();
    void theWellKnownFamiliesAreInstalled_data();
    void theWellKnownFamiliesAreInstalled();
    void koreanIsWrittenInEveryFamily();
    void outlinesLookLikeText();
};

void TestText::linesBreakAtLineFeeds()
{
    const TextBlock block = layOutText(u"one\ntwo\n\nfour"_s, sized(20), 0);
    QCOMPARE(block.lines.size(), 4);
    QCOMPARE(block.lines.at(1).text, u"two"_s);
    QCOMPARE(block.lines.at(2).width, 0.0);
    QCOMPARE(block.size.height(), 4 * 20 * lineSpacing);
}

void TestText::anEmptyTextIsAsHighAsALine()
{
    QCOMPARE(measureText(QString(), sized(16), 0), QSizeF(0, 16 * lineSpacing));
}

void TestText::longLinesWrapAtWords()
{
    const TextBlock block = layOutText(u"a few words that do not fit"_s, sized(20), 100);
    QVERIFY(block.lines.size() > 1);
    QVERIFY(block.size.width() <= 100);
    QString joined;
    for (const TextLine &line : block.lines)
        joined += line.text;
    QCOMPARE(joined, u"a few words that do not fit"_s);
    QVERIFY(block.lines.first().text.endsWith(u' '));
}

void TestText::aWordWiderThanTheRoomIsTorn()
{
    const QString word = u"incomprehensibilities"_s;
    QVERIFY(longestWordWidth(u"a "_s + word, sized(20)) > 100);
    const TextBlock block = layOutText(word, sized(20), 100);
    QVERIFY(block.lines.size() > 1);
    QVERIFY(block.size.width() <= 100);
}

void TestText::sizesGrowWithTheFont()
{
    const QSizeF small = measureText(u"plan review"_s, sized(20), 0);
    const QSizeF large = measureText(u"plan review"_s, sized(40), 0);
    QVERIFY(qAbs(large.width() - 2 * small.width()) < 1);
    QCOMPARE(large.height(), 2 * small.height());
}

void TestText::fractionsOfPixelsCount()
{
    const double width = measureText(u"plan review"_s, sized(20), 0).width();
    const double wider = measureText(u"plan review"_s, sized(20.5), 0).width();
    QVERIFY(qAbs(wider / width - 20.5 / 20) < 0.01);
}

void TestText::theWellKnownFamiliesAreInstalled_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("expected");
    QTest::newRow("default") << QString() << u"Noto Sans CJK KR"_s;
    QTest::newRow("sans") << u"sans"_s << u"Noto Sans CJK KR"_s;
    QTest::newRow("serif") << u"serif"_s << u"DejaVu Serif"_s;
    QTest::newRow("mono") << u"mono"_s << u"DejaVu Sans Mono"_s;
    QTest::newRow("hand") << u"hand"_s << u"Comic Neue"_s;
    QTest::newRow("none of ours") << u"No Such Font"_s << u"Noto Sans CJK KR"_s;
}

void TestText::theWellKnownFamiliesAreInstalled()
{
    QFETCH(QString, family);
    QTEST(QFontInfo(toQFont(sized(20, family))).family(), "expected");
}

void TestText::koreanIsWrittenInEveryFamily()
{
    for (const QString &family : {QString(), u"serif"_s, u"mono"_s, u"hand"_s}) {
        // A missing letter would be a box as wide as any other; these two differ in every real font.
        const double wide = measureText(u"가나다라"_s, sized(20, family), 0).width();
        QVERIFY2(wide > 50 && wide < 100, qPrintable(family));
    }
}

void TestText::outlinesLookLikeText()
{
    const auto render = [](Glyphs glyphs) {
        QImage image(200, 40, QImage::Format_Grayscale8);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        paintText(painter, layOutText(u"plan"_s, sized(30), 0), {5, 0}, 190, glyphs);
        painter.end();
        qint64 ink = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                ink += 255 - qGray(image.pixel(x, y));
        }
        return double(ink);
    };
    const double text = render(Glyphs::Text);
    const double outlines = render(Glyphs::Outlines);
    QVERIFY(text > 20000);
    QVERIFY(qAbs(text - outlines) < 0.15 * text);
}

QTEST_MAIN(TestText)
#include "canvas_text.moc"
