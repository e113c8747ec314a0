#include "server/net/assettransfer.h"

#include "server/net/gentleclose.h"

#include <QTcpSocket>

namespace sketchroom {

namespace {

constexpr qint64 blockBytes = qint64(128) << 10;
constexpr qint64 aheadBytes = 2 * blockBytes;
constexpr qsizetype leastBytes = qsizetype(64) << 10;
constexpr int farewellMs = 2'000;

} // namespace

AssetDownload::AssetDownload(std::unique_ptr<QIODevice> from, QTcpSocket *to, qint64 patienceMs)
    : QObject(to)
    , m_from(std::move(from))
    , m_to(*to)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(int(patienceMs));
    connect(&m_patience, &QTimer::timeout, to, &QAbstractSocket::abort);
    connect(to, &QIODevice::bytesWritten, this, &AssetDownload::pump);
    connect(to, &QIODevice::readyRead, to, [to] { to->skip(to->bytesAvailable()); });
}

void AssetDownload::pump()
{
    m_patience.start();
    while (m_to.bytesToWrite() < aheadBytes && !m_from->atEnd()) {
        const QByteArray block = m_from->read(blockBytes);
        // What cannot be read to its end must not look as if it was all.
        if (block.isEmpty())
            return m_to.abort();
        m_to.write(block);
    }
    if (!m_from->atEnd() || m_to.bytesToWrite() > 0)
        return;
    m_patience.stop();
    QTcpSocket *const socket = &m_to;
    closeGently(socket, farewellMs);
    connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
}

AssetUpload::AssetUpload(QTcpSocket *from, qint64 length, qint64 patienceMs, qint64 &budget)
    : QObject(from)
    , m_from(*from)
    , m_length(length)
    , m_budget(budget)
{
    m_budget += m_length;
    from->setReadBufferSize(blockBytes);
    connect(from, &QIODevice::readyRead, this, &AssetUpload::pull);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_bytes.size() - std::exchange(m_before, m_bytes.size()) < leastBytes)
            Q_EMIT tooSlow();
    });
    m_patience.start(int(patienceMs));
}

AssetUpload::~AssetUpload()
{
    m_budget -= m_length;
}

void AssetUpload::pull()
{
    m_bytes += m_from.read(m_length - m_bytes.size());
    if (m_bytes.size() < m_length)
        return;
    m_patience.stop();
    disconnect(&m_from, nullptr, this, nullptr);
    Q_EMIT finished(m_bytes);
}

} // namespace sketchroom
