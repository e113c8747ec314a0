#include "app/editing/stylestate.h"

namespace sketchroom {

namespace {

/// Whether the style panel's choice counts for new shapes of this kind. The heads chosen for an arrow are not meant
/// for plain lines.
bool takes(Kind kind, Register reg)
{
    return info(reg).usedBy(kind) && !(reg == Register::Ends && kind == Kind::Line);
}

Kind firstUser(Register reg, Purpose purpose)
{
    if (purpose == Purpose::Texts && info(reg).usedBy(Kind::Text))
        return Kind::Text;
    if (purpose == Purpose::Notes && info(reg).usedBy(Kind::Note))
        return Kind::Note;
    if (purpose == Purpose::Highlights && info(reg).usedBy(Kind::Ink))
        return Kind::Ink;
    if (reg == Register::Ends)
        return Kind::Arrow;
    int kind = 0;
    while (kind + 1 < kindCount && !info(reg).usedBy(Kind(kind)))
        ++kind;
    return Kind(kind);
}

bool isClosedOrLinear(Kind kind)
{
    return isLinear(kind) || info(Register::Hatch).usedBy(kind);
}

} // namespace

void StyleState::setPurpose(Purpose purpose)
{
    m_purpose = purpose;
}

void StyleState::setLook(Look look)
{
    if (std::exchange(m_look, look) != look)
        Q_EMIT changed();
}

Purpose StyleState::purposeOf(Kind kind) const
{
    switch (info(kind).family) {
    case Family::Text:
        return Purpose::Texts;
    case Family::Note:
        return Purpose::Notes;
    case Family::Ink:
        return m_purpose == Purpose::Highlights ? Purpose::Highlights : Purpose::Shapes;
    case Family::Closed:
    case Family::Line:
    case Family::Arrow:
    case Family::Image:
    case Family::Frame:
        return Purpose::Shapes;
    }
    Q_UNREACHABLE();
}

const Value *StyleState::chosen(Register reg, Kind kind) const
{
    const auto set = m_values.constFind({purposeOf(kind), reg});
    return set != m_values.cend() && takes(kind, reg) ? &*set : nullptr;
}

Value StyleState::fallback(Register reg, Kind kind) const
{
    constexpr double highlightWidth = 20;
    constexpr double highlightOpacity = 0.4;
    constexpr double roundCorner = 16;
    constexpr double largeSize = 28;
    if (purposeOf(kind) == Purpose::Highlights) {
        if (reg == Register::Stroke)
            return Color::rgb(0xffd43b);
        if (reg == Register::Width)
            return highlightWidth;
        if (reg == Register::Opacity)
            return highlightOpacity;
    }
    Value plain = info(reg).get(Shape::defaults(kind));
    if (m_look == Look::Plain)
        return plain;
    if (reg == Register::Rough && isClosedOrLinear(kind))
        return 1;
    if (reg == Register::Corner && (kind == Kind::Rect || kind == Kind::Diamond))
        return roundCorner;
    if (reg == Register::Font && kind != Kind::Frame) {
        Font font = std::get<Font>(plain);
        font.family = QStringLiteral("hand");
        font.size = kind == Kind::Text || kind == Kind::Note ? largeSize : font.size;
        return font;
    }
    return plain;
}

Value StyleState::value(Register reg) const
{
    return value(reg, firstUser(reg, m_purpose));
}

Value StyleState::value(Register reg, Kind kind) const
{
    const Value *const set = chosen(reg, kind);
    if (!set)
        return fallback(reg, kind);
    if (const auto *font = std::get_if<Font>(set)) {
        // A label is centred and a text is not, whatever was chosen for the other.
        const Font &own = Shape::defaults(kind).font;
        return Font{font->family, font->size, own.align, own.valign};
    }
    return *set;
}

void StyleState::set(const RegisterValue &style)
{
    set(style, {firstUser(style.reg, m_purpose)});
}

void StyleState::set(const RegisterValue &style, const QList<Kind> &kinds)
{
    bool isNew = false;
    for (const Kind kind : kinds) {
        Value &value = m_values[{purposeOf(kind), style.reg}];
        isNew = isNew || value != style.value;
        value = style.value;
    }
    if (isNew)
        Q_EMIT changed();
}

void StyleState::applyTo(Shape &shape) const
{
    for (const RegisterInfo &row : registers()) {
        if (row.control != Control::None && takes(shape.kind, row.reg))
            row.set(shape, value(row.reg, shape.kind));
    }
}

} // namespace sketchroom
