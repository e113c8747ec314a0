#include "app/panels/stylecontrols.h"

#include "app/panels/colorcontrol.h"
#include "app/panels/endscontrol.h"
#include "app/panels/fontcontrol.h"
#include "app/widgets/widgets.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QSignalBlocker>
#include <QSlider>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

struct StyleControlText
{
    Q_DECLARE_TR_FUNCTIONS(StyleControls)
};

/// A register with a handful of values, a picture each.
class ChoiceControl final : public StyleControl
{
public:
    struct Choice
    {
        StyleChoice look;
        Value value;
    };

    ChoiceControl(Register reg, const QString &caption, const QList<Choice> &choices)
        : StyleControl(reg, caption)
        , m_choices(choices)
    {
        QList<StyleChoice> looks;
        for (const Choice &choice : choices)
            looks.append(choice.look);
        m_group = addChoiceRow(rows(), looks, this, [this](int i) { choose(m_choices.at(i).value); });
    }

    void showValue(const std::optional<Value> &value) override
    {
        int found = -1;
        for (int i = 0; value && i < m_choices.size(); ++i) {
            if (m_choices.at(i).value == *value)
                found = i;
        }
        // Any radius is a round corner.
        const double *const radius = value && reg() == Register::Corner ? std::get_if<double>(&*value) : nullptr;
        if (radius && *radius > 0)
            found = int(m_choices.size()) - 1;
        checkOnly(m_group, found);
    }

private:
    QList<Choice> m_choices;
    QButtonGroup *m_group;
};

class OpacityControl final : public StyleControl
{
public:
    explicit OpacityControl(Register reg)
        : StyleControl(reg, StyleControlText::tr("Opacity"))
        , m_slider(new QSlider(Qt::Horizontal))
    {
        m_slider->setRange(0, 100);
        m_slider->setPageStep(10);
        m_slider->setAccessibleName(StyleControlText::tr("Opacity in percent"));
        rows()->addWidget(m_slider);
        connect(m_slider, &QSlider::sliderPressed, this, &StyleControl::dragStarted);
        connect(m_slider, &QSlider::sliderReleased, this, &StyleControl::dragEnded);
        connect(m_slider, &QSlider::valueChanged, this, [this](int percent) {
            m_slider->setToolTip(StyleControlText::tr("%1 %").arg(percent));
            choose(percent / 100.0);
        });
    }

    void showValue(const std::optional<Value> &value) override
    {
        const double *const opacity = value ? std::get_if<double>(&*value) : nullptr;
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(opacity ? qRound(*opacity * 100) : 100);
    }

private:
    QSlider *m_slider;
};

} // namespace

StyleControl *makeStyleControl(Control control, Register reg, StyleOf what, KnownColors &known)
{
    constexpr double roundCorner = 16;
    switch (control) {
    case Control::None:
        return nullptr;
    case Control::StrokeColor:
        return new ColorControl(reg, StyleControlText::tr("Stroke"), strokeColors(), known);
    case Control::FillColor:
        return new ColorControl(reg, StyleControlText::tr("Fill"),
                                what == StyleOf::Notes     ? noteColors()
                                : what == StyleOf::Hatched ? hatchColors()
                                                           : fillColors(),
                                known);
    case Control::Width:
        return new ChoiceControl(reg, StyleControlText::tr("Stroke width"),
                                 {{{u"width-thin"_s, StyleControlText::tr("Thin")}, 1.0},
                                  {{u"width-medium"_s, StyleControlText::tr("Medium")}, 2.0},
                                  {{u"width-bold"_s, StyleControlText::tr("Bold")}, 4.0},
                                  {{u"width-extra"_s, StyleControlText::tr("Extra bold")}, 8.0}});
    case Control::Dash:
        return new ChoiceControl(reg, StyleControlText::tr("Stroke style"),
                                 {{{u"dash-solid"_s, StyleControlText::tr("Solid")}, Dash::Solid},
                                  {{u"dash-dashed"_s, StyleControlText::tr("Dashed")}, Dash::Dashed},
                                  {{u"dash-dotted"_s, StyleControlText::tr("Dotted")}, Dash::Dotted}});
    case Control::Hatch:
        return new ChoiceControl(reg, StyleControlText::tr("Fill style"),
                                 {{{u"hatch-solid"_s, StyleControlText::tr("Solid fill")}, Hatch::Solid},
                                  {{u"hatch-hachure"_s, StyleControlText::tr("Hachure")}, Hatch::Hachure},
                                  {{u"hatch-cross"_s, StyleControlText::tr("Cross-hatch")}, Hatch::Cross}});
    case Control::Rough:
        return new ChoiceControl(reg, StyleControlText::tr("Sloppiness"),
                                 {{{u"rough-0"_s, StyleControlText::tr("Exact")}, 0},
                                  {{u"rough-1"_s, StyleControlText::tr("Hand-drawn")}, 1},
                                  {{u"rough-2"_s, StyleControlText::tr("Very sketchy")}, 2}});
    case Control::Opacity:
        return new OpacityControl(reg);
    case Control::Corner:
        if (what == StyleOf::Lines)
            return new ChoiceControl(reg, StyleControlText::tr("Bends"),
                                     {{{u"curve-straight"_s, StyleControlText::tr("Straight")}, 0.0},
                                      {{u"curve-round"_s, StyleControlText::tr("Curved")}, roundCorner}});
        return new ChoiceControl(reg, StyleControlText::tr("Corners"),
                                 {{{u"corner-sharp"_s, StyleControlText::tr("Sharp")}, 0.0},
                                  {{u"corner-round"_s, StyleControlText::tr("Round")}, roundCorner}});
    case Control::Font:
        return new FontControl(reg);
    case Control::Ends:
        return new EndsControl(reg);
    }
    Q_UNREACHABLE();
}

} // namespace sketchroom
