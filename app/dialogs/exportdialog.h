#pragma once

#include "app/files/formats.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QVBoxLayout;

namespace sketchroom {

/// What goes into an exported file: all or the selection; and into a picture, the background and how large it is.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(const QString &title, const FileFormat &format, bool hasSelection, QWidget *parent);

    bool onlySelection() const;
    ExportOptions options() const;

private:
    void addPictureOptions(QVBoxLayout *layout, const FileFormat &format);

    QButtonGroup *m_what;
    QButtonGroup *m_scale = nullptr;
    QCheckBox *m_background = nullptr;
    QCheckBox *m_dark = nullptr;
};

} // namespace sketchroom
