#include "common/sync/roomclient.h"

#include "common/model/attachment.h"

#include <QCoreApplication>

#include <algorithm>

namespace sketchroom {

namespace {

struct RoomClientSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::RoomClient)
};

// The most that an operation takes on the wire beside what may be long.
constexpr qint64 bytesOfTheRest = 1200;

// Edits that were sent just before the program ended may not have reached the journal any more: their ids must not be
// used again.
constexpr qint64 idsLeftOut = 1'000'000;

struct WireSize
{
    static qint64 unknown(const QMap<QByteArray, QByteArray> &registers)
    {
        qint64 size = 0;
        for (auto entry = registers.cbegin(); entry != registers.cend(); ++entry)
            size += entry.key().size() + entry.value().size();
        return size;
    }
    qint64 operator()(const CreateOp &op) const
    {
        qint64 size = unknown(op.shape->unknown);
        for (const RegisterInfo &row : registers()) {
            if (row.wireSize)
                size += row.wireSize(*op.shape);
        }
        return size;
    }
    qint64 operator()(const UpdateOp &op) const
    {
        qint64 size = unknown(op.unknown);
        for (const RegisterValue &entry : op.set)
            size += wireSize(entry.value);
        return size;
    }
    qint64 operator()(const AppendOp &op) const { return wireSize(op.points); }
    qint64 operator()(const SpliceOp &op) const { return wireSize(op.splice.insert); }
    qint64 operator()(const DeleteOp &) const { return 0; }
};

/// What an edit that the host has made for this user is called where it can be undone.
QString labelOf(const CommittedEdit &edit)
{
    const bool deletes = std::any_of(edit.ops.begin(), edit.ops.end(),
                                     [](const Op &op) { return std::holds_alternative<DeleteOp>(op); });
    return deletes ? RoomClientSentences::tr("Clear the board") : RoomClientSentences::tr("Bring back");
}

} // namespace

// ---- the user ----

Result<QList<QList<Op>>> RoomClient::split(const QList<Op> &ops) const
{
    QList<QList<Op>> parts;
    qint64 bytes = 0;
    for (const Op &op : inOrderOfReferences(ops)) {
        const qint64 size = bytesOfTheRest + std::visit(WireSize{}, op);
        // Numbers seldom take that much, so what is estimated to be up to twice too large still has its chance.
        if (size > 2 * m_limits.frameBytes)
            return failure(ErrorCode::Limit,
                           RoomClientSentences::tr("One shape is too large for the room: it takes about %1 KiB.")
                               .arg(size / 1024));
        if (parts.isEmpty() || parts.back().size() >= m_limits.opsPerEdit || bytes + size > m_limits.frameBytes) {
            parts.emplaceBack();
            bytes = 0;
        }
        parts.back().append(op);
        bytes += size;
    }
    if (parts.size() == 1)
        parts = {ops};
    return parts;
}

/// Why the host would not understand the operations, where it is an older one.
std::optional<Error> RoomClient::strangeToHost(const QList<Op> &ops) const
{
    const auto objection = [this](const QByteArray &word, const QSet<QByteArray> &missing) -> std::optional<Error> {
        if (!missing.contains(word))
            return std::nullopt;
        return Error{ErrorCode::Invalid,
                     RoomClientSentences::tr("The host of this room is older than this program and does not know “%1”.")
                         .arg(QLatin1StringView(word)),
                     {{"word", QString::fromLatin1(word)}}};
    };
    if (m_missingKinds.isEmpty() && m_missingRegisters.isEmpty())
        return std::nullopt;
    for (const Op &op : ops) {
        std::optional<Error> error;
        RegisterSet used;
        if (const auto *create = std::get_if<CreateOp>(&op)) {
            error = objection(name(create->shape->kind), m_missingKinds);
            used = differing(*create->shape, Shape::defaults(create->shape->kind));
        } else if (const auto *update = std::get_if<UpdateOp>(&op)) {
            for (const RegisterValue &entry : update->set)
                used.insert(entry.reg);
        }
        for (const RegisterInfo &row : registers()) {
            if (!error && used.contains(row.reg))
                error = objection(row.name, m_missingRegisters);
        }
        if (error)
            return error;
    }
    return std::nullopt;
}

QList<Op> RoomClient::withoutStrange(const QList<Op> &ops, QStringList &notices) const
{
    const auto isStrange = [](const Op &op) {
        if (const auto *create = std::get_if<CreateOp>(&op))
            return !create->shape->unknown.isEmpty();
        const auto *update = std::get_if<UpdateOp>(&op);
        return update && !update->unknown.isEmpty();
    };
    if (!m_host || std::none_of(ops.begin(), ops.end(), isStrange))
        return ops;
    qint64 shapes = 0;
    qint64 values = 0;
    const auto strip = [&](QMap<QByteArray, QByteArray> &unknown) {
        values += qint64(unknown.removeIf(
            [this](const auto &entry) { return entry.key() != "kind" && !m_host->registers.contains(entry.key()); }));
    };
    QList<Op> known;
    for (Op op : ops) {
        if (auto *create = std::get_if<CreateOp>(&op); create && !create->shape->unknown.isEmpty()) {
            Shape shape = *create->shape;
            const QByteArray kind = shape.unknown.value("kind"); // as JSON: in quotation marks
            if (!kind.isEmpty() && !m_host->kinds.contains(kind.sliced(1).chopped(1))) {
                ++shapes;
                continue;
            }
            strip(shape.unknown);
            create->shape = std::make_shared<const Shape>(std::move(shape));
        } else if (auto *update = std::get_if<UpdateOp>(&op)) {
            strip(update->unknown);
        }
        known.append(std::move(op));
    }
    if (shapes > 0)
        notices.append(
            RoomClientSentences::tr("%n shape(s) of a kind that the host of this room does not know were left "
                                    "out. They need a newer version of Sketchroom.",
                                    nullptr, int(shapes)));
    if (values > 0)
        notices.append(
            RoomClientSentences::tr("%n value(s) that the host of this room does not know were left out. They "
                                    "need a newer version of Sketchroom.",
                                    nullptr, int(values)));
    return known;
}

void RoomClient::learn(const Vocabulary &host)
{
    m_host = host;
    m_missingKinds.clear();
    m_missingRegisters.clear();
    m_splicing = host.ops.contains("splice") ? Replica::Splicing::Known : Replica::Splicing::Unknown;
    for (int kind = 0; kind < kindCount && !host.kinds.isEmpty(); ++kind) {
        if (!host.kinds.contains(name(Kind(kind))))
            m_missingKinds.insert(name(Kind(kind)));
    }
    for (const RegisterInfo &row : registers()) {
        if (!host.registers.isEmpty() && !host.registers.contains(row.name))
            m_missingRegisters.insert(row.name);
    }
}

ClientMessage RoomClient::messageOf(const Edit &edit) const
{
    return EditMessage{m_replica.toSend(edit, m_splicing), std::nullopt};
}

Result<RoomClient::Outcome> RoomClient::perform(const QList<Op> &ops, const GestureId &gesture, qint64 nowMs)
{
    if (const auto strange = strangeToHost(ops))
        return tl::unexpected(*strange);
    Outcome outcome;
    const auto parts = split(withoutStrange(ops, outcome.notices));
    if (!parts)
        return tl::unexpected(parts.error());
    std::optional<Error> gone;
    for (const QList<Op> &part : *parts) {
        auto local = m_replica.edit(part, gesture, nowMs);
        if (!local && local.error().code == ErrorCode::Gone) {
            gone = local.error();
            continue;
        }
        if (!local) {
            takeBack(outcome);
            return tl::unexpected(local.error());
        }
        outcome.changes += local->changes;
        outcome.made.append({local->edit, nowMs});
        // Never ahead of older edits that are not sent yet: the host takes a lower id for a repeat.
        if (m_synced)
            outcome.messages.append(messageOf(local->edit));
    }
    if (outcome.made.isEmpty() && gone)
        return tl::unexpected(*gone);
    return outcome;
}

void RoomClient::takeBack(const Outcome &outcome)
{
    // All or nothing also for what goes out as several edits. Nobody has heard of them yet.
    std::for_each(outcome.made.crbegin(), outcome.made.crend(),
                  [this](const Replica::Pending &made) { m_replica.reject(made.edit.id); });
    m_replica.takeSettled();
}

Result<RoomClient::Outcome> RoomClient::edit(const QList<Op> &ops, const QString &label, const GestureId &gesture,
                                             qint64 nowMs)
{
    auto outcome = perform(ops, gesture, nowMs);
    if (outcome)
        m_undo.record(outcome->changes, gesture, label);
    return outcome;
}

RoomClient::Outcome RoomClient::performStep(const std::optional<UndoHistory::Step> &step, Report report,
                                            const GestureId &gesture, qint64 nowMs)
{
    if (!step)
        return {};
    auto outcome = perform(step->ops, gesture, nowMs);
    (m_undo.*report)(outcome ? outcome->changes : ChangeSet());
    if (outcome)
        return *outcome;
    Outcome refused;
    refused.notices.append(outcome.error().message);
    return refused;
}

RoomClient::Outcome RoomClient::undo(const GestureId &gesture, qint64 nowMs)
{
    return performStep(m_undo.nextUndo(m_replica.visible()), &UndoHistory::undone, gesture, nowMs);
}

RoomClient::Outcome RoomClient::redo(const GestureId &gesture, qint64 nowMs)
{
    return performStep(m_undo.nextRedo(m_replica.visible()), &UndoHistory::redone, gesture, nowMs);
}

// ---- the connection ----

void RoomClient::expectNewRoom()
{
    disconnected();
    m_newRoom = true;
}

void RoomClient::expectSameRoom()
{
    disconnected();
    m_newRoom = false;
}

RoomClient::Outcome RoomClient::restore(const std::optional<BoardCopy> &board, const QList<Replica::Pending> &pending,
                                        qint64 lastEditId)
{
    disconnected();
    m_newRoom = false;
    m_undo.clear();
    m_continues.clear();
    m_replica = Replica(m_replica.client());
    m_replica.restore(board, pending);
    m_replica.setLastEditId(lastEditId);
    m_replica.setLastEditId(m_replica.lastEditId() + idsLeftOut);
    Outcome outcome;
    outcome.reset = true;
    return outcome;
}

void RoomClient::disconnected()
{
    m_synced = false;
    m_incoming.reset();
    m_tail.reset();
}

std::optional<HistoryPoint> RoomClient::resumePoint() const
{
    if (m_newRoom || m_replica.epoch().isEmpty() || m_replica.needsReset())
        return std::nullopt;
    return HistoryPoint{m_replica.epoch(), m_replica.seq()};
}

QList<HistoryPoint> RoomClient::ancestry() const
{
    if (m_replica.epoch().isEmpty())
        return {};
    return QList<HistoryPoint>{{m_replica.epoch(), m_replica.seq()}} + m_continues;
}

std::optional<RoomClient::Loading> RoomClient::loading() const
{
    return m_incoming ? std::optional(Loading{m_incoming->shapes.size(), m_incoming->total}) : std::nullopt;
}

// ---- the host ----

RoomClient::Outcome RoomClient::receive(const WelcomeMessage &message)
{
    disconnected();
    m_limits = message.limits;
    learn(message.knows);
    Outcome outcome;
    const QByteArray &epoch = m_replica.epoch();
    const auto ancestor = std::find_if(message.continues.begin(), message.continues.end(),
                                       [&](const HistoryPoint &point) { return point.epoch == epoch; });
    if (!epoch.isEmpty() && ancestor != message.continues.end()) {
        m_newRoom = false;
        outcome.changes = m_replica.repend(ancestor->seq);
        outcome.carried = true;
    } else if (!m_newRoom && !epoch.isEmpty() && message.epoch != epoch) {
        outcome.beganAnew = m_beganAnew = true;
        return outcome;
    }
    m_beganAnew = false;
    m_continues = message.continues;
    if (message.sync == WelcomeMessage::Sync::Snapshot) {
        m_incoming = Incoming{message.epoch, message.seq, message.lastEdit, {}, 0, message.upTo};
    } else if (message.seq > m_replica.seq()) {
        m_tail = Tail{message.seq, message.lastEdit};
    } else {
        outcome.changes = m_replica.dropUpTo(message.lastEdit);
        sync(outcome);
    }
    settle(outcome);
    return outcome;
}

RoomClient::Outcome RoomClient::receive(const ResyncMessage &message)
{
    if (m_beganAnew)
        return {};
    disconnected();
    m_incoming = Incoming{message.epoch, message.seq, message.lastEdit, {}, 0, message.upTo};
    return {};
}

RoomClient::Outcome RoomClient::receive(const SnapshotMessage &message)
{
    if (!m_incoming)
        return {};
    m_incoming->shapes += message.shapes;
    m_incoming->total = message.total;
    return message.done ? finishSnapshot() : Outcome();
}

RoomClient::Outcome RoomClient::finishSnapshot()
{
    const Incoming snapshot = std::move(*m_incoming);
    m_incoming.reset();
    Outcome outcome;
    outcome.reset = m_newRoom || m_replica.epoch().isEmpty();
    if (m_newRoom) {
        // What was drawn in the room before stays there.
        m_replica = Replica(m_replica.client());
        m_undo.clear();
    }
    m_newRoom = false;
    if (m_replica.isEmpty()) {
        m_replica.begin(snapshot.epoch, snapshot.seq, snapshot.shapes, snapshot.lastEdit);
    } else {
        const ChangeSet changes = m_replica.reset(snapshot.epoch, snapshot.seq, snapshot.shapes, snapshot.lastEdit);
        if (!outcome.reset)
            outcome.changes = changes;
    }
    // Until what follows is here, own edits that are in it would be told anew, against a text that has them.
    if (snapshot.upTo > snapshot.seq)
        m_tail = Tail{snapshot.upTo, 0};
    else
        sync(outcome);
    settle(outcome);
    return outcome;
}

RoomClient::Outcome RoomClient::receive(const EditsMessage &message)
{
    Outcome outcome;
    if (m_incoming || m_beganAnew)
        return outcome; // from before a resync, or of another board
    for (const CommittedEdit &edit : message.edits) {
        if (edit.seq > m_replica.seq() + 1) {
            disconnected();
            outcome.rejoin = true;
            break;
        }
        const ChangeSet changes = m_replica.confirm(edit);
        outcome.changes += changes;
        // Edits of the host's own (E15) were asked for here: they can be undone like others.
        if (edit.id == 0 && edit.client == m_replica.client()) {
            m_undo.record(changes, edit.gesture, labelOf(edit));
            outcome.undoable += changes;
        }
        if (edit.incomplete) {
            // What it did can only be seen on the whole board.
            disconnected();
            outcome.rejoin = true;
            break;
        }
    }
    if (m_tail && m_replica.seq() >= m_tail->end) {
        outcome.changes += m_replica.dropUpTo(m_tail->lastEdit);
        m_tail.reset();
        sync(outcome);
    }
    settle(outcome);
    return outcome;
}

RoomClient::Outcome RoomClient::receive(const RejectMessage &message)
{
    Outcome outcome;
    outcome.changes = m_replica.reject(message.id);
    outcome.notices.append(message.error.message);
    settle(outcome);
    return outcome;
}

void RoomClient::settle(Outcome &outcome)
{
    outcome.made += m_replica.takeMoved();
    outcome.settled = m_replica.takeSettled();
    if (const qint64 refused = m_replica.takeRefused(); refused > 0)
        outcome.notices.append(RoomClientSentences::tr("%n change(s) that you made without the host could not be kept.",
                                                       nullptr, int(refused)));
}

void RoomClient::sync(Outcome &outcome)
{
    m_synced = true;
    for (const auto &[id, pending] : m_replica.pending())
        outcome.messages.append(messageOf(pending.edit));
}

} // namespace sketchroom
