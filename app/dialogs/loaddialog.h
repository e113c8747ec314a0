#pragma once

#include "app/files/drawingloader.h"

#include <QDialog>

class QProgressBar;

namespace sketchroom {

/// Reads a drawing with a progress bar and a button that cancels; shows itself only when it takes a while. Deletes
/// itself when it is done.
class LoadDialog final : public QDialog
{
    Q_OBJECT

public:
    LoadDialog(const QString &path, std::shared_ptr<ImageFolder> images, QWidget *parent);

    void start();
    void reject() override;

Q_SIGNALS:
    void loaded(const sketchroom::Drawing &drawing);
    void failed(const QString &sentence);

private:
    DrawingLoader m_loader;
    QString m_path;
    QProgressBar *m_progress;
};

} // namespace sketchroom
