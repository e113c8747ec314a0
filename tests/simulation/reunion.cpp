// How a simulation ends: everybody comes together, and nothing may be missing.

#include "common/protocol/codec.h"
#include "tests/simulation/rules.h"
#include "tests/simulation/simulation.h"

#include <limits>

namespace sketchroom::simulation {

void Simulation::comeTogether()
{
    note(QStringLiteral("everybody comes together"));
    while (!m_ghosts.empty())
        haunt();
    comeToRest();
    for (Person &person : m_people)
        setLocked(person, false);
    comeToRest();
    check(disagreement(*m_room, m_people));
    readLettersInLog();
    check(m_letters.broken(m_people.front().client->replica().visible()));
    for (Person &person : m_people) {
        if (m_problem.isEmpty())
            undoAllAndRedoAll(person);
    }
    checkEnd();
}

void Simulation::readLettersInLog()
{
    constexpr qint64 all = std::numeric_limits<qint64>::max();
    if (const auto edits = m_log->read("room", 1, all, all))
        m_letters.ordered(m_beginning, *edits);
}

void Simulation::comeToRest()
{
    constexpr int patience = 1000;
    bool quiet = false;
    for (int round = 0; round < patience && !quiet && m_problem.isEmpty(); ++round) {
        quiet = m_log->isIdle() && m_packer.underWay() == 0;
        while (!m_log->isIdle())
            finishCommit(true);
        while (m_packer.underWay() > 0)
            finishPacking(true);
        collect();
        for (Person &person : m_people) {
            connectPerson(person);
            quiet = quiet && person.up.empty() && person.down.empty() && !person.cut;
            sendUp(person, everything);
            takeDown(person, everything);
            person.forgetSettled();
        }
        m_clock.advance(50);
        m_room->tick();
        collect();
    }
}

void Simulation::undoAllAndRedoAll(Person &person)
{
    const auto all = [&](bool redo) {
        const auto &history = person.client->history();
        while (m_problem.isEmpty() && (redo ? history.canRedo() : history.canUndo()))
            undoOrRedo(person, redo, redo ? "redo" : "undo");
        comeToRest();
    };
    all(true); // what was undone when the others came
    const Document full = person.client->replica().visible();
    const qint64 refusals = m_refusals;
    all(false);
    all(true);
    check(disagreement(*m_room, m_people));
    // In a full room not every step can be taken.
    const QString changed = difference(full, person.client->replica().visible());
    if (m_refusals == refusals && !changed.isEmpty())
        check(QStringLiteral("undo all and redo all of %1 leave %2").arg(person.name(), changed));
}

void Simulation::checkEnd()
{
    if (!m_problem.isEmpty())
        return;
    check(lossInLog(*m_log, *m_room, m_beginning, m_people));
    const auto before = m_room->committedShapes();
    killHost(false);
    const auto after = m_room->committedShapes();
    if (!before || !after || encodeShapes(*after) != encodeShapes(*before))
        check(QStringLiteral("the host comes back with another board"));
}

} // namespace sketchroom::simulation
