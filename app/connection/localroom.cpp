#include "app/connection/localroom.h"

#include "common/protocol/codec.h"

namespace sketchroom {

namespace {

constexpr SessionId me = 1;

RoomOptions localOptions()
{
    RoomOptions options;
    // One user, in this process: nobody has to be protected from them.
    options.limits.editsPerSecond = options.limits.editBurst = std::numeric_limits<int>::max();
    options.limits.bytesPerSecond = options.limits.byteBurst = std::numeric_limits<int>::max();
    return options;
}

} // namespace

LocalRoom::LocalRoom(const Clock &clock, Random &random, QObject *parent)
    : RoomLink(parent)
    , m_room("local", m_log, clock, random, localOptions())
{
}

LocalRoom::~LocalRoom() = default;

void LocalRoom::open(const JoinMessage &join)
{
    // A log in memory that is empty has nothing that could be damaged.
    [[maybe_unused]] const auto loaded = m_room.load();
    m_room.setOnOutput([this] { deliver(); });
    m_room.open(me);
    send(join);
}

void LocalRoom::send(const ClientMessage &message)
{
    m_room.receive(me, message);
    if (m_scheduled)
        return;
    m_scheduled = true;
    QMetaObject::invokeMethod(this, &LocalRoom::deliver, Qt::QueuedConnection);
}

void LocalRoom::deliver()
{
    m_scheduled = false;
    const auto hand = [this](const QByteArray &bytes) {
        const auto message = decodeHost(bytes);
        if (!message)
            return;
        if (std::holds_alternative<WelcomeMessage>(*message) && m_state != State::Connected) {
            m_state = State::Connected;
            Q_EMIT stateChanged();
        }
        Q_EMIT received(*message);
    };
    for (const Outgoing &outgoing : m_room.takeOutput()) {
        if (const auto *single = std::get_if<Deliver>(&outgoing.what))
            hand(single->message);
        else if (const auto *edits = std::get_if<DeliverEdits>(&outgoing.what))
            hand(edits->message);
        else if (const auto *bulk = std::get_if<DeliverBulk>(&outgoing.what))
            std::for_each(bulk->messages.begin(), bulk->messages.end(), hand);
    }
}

} // namespace sketchroom
