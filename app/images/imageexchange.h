#pragma once

#include "app/session/boardsession.h"
#include "common/model/asset.h"

#include <QNetworkAccessManager>
#include <QThreadPool>
#include <QTimer>

#include <map>

class QNetworkReply;

namespace sketchroom {

class ImageCache;
class ImageFolder;

/// Brings the images of this user's shapes to the host of the room, as far as that does not have them, and fetches what
/// is to be painted and is not on this computer. Goes on by itself after failures and reconnects: what was drawn
/// offline is brought when the host is there. Lives on the GUI thread.
class ImageExchange final : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it.
    ImageExchange(BoardSession &session, const HostAccess &access, ImageFolder &folder, ImageCache &cache,
                  QObject *parent = nullptr);
    ~ImageExchange() override;

    /// Whether the board has the image, and the host is not known to have it.
    bool isOnlyHere(const AssetId &id) const;

Q_SIGNALS:
    /// A sentence for a quiet message.
    void noticed(const QString &sentence);

private:
    enum class What { Fetch, Bring };
    using Job = std::pair<What, AssetId>;
    struct Progress
    {
        int failures = 0;
        qint64 dueMs = 0;
        bool isActive = false;
    };
    void followLink();
    void lookAtBoard();
    void consider(const Shape &shape);
    void fetch(const AssetId &id);
    void add(const Job &job);
    void pump();
    void start(const Job &job);
    void ask(const AssetId &id);
    void bring(const AssetId &id);
    void put(const AssetId &id, const QByteArray &bytes);
    void get(const AssetId &id);
    void take(const AssetId &id, const QByteArray &bytes);
    void finish(const Job &job);
    void retry(const Job &job);
    void refuse(const Job &job, const QString &sentence);
    void watch(QNetworkReply *reply, const Job &job, const std::function<void(int status)> &finished);
    bool isConnected() const;
    bool isOnBoard(const AssetId &id) const;
    QNetworkRequest request(const AssetId &id) const;

    BoardSession &m_session;
    const HostAccess &m_access;
    ImageFolder &m_folder;
    ImageCache &m_cache;
    QUrl m_room; ///< at its host; empty: none
    bool m_wasConnected = false;
    QSet<AssetId> m_atHost;  ///< what it is known to have, or not to take
    QSet<AssetId> m_missing; ///< what is painted and nobody has had so far
    std::map<Job, Progress> m_jobs;
    int m_round = 0; ///< goes up when the link changes: answers of earlier rounds count no more
    QNetworkAccessManager m_network;
    QTimer m_next;
    QThreadPool m_worker; ///< last: its work uses the rest
};

} // namespace sketchroom
