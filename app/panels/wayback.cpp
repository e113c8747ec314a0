#include "app/panels/wayback.h"

#include "app/session/boardsession.h"
#include "app/view/boardscene.h"
#include "app/view/boardview.h"
#include "app/widgets/widgets.h"

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {
constexpr int viewRestMs = 150;
}

WayBack::WayBack(BoardScene &scene, BoardView &view, QWidget *parent)
    : QFrame(parent)
    , m_scene(scene)
    , m_view(view)
{
    setRole(this, "panel"_ba);
    setAccessibleName(tr("Back to the drawing"));
    setCursor(Qt::ArrowCursor);
    auto *const button = new QToolButton;
    setRole(button, "link"_ba);
    button->setObjectName("wayBack"_L1);
    button->setText(tr("Back to the drawing"));
    button->setAccessibleName(button->text());
    button->setToolTip(tr("Nothing of the drawing is in view"));
    connect(button, &QToolButton::clicked, &view, &BoardView::zoomToFit);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(gridStep / 2, gridStep / 2, gridStep / 2, gridStep / 2);
    layout->addWidget(button);
    m_rest.setSingleShot(true);
    m_rest.setInterval(viewRestMs);
    connect(&m_rest, &QTimer::timeout, this, &WayBack::refresh);
    const auto later = [this] {
        if (!m_rest.isActive())
            m_rest.start();
    };
    connect(&view, &BoardView::viewChanged, this, later);
    connect(&scene.session(), &BoardSession::documentChanged, this, later);
    connect(&scene.session(), &BoardSession::documentReset, this, later);
    hide();
}

void WayBack::refresh()
{
    const bool isLost =
        !m_scene.session().document().isEmpty() && m_scene.shapesAround(m_view.visibleScene()).isEmpty();
    setVisible(isLost);
}

} // namespace sketchroom
