#include "tests/bench/wifi/pupil.h"

#include "common/model/geometry.h"
#include "common/protocol/codec.h"
#include "common/protocol/packing.h"
#include "tests/support/people.h"

#include <QCryptographicHash>

#include <cmath>
#include <cstdio>

namespace sketchroom::bench {

namespace {

constexpr int tickMs = 33;
constexpr int comesAgainMs = 1'000;
constexpr qsizetype longestStroke = 360; // numbers: some two seconds
constexpr int pointsInTick = 2;          // 60 a second

double inHundredths(double value)
{
    return std::round(value * 100) / 100;
}

} // namespace

Pupil::Pupil(const QByteArray &name, const QUrl &room, Snapshots snapshots)
    : m_url(room)
    , m_name(name)
    , m_snapshots(snapshots)
    , m_random(qHash(name))
    , m_client(clientNamed(name))
{
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        const QByteArray json = text.toUtf8();
        take(json, json.size());
    });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &packed) {
        const auto json = unpackMessage(packed);
        if (!json)
            qFatal("The host says what cannot be unpacked: %s", qPrintable(json.error().message));
        take(*json, packed.size());
    });
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        ++m_timesPutOut;
        m_client.disconnected();
        QTimer::singleShot(comesAgainMs, this, [this] { m_socket.open(m_url); });
    });
    m_timer.setInterval(tickMs);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Pupil::tick);
}

void Pupil::come()
{
    m_since.start();
    m_socket.open(m_url);
}

void Pupil::draw()
{
    m_draws = true;
    m_timer.start();
}

void Pupil::move()
{
    m_draws = false;
    m_timer.start();
}

void Pupil::bring(const QList<ShapeRef> &shapes)
{
    QList<Op> ops;
    for (const ShapeRef &shape : shapes)
        ops.append(CreateOp{shape});
    if (const auto outcome = m_client.edit(ops, {}, makeId(m_random, 12), m_clock.wallMs()))
        carryOut(*outcome);
}

void Pupil::take(const QByteArray &json, qint64 bytesOnTheWay)
{
    m_bytes += bytesOnTheWay;
    const auto message = decodeHost(json);
    if (!message)
        qFatal("The host says what cannot be read: %s", qPrintable(message.error().message));
    if (const auto *hello = std::get_if<HelloMessage>(&*message))
        join(hello->nonce);
    if (const auto *error = std::get_if<ErrorMessage>(&*message))
        std::fprintf(stderr, "The host complains: %s\n", qPrintable(error->message));
    if (std::holds_alternative<SnapshotMessage>(*message))
        m_snapshotBytes += bytesOnTheWay;
    std::visit(
        [this](const auto &content) {
            if constexpr (requires { m_client.receive(content); })
                carryOut(m_client.receive(content));
        },
        *message);
    if (m_joinedAfterMs < 0 && isThere())
        m_joinedAfterMs = m_since.elapsed();
}

void Pupil::join(const QByteArray &nonce)
{
    JoinMessage message = joinOf(m_name);
    message.packings = m_snapshots == Snapshots::Packed ? QList<QByteArray>{packingName} : QList<QByteArray>();
    send(signedJoin(message, keyOf(m_name), m_url.path().section(u'/', -1).toLatin1(), nonce));
}

void Pupil::carryOut(const RoomClient::Outcome &outcome)
{
    for (const ClientMessage &message : outcome.messages)
        send(message);
}

void Pupil::send(const ClientMessage &message)
{
    m_socket.sendTextMessage(QString::fromUtf8(encode(message)));
}

void Pupil::tick()
{
    m_heading += 0.6 * (m_random.real() - 0.5);
    const qsizetype sent = m_points.size();
    for (int i = 0; i < pointsInTick; ++i) {
        m_x += 3 * std::cos(m_heading);
        m_y += 3 * std::sin(m_heading);
        m_points << inHundredths(m_x) << inHundredths(m_y) << 0.5;
    }
    PresenceMessage presence;
    presence.presence.cursor = std::optional(QPointF(inHundredths(m_x), inHundredths(m_y)));
    send(presence);
    if (!m_draws) {
        m_points.clear();
        return;
    }
    QList<Op> ops;
    if (sent == 0) {
        Shape ink = Shape::defaults(Kind::Ink);
        m_stroke = ink.id = makeId(m_random);
        ink.z = "a";
        ink.points = m_points;
        ink.box = boxOfPoints(m_points, 3);
        ops = {CreateOp{std::make_shared<const Shape>(ink)}};
    } else {
        ops = {AppendOp{m_stroke, sent, m_points.sliced(sent)},
               UpdateOp{m_stroke, {{Register::Box, boxOfPoints(m_points, 3)}}}};
    }
    if (const auto outcome = m_client.edit(ops, {}, m_stroke, m_clock.wallMs()))
        carryOut(*outcome);
    if (m_points.size() >= longestStroke)
        m_points.clear();
}

} // namespace sketchroom::bench
