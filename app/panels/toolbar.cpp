#include "app/panels/toolbar.h"

#include "app/widgets/widgets.h"

#include <QAction>
#include <QEvent>
#include <QMenu>

#include <algorithm>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

void putLetter(const QString &letter, QToolButton *button)
{
    auto *const label = new QLabel(letter, button);
    setRole(label, "letter"_ba);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    label->setAlignment(Qt::AlignRight | Qt::AlignBottom);
    label->setGeometry(0, 0, barButtonSize - 4, barButtonSize - 2);
}

} // namespace

ToolBar::ToolBar(const QList<ToolAction> &tools, QWidget *parent)
    : QFrame(parent)
    , m_moreButton(makeIconButton(u"more"_s, tr("More tools")))
{
    setRole(this, "panel"_ba);
    setAccessibleName(tr("Tools"));
    setCursor(Qt::ArrowCursor);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(gridStep / 2, gridStep / 2, gridStep / 2, gridStep / 2);
    layout->setSpacing(gridStep / 4);
    auto *const menu = new QMenu(m_moreButton);
    for (const ToolAction &tool : tools) {
        if (tool.startsGroup)
            layout->addWidget(makeSeparator(Qt::Vertical));
        if (tool.place != ToolPlace::Bar) {
            menu->addAction(tool.action);
            (tool.place == ToolPlace::More ? m_more : m_wideMore).append(tool.action);
            connect(tool.action, &QAction::toggled, this, &ToolBar::showChosen);
        }
        if (tool.place == ToolPlace::More)
            continue;
        QToolButton *const button = makeBarButton(tool.action);
        button->installEventFilter(this);
        putLetter(tool.action->shortcut().toString(), button);
        layout->addWidget(button);
        if (tool.place == ToolPlace::WideBar)
            m_wide.append(button);
    }
    m_moreButton->setObjectName("moreTools"_L1);
    m_moreButton->setToolTip(tr("More tools"));
    m_moreButton->setMenu(menu);
    m_moreButton->setPopupMode(QToolButton::InstantPopup);
    m_moreButton->setCheckable(true);
    layout->addWidget(m_moreButton);
    setCompact(false);
}

void ToolBar::setCompact(bool compact)
{
    m_compact = compact;
    for (QWidget *const button : std::as_const(m_wide))
        button->setVisible(!compact);
    const QList<QAction *> listed = m_moreButton->menu()->actions();
    for (QAction *const action : std::as_const(m_wideMore)) {
        if (compact != listed.contains(action)) {
            if (compact)
                m_moreButton->menu()->insertAction(m_more.value(0), action);
            else
                m_moreButton->menu()->removeAction(action);
        }
    }
    showChosen();
}

/// Buttons that are disabled swallow what is done with the mouse.
bool ToolBar::eventFilter(QObject *watched, QEvent *event)
{
    const auto *const button = qobject_cast<QToolButton *>(watched);
    if (button && !button->isEnabled() && event->type() == QEvent::MouseButtonPress)
        Q_EMIT refused(button->toolTip());
    return QFrame::eventFilter(watched, event);
}

/// A tool in use that has no button of its own is told by the last one.
void ToolBar::showChosen()
{
    const auto isChecked = [](const QAction *action) { return action->isChecked(); };
    m_moreButton->setChecked(std::any_of(m_more.begin(), m_more.end(), isChecked) ||
                             (m_compact && std::any_of(m_wideMore.begin(), m_wideMore.end(), isChecked)));
}

} // namespace sketchroom
