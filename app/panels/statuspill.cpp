#include "app/panels/statuspill.h"

#include "app/widgets/elidedlabel.h"
#include "app/widgets/theme.h"
#include "app/widgets/widgets.h"

#include <QPainter>
#include <QProgressBar>
#include <QTimerEvent>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int dotSize = 8;

QColor colorOf(StatusLine::Tone tone, const ThemeColors &colors)
{
    switch (tone) {
    case StatusLine::Tone::Quiet:
        return colors.disabled;
    case StatusLine::Tone::Good:
        return colors.good;
    case StatusLine::Tone::Busy:
        return colors.accent;
    case StatusLine::Tone::Bad:
        return colors.warning;
    }
    Q_UNREACHABLE();
}

QPixmap dot(const QColor &color, double scale)
{
    QPixmap pixmap(QSize(dotSize, dotSize) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(0, 0, dotSize, dotSize);
    return pixmap;
}

} // namespace

StatusPill::StatusPill(BoardSession &session, const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_theme(theme)
    , m_dot(new QLabel)
    , m_text(new ElidedLabel("caption"_ba))
    , m_progress(new QProgressBar)
    , m_retry(new QToolButton)
{
    setRole(this, "panel"_ba);
    setCursor(Qt::ArrowCursor);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(gridStep * 12);
    m_progress->setRange(0, 1000);
    m_retry->setText(tr("Try now"));
    m_retry->setFocusPolicy(Qt::TabFocus);
    setRole(m_retry, "link"_ba);

    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(gridStep * 3 / 2, gridStep / 2, gridStep * 3 / 2, gridStep / 2);
    layout->setSpacing(gridStep);
    for (QWidget *const part : {static_cast<QWidget *>(m_dot), static_cast<QWidget *>(m_text),
                                static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_retry)})
        layout->addWidget(part);
    setMinimumHeight(gridStep * 4);

    connect(m_retry, &QToolButton::clicked, this, [this] {
        if (m_session.link())
            m_session.link()->retryNow();
    });
    connect(&session, &BoardSession::stateChanged, this, &StatusPill::refresh);
    connect(&session, &BoardSession::peopleChanged, this, &StatusPill::refresh);
    connect(&session, &BoardSession::pendingChanged, this, &StatusPill::refresh);
    connect(&session, &BoardSession::loadingChanged, this, &StatusPill::refresh);
    connect(&session, &BoardSession::documentReset, this, &StatusPill::refresh);
    connect(&theme, &Theme::changed, this, [this] { show(m_line); });
    show(statusLine(factsOf(m_session)));
}

QString StatusPill::text() const
{
    return m_line.text;
}

void StatusPill::refresh()
{
    const StatusLine line = statusLine(factsOf(m_session));
    if (line != m_line)
        show(line);
    setToolTip(m_session.whyNoEdit());
    const bool counts = line.canRetry;
    if (counts && m_countdown == 0) {
        m_countdown = startTimer(500);
    } else if (!counts && m_countdown != 0) {
        killTimer(m_countdown);
        m_countdown = 0;
    }
}

void StatusPill::show(const StatusLine &line)
{
    m_line = line;
    m_dot->setPixmap(dot(colorOf(line.tone, m_theme.colors()), devicePixelRatioF()));
    m_progress->setVisible(line.progress.has_value());
    m_progress->setValue(int(line.progress.value_or(0) * 1000));
    m_retry->setVisible(line.canRetry);
    m_text->setText(line.text);
    setAccessibleName(line.text);
}

void StatusPill::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_countdown)
        refresh();
}

} // namespace sketchroom
