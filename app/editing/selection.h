#pragma once

#include "app/session/boardsession.h"

#include <QSet>

namespace sketchroom {

/// The shapes that the user has selected, in the order of selecting. Shapes that are gone drop out by themselves.
class Selection final : public QObject
{
    Q_OBJECT

public:
    explicit Selection(BoardSession &session, QObject *parent = nullptr);

    const QList<ShapeId> &ids() const { return m_ids; }
    bool isEmpty() const { return m_ids.isEmpty(); }
    bool contains(const ShapeId &id) const;
    /// The selected shapes, bottom first.
    QList<ShapeRef> shapes() const;
    /// The same in no order, which is sooner there where they are many.
    const QList<ShapeRef> &unordered() const;

    /// Ids that no shape has are left out; the same for add() and toggle().
    void set(const QList<ShapeId> &ids);
    /// Shapes that are on the board, each once, besides those with the ids `kept`.
    void setShapes(const QList<ShapeRef> &shapes, const QList<ShapeId> &kept = {});
    void add(const QList<ShapeId> &ids);
    /// Removes them where all are selected, else adds those that are not: a group goes in and out as one.
    void toggle(const QList<ShapeId> &ids);
    void clear() { set({}); }

Q_SIGNALS:
    void changed();

private:
    void dropMissing();
    QList<ShapeId> standing(const QList<ShapeId> &ids) const;
    void replace(const QList<ShapeId> &ids);

    BoardSession &m_session;
    QList<ShapeId> m_ids;
    // Made when somebody asks; many do, after each change.
    mutable std::optional<QSet<ShapeId>> m_members;
    mutable std::optional<QList<ShapeRef>> m_shapes;
    mutable bool m_inOrder = false; ///< whether those are
};

} // namespace sketchroom
