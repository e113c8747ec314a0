#include "server/room/room.h"
#include "common/protocol/codec.h"
#include "server/storage/memorylog.h"
#include "tests/fuzz/claim.h"
#include "tests/support/people.h"
#include "tests/support/steeredhasher.h"

#include <map>

using namespace sketchroom;

// A whole room: lines of messages, each sent by the session that its first character names, 1 to 4. + connects it, -
// ends its connection. A join whose proof is "right" is signed in earnest, by the key that has that name. What people
// are told has to be lawful, and what is stored has to be what there is.

namespace {

constexpr int sessions = 4;

Limits smallLimits()
{
    Limits limits;
    limits.opsPerEdit = 16;
    limits.numbersInPoints = 60;
    limits.textLength = 40;
    limits.shapesPerRoom = 8;
    limits.peersPerRoom = 3;
    limits.chatLength = 40;
    return limits;
}

class RoomUnderTest
{
public:
    RoomUnderTest() { claim(m_room.load().has_value(), "an empty room opens"); }

    void take(QByteArrayView line)
    {
        const SessionId session = SessionId(line.front() - '0');
        if (session < 1 || session > sessions || line.size() < 2)
            return;
        const QByteArrayView what = line.sliced(1);
        if (what == "+") {
            if (m_heard.try_emplace(session, 0).second)
                m_room.open(session, QHostAddress());
        } else if (what == "-") {
            m_room.close(session, Room::LeaveReason::Closed);
            m_heard.erase(session);
        } else if (m_heard.contains(session)) {
            if (const auto message = decodeClient(what, m_options.limits))
                m_room.receive(session, proven(session, *message), what.size());
            else
                m_room.refuse(session, message.error());
        }
        while (m_hasher.underWay() > 0)
            m_hasher.release();
        m_clock.advance(50);
        m_room.tick();
        carryOut();
    }

    void claimThatItIsStored()
    {
        Room again("r1", m_log, m_hasher, m_clock, m_random, m_options);
        claim(again.load().has_value(), "what a room has stored can be loaded");
        claim(again.seq() == m_room.seq() && again.isStored() == m_room.isStored(), "all edits are stored");
        const auto shapes = m_room.committedShapes();
        claim(shapes && encodeShapes(*shapes) == encodeShapes(*again.committedShapes()), "the board is stored");
    }

private:
    /// A join whose proof is "right" is signed, by whoever is called what its key says.
    ClientMessage proven(SessionId session, const ClientMessage &message) const
    {
        const auto *join = std::get_if<JoinMessage>(&message);
        const auto nonce = m_nonces.find(session);
        if (!join || join->proof != "right" || nonce == m_nonces.end())
            return message;
        return signedJoin(*join, keyOf(join->key), m_room.id(), nonce->second);
    }
    void carryOut()
    {
        for (const Outgoing &out : m_room.takeOutput()) {
            for (const SessionId session : out.to)
                std::visit([&](const auto &what) { deliver(session, what); }, out.what);
        }
    }
    void deliver(SessionId session, const Deliver &what) { hear(session, what.message); }
    void deliver(SessionId session, const DeliverEdits &what) { hear(session, what.message); }
    void deliver(SessionId session, const DeliverIfIdle &what) { hear(session, what.message); }
    void deliver(SessionId session, const DeliverBulk &what)
    {
        for (const QByteArray &message : what.messages)
            hear(session, message);
    }
    void deliver(SessionId session, const Hangup &) { m_heard.erase(session); }

    void hear(SessionId session, const QByteArray &json)
    {
        const auto message = decodeHost(json);
        claim(message.has_value(), "what a host says can be read");
        claim(encode(*message) == json, "what a host says is written as it has to be");
        if (const auto *hello = std::get_if<HelloMessage>(&*message))
            m_nonces[session] = hello->nonce;
        if (const auto *welcome = std::get_if<WelcomeMessage>(&*message))
            m_heard[session] = welcome->seq;
        const auto *edits = std::get_if<EditsMessage>(&*message);
        for (const CommittedEdit &edit : edits ? edits->edits : QList<CommittedEdit>()) {
            claim(edit.seq <= m_room.seq(), "nobody hears of what is not committed");
            if (edit.seq <= m_heard.at(session))
                continue; // the tail for one who comes back
            claim(edit.seq == m_heard.at(session) + 1, "edits come in order, without gaps");
            ++m_heard.at(session);
        }
    }

    RoomOptions m_options{smallLimits()};
    ManualClock m_clock;
    Random m_random{1};
    MemoryLog m_log;
    SteeredHasher m_hasher;
    Room m_room{"r1", m_log, m_hasher, m_clock, m_random, m_options};
    std::map<SessionId, QByteArray> m_nonces;
    std::map<SessionId, qint64> m_heard; ///< of those who are connected, up to where they know the room
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    RoomUnderTest room;
    const QByteArrayView bytes(data, qsizetype(size));
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype end = bytes.indexOf('\n', at);
        const QByteArrayView line = end < 0 ? bytes.sliced(at) : bytes.sliced(at, end - at);
        if (!line.isEmpty())
            room.take(line);
        at += line.size() + 1;
    }
    room.claimThatItIsStored();
    return 0;
}
