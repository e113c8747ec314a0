#include "shellwindow.h"

#include "app/editing/shapecommands.h"
#include "app/panels/colorcontrol.h"
#include "app/panels/colorpopover.h"
#include "app/panels/colorrow.h"
#include "app/panels/stylecontrol.h"
#include "app/panels/stylepanel.h"
#include "app/tools/toolregistry.h"

#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSlider>

using namespace Qt::StringLiterals;
using namespace sketchroom;

using R = Register;

class TestShellStyle final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePanelIsAsHighAsItsControls();
    void whatTheToolDrawsCanBeStyled_data();
    void whatTheToolDrawsCanBeStyled();
    void withoutASubjectThePanelIsGone_data();
    void withoutASubjectThePanelIsGone();
    void theHatchIsOfferedOnlyWithAFillAndNothingMoves();
    void aColorIsForTheSelectionAndForWhatComesNext();
    void shapesThatDifferShowNoChoice();
    void draggingTheSliderIsOneUndoStep();
    void inASmallWindowThePanelComesWhenAskedFor();
    void anyColorIsChosenFromThePopover();
    void theKeyboardGoesFromColorToColor();
    void hatchedFillsAreStronger();
};

namespace {

StyleControl *controlOf(const ShellWindow &shell, Register reg)
{
    for (StyleControl *const control : shell.visible<StyleControl>()) {
        if (control->reg() == reg)
            return control;
    }
    return nullptr;
}

Swatch *swatchOf(const ShellWindow &shell, Register reg, Color color)
{
    for (Swatch *const swatch : controlOf(shell, reg)->findChildren<Swatch *>()) {
        if (swatch->color() == color)
            return swatch;
    }
    return nullptr;
}

int checkedIn(const StyleControl *control)
{
    const auto buttons = control->findChildren<QAbstractButton *>();
    return int(std::count_if(buttons.begin(), buttons.end(), [](auto *button) { return button->isChecked(); }));
}

} // namespace

void TestShellStyle::thePanelIsAsHighAsItsControls()
{
    ShellWindow shell;
    QVERIFY(shell.open({1280, 900}));
    const auto *const panel = shell.window.findChild<StylePanel *>();
    for (const ToolId tool : {ToolId::Highlighter, ToolId::Note, ToolId::Rectangle, ToolId::Text}) {
        shell.tools().setTool(tool);
        const auto *const scroll = panel->findChild<QScrollArea *>();
        QTRY_VERIFY2(scroll->viewport()->height() >= scroll->widget()->sizeHint().height(), toolInfo(tool).key);
    }
}

void TestShellStyle::whatTheToolDrawsCanBeStyled_data()
{
    QTest::addColumn<ToolId>("tool");
    QTest::addColumn<QList<Register>>("offered");
    QTest::newRow("pen") << ToolId::Pen << QList<Register>{R::Stroke, R::Fill, R::Width, R::Opacity};
    QTest::newRow("rectangle") << ToolId::Rectangle << QList<Register>{R::Stroke, R::Fill,  R::Width,   R::Dash,
                                                                       R::Hatch,  R::Rough, R::Opacity, R::Corner};
    // A line of two points has no bends.
    QTest::newRow("arrow") << ToolId::Arrow
                           << QList<Register>{R::Stroke, R::Fill, R::Width, R::Dash, R::Rough, R::Opacity, R::Ends};
    QTest::newRow("note") << ToolId::Note << QList<Register>{R::Stroke, R::Fill, R::Opacity, R::Corner, R::Font};
    QTest::newRow("ellipse") << ToolId::Ellipse
                             << QList<Register>{R::Stroke, R::Fill, R::Width, R::Dash, R::Hatch, R::Rough, R::Opacity};
    QTest::newRow("text") << ToolId::Text << QList<Register>{R::Stroke, R::Fill, R::Opacity, R::Font};
}

void TestShellStyle::whatTheToolDrawsCanBeStyled()
{
    QFETCH(ToolId, tool);
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.tools().setTool(tool);
    const auto *const panel = shell.window.findChild<StylePanel *>();
    QVERIFY(panel->isVisible());
    QTEST(panel->shownRegisters(), "offered");
}

void TestShellStyle::withoutASubjectThePanelIsGone_data()
{
    QTest::addColumn<ToolId>("tool");
    QTest::newRow("select") << ToolId::Select;
    QTest::newRow("hand") << ToolId::Hand;
    QTest::newRow("eraser") << ToolId::Eraser;
}

void TestShellStyle::withoutASubjectThePanelIsGone()
{
    QFETCH(ToolId, tool);
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.tools().setTool(ToolId::Pen);
    shell.tools().setTool(tool);
    QVERIFY(!shell.window.findChild<StylePanel *>()->isVisible());
}

void TestShellStyle::theHatchIsOfferedOnlyWithAFillAndNothingMoves()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.tools().setTool(ToolId::Ellipse);
    QVERIFY(!controlOf(shell, R::Hatch)->isEnabled());
    const QPoint opacity = controlOf(shell, R::Opacity)->pos();
    QTest::mouseClick(swatchOf(shell, R::Fill, Color::rgb(0xa5d8ff)), Qt::LeftButton);
    QTRY_VERIFY(controlOf(shell, R::Hatch)->isEnabled());
    QCOMPARE(controlOf(shell, R::Opacity)->pos(), opacity);
    QTest::mouseClick(swatchOf(shell, R::Fill, Color()), Qt::LeftButton);
    QTRY_VERIFY(!controlOf(shell, R::Hatch)->isEnabled());
}

void TestShellStyle::aColorIsForTheSelectionAndForWhatComesNext()
{
    const Color red = Color::rgb(0xe03131);
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    shell.drag({400, 300}, {600, 450});
    QCOMPARE(shell.tools().selection().ids().size(), 1);
    QTest::mouseClick(swatchOf(shell, R::Stroke, red), Qt::LeftButton);
    QCOMPARE(shell.onlyShape()->stroke, red);
    QVERIFY(swatchOf(shell, R::Stroke, red)->isChecked());
    QCOMPARE(std::get<Color>(shell.tools().style().value(R::Stroke)), red);
    shell.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(shell.onlyShape()->stroke != red);
    QVERIFY2(!swatchOf(shell, R::Stroke, red)->isChecked(), "the panel follows the shape");
}

void TestShellStyle::shapesThatDifferShowNoChoice()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    for (const double width : {1.0, 4.0}) {
        shell.tools().style().set({R::Width, width});
        shell.press(Qt::Key_R);
        shell.drag({400, 300 + int(width) * 20}, {440, 340 + int(width) * 20});
    }
    shell.press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(shell.tools().selection().ids().size(), 2);
    QCOMPARE(checkedIn(controlOf(shell, R::Width)), 0);
    QCOMPARE(checkedIn(controlOf(shell, R::Dash)), 1);
}

void TestShellStyle::draggingTheSliderIsOneUndoStep()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    shell.drag({400, 300}, {600, 450});
    auto *const slider = controlOf(shell, R::Opacity)->findChild<QSlider *>();
    slider->setSliderDown(true);
    for (const int percent : {80, 60, 40})
        slider->setValue(percent);
    slider->setSliderDown(false);
    QCOMPARE(shell.onlyShape()->opacity, 0.4);
    shell.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shell.onlyShape()->opacity, 1.0);
}

void TestShellStyle::inASmallWindowThePanelComesWhenAskedFor()
{
    ShellWindow shell;
    QVERIFY(shell.open({480, 360}));
    shell.press(Qt::Key_R);
    const auto *const panel = shell.window.findChild<StylePanel *>();
    QVERIFY(!panel->isVisible());
    QToolButton *button = nullptr;
    for (QToolButton *const candidate : shell.visible<QToolButton>()) {
        if (candidate->accessibleName() == "Style"_L1)
            button = candidate;
    }
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(panel->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(!panel->isVisible());
}

namespace {

ColorPopover *openColors(const ShellWindow &shell, Register reg)
{
    for (Swatch *const swatch : controlOf(shell, reg)->findChildren<Swatch *>()) {
        if (swatch->toolTip() == u"Another colour…"_s)
            QTest::mouseClick(swatch, Qt::LeftButton);
    }
    for (ColorPopover *const popover : shell.visible<ColorPopover>())
        return popover;
    return nullptr;
}

} // namespace

void TestShellStyle::anyColorIsChosenFromThePopover()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    ColorPopover *popover = openColors(shell, R::Stroke);
    QVERIFY(popover);
    auto *const field = popover->findChild<QLineEdit *>();
    // What is no colour is explained, and nothing is changed.
    field->setText(u"teal-ish"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(popover->isVisible());
    const auto labels = popover->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains(u"#1971c2"_s);
    }));
    field->setText(u"#0B7"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(shell.visible<ColorPopover>().isEmpty());
    shell.drag({400, 300}, {500, 400});
    const Color chosen = Color::rgb(0x00bb77);
    QCOMPARE(shell.session.document().shapes().constFirst()->stroke, chosen);
    // Next time it is there, among the last ones and those of the board.
    popover = openColors(shell, R::Stroke);
    QVERIFY(popover);
    int offered = 0;
    for (Swatch *const swatch : popover->findChildren<Swatch *>())
        offered += swatch->color() == chosen && swatch->toolTip() == u"#00bb77"_s ? 1 : 0;
    QCOMPARE(offered, 2);
    popover->close();
}

void TestShellStyle::theKeyboardGoesFromColorToColor()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    const ColorPopover *const popover = openColors(shell, R::Stroke);
    QVERIFY(popover);
    // Black is what is chosen: the darkest grey.
    const auto focused = [&] { return qobject_cast<Swatch *>(popover->focusWidget()); };
    QVERIFY(focused() && focused()->isChecked());
    QTest::keyClick(focused(), Qt::Key_Up);
    QTest::keyClick(focused(), Qt::Key_Right);
    const Color wanted = focused()->color();
    QCOMPARE(wanted, Color::rgb(0xf03e3e));
    QTest::keyClick(focused(), Qt::Key_Return);
    QTRY_VERIFY(shell.visible<ColorPopover>().isEmpty());
    QCOMPARE(shell.tools().style().value(R::Stroke, Kind::Rect), Value(wanted));
}

void TestShellStyle::hatchedFillsAreStronger()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.press(Qt::Key_R);
    shell.drag({400, 300}, {500, 400});
    const ShapeId id = shell.session.document().shapes().constFirst()->id;
    const auto shape = [&] { return shell.session.document().find(id); };
    QTest::mouseClick(swatchOf(shell, R::Fill, fillColors().at(4)), Qt::LeftButton);
    QCOMPARE(shape()->fill, fillColors().at(4));
    QTest::mouseClick(controlOf(shell, R::Hatch)->findChildren<QAbstractButton *>().at(1), Qt::LeftButton);
    QCOMPARE(shape()->hatch, Hatch::Hachure);
    QCOMPARE(shape()->fill, hatchColors().at(4));
    QTRY_VERIFY(controlOf(shell, R::Fill) && swatchOf(shell, R::Fill, hatchColors().at(4)));
    QVERIFY(swatchOf(shell, R::Fill, hatchColors().at(4))->isChecked());
    // One step, and back to the pale one with a plain area.
    shell.session.undo();
    QCOMPARE(shape()->hatch, Hatch::Solid);
    QCOMPARE(shape()->fill, fillColors().at(4));
    shell.session.redo();
    QTRY_VERIFY(controlOf(shell, R::Hatch));
    QTest::mouseClick(controlOf(shell, R::Hatch)->findChildren<QAbstractButton *>().at(0), Qt::LeftButton);
    QCOMPARE(shape()->fill, fillColors().at(4));
}

QTEST_MAIN(TestShellStyle)
#include "shell_style.moc"
