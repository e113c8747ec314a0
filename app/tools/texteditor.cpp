#include "app/tools/texteditor.h"

#include "app/editing/attachments.h"
#include "app/editing/newshape.h"
#include "app/editing/stylestate.h"
#include "app/editing/textfit.h"
#include "app/render/colors.h"
#include "app/render/shapegeometry.h"
#include "app/session/boardsession.h"
#include "app/tools/backdrop.h"
#include "app/tools/textitem.h"
#include "app/view/boardscene.h"
#include "app/view/boardview.h"
#include "common/base/plaintext.h"
#include "common/model/diff.h"
#include "common/model/geometry.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethod>
#include <QScopedValueRollback>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace sketchroom {

namespace {

constexpr double zOfText = 1001;
constexpr int pauseMs = 150;

constexpr auto fallbackColor = Color::rgb(0x1e1e1e);

/// An invisible outline does not make a text invisible.
QColor colorOf(const Shape &shape, bool dark)
{
    const QColor color = toQColor(shape.stroke, dark);
    return color.alpha() > 0 ? color : toQColor(fallbackColor, dark);
}

Qt::Alignment toQt(Align align)
{
    return align == Align::Left ? Qt::AlignLeft : align == Align::Center ? Qt::AlignHCenter : Qt::AlignRight;
}

/// Where a place in a text is after a splice. What is inserted there stands behind it, so that whoever types there goes
/// on with their own word.
qsizetype placeAfter(const Splice &splice, qsizetype place)
{
    if (place <= splice.at)
        return place;
    if (place < splice.at + splice.remove)
        return splice.at;
    return place - splice.remove + splice.insert.size();
}

double topOf(const QRectF &area, double height, VAlign valign)
{
    if (valign == VAlign::Top)
        return area.top();
    return valign == VAlign::Middle ? area.center().y() - height / 2 : area.bottom() - height;
}

} // namespace

TextEditor::TextEditor(BoardScene &scene, BoardView &view)
    : m_scene(scene)
    , m_view(view)
    , m_session(scene.session())
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_item)
            send();
    });
    connect(&m_session, &BoardSession::documentChanged, this, &TextEditor::follow);
    connect(&m_session, &BoardSession::documentReset, this, &TextEditor::followReset);
    connect(&m_session, &BoardSession::editedByOther, this, &TextEditor::followEdit);
}

TextEditor::~TextEditor() = default;

void TextEditor::edit(const ShapeRef &shape)
{
    finish();
    m_isNew = m_isCreated = false;
    m_isDeleted = false;
    start(*shape);
}

void TextEditor::type(const Shape &draft)
{
    finish();
    m_isNew = true;
    m_isCreated = m_isDeleted = false;
    start(draft);
}

void TextEditor::start(const Shape &shape)
{
    m_shape = shape;
    m_known = shape.text;
    m_gesture = m_session.newGesture();
    m_scene.setHidden({shape.id});
    m_item = new TextItem;
    m_item->setParent(this);
    m_backdrop = new Backdrop;
    m_backdrop->setParent(this);
    m_scene.addItem(m_backdrop);
    m_item->setZValue(zOfText);
    m_item->setPlainText(withoutTabs(shape.text));
    m_scene.addItem(m_item);
    connect(m_item, &TextItem::textEdited, this, &TextEditor::edited);
    connect(m_item, &TextItem::left, this, &TextEditor::finish);
    connect(m_item, &TextItem::tabbed, this, &TextEditor::finishNote);
    m_item->setTypesTab(shape.kind != Kind::Note);
    layOut();

    m_view.setFocus();
    m_item->setFocus();
    QTextCursor caret = m_item->textCursor();
    caret.select(QTextCursor::Document);
    m_item->setTextCursor(caret);
    Presence presence;
    presence.typing = shape.id;
    m_session.setPresence(presence);
    Q_EMIT started();
}

void TextEditor::setStyle(const StyleState &style)
{
    if (!m_item || !m_isNew)
        return;
    style.applyTo(m_shape);
    if (const ShapeRef now = m_isCreated ? m_session.document().find(m_shape.id) : ShapeRef()) {
        Shape styled = withText(typed());
        styled.text = now->text;
        if (const UpdateOp update = makeUpdate(*now, styled); !update.set.isEmpty()) {
            const QScopedValueRollback sending(m_sending, true);
            m_session.submit(QList<Op>(1, update), tr("Write text"), m_gesture);
        }
    }
    layOut();
}

QString TextEditor::typed() const
{
    return cutText(plainText(m_item->toPlainText()), m_session.limits().textLength);
}

void TextEditor::edited()
{
    layOut();
    if (!m_merging && !m_pause.isActive())
        m_pause.start();
}

Result<void> TextEditor::send()
{
    m_pause.stop();
    const QString text = typed();
    const QList<Op> ops = opsFor(text);
    if (ops.isEmpty())
        return {};
    const bool creates = std::holds_alternative<CreateOp>(ops.constFirst());
    // What the document tells of it must not be taken for somebody else's.
    const QString before = std::exchange(m_known, text);
    const QScopedValueRollback sending(m_sending, true);
    Result<void> done = m_session.submit(ops, m_isNew ? tr("Write text") : tr("Edit text"), m_gesture);
    if (!done) {
        m_known = before;
    } else if (creates) {
        m_isCreated = true;
        m_isDeleted = false;
    }
    if (const ShapeRef now = m_session.document().find(m_shape.id)) {
        const QString words = m_shape.text;
        m_shape = *now;
        m_shape.text = words;
        if (done)
            Q_EMIT wrote(*now);
    }
    return done;
}

void TextEditor::finish()
{
    if (!m_item)
        return;
    QGuiApplication::inputMethod()->commit();
    const qsizetype length = m_item->toPlainText().size();
    const QString text = typed();
    if (text.size() < length)
        Q_EMIT noticed(cutNotice(length - text.size(), m_session.limits().textLength));
    m_isEnding = true;
    const Result<void> done = send();
    m_isEnding = false;
    // The end may come from one of the item's own events, and taking it off the scene would bring another one.
    TextItem *item = m_item;
    m_item.clear();
    item->disconnect(this);
    item->hide();
    item->deleteLater();
    m_backdrop->deleteLater();
    m_scene.setHidden({});
    Presence presence;
    presence.typing = ShapeId();
    m_session.setPresence(presence);
    if (!done) {
        // A room that was locked meanwhile, say: what was typed is not gone with it.
        Q_EMIT refused(done.error());
        QGuiApplication::clipboard()->setText(text);
        Q_EMIT noticed(tr("%1 What you typed is on the clipboard.").arg(done.error().message));
    }
    const ShapeRef shape = m_session.document().find(m_shape.id);
    Q_EMIT finished(m_isNew && shape ? m_shape.id : ShapeId());
}

void TextEditor::finishNote()
{
    const ShapeId note = m_shape.id;
    finish();
    if (const ShapeRef shape = m_session.document().find(note))
        Q_EMIT nextNoteWanted(*shape);
}

QList<Op> TextEditor::opsFor(const QString &text) const
{
    const bool isEmpty = text.trimmed().isEmpty();
    if (m_isDeleted)
        return isEmpty || text == withoutTabs(m_shape.text) ? QList<Op>() : creationOf({withText(text)});
    if (m_isNew && !m_isCreated)
        return isEmpty ? QList<Op>() : creationOf({withText(text)});
    if (m_shape.kind == Kind::Text && isEmpty)
        return m_isEnding ? QList<Op>(1, DeleteOp{m_shape.id}) : QList<Op>();
    if (text == withoutTabs(m_known))
        return {};
    QList<Op> ops;
    if (m_known.contains(u'\t'))
        ops.append(UpdateOp{m_shape.id, {{Register::Text, text}}});
    else
        for (const Splice &splice : differences(m_known, text))
            ops.append(makeSplice(m_shape.id, splice.at, splice.remove, splice.insert));
    if (const Box box = withText(text).box; box != m_shape.box)
        ops.append(UpdateOp{m_shape.id, {{Register::Box, box}}});
    return ops;
}

Shape TextEditor::withText(const QString &text) const
{
    Shape shape = m_shape;
    shape.text = text;
    shape.box = shape.kind == Kind::Text ? fittedBox(m_shape, text, m_shape.font) : grownBox(shape);
    return shape;
}

void TextEditor::follow()
{
    if (!m_item || m_sending || (m_isNew && !m_isCreated))
        return;
    const ShapeRef now = m_session.document().find(m_shape.id);
    if (!now) {
        // Somebody has deleted it. Whoever types goes on, and brings it back with the words (E8).
        if (!std::exchange(m_isDeleted, true))
            Q_EMIT noticed(tr("Somebody has deleted what you are typing in. It comes back if you change the text."));
        return;
    }
    const bool isBack = std::exchange(m_isDeleted, false);
    if (now->text != m_known)
        merge(now->text);
    const QString before = m_shape.text;
    Shape next = *now;
    next.text = before;
    if (next == m_shape && !isBack)
        return;
    m_shape = next;
    layOut();
}

void TextEditor::merge(const QString &now)
{
    const Splices mine = differences(withoutTabs(m_known), typed());
    const Splices theirs = differences(withoutTabs(m_known), withoutTabs(now));
    m_known = now;
    const QScopedValueRollback merging(m_merging, true);
    // What others have written is not for this user's own Ctrl+Z.
    m_item->document()->setUndoRedoEnabled(false);
    QTextCursor caret = m_item->textCursor();
    qsizetype anchor = caret.anchor();
    qsizetype position = caret.position();
    QTextCursor cursor(m_item->document());
    for (const Splice &splice : moved(mine, theirs).earlier) {
        anchor = placeAfter(splice, anchor);
        position = placeAfter(splice, position);
        cursor.setPosition(int(splice.at));
        cursor.setPosition(int(splice.at + splice.remove), QTextCursor::KeepAnchor);
        cursor.insertText(splice.insert);
    }
    caret.setPosition(int(anchor));
    caret.setPosition(int(position), QTextCursor::KeepAnchor);
    m_item->setTextCursor(caret);
    m_item->document()->setUndoRedoEnabled(true);
}

void TextEditor::followEdit(const CommittedEdit &edit)
{
    const auto isHere = [this](const Op &op) {
        const auto *const update = std::get_if<UpdateOp>(&op);
        return update && update->id == m_shape.id &&
               std::any_of(update->set.begin(), update->set.end(),
                           [](const RegisterValue &set) { return set.reg == Register::Text; });
    };
    if (!m_item || std::none_of(edit.ops.begin(), edit.ops.end(), isHere))
        return;
    const auto peer = m_session.peers().find(edit.peer);
    const QString name = peer == m_session.peers().end() ? tr("Somebody") : peer->second.info.name;
    Q_EMIT noticed(tr("%1 has replaced the text here meanwhile.").arg(name));
}

/// The board is another one now, which must not get the words, even where it has a shape of that id.
void TextEditor::followReset()
{
    if (!m_item)
        return;
    const QString typed = cutText(plainText(m_item->toPlainText()), m_session.limits().textLength);
    if (typed != withoutTabs(m_shape.text) && !typed.trimmed().isEmpty()) {
        QGuiApplication::clipboard()->setText(typed);
        Q_EMIT noticed(tr("This is another board than the one you were typing on. Your words are on the clipboard."));
    }
    m_isNew = false;
    m_isDeleted = true;
    m_shape.text = typed; // nothing is to be changed
    m_known = typed;
    finish();
}

void TextEditor::layOut()
{
    const QString typed = m_item->toPlainText();
    // An attached arrow stands where the shapes are now.
    const Shape shape =
        *shown(m_session.document(), std::make_shared<const Shape>(withText(typed.isEmpty() ? QString(u' ') : typed)));
    const GeometryRef geometry = makeGeometry(shape);
    const Font &font = geometry->text.font;
    const QFont letters = toQFont(font);
    const double scale = font.size / letters.pixelSize();

    TextItem::Format format;
    format.font = letters;
    format.alignment = toQt(font.align);
    format.lineHeight = geometry->text.lineHeight() / scale;
    // Some labels are as wide as their words are. The label of a line has room for more; where an outline is near, what
    // is rounded must not break a line.
    QRectF area = geometry->textArea;
    const double more = isLinear(shape.kind) ? (lineLabelWidth(shape) - area.width()) / 2 : shape.font.size / 10;
    if (area.width() <= geometry->text.size.width())
        area.adjust(-more, 0, more, 0);
    format.width = area.width() / scale;
    format.wraps = shape.kind != Kind::Text && shape.kind != Kind::Frame;
    m_item->setFormat(format);
    m_item->setDefaultTextColor(colorOf(shape, m_scene.isDark()));

    const double top = topOf(area, geometry->text.size.height(), font.valign);
    const double raise = geometry->text.ascent - m_item->firstBaseline() * scale;
    QTransform place;
    const QPointF center = centerOf(shape.box);
    place.translate(center.x(), center.y());
    place.rotate(shape.box.angle);
    place.translate(area.left(), top + raise);
    place.scale(scale, scale);
    m_item->setTransform(place);

    m_backdrop->setShape(shape, m_scene.isDark());
}

} // namespace sketchroom
