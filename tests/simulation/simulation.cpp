#include "tests/simulation/simulation.h"

#include "common/model/diff.h"
#include "common/protocol/codec.h"
#include "common/protocol/packing.h"
#include "server/room/roomcopy.h"
#include "tests/simulation/rules.h"
#include "tests/simulation/workload.h"

namespace sketchroom::simulation {

namespace {

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

/// In a crowd, edits of hundreds of operations still go out as few.
RoomOptions crowdedOptions(Random &random)
{
    RoomOptions options = roomOptions(random);
    options.limits.opsPerEdit = 100;
    options.limits.shapesPerRoom = 1'000;
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
    , m_log(std::make_unique<SimulatedLog>())
{
    Random random(mixed(m_seed, -1));
    const int people = 2 + int(random.below(7));
    for (int i = 0; i < people; ++i) {
        Person person;
        person.key = "client-" + QByteArray::number(i);
        person.id = clientNamed(person.key);
        person.client = std::make_unique<RoomClient>(person.id);
        m_people.push_back(std::move(person));
    }
    m_crowded = random.chance(0.02);
    m_options = m_crowded ? crowdedOptions(random) : roomOptions(random);
    m_options.packer = &m_packer;
    m_options.packFromBytes = 0;
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
    else if (what < 400)
        undoOrRedo(person, what >= 370, makeId(random, 8));
    else if (what < 580)
        sendUp(person, random.chance(0.5) ? everything : 1);
    else if (what < 780)
        takeDown(person, random.chance(0.5) ? everything : 1 + int(random.below(3)));
    else if (what < 900 && !m_log->isIdle())
        finishCommit(!random.chance(0.03));
    else if (what < 940)
        connectPerson(person);
    else if (what < 950)
        haunt();
    else if (what < 965)
        disconnectPerson(person, random.chance(0.5) ? Notice::AtOnce : Notice::Later);
    else if (what < 975)
        stall(person);
    else if (what < 980)
        killHost(random.chance(0.5));
    else if (what < 985)
        killPerson(person);
    else if (what < 988)
        send(person, RoomActionMessage{RoomVerb::Clear, {}, {}, {}, {}}, QStringLiteral("clears the board"));
    else if (what < 989 && random.chance(0.7))
        restoreDeleted(person, random);
    else if (what < 989)
        setLocked(person, random.chance(0.3));
    else if (what < 990)
        continueAt(person);
    else if (what < 991)
        intrude(person, random);
    else if (what < 993)
        send(person, ChatMessage{QStringLiteral("hello")}, QStringLiteral("chats"));
    else if (const auto &pending = person.client->replica().pending(); !pending.empty() && person.client->isSynced())
        send(person, EditMessage{std::next(pending.begin(), random.below(quint32(pending.size())))->second.edit, {}},
             QStringLiteral("sends an edit again"));
    if (m_packer.underWay() > 0 && random.chance(0.2))
        finishPacking(!random.chance(0.1));
    m_room->tick();
    collect();
    check(brokenRule(person));
}

// ---- people ----

void Simulation::act(Person &person, Random &random)
{
    const Document &board = person.client->replica().visible();
    const bool bring = m_crowded && board.size() < 150 && random.chance(0.5);
    const QList<Op> ops = bring ? bringMany(board, random) : randomEdit(board, random);
    if (random.chance(0.6) || person.gesture.isEmpty())
        person.gesture = makeId(random, 8);
    const auto outcome = person.client->edit(ops, QStringLiteral("Step"), person.gesture, m_clock.wallMs());
    if (m_keepTrace)
        note(person, QStringLiteral("edits ") + QString::fromUtf8(encode(EditMessage{{0, person.gesture, ops}, {}})) +
                         (outcome ? QString() : QStringLiteral(": ") + outcome.error().message));
    if (!outcome)
        return;
    person.ownWork.left(outcome->changes);
    m_letters.typed(outcome->changes);
    carryOut(person, *outcome);
}

void Simulation::undoOrRedo(Person &person, bool redo, const GestureId &gesture)
{
    note(person, redo ? QStringLiteral("redoes") : QStringLiteral("undoes"));
    RoomClient &client = *person.client;
    const auto outcome = redo ? client.redo(gesture, m_clock.wallMs()) : client.undo(gesture, m_clock.wallMs());
    if (const QString trespass = person.ownWork.trespass(coalesced(outcome.changes)); !trespass.isEmpty())
        check(QStringLiteral("%1 of %2 %3").arg(redo ? u"redo" : u"undo", person.name(), trespass));
    const bool more = redo ? client.history().canRedo() : client.history().canUndo();
    if (more && outcome.changes.isEmpty() && outcome.notices.isEmpty())
        check(QStringLiteral("%1 took a step without effect").arg(person.name()));
    person.ownWork.left(outcome.changes);
    carryOut(person, outcome);
}

void Simulation::restoreDeleted(Person &person, Random &random)
{
    RoomActionMessage message;
    message.action = RoomVerb::Restore;
    if (random.chance(0.5))
        message.client = m_people[random.below(quint32(m_people.size()))].id;
    message.since = m_clock.wallMs() - random.below(5'000);
    send(person, message, QStringLiteral("brings back what was deleted"));
}

void Simulation::connectPerson(Person &person)
{
    if (person.session != 0)
        return;
    note(person, QStringLiteral("connects"));
    person.session = ++m_lastSession;
    person.joins = person.cut = false;
    m_room->open(person.session, QHostAddress());
    collect();
}

void Simulation::disconnectPerson(Person &person, Notice hostNotices)
{
    if (person.session == 0)
        return;
    note(person, QStringLiteral("is cut off"));
    Ghost ghost{std::exchange(person.session, 0), std::exchange(person.up, {})};
    person.down.clear();
    person.client->disconnected();
    if (hostNotices == Notice::AtOnce)
        m_room->close(ghost.session, Room::LeaveReason::Closed);
    else
        m_ghosts.push_back(std::move(ghost));
    collect();
}

void Simulation::killPerson(Person &person)
{
    disconnectPerson(person, Notice::AtOnce);
    note(person, QStringLiteral("is killed, and starts again from its journal"));
    person.client = std::make_unique<RoomClient>(person.id);
    person.ownWork.clear();
    person.forgetting.clear();
    QList<Replica::Pending> pending;
    for (const auto &[id, edit] : person.journal) {
        pending.append(edit);
        m_letters.exclude(edit.edit.ops);
    }
    carryOut(person, person.client->restore(person.board, pending, person.journaledId));
}

void Simulation::haunt()
{
    if (m_ghosts.empty())
        return;
    Ghost &ghost = m_ghosts.front();
    if (!ghost.up.empty()) {
        note(QStringLiteral("a message of a connection that was given up arrives"));
        const ClientMessage message = ghost.up.front();
        ghost.up.pop_front();
        m_room->receive(ghost.session, message);
    } else {
        note(QStringLiteral("the host notices that a connection was given up"));
        m_room->close(ghost.session, Room::LeaveReason::Timeout);
        m_ghosts.erase(m_ghosts.begin());
    }
    collect();
}

/// Somebody from outside who knows all that everybody is told.
void Simulation::intrude(const Person &victim, Random &random)
{
    note(QStringLiteral("an intruder tries to be ") + victim.name());
    const SigningKey own = keyOf("intruder");
    const SessionId liar = openToIntruder();
    JoinMessage lie = joinOf(victim.key);
    lie.proof = own.sign(joinText(nonceFor(liar), m_room->id()));
    if (m_overheard && random.chance(0.5))
        lie = *m_overheard;
    m_room->receive(liar, lie);
    collect();
    if (lastErrorOf(liar) != "identity")
        check(QStringLiteral("J16: an intruder was taken for %1").arg(victim.name()));

    if (m_guest == 0) {
        m_guest = openToIntruder();
        JoinMessage join = joinOf("intruder");
        join.make = false;
        m_room->receive(m_guest, signedJoin(join, own, m_room->id(), nonceFor(m_guest)));
        collect();
    }
    // It has to wait until it is let in, or there may be no room yet.
    const auto welcome = std::find_if(m_heard[m_guest].begin(), m_heard[m_guest].end(), [](const auto &message) {
        return std::holds_alternative<WelcomeMessage>(*message);
    });
    if (welcome != m_heard[m_guest].end()) {
        constexpr std::array verbs = {RoomVerb::Lock, RoomVerb::Clear, RoomVerb::Role, RoomVerb::Newcomers};
        RoomActionMessage action;
        action.action = verbs.at(random.below(quint32(verbs.size())));
        action.role = Role::Owner;
        action.newcomers = Newcomers::Wait;
        action.peer = std::get<WelcomeMessage>(**welcome).peer;
        m_room->receive(m_guest, action);
        m_room->receive(m_guest, EditMessage{{(qint64(1) << 53) - 1, "g", randomEdit(Document(), random)}, {}});
        collect();
        if (lastErrorOf(m_guest) != "forbidden")
            check(QStringLiteral("C2: an intruder acted on the room"));
    } else {
        m_room->close(std::exchange(m_guest, 0), Room::LeaveReason::Closed);
        collect();
    }
}

SessionId Simulation::openToIntruder()
{
    const SessionId session = ++m_lastSession;
    m_heard[session] = {};
    m_room->open(session, QHostAddress());
    collect();
    return session;
}

QByteArray Simulation::nonceFor(SessionId session)
{
    const auto &heard = m_heard[session];
    return heard.isEmpty() ? QByteArray() : std::get<HelloMessage>(*heard.constFirst()).nonce;
}

QByteArray Simulation::lastErrorOf(SessionId session)
{
    const auto &heard = m_heard[session];
    for (auto message = heard.crbegin(); message != heard.crend(); ++message) {
        if (const auto *error = std::get_if<ErrorMessage>(&**message))
            return error->code;
    }
    return {};
}

void Simulation::send(Person &person, const ClientMessage &message, const QString &what)
{
    if (person.session == 0 || !person.joins)
        return;
    note(person, what);
    person.up.push_back(message);
}

void Simulation::setLocked(Person &person, bool locked)
{
    send(person, RoomActionMessage{locked ? RoomVerb::Lock : RoomVerb::Unlock, {}, {}, {}, {}},
         locked ? QStringLiteral("locks the room") : QStringLiteral("unlocks the room"));
}

void Simulation::sendUp(Person &person, int count)
{
    if (!person.up.empty())
        note(person,
             QStringLiteral("is heard by the host: at most %1 of %2 messages").arg(count).arg(person.up.size()));
    for (; count > 0 && !person.up.empty() && person.session != 0; --count) {
        const ClientMessage message = person.up.front();
        person.up.pop_front();
        m_room->receive(person.session, message);
        collect();
    }
}

void Simulation::takeDown(Person &person, int count)
{
    if (person.cut) {
        note(person, QStringLiteral("reads again"));
        person.cut = false;
        m_room->restart(person.session);
        collect();
    }
    if (!person.down.empty())
        note(person, QStringLiteral("hears the host: at most %1 of %2 messages").arg(count).arg(person.down.size()));
    for (; count > 0 && !person.down.empty() && m_problem.isEmpty(); --count) {
        const Down next = person.down.front().first;
        person.down.pop_front();
        if (std::holds_alternative<CloseCode>(next)) {
            person.session = 0;
            person.up.clear();
            person.down.clear();
            person.client->disconnected();
            return;
        }
        read(person, *std::get<std::shared_ptr<const HostMessage>>(next));
    }
}

void Simulation::read(Person &person, const HostMessage &message)
{
    if (const auto *edits = std::get_if<EditsMessage>(&message)) {
        const qint64 last = edits->edits.isEmpty() ? 0 : edits->edits.constLast().seq;
        if (const auto stored = m_log->read(m_room->id(), last, last, 0); last > 0 && (!stored || stored->isEmpty()))
            check(QStringLiteral("E4: %1 is told of edit %2, which is not stored").arg(person.name()).arg(last));
        for (const CommittedEdit &edit : edits->edits) {
            // The host's own edits (E15) have id 0, which acknowledges nothing.
            if (edit.client == person.id && edit.id > 0)
                person.acknowledged.insert(edit.id, edit.seq);
        }
    }
    if (const auto *hello = std::get_if<HelloMessage>(&message)) {
        JoinMessage join = joinOf(person.key);
        join.resume = person.client->resumePoint();
        join.packings = person.session % 2 == 0 ? QList<QByteArray>{packingName} : QList<QByteArray>();
        m_overheard = signedJoin(join, keyOf(person.key), m_room->id(), hello->nonce);
        person.up.push_back(*m_overheard);
        person.joins = true;
    }
    std::visit(
        [&](const auto &content) {
            if constexpr (requires { person.client->receive(content); })
                carryOut(person, person.client->receive(content));
        },
        message);
}

void Simulation::stall(Person &person)
{
    if (person.session == 0 || person.cut)
        return;
    note(person, QStringLiteral("does not read: its queue is thrown away"));
    person.cut = true;
    std::erase_if(person.down, [](const auto &queued) { return queued.second; });
    m_room->cut(person.session);
}

void Simulation::carryOut(Person &person, const RoomClient::Outcome &outcome)
{
    person.ownWork.left(outcome.undoable);
    for (const Replica::Pending &pending : outcome.made) {
        person.journal[pending.edit.id] = pending;
        person.journaledId = qMax(person.journaledId, pending.edit.id);
    }
    // The disk is a moment behind.
    person.forgetSettled();
    person.forgetting = outcome.settled;
    if (outcome.carried)
        person.journal = person.client->replica().pending();
    if (outcome.beganAnew)
        check(QStringLiteral("J15: %1 takes the room for another one").arg(person.name()));
    constexpr qint64 editsBetweenCopies = 20;
    const Replica &replica = person.client->replica();
    const bool isOther = !person.board || person.board->epoch != replica.epoch();
    if (!replica.epoch().isEmpty() && (isOther || replica.seq() >= person.board->seq + editsBetweenCopies))
        person.board = replica.confirmedCopy();
    m_refusals += outcome.notices.size();
    for (const QString &notice : outcome.notices)
        note(person, QStringLiteral("is told: ") + notice);
    if (outcome.rejoin)
        check(QStringLiteral("E1: %1 saw a gap in the order").arg(person.name()));
    if (person.session != 0)
        person.up.insert(person.up.end(), outcome.messages.begin(), outcome.messages.end());
}

// ---- the host ----

void Simulation::startHost()
{
    m_room = std::make_unique<Room>("room", *m_log, m_hasher, m_clock, m_random, m_options);
    if (const auto loaded = m_room->load(); !loaded)
        check(QStringLiteral("the room cannot be loaded: ") + loaded.error().message);
}

void Simulation::killHost(bool lastCommitMadeIt)
{
    note(QStringLiteral("the host is killed, and starts again"));
    m_log->kill(lastCommitMadeIt);
    hangUpOnEverybody();
    startHost();
}

void Simulation::hangUpOnEverybody()
{
    m_room.reset();
    m_ghosts.clear();
    m_heard.clear();
    m_guest = 0;
    for (Person &person : m_people) {
        person.session = 0;
        person.up.clear();
        person.down.clear();
        person.client->disconnected();
    }
}

void Simulation::continueAt(Person &person)
{
    const QList<HistoryPoint> ancestry = person.client->ancestry();
    const auto stored = m_log->load("room");
    // Only one who has been in the room as it is now.
    if (ancestry.size() != m_hosts || !stored || !*stored || ancestry.front().epoch != (*stored)->record.epoch)
        return;
    note(person, QStringLiteral("continues the room at another host"));
    const Replica &replica = person.client->replica();
    const RoomCopy copy{{}, replica.confirmedCopy().shapes, ancestry, replica.lastEdits(), {}, person.id};
    readLettersInLog();
    m_letters.forgetPlaces();
    hangUpOnEverybody();
    ++m_hosts;
    m_beginning = copy.shapes;
    m_log = std::make_unique<SimulatedLog>();
    m_log->append("room", firstCommit(copy, makeId(m_random), m_clock.wallMs()), [](const Result<void> &) {});
    m_log->flush();
    // What was acknowledged later than what is known here comes again from those who made it, while they live.
    for (Person &each : m_people)
        each.acknowledged.clear();
    startHost();
}

void Simulation::finishCommit(bool well)
{
    note(well ? QStringLiteral("the host stores") : QStringLiteral("the host's disk is full"));
    m_log->finishOne(well);
}

void Simulation::finishPacking(bool well)
{
    note(well ? QStringLiteral("a part of a snapshot is packed") : QStringLiteral("there is no memory for packing"));
    m_packer.failing = !well;
    m_packer.release();
}

Person *Simulation::personOf(SessionId session)
{
    const auto found = std::find_if(m_people.begin(), m_people.end(),
                                    [session](const Person &person) { return person.session == session; });
    return found == m_people.end() ? nullptr : &*found;
}

void Simulation::collect()
{
    const auto deliver = [this](const QList<SessionId> &to, const QByteArray &bytes, bool mayBeLost) {
        const auto message = decodeHost(isPacked(bytes) ? unpackMessage(bytes).value_or("damaged") : bytes);
        if (!message)
            return check(QStringLiteral("a message of the host cannot be read: ") + message.error().message);
        const auto shared = std::make_shared<const HostMessage>(*message);
        for (const SessionId session : to) {
            if (Person *person = personOf(session))
                person->down.emplace_back(shared, mayBeLost);
            else if (const auto heard = m_heard.find(session); heard != m_heard.end())
                heard->second.append(shared);
        }
    };
    for (const Outgoing &outgoing : m_room->takeOutput()) {
        if (const auto *single = std::get_if<Deliver>(&outgoing.what)) {
            deliver(outgoing.to, single->message, false);
        } else if (const auto *edits = std::get_if<DeliverEdits>(&outgoing.what)) {
            deliver(outgoing.to, edits->message, true);
        } else if (const auto *bulk = std::get_if<DeliverBulk>(&outgoing.what)) {
            for (const QByteArray &message : bulk->messages)
                deliver(outgoing.to, message, false);
        } else if (const auto *hangup = std::get_if<Hangup>(&outgoing.what)) {
            for (const SessionId session : outgoing.to) {
                if (Person *person = personOf(session))
                    person->down.emplace_back(hangup->code, false);
            }
        }
    }
}

void Simulation::check(const QString &what)
{
    if (m_problem.isEmpty())
        m_problem = what;
}

void Simulation::note(const Person &person, const QString &what)
{
    if (m_keepTrace)
        note(person.name() + u' ' + what);
}

void Simulation::note(const QString &what)
{
    if (m_keepTrace)
        m_trace.append(QStringLiteral("    ") + what);
}

} // namespace sketchroom::simulation
