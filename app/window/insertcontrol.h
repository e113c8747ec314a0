#pragma once

#include "app/images/imageimport.h"

#include <QObject>
#include <QPointF>
#include <QThreadPool>

#include <functional>
#include <memory>

class QMimeData;
class QWidget;

namespace sketchroom {

class BoardSession;
class BoardView;
class FileControl;
class ImageFolder;
class Settings;
class ToolController;

/// What comes onto the board from outside: images that are chosen in a dialog, pasted or dropped, and drawings that are
/// dropped, or pasted from Excalidraw.
class InsertControl final : public QObject
{
    Q_OBJECT

public:
    /// What it acts on; all of it but the images outlives it.
    struct Targets
    {
        BoardSession &session;
        BoardView &view;
        ToolController &tools;
        FileControl &files;
        std::shared_ptr<ImageFolder> images;
        Settings &settings;
    };
    InsertControl(const Targets &targets, QWidget &window);
    ~InsertControl() override;

    /// Asks which files.
    void chooseImages();
    /// Puts what is on the clipboard where pastes go.
    void paste();

Q_SIGNALS:
    /// A sentence for a quiet message.
    void noticed(const QString &sentence);

protected:
    /// Of the view: what is dragged over it.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    using Read = std::function<Result<BoardImage>()>; ///< on the worker
    bool takeImages(const QMimeData &data, QPointF center);
    bool takeDrawing(const QMimeData &data, QPointF center);
    void dropOnto(const QMimeData &data, QPointF center);
    void insertFiles(const QStringList &paths, QPointF center);
    void insert(const QList<Read> &reads, QPointF center);
    void place(const QList<BoardImage> &images, QPointF center);
    qint64 mostBytes() const;

    const Targets m_targets;
    QWidget &m_window;
    QThreadPool m_worker;
};

} // namespace sketchroom
