#include "app/render/colors.h"

#include <QTest>

using namespace sketchroom;

class TestColors final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lightShowsColoursAsTheyAre();
    void noneIsTransparentInBoth();
    void darkTurnsLightnessRound();
    void darkKeepsTheHue_data();
    void darkKeepsTheHue();
    void translucencyStays();
    void whatWasPaintedIsTurnedAsItsColoursAre();
};

void TestColors::lightShowsColoursAsTheyAre()
{
    QCOMPARE(toQColor(Color::rgb(0x1971c2), false), QColor(0x19, 0x71, 0xc2));
    QCOMPARE(boardColor(false), QColor(Qt::white));
}

void TestColors::noneIsTransparentInBoth()
{
    QCOMPARE(toQColor(Color{}, false).alpha(), 0);
    QCOMPARE(toQColor(Color{}, true).alpha(), 0);
}

void TestColors::darkTurnsLightnessRound()
{
    QCOMPARE(boardColor(true), QColor(0x12, 0x12, 0x12));
    const QColor ink = toQColor(Color::rgb(0x1e1e1e), true);
    QVERIFY(ink.lightness() > 200);
    QCOMPARE(ink.saturation(), 0);
    QVERIFY(toQColor(Color::rgb(0xffc9c9), true).lightness() < 80);
}

void TestColors::darkKeepsTheHue_data()
{
    QTest::addColumn<quint32>("rgb");
    for (const quint32 rgb : {0xe03131u, 0x2f9e44u, 0x1971c2u, 0xf08c00u, 0x7048e8u, 0xc2255cu})
        QTest::addRow("#%06x", rgb) << rgb;
}

void TestColors::darkKeepsTheHue()
{
    QFETCH(quint32, rgb);
    const int light = toQColor(Color::rgb(rgb), false).hslHue();
    const int dark = toQColor(Color::rgb(rgb), true).hslHue();
    const int apart = qAbs(light - dark);
    QVERIFY2(qMin(apart, 360 - apart) < 25, qPrintable(QString::number(apart)));
}

void TestColors::whatWasPaintedIsTurnedAsItsColoursAre()
{
    QImage image(2, 1, QImage::Format_RGB32);
    const Color blue = Color::rgb(0x1971c2);
    image.setPixelColor(0, 0, toQColor(blue, false));
    image.setPixelColor(1, 0, boardColor(false));
    turnTheme(image, true);
    QCOMPARE(image.pixelColor(0, 0), toQColor(blue, true));
    QCOMPARE(image.pixelColor(1, 0), boardColor(true));
    turnTheme(image, false);
    QCOMPARE(image.pixelColor(1, 0), boardColor(false));
    QVERIFY(qAbs(image.pixelColor(0, 0).blue() - 0xc2) <= 2);
}

void TestColors::translucencyStays()
{
    QCOMPARE(toQColor(Color::fromRgba(0x1971c280), false).alpha(), 0x80);
    QCOMPARE(toQColor(Color::fromRgba(0x1971c280), true).alpha(), 0x80);
}

QTEST_APPLESS_MAIN(TestColors)
#include "canvas_colors.moc"
