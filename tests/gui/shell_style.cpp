#include "shellwindow.h"

#include "app/editing/shapecommands.h"
#include "app/panels/colorrow.h"
#include "app/panels/stylecontrol.h"
#include "app/panels/stylepanel.h"
#include "app/tools/toolregistry.h"

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
    void theHatchIsOfferedOnlyWithAFill();
    void aColorIsForTheSelectionAndForWhatComesNext();
    void shapesThatDifferShowNoChoice();
    void draggingTheSliderIsOneUndoStep();
    void inASmallWindowThePanelComesWhenAskedFor();
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
    QTest::newRow("rectangle") << ToolId::Rectangle << QList<Register>{R::Stroke, R::Fill,    R::Width, R::Dash,
                                                                       R::Rough,  R::Opacity, R::Corner};
    // A line of two points has no bends.
    QTest::newRow("arrow") << ToolId::Arrow
                           << QList<Register>{R::Stroke, R::Fill, R::Width, R::Dash, R::Rough, R::Opacity, R::Ends};
    QTest::newRow("note") << ToolId::Note << QList<Register>{R::Stroke, R::Fill, R::Opacity, R::Corner, R::Font};
    QTest::newRow("ellipse") << ToolId::Ellipse
                             << QList<Register>{R::Stroke, R::Fill, R::Width, R::Dash, R::Rough, R::Opacity};
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

void TestShellStyle::theHatchIsOfferedOnlyWithAFill()
{
    ShellWindow shell;
    QVERIFY(shell.open());
    shell.tools().setTool(ToolId::Ellipse);
    QVERIFY(!controlOf(shell, R::Hatch));
    QTest::mouseClick(swatchOf(shell, R::Fill, Color::rgb(0xa5d8ff)), Qt::LeftButton);
    QTRY_VERIFY(controlOf(shell, R::Hatch));
    QTest::mouseClick(swatchOf(shell, R::Fill, Color()), Qt::LeftButton);
    QTRY_VERIFY(!controlOf(shell, R::Hatch));
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

QTEST_MAIN(TestShellStyle)
#include "shell_style.moc"
