#pragma once

#include "app/session/networkwatch.h"
#include "app/session/reconnectpolicy.h"
#include "app/session/roomlink.h"
#include "app/session/socketproblem.h"
#include "common/base/faultyline.h"
#include "common/base/signingkey.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWebSocket>

namespace sketchroom {

/// What a client proves with who it is.
struct Credentials
{
    SigningKey key;
    QByteArray window; ///< tells a connection that comes back from another program with the same key; may be empty
};

/// A room on a host, over a WebSocket. Once it was joined it reconnects by itself, and resumes; before that a failure
/// closes it, unless it was told to be patient, and retryNow() begins again.
class RoomConnection final : public RoomLink
{
    Q_OBJECT

public:
    enum class Patience {
        OnceJoined, ///< it reconnects only to a room that has let us in
        Always      ///< also before, since there is something to bring
    };
    /// A room that is not there: is demanded (Demand::Kind::Room), or made. One that has let us in is always made
    /// again.
    enum class Missing { Ask, Make };
    struct Manner
    {
        Patience patience = Patience::OnceJoined;
        Missing missing = Missing::Make;
        LineFaults faults = {};
    };
    /// `url`: ws://HOST:PORT/rooms/ROOM, or wss. `credentials` prove who joins. `access` outlives it.
    RoomConnection(const QUrl &url, const Credentials &credentials, HostAccess &access, Random &random,
                   const Manner &manner, QObject *parent = nullptr);
    ~RoomConnection() override;

    State state() const override { return m_state; }
    QString problem() const override { return m_problem; }
    std::optional<Demand> demand() const override { return m_demand; }
    std::optional<int> retryInMs() const override;
    QUrl address() const override { return m_url; }
    void open(const JoinMessage &join) override;
    void setResume(const HistoryPoint &resume) override { m_join.resume = resume; }
    void send(const ClientMessage &message) override;
    void retryNow() override;
    void close(const QString &problem) override
    {
        m_demand.reset();
        lose(problem, false);
    }

private:
    void connectNow();
    void connected();
    void take(const HelloMessage &hello);
    void take(const WelcomeMessage &welcome);
    Closing whyClosed() const;
    void disconnected();
    void failed(QAbstractSocket::SocketError error);
    void judge(const QList<QSslError> &errors);
    void receive(const QByteArray &json);
    void receivePacked(const QByteArray &packed);
    void hear(HostMessage message);
    void watch();
    void lose(const QString &problem, bool reconnect, int waitMs = 0);
    void setState(State state);

    QUrl m_url;
    const Credentials m_credentials;
    HostAccess &m_access;
    JoinMessage m_join;
    ReconnectPolicy m_policy;
    State m_state = State::Connecting;
    QString m_problem;
    std::optional<Demand> m_demand;
    enum class Attempt { Started, Reached, Failed };
    Attempt m_attempt = Attempt::Started; ///< to connect, the one that is under way
    ErrorMessage m_hostsError;            ///< what the host said before it closed
    int m_byeRetryMs = 0;
    bool m_greeted = false;    ///< the host has said hello, and knows who joins
    bool m_waits = false;      ///< for an owner to let this user in
    bool m_takesPacked = true; ///< until something packed could not be read
    bool m_keepsTrying;        ///< reconnects when the connection is lost
    bool m_makesRoom;
    std::unique_ptr<QWebSocket> m_socket;
    FaultyLine m_in;
    FaultyLine m_out;
    QTimer m_retry;
    NetworkWatch m_network; ///< while it waits: a network that comes back is tried at once
    QTimer m_watch;         ///< pings, and notices a host that has gone silent
    QElapsedTimer m_lastHeard;
};

} // namespace sketchroom
