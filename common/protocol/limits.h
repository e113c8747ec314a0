#pragma once

#include <QtGlobal>

#include <limits>

namespace sketchroom {

/// How deep JSON may be nested that is told or was stored: whoever reads that takes it, whatever a host allows.
inline constexpr int deepestNesting = 64;
/// What a host may allow clients at the most: what it accepts is wrapped twice where it is told and stored.
inline constexpr int deepestNestingOfClients = deepestNesting - 4;

/// What a host allows; told to every client in `welcome.limits`. PROTOCOL.md, section L.
struct Limits
{
    qint64 frameBytes = qint64(1) << 20;
    int opsPerEdit = 1'000;
    int editsPerSecond = 500;
    int editBurst = 10'000;
    qint64 bytesPerSecond = qint64(8) << 20;
    qint64 byteBurst = qint64(64) << 20;
    int shapesPerRoom = 200'000;
    qint64 roomBytes = qint64(256) << 20; ///< about what the shapes of a room take in memory
    int numbersInPoints = 60'000;
    int textLength = 20'000;
    int chatLength = 2'000;
    int nameLength = 40;
    int nesting = 32;
    qint64 imageBytes = qint64(10) << 20;
    qint64 imageStoreBytes = qint64(8) << 30; ///< of the images of all rooms together
    int rooms = 10'000;
    int peersPerRoom = 500;
    int peersPerAddress = 500; ///< in one room; those behind one router or proxy share an address
    int connections = 5'000;
    int connectionsPerAddress = 1'000;
    int handshakes = 2'000; ///< connections at once that have not said what they want
    /// Queued for a peer that does not read: then its queue is replaced by a resync.
    qint64 resyncBytes = qint64(1) << 20;
    qint64 closeBytes = qint64(8) << 20; ///< queued for it: then it is closed
    bool operator==(const Limits &) const = default;
};

/// For what was accepted before, by this host or by another one, which may allow more: it is always read whole.
constexpr Limits withoutLimits()
{
    Limits limits;
    limits.frameBytes = std::numeric_limits<qint64>::max();
    limits.opsPerEdit = limits.numbersInPoints = limits.textLength = std::numeric_limits<int>::max();
    limits.nesting = deepestNesting;
    return limits;
}

inline constexpr int protocolVersion = 2;
inline constexpr int titleLength = 100; ///< characters in a room's title (C6)
inline constexpr quint16 defaultPort = 7538;
inline constexpr qint64 snapshotFrameBytes = qint64(256) * 1024;

/// The close codes of the protocol.
enum class CloseCode : quint16 {
    MessageTooBig = 1009, ///< RFC 6455's; a host's WebSocket layer says so by itself (T8)
    Malformed = 4400,
    Secret = 4401,
    Kicked = 4403,
    NoRoom = 4404,
    NoJoin = 4408,
    Replaced = 4409,
    FrameTooLarge = 4413,
    InUse = 4423,
    Rate = 4429,
    Storage = 4500,
    Stopping = 4503,
};

} // namespace sketchroom
