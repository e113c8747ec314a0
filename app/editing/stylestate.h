#pragma once

#include "common/model/registers.h"

#include <QMap>
#include <QObject>

namespace sketchroom {

/// What a style is chosen for: the fill of a rectangle is not meant for the next text.
enum class Purpose : quint8 { Shapes, Texts, Notes, Highlights };

/// How new shapes look as long as nothing else is chosen.
enum class Look : quint8 {
    Plain,     ///< exact lines, sharp corners, the calm font
    HandDrawn, ///< a little sketchy and round, and the hand font
};

/// The style of what comes next: the registers that the user has set, for each purpose; for the others the look's own
/// values hold.
class StyleState final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// What the tool in use draws.
    void setPurpose(Purpose purpose);
    Look look() const { return m_look; }
    void setLook(Look look);

    /// What was set for the purpose in use, or the default of the first kind that has the register.
    Value value(Register reg) const;
    /// What a new shape of this kind would have.
    Value value(Register reg, Kind kind) const;
    /// For what the tool in use draws.
    void set(const RegisterValue &style);
    /// For new shapes of these kinds.
    void set(const RegisterValue &style, const QList<Kind> &kinds);
    /// Gives a new shape its style; registers that its kind has no use for stay as they are.
    void applyTo(Shape &shape) const;

Q_SIGNALS:
    void changed();

private:
    Purpose purposeOf(Kind kind) const;
    const Value *chosen(Register reg, Kind kind) const;
    Value fallback(Register reg, Kind kind) const;

    Purpose m_purpose = Purpose::Shapes;
    Look m_look = Look::Plain;
    QMap<std::pair<Purpose, Register>, Value> m_values;
};

} // namespace sketchroom
