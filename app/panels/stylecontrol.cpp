#include "app/panels/stylecontrol.h"

#include "app/widgets/icons.h"
#include "app/widgets/widgets.h"

#include <QButtonGroup>

namespace sketchroom {

using namespace Qt::StringLiterals;

StyleControl::StyleControl(Register reg, const QString &caption)
    : m_reg(reg)
    , m_rows(new QVBoxLayout(this))
{
    setAccessibleName(caption);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(gridStep / 2);
    m_rows->addWidget(makeLabel(caption, "caption"_ba));
}

QButtonGroup *addChoiceRow(QBoxLayout *layout, const QList<StyleChoice> &choices, QObject *context,
                           const std::function<void(int)> &pressed)
{
    constexpr int side = gridStep * 4;
    auto *const row = new QHBoxLayout;
    row->setSpacing(gridStep / 2);
    auto *const group = new QButtonGroup(context);
    for (int i = 0; i < choices.size(); ++i) {
        QToolButton *const button = makeIconButton(choices.at(i).icon, choices.at(i).name);
        setRole(button, "option"_ba);
        button->setFixedSize(side, side);
        button->setCheckable(true);
        group->addButton(button, i);
        row->addWidget(button);
    }
    row->addStretch();
    layout->addLayout(row);
    QObject::connect(group, &QButtonGroup::idClicked, context, pressed);
    return group;
}

void checkOnly(QButtonGroup *group, int id)
{
    // An exclusive group always has a checked button; differing shapes have none.
    group->setExclusive(false);
    for (QAbstractButton *const button : group->buttons())
        button->setChecked(group->id(button) == id);
    group->setExclusive(true);
}

} // namespace sketchroom
