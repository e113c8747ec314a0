#include "app/images/imageexchange.h"

#include "app/images/imagecache.h"
#include "app/images/imagefolder.h"
#include "common/base/logging.h"

#include <QHostAddress>
#include <QNetworkReply>

#include <algorithm>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAtOnce = 4;
constexpr int silenceMs = 30'000;
/// So often nobody has had an image before the board says so.
constexpr int failuresToTell = 3;
constexpr qint64 firstPauseMs = 250;
constexpr qint64 longestPauseMs = 15'000;

/// A host that runs on this computer is often this program's own, which has none of the images of a room that it went
/// on with.
bool isThisComputer(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

} // namespace

ImageExchange::ImageExchange(BoardSession &session, const HostAccess &access, ImageFolder &folder, ImageCache &cache,
                             QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_access(access)
    , m_folder(folder)
    , m_cache(cache)
{
    m_worker.setMaxThreadCount(1);
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &ImageExchange::pump);
    connect(&m_network, &QNetworkAccessManager::sslErrors, this, [this](QNetworkReply *reply) {
        // Whoever is in the room was asked about its host before.
        if (!m_access.objectionTo(reply->url(), reply->sslConfiguration().peerCertificate()))
            reply->ignoreSslErrors();
    });
    connect(&m_cache, &ImageCache::wanted, this, &ImageExchange::fetch);
    connect(&m_session, &BoardSession::stateChanged, this, &ImageExchange::followLink);
    connect(&m_session, &BoardSession::documentReset, this, &ImageExchange::lookAtBoard);
    connect(&m_session, &BoardSession::documentChanged, this, [this](const ChangeSet &changes) {
        for (const Change &change : changes) {
            if (!change.after)
                continue;
            // One that is brought back, by undo, the host may have thrown away.
            if (!change.before)
                m_atHost.remove(change.after->asset);
            consider(*change.after);
        }
    });
}

ImageExchange::~ImageExchange()
{
    m_worker.waitForDone();
}

bool ImageExchange::isConnected() const
{
    return m_session.link() && !m_session.link()->isLocal() && m_session.link()->state() == RoomLink::State::Connected;
}

void ImageExchange::followLink()
{
    const RoomLink *const link = m_session.link();
    const QUrl room = link && !link->isLocal() ? link->address() : QUrl();
    const bool connected = isConnected();
    if (room == m_room && connected == m_wasConnected)
        return;
    m_wasConnected = connected;
    ++m_round;
    // What the host had it may not have any more, when it comes back.
    m_atHost.clear();
    for (auto &[job, progress] : m_jobs)
        progress = {};
    if (room != m_room) {
        m_room = room;
        m_jobs.clear();
    }
    if (!connected)
        return;
    for (const AssetId &id : std::exchange(m_missing, {}))
        m_cache.arrived(id); // looked for once more
    lookAtBoard();
    pump();
}

void ImageExchange::lookAtBoard()
{
    for (const ShapeRef &shape : m_session.document().inPaintOrder())
        consider(*shape);
}

void ImageExchange::consider(const Shape &shape)
{
    if (shape.asset.isEmpty() || !isConnected() || m_atHost.contains(shape.asset))
        return;
    const bool isOurs = shape.by == m_session.replica().client() || isThisComputer(m_room);
    if (isOurs && m_folder.has(shape.asset))
        add({What::Bring, shape.asset});
}

void ImageExchange::fetch(const AssetId &id)
{
    // It may have come since it was looked for.
    if (m_folder.has(id))
        return m_cache.arrived(id);
    if (!m_room.isEmpty())
        return add({What::Fetch, id});
    m_missing.insert(id);
    m_cache.giveUp(id);
}

void ImageExchange::add(const Job &job)
{
    if (m_jobs.try_emplace(job).second)
        pump();
}

void ImageExchange::pump()
{
    if (!isConnected())
        return;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    auto active = std::count_if(m_jobs.begin(), m_jobs.end(), [](const auto &job) { return job.second.isActive; });
    qint64 next = now + longestPauseMs;
    QList<Job> due;
    for (auto &[job, progress] : m_jobs) {
        if (progress.isActive)
            continue;
        if (progress.dueMs > now) {
            next = std::min(next, progress.dueMs);
        } else if (active < mostAtOnce) {
            ++active;
            progress.isActive = true;
            due.append(job);
        }
    }
    m_next.start(int(next - now));
    for (const Job &job : std::as_const(due))
        start(job);
}

void ImageExchange::start(const Job &job)
{
    if (job.first == What::Bring)
        ask(job.second);
    else
        get(job.second);
}

QNetworkRequest ImageExchange::request(const AssetId &id) const
{
    QUrl url = m_room;
    url.setScheme(m_room.scheme() == "wss"_L1 ? u"https"_s : u"http"_s);
    QString path = m_room.path();
    path.insert(path.lastIndexOf("/rooms/"_L1), u"/api"_s);
    url.setPath(path + u"/assets/"_s + QString::fromLatin1(id));
    QNetworkRequest request = m_access.request(url);
    request.setTransferTimeout(silenceMs);
    return request;
}

/// Calls back with the HTTP status, or 0 where there was no answer; unless the link has changed meanwhile.
void ImageExchange::watch(QNetworkReply *reply, const Job &job, const std::function<void(int status)> &finished)
{
    connect(reply, &QNetworkReply::finished, this, [this, reply, job, finished, round = m_round] {
        reply->deleteLater();
        if (round != m_round || !m_jobs.contains(job))
            return;
        finished(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt());
    });
}

/// Whether the host has the image: others may have brought it.
void ImageExchange::ask(const AssetId &id)
{
    const Job job{What::Bring, id};
    watch(m_network.head(request(id)), job, [this, job, id](int status) {
        if (status == 200)
            finish(job);
        else if (status == 404)
            bring(id);
        else
            retry(job);
    });
}

void ImageExchange::bring(const AssetId &id)
{
    m_worker.start([this, id, round = m_round] {
        QMetaObject::invokeMethod(
            this,
            [this, id, round, bytes = m_folder.read(id)] {
                if (round != m_round)
                    return;
                if (bytes)
                    put(id, *bytes);
                else
                    finish({What::Bring, id});
            },
            Qt::QueuedConnection);
    });
}

void ImageExchange::put(const AssetId &id, const QByteArray &bytes)
{
    const Job job{What::Bring, id};
    QNetworkRequest to = request(id);
    to.setHeader(QNetworkRequest::ContentTypeHeader, u"application/octet-stream"_s);
    QNetworkReply *const reply = m_network.put(to, bytes);
    watch(reply, job, [this, reply, job](int status) {
        switch (status) {
        case 200:
        case 201:
            return finish(job);
        case 413:
            return refuse(job, tr("The host takes no image as large as this one. Others cannot see it: make it "
                                  "smaller, and insert it again."));
        case 415:
            return refuse(job, tr("The host does not take this kind of image. Others cannot see it: save it as PNG or "
                                  "JPEG, and insert it again."));
        case 507:
            return refuse(job, tr("The host has no room for more images. Others cannot see the one that you have "
                                  "inserted. Ask whoever runs it to make room."));
        default:
            qCInfo(lcClient) << "An image could not be brought:" << status << reply->errorString();
            return retry(job);
        }
    });
}

void ImageExchange::get(const AssetId &id)
{
    const Job job{What::Fetch, id};
    QNetworkReply *const reply = m_network.get(request(id));
    // A host must not fill the memory.
    const qint64 most = std::max(m_session.limits().imageBytes, Limits{}.imageBytes);
    connect(reply, &QNetworkReply::downloadProgress, this, [reply, most](qint64 received, qint64 total) {
        if (std::max(received, total) > most)
            reply->abort();
    });
    watch(reply, job, [this, reply, job, id](int status) {
        if (status != 200 || reply->error() != QNetworkReply::NoError)
            return retry(job);
        take(id, reply->readAll());
    });
}

void ImageExchange::take(const AssetId &id, const QByteArray &bytes)
{
    m_worker.start([this, id, bytes] {
        const bool isIt = assetIdOf(bytes) == id;
        const Result<void> kept = isIt ? m_folder.keep(id, bytes) : Result<void>();
        QMetaObject::invokeMethod(
            this,
            [this, id, isIt, kept] {
                const Job job{What::Fetch, id};
                if (!kept)
                    Q_EMIT noticed(kept.error().message);
                if (!isIt)
                    return retry(job);
                m_atHost.insert(id);
                m_missing.remove(id);
                m_cache.arrived(id);
                finish(job);
            },
            Qt::QueuedConnection);
    });
}

void ImageExchange::finish(const Job &job)
{
    if (job.first == What::Bring)
        m_atHost.insert(job.second);
    m_jobs.erase(job);
    pump();
}

void ImageExchange::retry(const Job &job)
{
    const auto found = m_jobs.find(job);
    if (found == m_jobs.end())
        return;
    Progress &progress = found->second;
    if (progress.failures > failuresToTell && !isOnBoard(job.second)) {
        m_jobs.erase(found);
        return pump();
    }
    progress.isActive = false;
    const qint64 pause = std::min(longestPauseMs, firstPauseMs << std::min(progress.failures, 10));
    progress.dueMs = QDateTime::currentMSecsSinceEpoch() + pause;
    if (++progress.failures == failuresToTell && job.first == What::Fetch) {
        m_missing.insert(job.second);
        m_cache.giveUp(job.second);
    }
    pump();
}

bool ImageExchange::isOnBoard(const AssetId &id) const
{
    const PaintOrder &shapes = m_session.document().inPaintOrder();
    return std::any_of(shapes.begin(), shapes.end(), [&](const ShapeRef &shape) { return shape->asset == id; });
}

bool ImageExchange::isOnlyHere(const AssetId &id) const
{
    return isOnBoard(id) && !m_atHost.contains(id);
}

void ImageExchange::refuse(const Job &job, const QString &sentence)
{
    finish(job);
    Q_EMIT noticed(sentence);
}

} // namespace sketchroom
