#include "app/panels/emptyhint.h"

#include "app/connection/boardsession.h"
#include "app/ui/widgets.h"

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int widest = gridStep * 58;

QLabel *line(const QString &text, const QByteArray &role)
{
    QLabel *const label = makeLabel(text, role, Wrap::Yes);
    label->setAlignment(Qt::AlignHCenter);
    return label;
}

} // namespace

EmptyHint::EmptyHint(BoardSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_invite(line({}, "hint"_ba))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gridStep);
    layout->addWidget(line(tr("Draw something"), "title"_ba));
    layout->addWidget(line(tr("Choose a tool, or press its letter: P is the pen, R a rectangle, T text. Hold the space "
                              "bar to move the board; Ctrl and the wheel zoom."),
                           "hint"_ba));
    layout->addWidget(m_invite);
    setFixedWidth(widest);
    connect(&session, &BoardSession::documentChanged, this, &EmptyHint::refresh);
    connect(&session, &BoardSession::documentReset, this, &EmptyHint::refresh);
    connect(&session, &BoardSession::stateChanged, this, &EmptyHint::refresh);
    connect(&session, &BoardSession::loadingChanged, this, &EmptyHint::refresh);
    connect(&session, &BoardSession::peopleChanged, this, &EmptyHint::refresh);
    refresh();
}

void EmptyHint::refresh()
{
    const RoomLink *const link = m_session.link();
    const bool alone = !link || link->isLocal();
    const bool settled = alone || link->state() == RoomLink::State::Connected;
    setVisible(m_session.document().isEmpty() && settled && !m_session.loading() && m_session.mayEdit());
    m_invite->setText(alone ? tr("To draw with others, choose Room ▸ Host a session.")
                            : tr("Others join with this room's address: press the button at the top right."));
}

} // namespace sketchroom
