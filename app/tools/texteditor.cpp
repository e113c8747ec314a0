#include "app/tools/texteditor.h"

#include "app/canvas/boardscene.h"
#include "app/canvas/boardview.h"
#include "app/canvas/colors.h"
#include "app/canvas/shapegeometry.h"
#include "app/connection/boardsession.h"
#include "app/editing/newshape.h"
#include "app/editing/stylestate.h"
#include "app/editing/textfit.h"
#include "app/tools/backdrop.h"
#include "app/tools/textitem.h"
#include "common/base/plaintext.h"
#include "common/model/geometry.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethod>
#include <QTextCursor>

#include <algorithm>

namespace sketchroom {

namespace {

constexpr double zOfText = 1001;

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
    connect(&m_session, &BoardSession::documentChanged, this, &TextEditor::follow);
    connect(&m_session, &BoardSession::documentReset, this, &TextEditor::followReset);
    connect(&m_session, &BoardSession::editedByOther, this, &TextEditor::followEdit);
}

TextEditor::~TextEditor() = default;

void TextEditor::edit(const ShapeRef &shape)
{
    finish();
    m_isNew = false;
    m_isDeleted = false;
    start(*shape);
}

void TextEditor::type(const Shape &draft)
{
    finish();
    m_isNew = true;
    m_isDeleted = false;
    start(draft);
}

void TextEditor::start(const Shape &shape)
{
    m_shape = shape;
    m_scene.setHidden({shape.id});
    m_item = new TextItem;
    m_item->setParent(this);
    m_backdrop = new Backdrop;
    m_backdrop->setParent(this);
    m_scene.addItem(m_backdrop);
    m_item->setZValue(zOfText);
    m_item->setPlainText(withoutTabs(shape.text));
    m_scene.addItem(m_item);
    connect(m_item, &TextItem::textEdited, this, &TextEditor::layOut);
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
    layOut();
}

void TextEditor::finish()
{
    if (!m_item)
        return;
    QGuiApplication::inputMethod()->commit();
    // The end may come from one of the item's own events, and taking it off the scene would bring another one.
    TextItem *item = m_item;
    m_item.clear();
    item->disconnect(this);
    const QString typed = item->toPlainText();
    const QString text = cutText(plainText(typed), m_session.limits().textLength);
    if (text.size() < typed.size())
        Q_EMIT noticed(cutNotice(typed.size() - text.size(), m_session.limits().textLength));
    item->hide();
    item->deleteLater();
    m_backdrop->deleteLater();
    m_scene.setHidden({});
    Presence presence;
    presence.typing = ShapeId();
    m_session.setPresence(presence);

    const QList<Op> ops = opsFor(text);
    Result<void> done;
    if (!ops.isEmpty())
        done = m_session.submit(ops, m_isNew ? tr("Write text") : tr("Edit text"));
    if (!done) {
        // A room that was locked meanwhile, say: what was typed is not gone with it.
        Q_EMIT refused(done.error());
        QGuiApplication::clipboard()->setText(text);
        Q_EMIT noticed(tr("%1 What you typed is on the clipboard.").arg(done.error().message));
    }
    if (done && !ops.isEmpty() && m_session.document().contains(m_shape.id))
        Q_EMIT wrote(*m_session.document().find(m_shape.id));
    Q_EMIT finished(m_isNew && m_session.document().contains(m_shape.id) ? m_shape.id : ShapeId());
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
    if (m_isNew)
        return isEmpty ? QList<Op>() : creationOf({withText(text)});
    if (m_shape.kind == Kind::Text && isEmpty)
        return {DeleteOp{m_shape.id}};
    if (text == withoutTabs(m_shape.text))
        return {};
    UpdateOp update{m_shape.id, {{Register::Text, text}}};
    if (const Box box = withText(text).box; box != m_shape.box)
        update.set.append({Register::Box, box});
    return {update};
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
    if (!m_item || m_isNew)
        return;
    const ShapeRef now = m_session.document().find(m_shape.id);
    if (now && *now == m_shape && !m_isDeleted)
        return;
    if (!now) {
        // Somebody has deleted it. Whoever types goes on, and brings it back with the words (E8).
        if (!std::exchange(m_isDeleted, true))
            Q_EMIT noticed(tr("Somebody has deleted what you are typing in. It comes back if you change the text."));
        return;
    }
    m_isDeleted = false;
    const QString before = m_shape.text;
    m_shape = *now;
    m_shape.text = before;
    layOut();
}

void TextEditor::followEdit(const CommittedEdit &edit)
{
    const auto isHere = [this](const Op &op) {
        const auto *const update = std::get_if<UpdateOp>(&op);
        return update && update->id == m_shape.id &&
               std::any_of(update->set.begin(), update->set.end(),
                           [](const RegisterValue &set) { return set.reg == Register::Text; });
    };
    if (!m_item || m_isNew || std::none_of(edit.ops.begin(), edit.ops.end(), isHere))
        return;
    const auto peer = m_session.peers().find(edit.peer);
    const QString name = peer == m_session.peers().end() ? tr("Somebody") : peer->second.info.name;
    Q_EMIT noticed(tr("%1 has written something else here meanwhile. What you change takes its place.").arg(name));
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
    finish();
}

void TextEditor::layOut()
{
    const QString typed = m_item->toPlainText();
    const Shape shape = withText(typed.isEmpty() ? QString(u' ') : typed);
    const GeometryRef geometry = makeGeometry(shape);
    const Font &font = geometry->text.font;
    const QFont letters = toQFont(font);
    const double scale = font.size / letters.pixelSize();

    TextItem::Format format;
    format.font = letters;
    format.alignment = toQt(font.align);
    format.lineHeight = geometry->text.lineHeight() / scale;
    format.width = geometry->textArea.width() / scale;
    format.wraps = shape.kind != Kind::Text && shape.kind != Kind::Frame;
    m_item->setFormat(format);
    m_item->setDefaultTextColor(colorOf(shape, m_scene.isDark()));

    const double top = topOf(geometry->textArea, geometry->text.size.height(), font.valign);
    const double raise = geometry->text.ascent - m_item->firstBaseline() * scale;
    QTransform place;
    const QPointF center = centerOf(shape.box);
    place.translate(center.x(), center.y());
    place.rotate(shape.box.angle);
    place.translate(geometry->textArea.left(), top + raise);
    place.scale(scale, scale);
    m_item->setTransform(place);

    Shape behind = shape;
    behind.text.clear();
    m_backdrop->setShape(behind, m_scene.isDark());
}

} // namespace sketchroom
