#pragma once

#include "app/panels/stylecontrol.h"

class QToolButton;

namespace sketchroom {

/// The heads at the two ends of a line or arrow: a button each, with a menu of all heads.
class EndsControl final : public StyleControl
{
    Q_OBJECT

public:
    explicit EndsControl(Register reg);

    void showValue(const std::optional<Value> &value) override;

private:
    enum class End { Start, Finish };
    QToolButton *makeButton(End end);
    void setHead(End end, Head head);
    static QIcon iconOf(End end, Head head);

    Ends m_ends; ///< as shown
    QToolButton *m_start;
    QToolButton *m_finish;
};

} // namespace sketchroom
