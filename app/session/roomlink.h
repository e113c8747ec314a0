#pragma once

#include "app/session/hostaccess.h"
#include "common/protocol/messages.h"

#include <QObject>
#include <QUrl>

namespace sketchroom {

/// The way to a room's host: a WebSocket (RoomConnection), or a room in this very process (LocalRoom). Lives on the
/// GUI thread.
class RoomLink : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Connecting,   ///< for the first time
        Connected,    ///< joined: edits go out at once
        Reconnecting, ///< lost; tries again by itself
        Closed,       ///< for good: problem() says why
    };

    using QObject::QObject;

    virtual State state() const = 0;
    /// A sentence about why it is not connected; empty when it is.
    virtual QString problem() const = 0;
    /// What the host wants, where it is closed because of that. To be given to HostAccess before retryNow(), or
    /// close().
    virtual std::optional<Demand> demand() const { return std::nullopt; }
    /// When the next try is due, ms from now; nothing when none is.
    virtual std::optional<int> retryInMs() const { return std::nullopt; }
    /// The room's address for people; empty for a room in this process.
    virtual QUrl address() const { return {}; }
    /// Whether the room is one in this process that only this user is in.
    virtual bool isLocal() const { return false; }

    /// Begins; `join` is sent now, and again on each reconnect with what `resume` says then.
    virtual void open(const JoinMessage &join) = 0;
    /// The position to resume from on the next reconnect.
    virtual void setResume(const HistoryPoint &resume) = 0;
    /// Only while Connected; otherwise it is dropped (pending edits are sent again after each welcome).
    virtual void send(const ClientMessage &message) = 0;
    /// Tries again now, where it waits to reconnect.
    virtual void retryNow() {}
    /// Ends it for good, with a sentence for problem().
    virtual void close(const QString &problem) = 0;

Q_SIGNALS:
    void received(const sketchroom::HostMessage &message);
    void stateChanged();
};

} // namespace sketchroom
