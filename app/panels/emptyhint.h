#pragma once

#include <QWidget>

class QAction;
class QToolButton;

namespace sketchroom {

class BoardSession;

/// In the middle of an empty board: what one may begin with. Gone with the first thing that is drawn or typed; between
/// its buttons the pointer draws.
class EmptyHint final : public QWidget
{
    Q_OBJECT

public:
    /// A button each; shown while the board is empty and may be drawn on.
    EmptyHint(BoardSession &session, const QList<QAction *> &actions, QWidget *parent = nullptr);

    /// Something is being typed that is not on the board yet.
    void setTyping(bool typing);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    QToolButton *makeButton(QAction *action);

    BoardSession &m_session;
    QWidget *m_row; ///< the buttons
    bool m_typing = false;
};

} // namespace sketchroom
