#pragma once

#include "app/panels/statusline.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QToolButton;

namespace sketchroom {

class ElidedLabel;
class Theme;

/// Bottom right: a dot and a few words about the connection; progress while a board comes in.
class StatusPill final : public QFrame
{
    Q_OBJECT

public:
    StatusPill(BoardSession &session, const Theme &theme, QWidget *parent = nullptr);

    QString text() const;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void refresh();
    void show(const StatusLine &line);

    BoardSession &m_session;
    const Theme &m_theme;
    StatusLine m_line;
    QLabel *m_dot;
    ElidedLabel *m_text;
    QProgressBar *m_progress;
    QToolButton *m_retry;
    int m_countdown = 0; ///< the timer that counts the seconds; 0: none runs
};

} // namespace sketchroom
