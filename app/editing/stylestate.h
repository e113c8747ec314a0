#pragma once

#include "common/model/registers.h"

#include <QMap>
#include <QObject>

namespace sketchroom {

/// The style of what comes next: the registers that the user has set; for the others a kind's own defaults hold.
class StyleState final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// What was set, or the default of the first kind that has the register.
    Value value(Register reg) const;
    /// What a new shape of this kind would have.
    Value value(Register reg, Kind kind) const;
    void set(const RegisterValue &style);
    /// Gives a new shape its style; registers that its kind has no use for stay as they are.
    void applyTo(Shape &shape) const;

Q_SIGNALS:
    void changed();

private:
    QMap<Register, Value> m_values;
};

} // namespace sketchroom
