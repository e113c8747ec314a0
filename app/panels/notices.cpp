#include "app/panels/notices.h"

#include "app/widgets/widgets.h"

#include <QAccessible>
#include <QEvent>

#include <chrono>

namespace sketchroom {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Long enough to be read twice.
std::chrono::milliseconds readingTime(const QString &sentence)
{
    return std::clamp<std::chrono::milliseconds>(sentence.size() * 90ms, 4s, 12s);
}

} // namespace

Notices::Notices(QWidget *parent)
    : QFrame(parent)
    , m_text(makeLabel({}, {}, Wrap::Yes))
    , m_offer(new QToolButton)
    , m_close(makeIconButton(u"close"_s, tr("Dismiss")))
{
    setRole(this, "panel"_ba);
    setCursor(Qt::ArrowCursor);
    m_close->setFixedSize(gridStep * 3, gridStep * 3);
    m_close->setIconSize(QSize(14, 14));
    m_text->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(gridStep * 2, gridStep, gridStep, gridStep);
    layout->setSpacing(gridStep);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_offer);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    setRole(m_offer, "link"_ba);
    m_offer->setObjectName("offer"_L1);
    connect(m_offer, &QToolButton::clicked, this, [this] {
        hide();
        if (const auto take = std::exchange(m_take, nullptr))
            take();
    });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Notices::hide);
    connect(m_close, &QToolButton::clicked, this, &Notices::hide);
    hide();
}

void Notices::show(const QString &sentence, const Offer &offer)
{
    constexpr int widest = 480;
    m_text->setText(sentence);
    m_text->setFixedWidth(std::min(m_text->fontMetrics().horizontalAdvance(sentence) + 2, widest));
    setAccessibleName(sentence);
    QFrame::show();
    raise();
    m_take = offer.take;
    m_offer->setText(offer.text);
    m_offer->setVisible(!offer.text.isEmpty());
    if (m_take)
        m_timer.stop();
    else
        m_timer.start(readingTime(sentence));
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Notices::mention(const QString &sentence)
{
    if (isHidden() || !m_take)
        show(sentence);
}

QString Notices::text() const
{
    return isHidden() ? QString() : m_text->text();
}

bool Notices::event(QEvent *event)
{
    if (event->type() == QEvent::Enter)
        m_timer.stop();
    else if (event->type() == QEvent::Leave && !isHidden() && !m_take)
        m_timer.start(2s);
    return QFrame::event(event);
}

} // namespace sketchroom
