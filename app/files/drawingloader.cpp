#include "app/files/drawingloader.h"

#include "app/files/formats.h"
#include "app/images/imagefolder.h"

#include <QThread>

namespace sketchroom {

namespace {
constexpr double leastStep = 0.005; // more often nobody sees, and the GUI thread would do nothing else
}

DrawingLoader::DrawingLoader(std::shared_ptr<ImageFolder> images, QObject *parent)
    : QObject(parent)
    , m_images(std::move(images))
{
}

DrawingLoader::~DrawingLoader()
{
    cancel();
    if (m_thread)
        m_thread->wait();
}

void DrawingLoader::load(const QString &path)
{
    if (m_thread)
        return;
    m_cancelled = false;
    m_thread.reset(QThread::create([this, path] {
        double told = 0;
        LoadMonitor monitor;
        monitor.isCancelled = [this] { return m_cancelled.load(); };
        monitor.progressed = [this, &told](double share) {
            if (share - told < leastStep)
                return;
            told = share;
            QMetaObject::invokeMethod(
                this, [this, share] { Q_EMIT progressed(share); }, Qt::QueuedConnection);
        };
        QString unkept;
        monitor.keepImage = [this, &unkept](const AssetId &id, const QByteArray &bytes) {
            if (const auto kept = m_images ? m_images->keep(id, bytes) : Result<void>(); !kept)
                unkept = kept.error().message;
        };
        auto result = readDrawing(path, monitor);
        if (result && !unkept.isEmpty())
            result->notes.append(unkept);
        QMetaObject::invokeMethod(
            this, [this, result = std::move(result)] { finish(result); }, Qt::QueuedConnection);
    }));
    m_thread->start();
}

void DrawingLoader::cancel()
{
    m_cancelled = true;
}

void DrawingLoader::finish(const Result<Drawing> &result)
{
    m_thread->wait();
    m_thread.reset();
    if (m_cancelled || (!result && result.error().code == ErrorCode::Cancelled))
        Q_EMIT cancelled();
    else if (result)
        Q_EMIT loaded(*result);
    else
        Q_EMIT failed(result.error());
}

} // namespace sketchroom
