#pragma once

#include "app/files/formats.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;

namespace sketchroom {

/// What goes into an exported picture: all or the selection, background, and how large it is.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(const QString &title, bool hasSelection, bool hasScale, QWidget *parent);

    bool onlySelection() const;
    ExportOptions options() const;

private:
    QButtonGroup *m_what;
    QButtonGroup *m_scale;
    QCheckBox *m_background;
    QCheckBox *m_dark;
};

} // namespace sketchroom
