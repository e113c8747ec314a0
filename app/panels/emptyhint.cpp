#include "app/panels/emptyhint.h"

#include "app/session/boardsession.h"
#include "app/widgets/widgets.h"

#include <QAction>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize buttonSize(gridStep * 17, gridStep * 11);

} // namespace

EmptyHint::EmptyHint(BoardSession &session, const QList<QAction *> &actions, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_row(new QWidget(this))
{
    setAccessibleName(tr("The board is empty"));
    auto *const row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gridStep * 2);
    for (QAction *const action : actions)
        row->addWidget(makeButton(action));
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_row);
    connect(&session, &BoardSession::documentChanged, this, &EmptyHint::refresh);
    connect(&session, &BoardSession::documentReset, this, &EmptyHint::refresh);
    connect(&session, &BoardSession::stateChanged, this, &EmptyHint::refresh);
    connect(&session, &BoardSession::loadingChanged, this, &EmptyHint::refresh);
    connect(&session, &BoardSession::peopleChanged, this, &EmptyHint::refresh);
    refresh();
}

QToolButton *EmptyHint::makeButton(QAction *action)
{
    auto *const button = new QToolButton;
    setRole(button, "hint"_ba);
    button->setDefaultAction(action);
    button->setText(QString(action->text()).remove(u'&').remove(u'…'));
    button->setAccessibleName(button->text());
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIconSize(QSize(barIconSize, barIconSize) * 6 / 5);
    button->setFixedSize(buttonSize);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void EmptyHint::setTyping(bool typing)
{
    m_typing = typing;
    refresh();
}

void EmptyHint::resizeEvent(QResizeEvent *)
{
    // The pointer draws also between the buttons.
    QRegion buttons;
    for (const QWidget *const button : m_row->findChildren<QToolButton *>(Qt::FindDirectChildrenOnly))
        buttons += QRect(button->mapTo(this, QPoint()), button->size());
    setMask(buttons);
}

void EmptyHint::refresh()
{
    const RoomLink *const link = m_session.link();
    const bool settled = !link || link->isLocal() || link->state() == RoomLink::State::Connected;
    setVisible(m_session.document().isEmpty() && settled && !m_session.loading() && m_session.mayEdit() && !m_typing);
}

} // namespace sketchroom
