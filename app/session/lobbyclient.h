#pragma once

#include "app/session/hostaccess.h"
#include "common/protocol/messages.h"

#include <QObject>

class QWebSocket;

namespace sketchroom {

/// The rooms of one host, as they come and go, for as long as somebody looks.
class LobbyClient final : public QObject
{
    Q_OBJECT

public:
    /// `url`: ws://HOST:PORT/lobby, or wss. Connects at once. `access` outlives it.
    LobbyClient(const QUrl &url, HostAccess &access, QObject *parent = nullptr);
    ~LobbyClient() override;

    QUrl url() const { return m_url; }
    /// What the host wants, where that is why it failed.
    std::optional<Demand> demand() const { return m_demand; }

Q_SIGNALS:
    void roomsChanged(const QList<sketchroom::RoomSummary> &rooms);
    /// The list cannot be had, or no more: a sentence. Once, then this object is of no further use.
    void failed(const QString &sentence);

private:
    void fail(const QString &sentence);

    QUrl m_url;
    std::optional<Demand> m_demand;
    std::unique_ptr<QWebSocket> m_socket;
    bool m_reached = false;
    bool m_failed = false;
};

} // namespace sketchroom
