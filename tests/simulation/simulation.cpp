#include "tests/simulation/simulation.h"

#include "common/protocol/codec.h"
#include "tests/simulation/workload.h"

namespace sketchroom::simulation {

namespace {

constexpr int everything = 1'000'000;

RoomOptions roomOptions(Random &random)
{
    RoomOptions options;
    // Small, so that tails, snapshots and checkpoints all come to pass.
    options.recentBytes = 500 + random.below(20'000);
    options.checkpointBytes = 1'000 + random.below(40'000);
    options.limits.opsPerEdit = random.chance(0.3) ? 4 : 1'000;
    options.limits.shapesPerRoom = random.chance(0.2) ? 25 : 200'000;
    return options;
}

quint64 mixed(quint64 seed, int step)
{
    return Random(seed * 0x9E3779B97F4A7C15ull + quint64(step) + 1).next();
}

} // namespace

Simulation::Simulation(quint64 seed)
    : m_seed(seed)
    , m_random(seed)
{
    const int people = 2 + int(m_random.below(7));
    for (int i = 0; i < people; ++i) {
        Person person;
        person.id = "client-" + QByteArray::number(i);
        person.client = std::make_unique<RoomClient>(person.id);
        m_people.push_back(std::move(person));
    }
    startHost();
}

Simulation::~Simulation() = default;

QString Simulation::run(int steps, const QSet<int> &without)
{
    for (int i = 0; i < steps && m_problem.isEmpty(); ++i) {
        if (without.contains(i))
            continue;
        Random random(mixed(m_seed, i));
        if (m_keepTrace)
            m_trace.append(QStringLiteral("%1:").arg(i));
        step(random);
    }
    if (m_problem.isEmpty())
        comeTogether();
    return m_problem;
}

void Simulation::step(Random &random)
{
    m_clock.advance(random.below(40));
    Person &person = m_people[random.below(quint32(m_people.size()))];
    const quint32 what = random.below(1000);
    if (what < 330)
        act(person, random);
    else if (what < 370)
        undoOrRedo(person, false, random);
    else if (what < 400)
        undoOrRedo(person, true, random);
    else if (what < 580)
        sendUp(person, random.chance(0.5) ? everything : 1);
    else if (what < 780)
        takeDown(person, random.chance(0.5) ? everything : 1 + int(random.below(3)));
    else if (what < 900 && !m_log.isIdle())
        m_log.finishOne(!random.chance(0.03));
    else if (what < 950 && person.session == 0)
        connectPerson(person);
    else if (what < 965)
        disconnectPerson(person);
    else if (what < 975)
        stall(person);
    else if (what < 980)
        killHost();
    else if (what < 985)
        killPerson(person);
    else if (what < 990)
        person.up.push_back(RoomActionMessage{RoomVerb::Clear, {}, {}, {}, {}});
    else if (!person.client->replica().pending().empty() && person.client->isSynced())
        person.up.push_back(EditMessage{person.client->replica().pending().begin()->second.edit, {}});
    m_room->tick();
    collect();
    checkPerson(person);
}

// ---- people ----

void Simulation::act(Person &person, Random &random)
{
    const Document &board = person.client->replica().visible();
    const QList<Op> ops = randomEdit(board, random);
    if (random.chance(0.6) || person.gesture.isEmpty())
        person.gesture = makeId(random, 8);
    const auto outcome = person.client->edit(ops, QStringLiteral("Step"), person.gesture, m_clock.wallMs());
    if (m_keepTrace)
        note(QString::fromLatin1(person.id) + QStringLiteral(" edits ") +
             QString::fromUtf8(encode(EditMessage{{0, person.gesture, ops}, {}})) +
             (outcome ? QString() : QStringLiteral(": ") + outcome.error().message));
    if (outcome)
        carryOut(person, *outcome);
}

void Simulation::undoOrRedo(Person &person, bool redo, Random &random)
{
    note(QString::fromLatin1(person.id) + (redo ? QStringLiteral(" redoes") : QStringLiteral(" undoes")));
    const GestureId gesture = makeId(random, 8);
    carryOut(person,
             redo ? person.client->redo(gesture, m_clock.wallMs()) : person.client->undo(gesture, m_clock.wallMs()));
}

void Simulation::connectPerson(Person &person)
{
    if (person.session != 0 || person.turnedAway)
        return;
    note(QString::fromLatin1(person.id) + QStringLiteral(" connects"));
    person.session = ++m_lastSession;
    person.cut = false;
    m_room->open(person.session);
    JoinMessage join;
    join.client = person.id;
    join.resume = person.client->resumePoint();
    person.up.push_back(join);
}

void Simulation::disconnectPerson(Person &person)
{
    if (person.session == 0)
        return;
    note(QString::fromLatin1(person.id) + QStringLiteral(" is cut off"));
    const SessionId session = std::exchange(person.session, 0);
    person.up.clear();
    person.down.clear();
    person.client->disconnected();
    m_room->close(session, Room::LeaveReason::Closed);
    collect();
}

void Simulation::killPerson(Person &person)
{
    disconnectPerson(person);
    note(QString::fromLatin1(person.id) + QStringLiteral(" is killed, and starts again from its journal"));
    person.client = std::make_unique<RoomClient>(person.id);
    QList<Replica::Pending> pending;
    for (const auto &[id, edit] : person.journal)
        pending.append(edit);
    carryOut(person, person.client->restore(std::nullopt, pending, person.journaledId));
}

void Simulation::sendUp(Person &person, int count)
{
    while (count-- > 0 && !person.up.empty() && person.session != 0) {
        const ClientMessage message = person.up.front();
        person.up.pop_front();
        m_room->receive(person.session, message);
        collect();
    }
}

void Simulation::takeDown(Person &person, int count)
{
    if (person.cut) {
        note(QString::fromLatin1(person.id) + QStringLiteral(" reads again"));
        person.cut = false;
        m_room->restart(person.session);
        collect();
    }
    while (count-- > 0 && !person.down.empty() && m_problem.isEmpty()) {
        const Down next = person.down.front().first;
        person.down.pop_front();
        if (std::holds_alternative<CloseCode>(next)) {
            person.session = 0;
            person.up.clear();
            person.down.clear();
            person.client->disconnected();
            return;
        }
        const auto message = decodeHost(std::get<QByteArray>(next));
        if (!message)
            return fail(QStringLiteral("a message of the host cannot be read: ") + message.error().message);
        if (const auto *edits = std::get_if<EditsMessage>(&*message)) {
            for (const CommittedEdit &edit : edits->edits) {
                // The host's own edits (E15) have id 0, which acknowledges nothing.
                if (edit.client == person.id && edit.id > 0)
                    person.acknowledged.insert(edit.id, edit.seq);
            }
        }
        std::visit(
            [&](const auto &content) {
                if constexpr (requires { person.client->receive(content); })
                    carryOut(person, person.client->receive(content));
            },
            *message);
    }
}

void Simulation::stall(Person &person)
{
    if (person.session == 0 || person.cut)
        return;
    note(QString::fromLatin1(person.id) + QStringLiteral(" does not read: its queue is thrown away"));
    person.cut = true;
    std::erase_if(person.down, [](const auto &queued) { return queued.second; });
    m_room->cut(person.session);
}

void Simulation::carryOut(Person &person, const RoomClient::Outcome &outcome)
{
    for (const Replica::Pending &pending : outcome.made) {
        person.journal[pending.edit.id] = pending;
        person.journaledId = qMax(person.journaledId, pending.edit.id);
    }
    for (const qint64 id : outcome.settled)
        person.journal.erase(id);
    m_refusals += outcome.notices.size();
    for (const QString &notice : outcome.notices)
        note(QString::fromLatin1(person.id) + QStringLiteral(" is told: ") + notice);
    if (outcome.rejoin)
        fail(QStringLiteral("E1: %1 saw a gap in the order").arg(QString::fromLatin1(person.id)));
    if (person.session != 0)
        person.up.insert(person.up.end(), outcome.messages.begin(), outcome.messages.end());
}

// ---- the host ----

void Simulation::startHost()
{
    Random random(mixed(m_seed, -1));
    m_room = std::make_unique<Room>("room", m_log, m_clock, m_random, roomOptions(random));
    if (const auto loaded = m_room->load(); !loaded)
        fail(QStringLiteral("the room cannot be loaded: ") + loaded.error().message);
}

void Simulation::killHost()
{
    note(QStringLiteral("the host is killed, and starts again"));
    m_log.kill();
    m_room.reset();
    for (Person &person : m_people) {
        person.session = 0;
        person.up.clear();
        person.down.clear();
        person.client->disconnected();
    }
    startHost();
}

Simulation::Person *Simulation::personOf(SessionId session)
{
    const auto found = std::find_if(m_people.begin(), m_people.end(),
                                    [session](const Person &person) { return person.session == session; });
    return found == m_people.end() ? nullptr : &*found;
}

void Simulation::collect()
{
    for (const Outgoing &outgoing : m_room->takeOutput()) {
        for (const SessionId session : outgoing.to) {
            Person *person = personOf(session);
            if (!person)
                continue;
            if (const auto *single = std::get_if<Deliver>(&outgoing.what))
                person->down.emplace_back(single->message, false);
            else if (const auto *edits = std::get_if<DeliverEdits>(&outgoing.what))
                person->down.emplace_back(edits->message, true);
            else if (const auto *bulk = std::get_if<DeliverBulk>(&outgoing.what))
                std::for_each(bulk->messages.begin(), bulk->messages.end(),
                              [&](const QByteArray &message) { person->down.emplace_back(message, false); });
            else if (const auto *hangup = std::get_if<Hangup>(&outgoing.what))
                person->down.emplace_back(hangup->code, false);
        }
    }
}

// ---- the end, and the rules ----

void Simulation::comeTogether()
{
    note(QStringLiteral("everybody comes together"));
    for (int round = 0; round < 1000 && m_problem.isEmpty(); ++round) {
        bool quiet = m_log.isIdle();
        while (!m_log.isIdle())
            m_log.finishOne(true);
        collect();
        for (Person &person : m_people) {
            connectPerson(person);
            quiet = quiet && person.up.empty() && person.down.empty() && !person.cut;
            sendUp(person, everything);
            takeDown(person, everything);
        }
        m_clock.advance(50);
        m_room->tick();
        collect();
        if (quiet)
            break;
    }
    checkAgreement();
    for (Person &person : m_people) {
        if (m_problem.isEmpty())
            undoAllAndRedoAll(person);
    }
    checkLog();
}

void Simulation::undoAllAndRedoAll(Person &person)
{
    const auto settle = [&] {
        sendUp(person, everything);
        while (!m_log.isIdle())
            m_log.finishOne(true);
        collect();
        for (Person &each : m_people)
            takeDown(each, everything);
    };
    const auto all = [&](bool redo) {
        while (m_problem.isEmpty() &&
               (redo ? person.client->history().canRedo() : person.client->history().canUndo())) {
            const auto outcome =
                redo ? person.client->redo("redo", m_clock.wallMs()) : person.client->undo("undo", m_clock.wallMs());
            note(QString::fromLatin1(person.id) +
                 (redo ? QStringLiteral(" redoes all") : QStringLiteral(" undoes all")));
            carryOut(person, outcome);
            settle();
        }
    };
    all(true); // what was undone when the others came
    const Document full = person.client->replica().visible();
    const qint64 refusals = m_refusals;
    all(false);
    all(true);
    checkAgreement();
    if (m_refusals > refusals)
        return; // the room was full: not every step could be taken
    const Document &after = person.client->replica().visible();
    if (after.size() != full.size())
        return fail(QStringLiteral("undo all and redo all of %1 leave %2 shapes of %3")
                        .arg(QString::fromLatin1(person.id))
                        .arg(after.size())
                        .arg(full.size()));
    for (const ShapeRef &shape : full.inPaintOrder()) {
        const ShapeRef now = after.find(shape->id);
        if (!now || now->kind != shape->kind || !differing(*now, *shape).isEmpty())
            return fail(QStringLiteral("undo all and redo all of %1 leave another %2:\n%3\n%4")
                            .arg(QString::fromLatin1(person.id), QString::fromLatin1(shape->id),
                                 QString::fromUtf8(encodeShape(*shape)),
                                 now ? QString::fromUtf8(encodeShape(*now)) : QString()));
    }
}

void Simulation::checkPerson(const Person &person)
{
    const Replica &replica = person.client->replica();
    Document replayed = replica.confirmed();
    for (const auto &[id, pending] : replica.pending()) {
        replayed.applyLeniently(pending.edit.ops, {replica.client(), pending.at});
        if (!person.journal.contains(id))
            fail(QStringLiteral("the journal of %1 misses edit %2").arg(QString::fromLatin1(person.id)).arg(id));
    }
    if (replayed.size() != replica.visible().size())
        return fail(
            QStringLiteral("%1 does not see confirmed with pending on top").arg(QString::fromLatin1(person.id)));
    for (const ShapeRef &shape : replayed.inPaintOrder()) {
        const ShapeRef seen = replica.visible().find(shape->id);
        if (!seen || !(seen == shape || *seen == *shape))
            return fail(QStringLiteral("%1 does not see %2 as confirmed with pending on top")
                            .arg(QString::fromLatin1(person.id), QString::fromLatin1(shape->id)));
    }
    for (const ShapeRef &shape : replica.confirmed().inPaintOrder()) {
        const auto there = [&](const Binding &binding) {
            return !binding || replica.confirmed().contains(binding->shape);
        };
        if ((!shape->parent.isEmpty() && !replica.confirmed().contains(shape->parent)) || !there(shape->from) ||
            !there(shape->to))
            return fail(QStringLiteral("%1 of %2 refers to nothing")
                            .arg(QString::fromLatin1(shape->id), QString::fromLatin1(person.id)));
    }
}

void Simulation::checkAgreement()
{
    const auto shapes = m_room->committedShapes();
    if (!shapes)
        return fail(QStringLiteral("the host does not come to rest"));
    const QByteArray board = encodeShapes(*shapes);
    for (const Person &person : m_people) {
        const Replica &replica = person.client->replica();
        if (!replica.pending().empty() || !person.journal.empty())
            return fail(QStringLiteral("%1 still has %2 edits pending, %3 in the journal")
                            .arg(QString::fromLatin1(person.id))
                            .arg(replica.pending().size())
                            .arg(person.journal.size()));
        if (encodeShapes(replica.visible().shapes()) != board)
            return fail(QStringLiteral("%1 sees another board than the host").arg(QString::fromLatin1(person.id)));
    }
}

void Simulation::checkLog()
{
    if (!m_problem.isEmpty())
        return;
    const auto edits = m_log.read("room", 1, std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::max());
    const auto stored = m_log.load("room");
    if (!edits || !stored || !*stored)
        return; // nobody ever came in
    m_committedEdits = edits->size();
    QHash<std::pair<ClientId, qint64>, qint64> places;
    Document fromTheBeginning;
    Document fromTheCheckpoint;
    for (const ShapeRef &shape : (*stored)->shapes)
        fromTheCheckpoint.put(shape);
    for (qint64 seq = 1; const QByteArray &json : *edits) {
        const auto edit = decodeCommitted(json);
        if (!edit || edit->seq != seq)
            return fail(QStringLiteral("the log has no edit %1 in its place").arg(seq));
        if (edit->id > 0 && places.contains({edit->client, edit->id}))
            return fail(
                QStringLiteral("edit %1 of %2 was applied twice").arg(edit->id).arg(QString::fromLatin1(edit->client)));
        places.insert({edit->client, edit->id}, seq);
        fromTheBeginning.applyLeniently(edit->ops, {edit->client, edit->at});
        if (seq > (*stored)->seq)
            fromTheCheckpoint.applyLeniently(edit->ops, {edit->client, edit->at});
        ++seq;
    }
    const QByteArray board = encodeShapes(*m_room->committedShapes());
    if (encodeShapes(fromTheBeginning.shapes()) != board)
        fail(QStringLiteral("the log replayed from its beginning gives another board"));
    if (encodeShapes(fromTheCheckpoint.shapes()) != board)
        fail(QStringLiteral("the log replayed from its checkpoint gives another board"));
    for (const Person &person : m_people) {
        for (auto it = person.acknowledged.cbegin(); it != person.acknowledged.cend(); ++it) {
            if (places.value({person.id, it.key()}) != it.value())
                fail(QStringLiteral("edit %1 of %2 was acknowledged and is lost")
                         .arg(it.key())
                         .arg(QString::fromLatin1(person.id)));
        }
    }
}

void Simulation::fail(const QString &what)
{
    if (m_problem.isEmpty())
        m_problem = what;
}

void Simulation::note(const QString &what)
{
    if (m_keepTrace)
        m_trace.append(QStringLiteral("    ") + what);
}

} // namespace sketchroom::simulation
