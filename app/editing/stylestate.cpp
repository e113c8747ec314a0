#include "app/editing/stylestate.h"

namespace sketchroom {

namespace {

/// Whether the style panel's choice counts for new shapes of this kind. The heads chosen for an arrow are not meant
/// for plain lines.
bool takes(Kind kind, Register reg)
{
    return info(reg).usedBy(kind) && !(reg == Register::Ends && kind == Kind::Line);
}

Kind firstUser(Register reg)
{
    if (reg == Register::Ends)
        return Kind::Arrow;
    int kind = 0;
    while (kind + 1 < kindCount && !info(reg).usedBy(Kind(kind)))
        ++kind;
    return Kind(kind);
}

} // namespace

Value StyleState::value(Register reg) const
{
    return value(reg, firstUser(reg));
}

Value StyleState::value(Register reg, Kind kind) const
{
    const Shape &defaults = Shape::defaults(kind);
    const auto set = m_values.constFind(reg);
    if (set == m_values.cend() || !takes(kind, reg))
        return info(reg).get(defaults);
    if (const auto *font = std::get_if<Font>(&*set)) {
        // A label is centred and a text is not, whatever was chosen for the other.
        return Font{font->family, font->size, defaults.font.align, defaults.font.valign};
    }
    return *set;
}

void StyleState::set(const RegisterValue &style)
{
    if (const auto old = m_values.constFind(style.reg); old != m_values.cend() && *old == style.value)
        return;
    m_values.insert(style.reg, style.value);
    Q_EMIT changed();
}

void StyleState::applyTo(Shape &shape) const
{
    for (auto entry = m_values.cbegin(); entry != m_values.cend(); ++entry) {
        if (takes(shape.kind, entry.key()))
            info(entry.key()).set(shape, value(entry.key(), shape.kind));
    }
}

} // namespace sketchroom
