#include "server/net/assettransfer.h"

#include "server/net/httpconnection.h"

namespace sketchroom {

namespace {

constexpr qint64 blockBytes = qint64(128) << 10;
constexpr qint64 aheadBytes = 2 * blockBytes;
constexpr qsizetype leastBytes = qsizetype(64) << 10;

} // namespace

AssetDownload::AssetDownload(std::unique_ptr<QIODevice> from, HttpConnection *to, qint64 patienceMs)
    : QObject(to)
    , m_from(std::move(from))
    , m_to(*to)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(int(patienceMs));
    to->ignoreInput();
    connect(&m_patience, &QTimer::timeout, to, &HttpConnection::abort);
    connect(to, &HttpConnection::wrote, this, &AssetDownload::pump);
}

void AssetDownload::pump()
{
    m_patience.start();
    while (m_to.unsent() < aheadBytes && !m_from->atEnd()) {
        const QByteArray block = m_from->read(blockBytes);
        // What cannot be read to its end must not look as if it was all.
        if (block.isEmpty())
            return m_to.abort();
        m_to.write(block);
    }
    if (!m_from->atEnd() || m_to.unsent() > 0)
        return;
    m_patience.stop();
    disconnect(&m_to, nullptr, this, nullptr);
    m_to.endGently();
}

AssetUpload::AssetUpload(HttpConnection *from, qint64 length, qint64 patienceMs, qint64 &budget)
    : QObject(from)
    , m_from(*from)
    , m_length(length)
    , m_budget(budget)
{
    m_age.start();
    connect(from, &HttpConnection::came, this, &AssetUpload::pull);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        constexpr qint64 patiences = 3;
        constexpr qint64 bytesPerSecond = 64 << 10;
        const bool isLate = m_age.elapsed() > patiences * m_patience.interval() + m_length * 1'000 / bytesPerSecond;
        if (isLate || m_bytes.size() - std::exchange(m_before, m_bytes.size()) < leastBytes)
            Q_EMIT tooSlow();
    });
    m_patience.start(int(patienceMs));
}

AssetUpload::~AssetUpload()
{
    m_budget -= m_bytes.size();
}

void AssetUpload::letGo()
{
    m_patience.stop();
    disconnect(&m_from, nullptr, this, nullptr);
    m_from.ignoreInput();
    m_budget -= m_bytes.size();
    m_bytes.clear();
}

void AssetUpload::pull()
{
    const QByteArray more = m_from.takeInput().left(m_length - m_bytes.size());
    m_bytes += more;
    m_budget += more.size();
    if (m_bytes.size() < m_length)
        return Q_EMIT grew();
    m_patience.stop();
    disconnect(&m_from, nullptr, this, nullptr);
    m_from.ignoreInput();
    Q_EMIT finished(m_bytes);
}

} // namespace sketchroom
