#include "app/panels/chatpanel.h"

#include "app/render/colors.h"
#include "app/session/boardsession.h"
#include "app/widgets/theme.h"
#include "app/widgets/widgets.h"
#include "common/model/registers.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBrowser>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int panelWidth = gridStep * 38;
constexpr int panelHeight = gridStep * 60;

} // namespace

QString linkedHtml(const QString &text)
{
    static const QRegularExpression link(u"(https?://|mailto:)[^\\s<>\"]+"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    QString html;
    qsizetype done = 0;
    for (auto match = link.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        QString url = found.captured();
        while (url.endsWith(u'.') || url.endsWith(u',') || url.endsWith(u')')) // the sentence's, not the link's
            url.chop(1);
        html += text.mid(done, found.capturedStart() - done).toHtmlEscaped();
        html += u"<a href=\"%1\">%1</a>"_s.arg(url.toHtmlEscaped());
        done = found.capturedStart() + url.size();
    }
    return html + text.mid(done).toHtmlEscaped();
}

ChatPanel::ChatPanel(BoardSession &session, const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_theme(theme)
    , m_lines(new QTextBrowser)
    , m_text(new QLineEdit)
{
    setRole(this, "panel"_ba);
    setAccessibleName(tr("Chat"));
    setCursor(Qt::ArrowCursor);
    setFocusProxy(m_text);
    m_lines->setOpenExternalLinks(true);
    m_lines->setFrameShape(QFrame::NoFrame);
    m_lines->setAccessibleName(tr("What was written"));
    m_lines->setPlaceholderText(tr("Nobody has written anything yet."));
    m_text->setObjectName("chatText"_L1);
    m_text->setAccessibleName(tr("Write to everybody in the room"));
    m_text->setPlaceholderText(tr("Write to everybody"));
    m_text->setMaxLength(m_session.limits().chatLength);
    QToolButton *const close = makeIconButton(u"close"_s, tr("Close the chat"));
    close->setFixedSize(gridStep * 3, gridStep * 3);
    close->setIconSize(QSize(14, 14));
    connect(close, &QToolButton::clicked, this, &ChatPanel::closeWanted);
    auto *const head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Chat"), "choiceName"_ba), 1);
    head->addWidget(close);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 2, gridStep * 3 / 2, gridStep * 3 / 2, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addLayout(head);
    layout->addWidget(m_lines, 1);
    layout->addWidget(m_text);
    connect(m_text, &QLineEdit::returnPressed, this, &ChatPanel::send);
    connect(&session, &BoardSession::chatReceived, this, &ChatPanel::receive);
    connect(&session, &BoardSession::stateChanged, this, [this] {
        if (m_session.chat().size() < m_shown)
            rebuild(); // another room
    });
    connect(&theme, &Theme::changed, this, &ChatPanel::rebuild);
}

QSize ChatPanel::sizeHint() const
{
    return {panelWidth, panelHeight};
}

void ChatPanel::showEvent(QShowEvent *)
{
    rebuild();
    m_unread = 0;
    Q_EMIT unreadChanged(0);
}

void ChatPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeWanted();
    else
        QFrame::keyPressEvent(event);
}

void ChatPanel::send()
{
    const QString text = m_text->text().trimmed();
    const RoomLink *const link = m_session.link();
    // What cannot be sent now stays in the field.
    if (text.isEmpty() || !link || link->state() != RoomLink::State::Connected)
        return;
    m_session.sendChat(text);
    m_text->clear();
}

void ChatPanel::receive(const ChatLine &line)
{
    if (isVisible()) {
        rebuild();
        return;
    }
    if (line.peer == m_session.self().peer)
        return;
    ++m_unread;
    Q_EMIT unreadChanged(m_unread);
}

void ChatPanel::rebuild()
{
    const QList<ChatLine> &lines = m_session.chat();
    if (lines.size() < m_shown || sender() == &m_theme)
        m_shown = 0;
    if (m_shown == 0)
        m_lines->clear();
    for (; m_shown < lines.size(); ++m_shown)
        append(lines.at(m_shown));
    m_lines->verticalScrollBar()->setValue(m_lines->verticalScrollBar()->maximum());
}

QString ChatPanel::colorOf(const ChatLine &line) const
{
    const auto peer = m_session.peers().find(line.peer);
    if (line.peer == m_session.self().peer)
        return toQColor(m_session.self().color, m_theme.isDark()).name();
    return peer == m_session.peers().end() ? m_theme.colors().muted.name()
                                           : toQColor(peer->second.info.color, m_theme.isDark()).name();
}

void ChatPanel::append(const ChatLine &line)
{
    const QString time = QLocale().toString(QDateTime::fromMSecsSinceEpoch(line.at).time(), QLocale::ShortFormat);
    m_lines->append(u"<p style=\"margin-bottom:8px\"><b style=\"color:%1\">%2</b> <span style=\"color:%3\">%4</span>"
                    "<br>%5</p>"_s.arg(colorOf(line), line.name.toHtmlEscaped(), m_theme.colors().muted.name(), time,
                                       linkedHtml(line.text)));
}

} // namespace sketchroom
