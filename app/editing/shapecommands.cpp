#include "app/editing/shapecommands.h"

#include "app/editing/attachments.h"
#include "app/editing/boxmove.h"
#include "app/editing/clipboard.h"
#include "app/editing/copies.h"
#include "app/editing/groups.h"
#include "app/editing/newshape.h"
#include "app/editing/textfit.h"
#include "app/editing/transform.h"
#include "app/editing/zorder.h"
#include "common/base/plaintext.h"
#include "common/model/geometry.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

#include <algorithm>

namespace sketchroom {

namespace {

constexpr QPointF besideOriginal(10, 10);

/// `now` with those fields of `wanted` that differ from `shown`.
Value merged(const Value &now, const Value &shown, const Value &wanted)
{
    if (const auto *font = std::get_if<Font>(&wanted)) {
        Font result = std::get<Font>(now);
        const auto &old = std::get<Font>(shown);
        result.family = font->family != old.family ? font->family : result.family;
        result.size = font->size != old.size ? font->size : result.size;
        result.align = font->align != old.align ? font->align : result.align;
        result.valign = font->valign != old.valign ? font->valign : result.valign;
        return result;
    }
    if (const auto *ends = std::get_if<Ends>(&wanted)) {
        Ends result = std::get<Ends>(now);
        const auto &old = std::get<Ends>(shown);
        result.start = ends->start != old.start ? ends->start : result.start;
        result.end = ends->end != old.end ? ends->end : result.end;
        return result;
    }
    return wanted;
}

} // namespace

ShapeCommands::ShapeCommands(BoardSession &session, Selection &selection, StyleState &style, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_selection(selection)
    , m_style(style)
{
}

void ShapeCommands::selectAll()
{
    QList<ShapeId> ids;
    for (const ShapeRef &shape : m_session.document().inPaintOrder()) {
        if (!shape->locked)
            ids.append(shape->id);
    }
    m_selection.set(ids);
}

void ShapeCommands::deleteSelected()
{
    QList<Op> ops;
    for (const ShapeRef &shape : movable())
        ops.append(DeleteOp{shape->id});
    submit(ops, tr("Delete"));
}

void ShapeCommands::duplicate()
{
    const QList<ShapeRef> originals = shownWithChildren();
    create(copiesOf(originals, m_session.document(), besideOriginal, [this] { return m_session.newShapeId(); }),
           tr("Duplicate"));
}

void ShapeCommands::nudge(double dx, double dy, const GestureId &gesture)
{
    const BoxMove move(m_session.document(), m_selection.shapes());
    submit(move.opsFor(m_session.document(),
                       [by = QPointF(dx, dy)](const Shape &shape) -> QList<RegisterValue> {
                           return {{Register::Box, translated(shape.box, by)}};
                       }),
           tr("Move"), gesture);
}

void ShapeCommands::flipHorizontally()
{
    flip(Qt::Horizontal, tr("Flip horizontally"));
}

void ShapeCommands::flipVertically()
{
    flip(Qt::Vertical, tr("Flip vertically"));
}

void ShapeCommands::setLocked(bool locked)
{
    QList<Op> ops;
    for (const ShapeRef &shape : m_selection.shapes()) {
        if (shape->locked != locked)
            ops.append(UpdateOp{shape->id, {{Register::Locked, locked}}});
    }
    submit(ops, locked ? tr("Lock") : tr("Unlock"));
}

void ShapeCommands::toggleLocked()
{
    const QList<ShapeRef> shapes = m_selection.shapes();
    setLocked(!std::all_of(shapes.begin(), shapes.end(), [](const ShapeRef &shape) { return shape->locked; }));
}

void ShapeCommands::setLink(const ShapeId &id, const QString &link)
{
    const ShapeRef shape = m_session.document().find(id);
    if (shape && shape->link != link)
        submit({UpdateOp{id, {{Register::Link, link}}}}, tr("Link"));
}

void ShapeCommands::unlockAll()
{
    QList<Op> ops;
    for (const ShapeRef &shape : m_session.document().inPaintOrder()) {
        if (shape->locked)
            ops.append(UpdateOp{shape->id, {{Register::Locked, false}}});
    }
    submit(ops, tr("Unlock all"));
}

void ShapeCommands::bringToFront()
{
    reorder(ZMove::ToFront, tr("Bring to front"));
}

void ShapeCommands::bringForward()
{
    reorder(ZMove::Forward, tr("Bring forward"));
}

void ShapeCommands::sendBackward()
{
    reorder(ZMove::Backward, tr("Send backward"));
}

void ShapeCommands::sendToBack()
{
    reorder(ZMove::ToBack, tr("Send to back"));
}

void ShapeCommands::group()
{
    const QList<ShapeRef> shapes = movable();
    if (shapes.size() > 1)
        submit(grouped(shapes, m_session.newShapeId()), tr("Group"));
}

void ShapeCommands::ungroup()
{
    submit(ungrouped(movable()), tr("Ungroup"));
}

bool ShapeCommands::canUngroup() const
{
    return !ungrouped(movable()).isEmpty();
}

QList<ShapeRef> ShapeCommands::shownWithChildren() const
{
    return shown(m_session.document(), withChildren(m_session.document(), m_selection.shapes()));
}

void ShapeCommands::cut()
{
    copy();
    deleteSelected();
}

void ShapeCommands::copy()
{
    const QList<ShapeRef> shapes = shownWithChildren();
    if (!shapes.isEmpty())
        QGuiApplication::clipboard()->setMimeData(toMimeData(shapes).release());
}

void ShapeCommands::paste(QPointF center)
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    if (!data)
        return;
    const std::optional<QList<ShapeRef>> shapes = shapesFrom(*data);
    if (!shapes)
        return pasteText(data->text(), center);
    insert(*shapes, center, tr("Paste"));
}

void ShapeCommands::insert(const QList<ShapeRef> &shapes, QPointF center, const QString &label)
{
    create(copiesOf(shapes, m_session.document(), center - boundsOf(shapes).center(),
                    [this] { return m_session.newShapeId(); }),
           label);
}

bool ShapeCommands::canPaste() const
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    return data && (shapesFrom(*data) || data->hasText());
}

Value ShapeCommands::shownStyle(Register reg) const
{
    for (const ShapeId &id : m_selection.ids()) {
        const ShapeRef shape = m_session.document().find(id);
        if (shape && info(reg).usedBy(shape->kind))
            return info(reg).get(*shape);
    }
    return m_style.value(reg);
}

void ShapeCommands::setStyle(const RegisterValue &style, const GestureId &gesture)
{
    const Value shown = shownStyle(style.reg);
    QList<Op> ops;
    for (const ShapeRef &shape : movable()) {
        if (!info(style.reg).usedBy(shape->kind))
            continue;
        const Value now = info(style.reg).get(*shape);
        const Value next = merged(now, shown, style.value);
        if (next == now)
            continue;
        UpdateOp update{shape->id, {{style.reg, next}}};
        if (style.reg == Register::Font && shape->kind == Kind::Text)
            update.set.append({Register::Box, fittedBox(*shape, shape->text, std::get<Font>(next))});
        ops.append(update);
    }
    QList<Kind> kinds;
    for (const ShapeRef &shape : m_selection.shapes()) {
        if (info(style.reg).usedBy(shape->kind))
            kinds.append(shape->kind);
    }
    if (kinds.isEmpty())
        m_style.set({style.reg, merged(m_style.value(style.reg), shown, style.value)});
    for (const Kind kind : std::as_const(kinds))
        m_style.set({style.reg, merged(m_style.value(style.reg, kind), shown, style.value)}, {kind});
    submit(ops, tr("Change style"), gesture);
}

QList<ShapeRef> ShapeCommands::movable() const
{
    QList<ShapeRef> shapes = m_selection.shapes();
    shapes.removeIf([](const ShapeRef &shape) { return shape->locked; });
    return shapes;
}

bool ShapeCommands::submit(const QList<Op> &ops, const QString &label, const GestureId &gesture)
{
    if (ops.isEmpty())
        return false;
    const Result<void> done = m_session.submit(ops, label, gesture);
    if (!done)
        Q_EMIT noticed(done.error().message);
    return done.has_value();
}

void ShapeCommands::create(const QList<Shape> &shapes, const QString &label)
{
    if (submit(creationOf(shapes), label))
        m_selection.set(idsOf(shapes));
}

void ShapeCommands::flip(Qt::Orientation orientation, const QString &label)
{
    const BoxMove move(m_session.document(), m_selection.shapes());
    const QPointF center = boundsOf(move.shapes()).center();
    const double axis = orientation == Qt::Horizontal ? center.x() : center.y();
    submit(move.opsFor(m_session.document(),
                       [=](const Shape &shape) { return placedIn(shape, flipped(shape.box, orientation, axis)); }),
           label);
}

void ShapeCommands::reorder(ZMove move, const QString &label)
{
    QSet<ShapeId> ids;
    for (const ShapeRef &shape : withChildren(m_session.document(), movable()))
        ids.insert(shape->id);
    submit(reordered(m_session.document(), ids, move), label);
}

void ShapeCommands::pasteText(const QString &text, QPointF center)
{
    if (text.trimmed().isEmpty())
        return;
    Shape shape = newShape(Kind::Text, m_session.newShapeId(), m_session.document(), m_style);
    const QString plain = withoutTabs(plainText(text));
    shape.text = cutText(plain, m_session.limits().textLength);
    if (shape.text.size() < plain.size())
        Q_EMIT noticed(cutNotice(plain.size() - shape.text.size(), m_session.limits().textLength));
    shape.box = fittedBox(shape, shape.text, shape.font);
    shape.box = translated(shape.box, center - centerOf(shape.box));
    create({shape}, tr("Paste"));
}

} // namespace sketchroom
