#pragma once

#include "common/base/ids.h"

#include <QRectF>
#include <QWidget>

namespace sketchroom {

class BoardSession;
class BoardView;

/// Goes where others look: once, or along with one of them until the user moves the board. While it follows, a frame in
/// that person's colour lies around the board. Tells the others where this user looks.
class Following final : public QWidget
{
    Q_OBJECT

public:
    Following(BoardSession &session, BoardView &view);

    /// Empty: nobody.
    const PeerId &followed() const { return m_peer; }
    void follow(const PeerId &peer);
    void stop();
    /// Shows what that person sees, or else their pointer.
    void goTo(const PeerId &peer);

Q_SIGNALS:
    void noticed(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void tellView();
    void update(const PeerId &peer);

    BoardSession &m_session;
    BoardView &m_view;
    PeerId m_peer;
    QRectF m_shown;       ///< of what the followed person sees, the newest
    bool m_moves = false; ///< the board is moved by this, not by the user
};

} // namespace sketchroom
