#include "app/files/csscolor.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace sketchroom {

class TestCssColor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void colors_data();
    void colors();
    void whatIsNoColorIsNothing_data();
    void whatIsNoColorIsNothing();
};

void TestCssColor::colors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("color");
    const auto row = [](const char *text, const char *color) {
        QTest::newRow(text) << QString::fromUtf8(text) << QByteArray(color);
    };
    row("#1e1e1e", "#1e1e1e");
    row("#FFEC99", "#ffec99");
    row("#fff", "#ffffff");
    row("#12345678", "#12345678");
    row("#ffff", "#ffffff");
    row("#0000", "none");
    row("#12345600", "none");
    row("transparent", "none");
    row("none", "none");
    row("white", "#ffffff");
    row(" Tomato ", "#ff6347");
    row("rgb(255, 0, 128)", "#ff0080");
    row("rgb(100% 0% 0%)", "#ff0000");
    row("rgba(0,0,0,0)", "none");
    row("rgba(255, 0, 0, 0.5)", "#ff000080");
    row("rgb(255 0 0 / 50%)", "#ff000080");
    row("rgb(999, -5, 0)", "#ff0000");
    row("hsl(120, 100%, 25%)", "#008000");
    row("hsl(-240deg 100% 25%)", "#008000");
    row("hsla(0, 100%, 50%, 1)", "#ff0000");
}

void TestCssColor::colors()
{
    QFETCH(QString, text);
    const auto color = parseCssColor(text);
    QVERIFY(color);
    QTEST(colorName(*color), "color");
}

void TestCssColor::whatIsNoColorIsNothing_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "#", "#12", "#12345", "#gggggg", "#ééé", "rgb(1,2)", "rgb(1,2,x)", "rgb(1,2,3",
                             "lab(1 2 3)", "no such colour", "()"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestCssColor::whatIsNoColorIsNothing()
{
    QFETCH(QString, text);
    QVERIFY(!parseCssColor(text));
}

} // namespace sketchroom

QTEST_APPLESS_MAIN(sketchroom::TestCssColor)
#include "files_csscolor.moc"
