#pragma once

#include "common/sync/roomclient.h"
#include "server/room/room.h"
#include "tests/simulation/simulatedlog.h"

#include <deque>

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
    qint64 committedEdits() const { return m_committedEdits; }

private:
    /// Something on its way to a client: a message, or the end of the connection.
    using Down = std::variant<QByteArray, CloseCode>;

    struct Person
    {
        ClientId id;
        std::unique_ptr<RoomClient> client;
        SessionId session = 0; ///< 0: not connected
        std::deque<ClientMessage> up;
        std::deque<std::pair<Down, bool>> down;     ///< whether it is one that a slow reader may lose
        bool cut = false;                           ///< reads nothing just now
        bool turnedAway = false;                    ///< for good
        std::map<qint64, Replica::Pending> journal; ///< what its disk holds
        qint64 journaledId = 0;
        QHash<qint64, qint64> acknowledged; ///< edit id → seq
        QString label;                      ///< of the gesture it is in
        GestureId gesture;
    };

    void step(Random &random);
    void act(Person &person, Random &random);
    void undoOrRedo(Person &person, bool redo, Random &random);
    void connectPerson(Person &person);
    void disconnectPerson(Person &person);
    void killPerson(Person &person);
    void startHost();
    void killHost();
    void sendUp(Person &person, int count);
    void takeDown(Person &person, int count);
    void stall(Person &person);
    void carryOut(Person &person, const RoomClient::Outcome &outcome);
    void collect();

    void comeTogether();
    void undoAllAndRedoAll(Person &person);
    void checkPerson(const Person &person);
    void checkAgreement();
    void checkLog();
    void fail(const QString &what);
    void note(const QString &what);
    Person *personOf(SessionId session);

    const quint64 m_seed;
    ManualClock m_clock;
    Random m_random; ///< the host's own, for epochs and the like
    SimulatedLog m_log;
    std::unique_ptr<Room> m_room;
    std::vector<Person> m_people;
    SessionId m_lastSession = 0;
    qint64 m_committedEdits = 0;
    qint64 m_refusals = 0;
    QString m_problem;
    bool m_keepTrace = false;
    QStringList m_trace;
};

} // namespace sketchroom::simulation
