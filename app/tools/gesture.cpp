#include "app/tools/gesture.h"

#include "app/tools/toolcontext.h"
#include "common/model/diff.h"

namespace sketchroom {

namespace {

constexpr int msBetweenEdits = 16;
/// Above this many operations the pause grows with their number, to stay under the host's limit of bytes a second.
constexpr qsizetype opsPerMs = 30;

} // namespace

Gesture::Gesture(ToolContext &context, const QString &label, std::function<QList<Op>()> collect)
    : m_context(context)
    , m_board(context.board())
    , m_label(label)
    , m_collect(std::move(collect))
    , m_id(context.newGesture())
{
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_dirty)
            send();
    });
}

void Gesture::touch()
{
    m_dirty = true;
    if (!m_pause.isActive())
        send();
}

void Gesture::flush()
{
    if (m_dirty)
        send();
}

void Gesture::cancel()
{
    m_dirty = false;
    m_pause.stop();
    // Who may not draw any more has been told so.
    if (m_context.board() != m_board || (m_refused && !m_context.mayEdit()))
        return;
    QList<Op> ops;
    for (auto entry = m_touched.cbegin(); entry != m_touched.cend(); ++entry) {
        const Touched &touched = *entry;
        const ShapeRef now = m_context.document().find(entry.key());
        if (!touched.before) {
            if (now)
                ops.append(DeleteOp{entry.key()});
        } else if (now) {
            UpdateOp update = makeUpdate(*now, *touched.before);
            update.set.removeIf([&](const RegisterValue &set) { return !touched.registers.contains(set.reg); });
            if (!update.set.isEmpty())
                ops.append(update);
        } else if (touched.deleted) {
            ops.append(CreateOp{touched.before});
        }
    }
    if (!ops.isEmpty())
        m_context.submit(ops, m_label, m_id);
    m_touched.clear();
}

void Gesture::send()
{
    m_dirty = false;
    const QList<Op> ops = m_refused || m_context.board() != m_board ? QList<Op>() : m_collect();
    if (ops.isEmpty())
        return;
    const std::optional<ChangeSet> changes = m_context.submit(ops, m_label, m_id);
    m_refused = !changes;
    remember(changes.value_or(ChangeSet()));
    m_pause.start(std::max(msBetweenEdits, int(ops.size() / opsPerMs)));
}

void Gesture::remember(const ChangeSet &changes)
{
    for (const Change &change : changes) {
        auto entry = m_touched.find(change.id());
        if (entry == m_touched.end())
            entry = m_touched.insert(change.id(), {change.before, {}, false});
        entry->registers = entry->registers | change.registers;
        entry->deleted = change.removed();
    }
}

} // namespace sketchroom
