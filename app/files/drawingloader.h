#pragma once

#include "app/files/drawing.h"

#include <QObject>

#include <atomic>
#include <memory>

class QThread;

namespace sketchroom {

class ImageFolder;

/// Reads one file on a thread of its own, for a progress dialog. One load at a time; lives on the GUI thread, where its
/// signals arrive. Ends with exactly one of loaded(), failed() and cancelled().
class DrawingLoader final : public QObject
{
    Q_OBJECT

public:
    /// The images of what it reads go to `images`; null: they are left out.
    explicit DrawingLoader(std::shared_ptr<ImageFolder> images = {}, QObject *parent = nullptr);
    /// Cancels and waits; a reader stops within milliseconds.
    ~DrawingLoader() override;

    /// Does nothing while a load is running.
    void load(const QString &path);
    void cancel();
    bool isRunning() const { return m_thread != nullptr; }

Q_SIGNALS:
    void progressed(double share); ///< 0..1
    void loaded(const sketchroom::Drawing &drawing);
    void failed(const sketchroom::Error &error);
    void cancelled();

private:
    void finish(const Result<Drawing> &result);

    const std::shared_ptr<ImageFolder> m_images;
    std::unique_ptr<QThread> m_thread;
    std::atomic_bool m_cancelled = false;
};

} // namespace sketchroom
