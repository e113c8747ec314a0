#include "app/widgets/elidedlabel.h"

#include "app/widgets/widgets.h"

#include <QEvent>
#include <QPainter>

namespace sketchroom {

ElidedLabel::ElidedLabel(const QByteArray &role, int most, QWidget *parent)
    : QLabel(parent)
    , m_most(most)
{
    setRole(this, role);
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidedLabel::sizeHint() const
{
    const QSize whole = QLabel::sizeHint();
    return {std::min(whole.width(), m_most), whole.height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(u'…'), QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect(), int(alignment()), shown);
}

bool ElidedLabel::event(QEvent *event)
{
    // Asked only when it is due, so that the text may change at any time.
    if (event->type() == QEvent::ToolTip)
        setToolTip(fontMetrics().horizontalAdvance(text()) > width() ? text() : QString());
    return QLabel::event(event);
}

} // namespace sketchroom
