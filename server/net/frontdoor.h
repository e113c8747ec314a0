#pragma once

#include "common/base/ids.h"
#include "common/base/result.h"
#include "server/config/hostoptions.h"
#include "server/net/access.h"
#include "server/net/caller.h"
#include "server/net/headcount.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace sketchroom {

/// One port for everything. Looks at each connection's request head without consuming it, bounded in size and time,
/// and hands the connection to a room, the lobby or the HTTP side, if it is let in. Limits how many connections there
/// are, and how many of those have not said yet what they want: where they are too many, the slowest has to go.
class FrontDoor final : public QTcpServer
{
    Q_OBJECT

public:
    /// `answer` makes the response to a request that is no upgrade.
    using Answer = std::function<HttpResponse(const RequestHead &)>;
    FrontDoor(const HostOptions &options, Access &access, Answer answer, QObject *parent = nullptr);
    ~FrontDoor() override;

    int connections() const { return m_headcount->all(); }
    /// The port. Errors: Io, with a sentence that says what is in the way.
    Result<quint16> open();

Q_SIGNALS:
    /// Somebody is at the door of a room, and is the receiver's from now on.
    void roomCalled(const sketchroom::RoomId &room, const sketchroom::Caller &caller);
    void lobbyCalled(const sketchroom::Caller &caller);
    /// Somebody brings or fetches an image. The head has been read from the socket, which deletes itself when it is
    /// disconnected.
    void assetCalled(const sketchroom::RequestHead &head, QTcpSocket *socket);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void look(QTcpSocket *socket);
    void route(QTcpSocket *socket, const HeadReading &reading);
    void upgrade(QTcpSocket *socket, const HeadReading &reading, const RoomId &room);
    void respond(QTcpSocket *socket, const HttpResponse &response, bool withBody);
    void giveTime(QTcpSocket *socket);
    static HttpResponse tooMany();
    bool isFull(const QHostAddress &address) const;

    HostOptions m_options;
    Access &m_access;
    Answer m_answer;
    std::shared_ptr<Headcount> m_headcount = std::make_shared<Headcount>();
    QList<QTcpSocket *> m_unfinished; ///< those whose request has not come yet, longest first
};

} // namespace sketchroom
