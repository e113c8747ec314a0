#pragma once

#include <QFrame>

namespace sketchroom {

/// The tools as a row of icons, each with its letter in the corner.
class ToolBar final : public QFrame
{
    Q_OBJECT

public:
    /// A null action stands for a separator.
    explicit ToolBar(const QList<QAction *> &tools, QWidget *parent = nullptr);
};

} // namespace sketchroom
