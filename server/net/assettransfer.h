#pragma once

#include <QElapsedTimer>
#include <QIODevice>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <functional>
#include <memory>

namespace sketchroom {

class HttpConnection;

// The two ways of an image's bytes. Both are children of their connection, and go with it.

/// Writes a device to a connection, a little ahead of what the other side takes, then ends it. One that takes
/// nothing for `patienceMs` is broken off.
class AssetDownload final : public QObject
{
    Q_OBJECT

public:
    AssetDownload(std::unique_ptr<QIODevice> from, HttpConnection *to, qint64 patienceMs);
    void start() { pump(); }

private:
    void pump();

    std::unique_ptr<QIODevice> m_from;
    HttpConnection &m_to;
    QTimer m_patience;
};

/// Takes so many bytes from a connection. They have to come at some pace: at least a part of them every `patienceMs`,
/// and all of them in a time that a slow line needs.
class AssetUpload final : public QObject
{
    Q_OBJECT

public:
    /// `budget` counts what is here of all uploads.
    AssetUpload(HttpConnection *from, qint64 length, qint64 patienceMs, qint64 &budget);
    ~AssetUpload() override;
    /// Looks at what has come in already.
    void start() { pull(); }
    /// Takes nothing more, and forgets what came.
    void letGo();
    qint64 ageMs() const { return m_age.elapsed(); }
    double bytesPerMs() const { return double(m_bytes.size()) / double(std::max<qint64>(m_age.elapsed(), 1)); }

Q_SIGNALS:
    void grew();
    void finished(const QByteArray &bytes);
    void tooSlow();

private:
    void pull();

    HttpConnection &m_from;
    const qint64 m_length;
    qint64 &m_budget;
    QByteArray m_bytes;
    qsizetype m_before = 0; ///< how many there were when the patience began
    QElapsedTimer m_age;
    QTimer m_patience;
};

} // namespace sketchroom
