#include "app/panels/endscontrol.h"

#include "app/widgets/icons.h"
#include "app/widgets/widgets.h"

#include <QMenu>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(Head head)
{
    switch (head) {
    case Head::None:
        return EndsControl::tr("None");
    case Head::Arrow:
        return EndsControl::tr("Arrow");
    case Head::Triangle:
        return EndsControl::tr("Triangle");
    case Head::TriangleOutline:
        return EndsControl::tr("Hollow triangle");
    case Head::Bar:
        return EndsControl::tr("Bar");
    case Head::Circle:
        return EndsControl::tr("Circle");
    case Head::CircleOutline:
        return EndsControl::tr("Hollow circle");
    case Head::Diamond:
        return EndsControl::tr("Diamond");
    case Head::DiamondOutline:
        return EndsControl::tr("Hollow diamond");
    case Head::One:
        return EndsControl::tr("One");
    case Head::Many:
        return EndsControl::tr("Many");
    case Head::OneOrMany:
        return EndsControl::tr("One or many");
    case Head::ExactlyOne:
        return EndsControl::tr("Exactly one");
    case Head::ZeroOrOne:
        return EndsControl::tr("Zero or one");
    case Head::ZeroOrMany:
        return EndsControl::tr("Zero or many");
    }
    Q_UNREACHABLE();
}

} // namespace

EndsControl::EndsControl(Register reg)
    : StyleControl(reg, tr("Ends"))
    , m_start(makeButton(End::Start))
    , m_finish(makeButton(End::Finish))
{
    auto *const row = new QHBoxLayout;
    row->setSpacing(gridStep / 2);
    row->addWidget(m_start);
    row->addWidget(m_finish);
    row->addStretch();
    rows()->addLayout(row);
}

QToolButton *EndsControl::makeButton(End end)
{
    const QString name = end == End::Start ? tr("Head at the start") : tr("Head at the end");
    QToolButton *const button = makeIconButton(u"head-none"_s, name);
    setRole(button, "option"_ba);
    button->setFixedSize(gridStep * 6, gridStep * 4);
    auto *const menu = new QMenu(button);
    for (int i = 0; i <= int(Head::ZeroOrMany); ++i) {
        const QAction *const action = menu->addAction(iconOf(end, Head(i)), nameOf(Head(i)));
        connect(action, &QAction::triggered, this, [this, end, i] { setHead(end, Head(i)); });
    }
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    return button;
}

QIcon EndsControl::iconOf(End end, Head head)
{
    const QString file = u"head-"_s + QLatin1StringView(name(head));
    return end == End::Start ? mirroredIcon(file) : themedIcon(file);
}

void EndsControl::showValue(const std::optional<Value> &value)
{
    const Ends *const ends = value ? std::get_if<Ends>(&*value) : nullptr;
    if (ends)
        m_ends = *ends;
    m_start->setIcon(ends ? iconOf(End::Start, ends->start) : themedIcon(u"menu"_s));
    m_finish->setIcon(ends ? iconOf(End::Finish, ends->end) : themedIcon(u"menu"_s));
}

void EndsControl::setHead(End end, Head head)
{
    (end == End::Start ? m_ends.start : m_ends.end) = head;
    choose(m_ends);
}

} // namespace sketchroom
