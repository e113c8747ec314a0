#include "app/widgets/theme.h"

#include <QRegularExpression>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

// An 8 px grid: 36 px buttons in bars, 32 px fields and buttons in dialogs, corners of 8 px, panels of 10 px.
// "@name" stands for a colour of the theme. [role="…"] is a dynamic property, see setRole().
constexpr auto sheet = R"css(
* { outline: 0; }
QWidget { color: @text; }
QDialog, QMessageBox, QMainWindow { background: @panel; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { background: @text; color: @panel; border: 0; padding: 4px 8px; }

QFrame[role="panel"] { background: @panel; border: 1px solid @border; border-radius: 10px; }
QFrame[role="separator"] { background: @border; border: 0; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 17px; font-weight: 600; }
QLabel[role="groupTitle"] { font-weight: 600; padding-top: 10px; }
QLabel[role="caption"], QLabel[role="hint"] { color: @muted; }
QLabel[role="letter"] { color: @muted; font-size: 9px; }
QLabel[role="error"] { color: @danger; }

QToolButton { border: 1px solid transparent; border-radius: 8px; background: transparent; padding: 0; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @accentSoft; color: @accentText; }
QToolButton:focus { border-color: @accent; }
QToolButton:disabled { color: @disabled; background: transparent; }
QToolButton[role="option"] { background: @control; }
QToolButton[role="option"]:hover { background: @hover; }
QToolButton[role="option"]:checked { background: @accentSoft; border-color: @accent; }
QToolButton[role="option"]:disabled { background: @control; }
QToolButton[role="pill"] { padding: 0 10px; font-weight: 600; }
QLabel[role="badge"] { background: @danger; color: @panel; border-radius: 7px; padding: 0 4px; font-size: 10px; font-weight: 600; min-height: 14px; }
QTextBrowser { background: transparent; border: 0; color: @text; }
QToolButton[role="hint"] { background: @panel; border-color: @border; border-radius: 12px; padding: 10px 6px; color: @muted; }
QToolButton[role="hint"]:hover { background: @hover; }
QToolButton[role="link"] { color: @accentText; padding: 2px 6px; }
QToolButton::menu-indicator { image: none; width: 0; }

QPushButton { background: @control; border: 1px solid @border; border-radius: 8px; padding: 0 16px; min-height: 32px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @accentSoft; }
QPushButton:focus { border-color: @accent; }
QPushButton:default { background: @accent; border-color: @accent; color: white; }
QPushButton:default:hover { background: @accentText; border-color: @accentText; color: @panel; }
QPushButton:default:focus { border: 2px solid @accentText; }
QPushButton:disabled, QPushButton:default:disabled { background: @control; border-color: @border; color: @disabled; }

QPushButton[role="choice"] { border-radius: 12px; padding: 0; min-height: 128px; }
QPushButton[role="choice"]:default { background: @accentSoft; border-color: @accent; color: @text; }
QPushButton[role="choice"]:hover { background: @hover; }
QPushButton[role="choice"]:focus { border: 2px solid @accent; }
QLabel[role="choiceName"] { font-size: 16px; font-weight: 600; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; padding: 0 8px; color: @accentText; }
QPushButton[role="quiet"]:hover { background: @hover; }
QPushButton[role="quiet"]:focus { border-color: @accent; }
QFrame[role="card"] { background: @control; border: 1px solid @border; border-radius: 12px; }
QLabel[role="address"] { color: @accentText; }

QLineEdit, QSpinBox { background: @panel; border: 1px solid @border; border-radius: 8px;
    padding: 0 8px; min-height: 32px; selection-background-color: @accent; selection-color: white; }
QLineEdit:focus, QSpinBox:focus { border: 1px solid @accent; }
QLineEdit:disabled, QLineEdit:read-only { background: @control; }

QComboBox { background: @panel; border: 1px solid @border; border-radius: 8px; padding: 0 8px; min-height: 32px; }
QComboBox:hover { background: @hover; }
QComboBox:focus { border-color: @accent; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url(:/icons/choose.svg); width: 16px; height: 16px; }

QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid @muted; border-radius: 4px; background: @panel; }
QCheckBox::indicator:hover { background: @hover; }
QCheckBox::indicator:focus { border-color: @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/checked.svg); }

QListView { background: @panel; border: 1px solid @border; border-radius: 8px; padding: 4px; }
QListView:focus { border-color: @accent; }
QListView::item { border-radius: 6px; padding: 4px; color: @text; }
QListView::item:hover { background: @hover; }
QListView::item:selected { background: @accentSoft; color: @accentText; }

QMenu { background: @panel; border: 1px solid @border; padding: 6px; }
QMenu::item { padding: 7px 28px 7px 10px; border-radius: 6px; min-width: 150px; }
QMenu::item:selected { background: @hover; }
QMenu::item:disabled { color: @disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @border; margin: 6px 4px; }

QSlider { min-height: 20px; background: transparent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @hover; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: @accent; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: @panel;
    border: 2px solid @accent; }
QSlider::handle:horizontal:focus { background: @accentSoft; }

QProgressBar { border: 0; border-radius: 3px; background: @hover; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: @border; border-radius: 3px; min-height: 24px; }
QScrollBar::handle:vertical:hover { background: @disabled; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: @border; border-radius: 3px; min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)css";

} // namespace

QString toStyleSheet(const ThemeColors &colors)
{
    const QHash<QString, QColor> named{
        {u"panel"_s, colors.panel},       {u"border"_s, colors.border},         {u"control"_s, colors.control},
        {u"hover"_s, colors.hover},       {u"accent"_s, colors.accent},         {u"accentSoft"_s, colors.accentSoft},
        {u"text"_s, colors.text},         {u"accentText"_s, colors.accentText}, {u"muted"_s, colors.muted},
        {u"disabled"_s, colors.disabled}, {u"danger"_s, colors.danger},
    };
    static const QRegularExpression token(u"@([a-zA-Z]+)"_s);
    const QString source = QString::fromLatin1(sheet);
    QString result;
    qsizetype done = 0;
    for (auto match = token.globalMatch(source); match.hasNext();) {
        const auto found = match.next();
        result += source.mid(done, found.capturedStart() - done) + named.value(found.captured(1)).name();
        done = found.capturedEnd();
    }
    return result + source.mid(done);
}

} // namespace sketchroom
