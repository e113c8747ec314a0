#include "tests/bench/soak/guest.h"

#include "common/protocol/codec.h"
#include "tests/support/people.h"
#include "tests/support/randomshapes.h"

namespace sketchroom::bench {

Guest::Guest(const QByteArray &name, const QUrl &room, quint64 seed)
    : m_url(room)
    , m_name(name)
    , m_random(seed)
    , m_room(clientNamed(name))
{
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &Guest::hear);
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        m_here = false;
        m_room.disconnected();
    });
}

void Guest::come()
{
    if (isAway())
        m_socket.open(m_url);
}

void Guest::sayGoodbye()
{
    m_socket.close();
}

void Guest::vanish()
{
    m_socket.abort();
}

void Guest::stopReading()
{
    m_socket.setReadBufferSize(1);
}

void Guest::readAgain()
{
    m_socket.setReadBufferSize(0);
}

void Guest::join(const QByteArray &nonce)
{
    const RoomId room = m_url.path().section(u'/', -1).toLatin1();
    JoinMessage message = signedJoin(joinOf(m_name), keyOf(m_name), room, nonce);
    if (!std::exchange(m_anew, false))
        message.resume = m_room.resumePoint();
    m_socket.sendTextMessage(QString::fromUtf8(encode(ClientMessage(message))));
}

template <class Message>
void Guest::take(const Message &message)
{
    if constexpr (std::is_same_v<Message, HelloMessage>)
        join(message.nonce);
    if constexpr (std::is_same_v<Message, WelcomeMessage>)
        m_here = true;
    if constexpr (std::is_same_v<Message, EditsMessage>) {
        for (const CommittedEdit &edit : message.edits) {
            if (edit.client == m_room.replica().client())
                m_acknowledged[edit.id].insert(edit.seq);
        }
    }
    if constexpr (std::is_same_v<Message, ResyncMessage>)
        ++m_resyncs;
    if constexpr (requires { m_room.receive(message); })
        carryOut(m_room.receive(message));
}

void Guest::hear(const QString &json)
{
    const auto message = decodeHost(json.toUtf8());
    if (!message)
        qFatal("The host says what cannot be read: %s", qPrintable(message.error().message));
    std::visit([this](const auto &content) { take(content); }, *message);
}

void Guest::carryOut(const RoomClient::Outcome &outcome)
{
    for (const ClientMessage &message : outcome.messages)
        m_socket.sendTextMessage(QString::fromUtf8(encode(message)));
    if (!outcome.rejoin)
        return;
    m_anew = true;
    vanish();
}

void Guest::draw(Drawing drawing)
{
    constexpr qsizetype mostShapes = 100;
    constexpr qsizetype loudText = 16'000;
    const Document &board = m_room.replica().visible();
    const QString text(drawing == Drawing::Loud ? loudText : 0, QChar(u'a' + m_random.below(26)));
    Op op = testing::randomOp(board, makeId(m_random, 12), m_random);
    if (std::holds_alternative<CreateOp>(op)) {
        Shape shape = Shape::defaults(Kind::Note);
        shape.id = shapeIdOf(op);
        shape.text = text;
        if (board.size() >= mostShapes)
            op = DeleteOp{(*std::next(board.inPaintOrder().begin(), m_random.below(mostShapes)))->id};
        else if (drawing == Drawing::Loud)
            op = CreateOp{std::make_shared<const Shape>(shape)};
    } else if (const ShapeRef shape = board.find(shapeIdOf(op));
               drawing == Drawing::Loud && info(Register::Text).usedBy(shape->kind)) {
        op = UpdateOp{shape->id, {{Register::Text, text}}};
    }
    if (const auto done = m_room.edit({op}, {}, makeId(m_random, 12), m_clock.wallMs()))
        carryOut(*done);
}

} // namespace sketchroom::bench
