#include "app/panels/colorpopover.h"

#include "app/panels/colorrow.h"
#include "app/widgets/widgets.h"

#include <QGridLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScreen>

#include <algorithm>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int columns = 10;
constexpr int shadeCount = 5;

struct Hue
{
    const char *name;
    quint32 shades[shadeCount]; ///< light to dark
};

// Of the palette Open Color, which is made for screens: the shades 1, 3, 5, 7 and 9, or near them.
constexpr Hue hues[columns] = {
    {QT_TRANSLATE_NOOP("sketchroom::ColorPopover", "Grey"), {0xf1f3f5, 0xced4da, 0x868e96, 0x495057, 0x1e1e1e}},
    {QT_TRANSLATE_NOOP("sketchroom::ColorPopover", "Red"), {0xffe3e3, 0xffa8a8, 0xff6b6b, 0xf03e3e, 0xc92a2a}},
    {QT_TRANSLATE_NOOP("sketchroom::ColorPopover", "Pink"), {0xffdeeb, 0xfaa2c1, 0xf06595, 0xd6336c, 0xa61e4d}},
    {QT_TRANSLATE_NOOP("sketchroom::ColorPopover", "Purple"), {0xf3d9fa, 0xe599f7, 0xcc5de8, 0xae3ec9, 0x862e9c}},
    {QT_TRANSLATE_NOOP("sketchroom::ColorPopover", "Violet"), {0xe5dbff, 0xb197fc, 0x845ef7, 0x7048e8, 0x5f3dc4}},
    {QT_TRANSLATE_NOOP("sketchroom::ColorPopover", "Blue"), {0xd0ebff, 0x74c0fc, 0x339af0, 0x1c7ed6, 0x1864ab}},
    {QT_TRANSLATE_NOOP("sketchroom::ColorPopover", "Teal"), {0xc3fae8, 0x63e6be, 0x20c997, 0x0ca678, 0x087f5b}},
    {QT_TRANSLATE_NOOP("sketchroom::ColorPopover", "Green"), {0xd3f9d8, 0x8ce99a, 0x51cf66, 0x37b24d, 0x2b8a3e}},
    {QT_TRANSLATE_NOOP("sketchroom::ColorPopover", "Yellow"), {0xfff3bf, 0xffe066, 0xfcc419, 0xf59f00, 0xe67700}},
    {QT_TRANSLATE_NOOP("sketchroom::ColorPopover", "Orange"), {0xffe8cc, 0xffc078, 0xff922b, 0xf76707, 0xd9480f}},
};

QString hexOf(Color color)
{
    return color.none ? ColorPopover::tr("none") : QString::fromLatin1(colorName(color));
}

QPoint directionOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return {-1, 0};
    case Qt::Key_Right:
        return {1, 0};
    case Qt::Key_Up:
        return {0, -1};
    case Qt::Key_Down:
        return {0, 1};
    default:
        return {};
    }
}

} // namespace

std::optional<Color> typedColor(const QString &text)
{
    QByteArray name = text.trimmed().toLower().toLatin1();
    if (name == "none" || name == ColorPopover::tr("none").toLatin1())
        return Color();
    if (name.startsWith('#'))
        name.remove(0, 1);
    if (name.size() == 3) {
        // Each digit stands for two.
        QByteArray doubled;
        for (const char digit : std::as_const(name))
            doubled.append(2, digit);
        name = doubled;
    }
    return colorFromName(QByteArray("#" + name));
}

ColorPopover::ColorPopover(const KnownColors &known, Register reg, std::optional<Color> now, bool dark, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_now(now)
    , m_dark(dark)
    , m_grid(new QGridLayout(this))
{
    setRole(this, "panel"_ba);
    setAccessibleName(tr("Colours"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_grid->setContentsMargins(gridStep, gridStep, gridStep, gridStep);
    m_grid->setSpacing(gridStep / 4);
    for (int shade = 0; shade < shadeCount; ++shade) {
        for (int column = 0; column < columns; ++column) {
            const QString name = tr("%1, shade %2").arg(tr(hues[column].name)).arg(shade + 1);
            m_grid->addWidget(addSwatch(Color::rgb(hues[column].shades[shade]), name), shade, column);
        }
    }
    m_row = shadeCount;
    addColors(tr("Chosen last"), known.recent());
    addColors(tr("On this board"), known.onBoard(reg));
    addField();
    const auto chosen =
        std::find_if(m_swatches.begin(), m_swatches.end(), [](const Swatch *swatch) { return swatch->isChecked(); });
    (chosen != m_swatches.end() ? *chosen : m_swatches.constFirst())->setFocus();
}

Swatch *ColorPopover::addSwatch(Color color, const QString &name)
{
    auto *const swatch = new Swatch(color, name);
    swatch->setDark(m_dark);
    swatch->setChecked(m_now == color);
    swatch->installEventFilter(this);
    connect(swatch, &Swatch::clicked, this, [this, color] { choose(color); });
    m_swatches.append(swatch);
    return swatch;
}

void ColorPopover::addColors(const QString &caption, const QList<Color> &colors)
{
    if (colors.isEmpty())
        return;
    m_grid->setRowMinimumHeight(m_row++, gridStep / 2);
    m_grid->addWidget(makeLabel(caption, "caption"_ba), m_row++, 0, 1, columns);
    for (int i = 0; i < std::min<int>(columns, int(colors.size())); ++i)
        m_grid->addWidget(addSwatch(colors.at(i), hexOf(colors.at(i))), m_row, i);
    ++m_row;
}

void ColorPopover::addField()
{
    m_field = new QLineEdit(m_now ? hexOf(*m_now) : QString());
    m_field->setAccessibleName(tr("Colour as a hexadecimal number"));
    m_field->setPlaceholderText(u"#1971c2"_s);
    m_field->setMaxLength(9);
    m_typed = new Swatch(m_now.value_or(Color()), tr("Take this colour"));
    m_typed->setDark(m_dark);
    m_typed->setCheckable(false);
    auto *const row = new QHBoxLayout;
    row->addWidget(makeLabel(tr("Hex"), "caption"_ba));
    row->addWidget(m_field, 1);
    row->addWidget(m_typed);
    m_grid->setRowMinimumHeight(m_row++, gridStep / 2);
    m_grid->addLayout(row, m_row++, 0, 1, columns);
    auto *const problem = makeLabel({}, "error"_ba, Wrap::Yes);
    problem->hide();
    m_grid->addWidget(problem, m_row++, 0, 1, columns);
    connect(m_field, &QLineEdit::textEdited, this, [this, problem] {
        problem->hide();
        if (const auto color = typedColor(m_field->text()))
            m_typed->setColor(*color);
    });
    connect(m_typed, &Swatch::clicked, this, &ColorPopover::takeTyped);
    connect(m_field, &QLineEdit::returnPressed, this, [this, problem] {
        problem->setText(tr("A colour is six digits from 0 to f, such as #1971c2."));
        problem->setVisible(!typedColor(m_field->text()));
        takeTyped();
    });
}

void ColorPopover::takeTyped()
{
    if (const auto color = typedColor(m_field->text()))
        choose(*color);
    else
        adjustSize();
}

void ColorPopover::choose(Color color)
{
    Q_EMIT chosen(color);
    close();
}

void ColorPopover::openAt(const QWidget *anchor)
{
    adjustSize();
    const QScreen *const screen = anchor->screen() ? anchor->screen() : QGuiApplication::primaryScreen();
    const QRect free = screen->availableGeometry();
    QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height() + gridStep / 2));
    at.setX(std::clamp(at.x(), free.left(), std::max(free.left(), free.right() - width())));
    if (at.y() + height() > free.bottom())
        at.setY(std::max(free.top(), anchor->mapToGlobal(QPoint()).y() - height() - gridStep / 2));
    move(at);
    show();
}

bool ColorPopover::eventFilter(QObject *watched, QEvent *event)
{
    auto *const swatch = qobject_cast<Swatch *>(watched);
    if (!swatch || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        swatch->click();
        return true;
    }
    const QPoint by = directionOf(key);
    if (by.isNull())
        return QFrame::eventFilter(watched, event);
    step(swatch, by);
    return true;
}

/// To the nearest swatch in that direction.
void ColorPopover::step(const QWidget *from, QPoint by)
{
    constexpr int aside = 8; // costs so much more than ahead: a column is kept
    Swatch *next = nullptr;
    int least = 0;
    for (Swatch *const swatch : std::as_const(m_swatches)) {
        const QPoint way = swatch->geometry().center() - from->geometry().center();
        const int ahead = QPoint::dotProduct(way, by);
        const int cost = ahead + aside * std::abs(by.x() != 0 ? way.y() : way.x());
        if (ahead > 0 && (!next || cost < least)) {
            next = swatch;
            least = cost;
        }
    }
    if (next)
        next->setFocus(Qt::TabFocusReason);
}

} // namespace sketchroom
