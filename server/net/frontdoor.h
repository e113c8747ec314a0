#pragma once

#include "common/base/ids.h"
#include "common/base/result.h"
#include "server/config/hostoptions.h"
#include "server/net/access.h"
#include "server/net/caller.h"
#include "server/net/headcount.h"
#include "server/net/proxies.h"

#include <QElapsedTimer>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTimer>

#include <functional>
#include <optional>

namespace sketchroom {

class HttpConnection;

/// One port for everything. Looks at each connection's request head, bounded in size and time, and hands the connection
/// to a room, the lobby or the HTTP side, if it is let in. Limits how many connections there are, and how many of those
/// have not said yet what they want: where they are too many, the slowest has to go.
class FrontDoor final : public QTcpServer
{
    Q_OBJECT

public:
    /// `answer` makes the response to a request that is no upgrade.
    using Answer = std::function<HttpResponse(const RequestHead &)>;
    FrontDoor(const HostOptions &options, Access &access, Answer answer, QObject *parent = nullptr);
    ~FrontDoor() override;

    /// Connections that come from now on have to be encrypted; one that is not is told so.
    void setTls(const QSslConfiguration &tls) { m_tls = tls; }

    int connections() const { return m_headcount->all(); }
    /// The port. Errors: Io, with a sentence that says what is in the way.
    Result<quint16> open();

Q_SIGNALS:
    /// Somebody is at the door of a room, and is the receiver's from now on.
    void roomCalled(const sketchroom::RoomId &room, const sketchroom::Caller &caller);
    void lobbyCalled(const sketchroom::Caller &caller);
    /// Somebody brings or fetches an image. What is left of the input comes after the head.
    void assetCalled(const sketchroom::RequestHead &head, sketchroom::HttpConnection *connection);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    HttpConnection *newConnection(qintptr descriptor);
    void look(HttpConnection *connection);
    void route(HttpConnection *connection, HeadReading reading);
    bool recognise(HttpConnection *connection, RequestHead &head);
    bool isTooMany(const QHostAddress &address) const;
    void letIn(HttpConnection *connection, const HeadReading &reading, const RoomId &room);
    void respond(HttpConnection *connection, const HttpResponse &response, bool withBody = true);
    void takeBreath();
    void goOn();
    void giveTime(HttpConnection *connection);
    void leaveAlone(HttpConnection *connection);
    static HttpResponse tooMany();

    HostOptions m_options;
    Access &m_access;
    const Proxies m_proxies;
    Answer m_answer;
    std::optional<QSslConfiguration> m_tls; ///< none: connections are not encrypted
    QTimer m_breather;                      ///< runs while there is no descriptor to spare for a connection
    QElapsedTimer m_toldOfShortage;
    std::shared_ptr<Headcount> m_headcount = std::make_shared<Headcount>();
    QList<HttpConnection *> m_unfinished; ///< those whose request has not come yet, longest first
};

} // namespace sketchroom
