#pragma once

#include "common/base/ids.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace sketchroom {

class Avatar;
class BoardSession;
class BoardView;

/// Discs at the edge of the board for the people whose pointers are beyond it, in the direction where they are; a click
/// asks to go there.
class EdgeHints final : public QObject
{
    Q_OBJECT

public:
    static constexpr int most = 8; ///< people at once

    EdgeHints(BoardSession &session, BoardView &view);

Q_SIGNALS:
    void goToWanted(const sketchroom::PeerId &peer);

private:
    void later();
    void refresh();
    Avatar *hintOf(const PeerId &peer);

    BoardSession &m_session;
    BoardView &m_view;
    QTimer m_rest;
    std::map<PeerId, Avatar *> m_hints; ///< children of the view
};

/// Where a hint stands: the place within `area` on the way from its centre to `target`, which is outside, that is as
/// near to `target` as the hint's centre may be. `area` is not empty.
QPointF edgePlace(const QRectF &area, QPointF target);

} // namespace sketchroom
