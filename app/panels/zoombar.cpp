#include "app/panels/zoombar.h"

#include "app/view/boardview.h"
#include "app/widgets/widgets.h"

#include <QAction>

namespace sketchroom {

ZoomBar::ZoomBar(BoardView &view, const Actions &actions, QWidget *parent)
    : QWidget(parent)
{
    QFrame *const zoom = makePanel(tr("Zoom"), QBoxLayout::LeftToRight);
    auto *const percent = new QToolButton;
    percent->setFixedSize(gridStep * 7, barButtonSize);
    percent->setFocusPolicy(Qt::TabFocus);
    percent->setToolTip(actions.resetZoom->toolTip());
    connect(percent, &QToolButton::clicked, actions.resetZoom, &QAction::trigger);
    const auto show = [percent, &view] {
        const QString text = tr("%1 %").arg(qRound(view.zoom() * 100));
        percent->setText(text);
        percent->setAccessibleName(tr("Zoom is %1. Press for 100 %.").arg(text));
    };
    connect(&view, &BoardView::viewChanged, percent, show);
    show();
    zoom->layout()->addWidget(makeBarButton(actions.zoomOut));
    zoom->layout()->addWidget(percent);
    zoom->layout()->addWidget(makeBarButton(actions.zoomIn));
    zoom->layout()->addWidget(makeBarButton(actions.zoomToFit));

    QFrame *const history = makePanel(tr("Undo and redo"), QBoxLayout::LeftToRight);
    history->layout()->addWidget(makeBarButton(actions.undo));
    history->layout()->addWidget(makeBarButton(actions.redo));

    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gridStep);
    layout->addWidget(zoom);
    layout->addWidget(history);
}

} // namespace sketchroom
