#pragma once

#include "common/protocol/messages.h"

#include <QFrame>

class QLineEdit;
class QTextBrowser;

namespace sketchroom {

class BoardSession;
class Theme;

/// What people in the room have written to each other, and the line to write in.
class ChatPanel final : public QFrame
{
    Q_OBJECT

public:
    ChatPanel(BoardSession &session, const Theme &theme, QWidget *parent = nullptr);

    /// Lines that have come while the panel was not to be seen.
    int unread() const { return m_unread; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void unreadChanged(int count);
    void closeWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void send();
    void receive(const ChatLine &line);
    void rebuild();
    void append(const ChatLine &line);
    QString colorOf(const ChatLine &line) const;

    BoardSession &m_session;
    const Theme &m_theme;
    QTextBrowser *m_lines;
    QLineEdit *m_text;
    qsizetype m_shown = 0; ///< lines of the session's that are in the panel
    int m_unread = 0;
};

/// A line of chat as HTML: nothing of it is markup but its links.
QString linkedHtml(const QString &text);

} // namespace sketchroom
