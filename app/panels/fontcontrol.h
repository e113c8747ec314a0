#pragma once

#include "app/panels/stylecontrol.h"

namespace sketchroom {

/// Family, size and alignment of texts and labels.
class FontControl final : public StyleControl
{
    Q_OBJECT

public:
    explicit FontControl(Register reg);

    void showValue(const std::optional<Value> &value) override;

private:
    void change(const std::function<void(Font &)> &change);

    Font m_font; ///< as shown: what is changed is changed in it
    QButtonGroup *m_family;
    QButtonGroup *m_size;
    QButtonGroup *m_align;
};

} // namespace sketchroom
