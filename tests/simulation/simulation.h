#pragma once

#include "server/room/room.h"
#include "tests/simulation/letterorder.h"
#include "tests/simulation/person.h"
#include "tests/simulation/simulatedlog.h"
#include "tests/support/people.h"
#include "tests/support/steeredhasher.h"
#include "tests/support/steeredpacker.h"

namespace sketchroom::simulation {

/// A whole room on a virtual clock, in one thread: a host on a virtual disk, some clients with journals, and queues
/// between them that are as slow, and break, as the seed says. Every step draws on a source of its own, so that steps
/// can be left out and the others still do the same.
class Simulation final
{
public:
    explicit Simulation(quint64 seed);
    ~Simulation();

    /// Runs the steps in [0, steps) that are not in `without`, then lets everybody come together. Empty when all rules
    /// held, otherwise what did not.
    QString run(int steps, const QSet<int> &without = {});
    /// What was done, a line a step.
    const QStringList &trace() const { return m_trace; }
    void keepTrace(bool keep) { m_keepTrace = keep; }
    qint64 committedEdits() const { return m_room->seq(); }

private:
    /// A connection that its client has given up and the host has not noticed: what was on its way may still arrive.
    struct Ghost
    {
        SessionId session = 0;
        std::deque<ClientMessage> up;
    };

    static constexpr int everything = 1'000'000;

    void step(Random &random);
    void act(Person &person, Random &random);
    void undoOrRedo(Person &person, bool redo, const GestureId &gesture);
    /// What somebody has deleted of late, or everybody.
    void restoreDeleted(Person &person, Random &random);
    void connectPerson(Person &person);
    enum class Notice { AtOnce, Later };
    void disconnectPerson(Person &person, Notice hostNotices);
    void killPerson(Person &person);
    void haunt();
    /// Somebody from outside tries to be somebody else, and then what only owners may do.
    void intrude(const Person &victim, Random &random);
    SessionId openToIntruder();
    QByteArray nonceFor(SessionId session);
    QByteArray lastErrorOf(SessionId session);
    void send(Person &person, const ClientMessage &message, const QString &what);
    /// Works for the owner; others are told that it does not.
    void setLocked(Person &person, bool locked);
    void sendUp(Person &person, int count);
    void takeDown(Person &person, int count);
    void read(Person &person, const HostMessage &message);
    void stall(Person &person);
    void carryOut(Person &person, const RoomClient::Outcome &outcome);

    void startHost();
    void killHost(bool lastCommitMadeIt);
    void finishCommit(bool well);
    /// A part of a snapshot is packed, or the host has no memory for the rest.
    void finishPacking(bool well);
    /// The host is gone for good, and the room goes on from what this person has of it, at another one.
    void continueAt(Person &person);
    void hangUpOnEverybody();
    /// Puts what the room has to say on its way.
    void collect();
    Person *personOf(SessionId session);

    void readLettersInLog();
    void comeTogether();
    /// Delivers all there is, until there is nothing more.
    void comeToRest();
    void undoAllAndRedoAll(Person &person);
    void checkEnd();
    /// Fails unless `what` is empty.
    void check(const QString &what);
    void note(const Person &person, const QString &what);
    void note(const QString &what);

    const quint64 m_seed;
    ManualClock m_clock;
    Random m_random; ///< the host's own, for epochs and the like
    RoomOptions m_options;
    bool m_crowded = false; ///< whether hundreds of shapes are brought and moved at once
    std::unique_ptr<SimulatedLog> m_log;
    SteeredHasher m_hasher;
    SteeredPacker m_packer;
    std::unique_ptr<Room> m_room;
    std::vector<Person> m_people;
    std::vector<Ghost> m_ghosts;
    QList<ShapeRef> m_beginning; ///< the board that the log begins with
    qsizetype m_hosts = 1;       ///< that the room has had
    SessionId m_lastSession = 0;
    std::optional<JoinMessage> m_overheard;                                 ///< somebody's, as it was on the wire
    std::map<SessionId, QList<std::shared_ptr<const HostMessage>>> m_heard; ///< by an intruder
    SessionId m_guest = 0;                                                  ///< the intruder's own connection
    LetterOrder m_letters;
    qint64 m_refusals = 0;
    QString m_problem;
    bool m_keepTrace = false;
    QStringList m_trace;
};

} // namespace sketchroom::simulation
