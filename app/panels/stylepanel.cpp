#include "app/panels/stylepanel.h"

#include "app/editing/shapecommands.h"
#include "app/panels/colorcontrol.h"
#include "app/panels/stylecontrols.h"
#include "app/session/boardsession.h"
#include "app/tools/toolcontroller.h"
#include "app/tools/toolregistry.h"
#include "app/widgets/theme.h"
#include "app/widgets/widgets.h"

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int padding = gridStep * 3 / 2;

/// An image is shown without a line around it or anything behind it.
bool isSeen(Control control, Kind kind)
{
    return kind != Kind::Image || control == Control::Opacity || control == Control::Corner;
}

/// A line from one point to another has none.
bool hasBends(const ShapeRef &shape)
{
    return isLinear(shape->kind) && shape->points.size() > 4;
}

bool holdsText(const ShapeRef &shape)
{
    return !shape->text.isEmpty();
}

void discard(StyleControl *control)
{
    if (!control)
        return;
    control->hide();
    control->deleteLater();
}

constexpr qsizetype manyShapes = 500;
constexpr int restMs = 60;

/// Whether the change can be seen in the panel: not a mere move, of which there are many a second.
bool concernsStyle(const Change &change)
{
    RegisterSet place;
    for (const Register reg : {Register::Box, Register::Z, Register::Points})
        place.insert(reg);
    return change.added() || change.removed() || (change.registers | place) != place;
}

bool isOftenFilled(Kind kind)
{
    return info(kind).family == Family::Closed;
}

bool isWritten(Kind kind)
{
    return kind == Kind::Text || kind == Kind::Note;
}

} // namespace

StylePanel::StylePanel(BoardSession &session, ToolController &tools, const Actions &actions, const Theme &theme,
                       Settings &settings, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_tools(tools)
    , m_theme(theme)
    , m_colors(session, settings)
    , m_scroll(new QScrollArea)
    , m_controlsLayout(new QVBoxLayout)
    , m_actions(new QWidget)
{
    setRole(this, "panel"_ba);
    setAccessibleName(tr("Style"));
    setCursor(Qt::ArrowCursor);
    auto *const actionRows = new QVBoxLayout(m_actions);
    actionRows->setContentsMargins(0, 0, 0, 0);
    actionRows->setSpacing(padding);
    actionRows->addWidget(makeActionRow(tr("Layers"), actions.layers));
    actionRows->addWidget(makeActionRow(tr("Actions"), actions.shapes));

    auto *const content = new QWidget;
    auto *const layout = new QVBoxLayout(content);
    layout->setContentsMargins(padding, padding, padding, padding);
    layout->setSpacing(padding);
    m_controlsLayout->setSpacing(padding);
    layout->addLayout(m_controlsLayout);
    layout->addWidget(m_actions);
    layout->addStretch();
    m_scroll->setWidget(content);
    content->installEventFilter(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *const whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);

    m_later.setSingleShot(true);
    m_later.setInterval(restMs);
    connect(&m_later, &QTimer::timeout, this, &StylePanel::refresh);
    connect(&tools.selection(), &Selection::changed, this, [this] {
        // While a rubber band grows over a large board, what is in it need not be looked through at each move.
        if (m_tools.selection().ids().size() > manyShapes && isWanted())
            m_later.start();
        else
            refresh();
    });
    connect(&tools, &ToolController::toolChanged, this, &StylePanel::refresh);
    connect(&tools.style(), &StyleState::changed, this, &StylePanel::refresh);
    connect(&session, &BoardSession::documentReset, this, &StylePanel::refresh);
    connect(&session, &BoardSession::documentChanged, this, [this](const ChangeSet &changes) {
        const Selection &selection = m_tools.selection();
        if (std::any_of(changes.begin(), changes.end(),
                        [&](const Change &change) { return concernsStyle(change) && selection.contains(change.id()); }))
            refresh();
    });
    connect(&theme, &Theme::changed, this, [this] {
        for (StyleControl *const control : std::as_const(m_controls))
            control->setDark(m_theme.isDark());
    });
    refresh();
}

QWidget *StylePanel::makeActionRow(const QString &caption, const QList<QAction *> &actions)
{
    constexpr int side = gridStep * 4;
    auto *const part = new QWidget;
    auto *const layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gridStep / 2);
    layout->addWidget(makeLabel(caption, "caption"_ba));
    auto *const row = new QHBoxLayout;
    row->setSpacing(gridStep / 2);
    for (QAction *const action : actions) {
        QToolButton *const button = makeBarButton(action);
        setRole(button, "option"_ba);
        button->setFixedSize(side, side);
        row->addWidget(button);
    }
    row->addStretch();
    layout->addLayout(row);
    return part;
}

/// Controls that were just made have a size only once they are shown, which is later.
bool StylePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QFrame::eventFilter(watched, event);
}

QSize StylePanel::sizeHint() const
{
    constexpr int border = 1; // in the style sheet
    const QSize content = m_scroll->widget()->sizeHint();
    return content + QSize(2 * border, 2 * border);
}

QList<Register> StylePanel::shownRegisters() const
{
    return m_offered;
}

bool StylePanel::offers(const RegisterInfo &row) const
{
    const auto uses = [&](Kind kind) { return row.usedBy(kind) && isSeen(row.control, kind); };
    if (row.control == Control::None || !std::any_of(m_kinds.begin(), m_kinds.end(), uses))
        return false;
    // Not what would change nothing that can be seen in these shapes.
    if (row.control == Control::Hatch && std::none_of(m_kinds.begin(), m_kinds.end(), isOftenFilled))
        return isOfUse(row);
    if (row.control == Control::Corner) {
        const auto hasCorners = [](Kind kind) { return info(kind).hasCorners; };
        return std::any_of(m_kinds.begin(), m_kinds.end(), hasCorners) ||
               std::any_of(m_shapes.begin(), m_shapes.end(), hasBends);
    }
    if (row.control == Control::Font)
        return std::any_of(m_kinds.begin(), m_kinds.end(), isWritten) ||
               std::any_of(m_shapes.begin(), m_shapes.end(), holdsText);
    return true;
}

/// Whether it can be chosen now. What depends on another control is only greyed, so that nothing moves meanwhile.
bool StylePanel::isOfUse(const RegisterInfo &row) const
{
    if (row.control != Control::Hatch)
        return true;
    const auto fill = valueOf(Register::Fill);
    const Color *const color = fill ? std::get_if<Color>(&*fill) : nullptr;
    return !color || !color->none;
}

std::optional<Value> StylePanel::valueOf(Register reg) const
{
    if (m_shapes.isEmpty())
        return m_kinds.isEmpty() ? std::nullopt : std::optional(m_tools.style().value(reg, m_kinds.first()));
    const RegisterInfo &row = info(reg);
    const sketchroom::Shape *first = nullptr; // a QFrame has a Shape of its own
    for (const ShapeRef &shape : m_shapes) {
        if (!row.usedBy(shape->kind))
            continue;
        if (!first)
            first = shape.get();
        else if (!row.same(*first, *shape))
            return std::nullopt;
    }
    return first ? std::optional(row.get(*first)) : std::nullopt;
}

void StylePanel::refresh()
{
    m_later.stop();
    const bool wasWanted = isWanted();
    m_shapes = m_tools.selection().unordered();
    m_kinds.clear();
    for (const ShapeRef &shape : std::as_const(m_shapes)) {
        if (!m_kinds.contains(shape->kind))
            m_kinds.append(shape->kind);
    }
    if (m_shapes.isEmpty()) {
        if (const auto kind = toolInfo(m_tools.tool()).draws)
            m_kinds.append(*kind);
    }
    if (isWanted())
        rebuild();
    if (wasWanted != isWanted())
        Q_EMIT wantedChanged();
}

void StylePanel::rebuild()
{
    QList<Register> offered;
    for (const RegisterInfo &row : registers()) {
        if (offers(row))
            offered.append(row.reg);
    }
    const StyleOf what = styleOfAll();
    if (offered != m_offered || what != m_what)
        setControls(offered, what);
    m_actions->setVisible(!m_shapes.isEmpty());
    showValues();
}

StyleOf StylePanel::styleOfAll() const
{
    if (std::all_of(m_kinds.begin(), m_kinds.end(), isLinear))
        return StyleOf::Lines;
    if (std::all_of(m_kinds.begin(), m_kinds.end(), [](Kind kind) { return kind == Kind::Note; }))
        return StyleOf::Notes;
    const auto hatch = valueOf(Register::Hatch);
    const Hatch *const lines = hatch ? std::get_if<Hatch>(&*hatch) : nullptr;
    return lines && *lines != Hatch::Solid ? StyleOf::Hatched : StyleOf::Shapes;
}

void StylePanel::setControls(const QList<Register> &offered, StyleOf what)
{
    // Controls that stay are not made anew: one of them may just have been pressed.
    QMap<Register, StyleControl *> old;
    for (StyleControl *const control : std::as_const(m_controls))
        old.insert(control->reg(), control);
    if (what != m_what) {
        discard(old.take(Register::Corner));
        discard(old.take(Register::Fill));
    }
    m_controls.clear();
    for (const Register reg : offered) {
        StyleControl *control = old.take(reg);
        if (!control)
            control = makeControl(reg, what);
        m_controls.append(control);
        m_controlsLayout->removeWidget(control);
        m_controlsLayout->addWidget(control);
    }
    std::for_each(old.begin(), old.end(), discard);
    m_offered = offered;
    m_what = what;
    updateGeometry();
}

StyleControl *StylePanel::makeControl(Register reg, StyleOf what)
{
    StyleControl *const control = makeStyleControl(info(reg).control, reg, what, m_colors);
    control->setDark(m_theme.isDark());
    connect(control, &StyleControl::chosen, this, &StylePanel::choose);
    connect(control, &StyleControl::dragStarted, this, [this] { m_gesture = m_session.newGesture(); });
    connect(control, &StyleControl::dragEnded, this, [this] { m_gesture.clear(); });
    return control;
}

void StylePanel::showValues()
{
    for (StyleControl *const control : std::as_const(m_controls)) {
        control->showValue(valueOf(control->reg()));
        control->setEnabled(isOfUse(info(control->reg())));
    }
}

void StylePanel::choose(const RegisterValue &style)
{
    if (style.reg != Register::Hatch)
        return m_tools.commands().setStyle(style, m_gesture);
    // A colour of the panel changes with the way of filling: what is pale as an area is hardly seen as lines.
    const GestureId gesture = m_gesture.isEmpty() ? m_session.newGesture() : m_gesture;
    const bool toLines = std::get<Hatch>(style.value) != Hatch::Solid;
    const QList<Color> &from = toLines ? fillColors() : hatchColors();
    const QList<Color> &to = toLines ? hatchColors() : fillColors();
    const auto fill = valueOf(Register::Fill);
    const Color *const color = fill ? std::get_if<Color>(&*fill) : nullptr;
    const qsizetype place = color && !color->none ? from.indexOf(*color) : -1;
    m_tools.commands().setStyle(style, gesture);
    if (place >= 0)
        m_tools.commands().setStyle({Register::Fill, to.at(place)}, gesture);
}

} // namespace sketchroom
