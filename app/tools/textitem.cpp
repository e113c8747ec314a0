#include "app/tools/textitem.h"

#include "app/editing/clipboard.h"

#include <QClipboard>
#include <QFocusEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QStyleOptionGraphicsItem>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>

namespace sketchroom {

namespace {

constexpr double roomForCaret = 3;

} // namespace

TextItem::TextItem()
{
    setTextInteractionFlags(Qt::TextEditorInteraction);
    setAcceptDrops(false);
    document()->setDocumentMargin(0);
    connect(document(), &QTextDocument::contentsChanged, this, &TextItem::textEdited);
}

void TextItem::setFormat(const Format &format)
{
    const QSignalBlocker quiet(document());
    setFont(format.font);
    QTextOption option = document()->defaultTextOption();
    option.setAlignment(format.alignment);
    option.setWrapMode(format.wraps ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    document()->setDefaultTextOption(option);
    setTextWidth(format.width);

    QTextBlockFormat lines;
    lines.setLineHeight(format.lineHeight, QTextBlockFormat::FixedHeight);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    if (all.blockFormat().lineHeight() != format.lineHeight)
        all.mergeBlockFormat(lines);
}

double TextItem::firstBaseline() const
{
    const QTextLine line = document()->firstBlock().layout()->lineAt(0);
    return line.isValid() ? line.y() + line.ascent() : 0;
}

QRectF TextItem::boundingRect() const
{
    return QGraphicsTextItem::boundingRect().adjusted(-roomForCaret, 0, roomForCaret, 0);
}

void TextItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    // The caret says where one types; a dashed frame besides would only be noise.
    QStyleOptionGraphicsItem plain = *option;
    plain.state.setFlag(QStyle::State_HasFocus, false);
    plain.state.setFlag(QStyle::State_Selected, false);
    QGraphicsTextItem::paint(painter, &plain, widget);
}

bool TextItem::sceneEvent(QEvent *event)
{
    // QGraphicsTextItem takes the tab before it is a key press to us.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Tab && !m_typesTab) {
        event->accept();
        Q_EMIT tabbed();
        return true;
    }
    return QGraphicsTextItem::sceneEvent(event);
}

void TextItem::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape || (isReturn && event->modifiers() & Qt::ControlModifier)) {
        event->accept();
        Q_EMIT left();
    } else if (event->matches(QKeySequence::Paste)) {
        if (const QMimeData *const data = QGuiApplication::clipboard()->mimeData())
            textCursor().insertText(typedTextFrom(*data));
        event->accept();
    } else {
        QGraphicsTextItem::keyPressEvent(event);
    }
}

void TextItem::focusOutEvent(QFocusEvent *event)
{
    QGraphicsTextItem::focusOutEvent(event);
    // Another window or a menu in front is no reason to end.
    const Qt::FocusReason reason = event->reason();
    if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason && reason != Qt::MenuBarFocusReason)
        Q_EMIT left();
}

} // namespace sketchroom
