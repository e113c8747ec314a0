#pragma once

#include "app/tools/toolregistry.h"

#include <QFrame>

class QAction;
class QToolButton;

namespace sketchroom {

/// A tool, for the tool bar.
struct ToolAction
{
    QAction *action;
    ToolPlace place;
    bool startsGroup;
};

/// The tools as a row of icons, each with its letter in the corner; a last button holds those that are used less often.
class ToolBar final : public QFrame
{
    Q_OBJECT

public:
    explicit ToolBar(const QList<ToolAction> &tools, QWidget *parent = nullptr);

    /// In a small window fewer tools have a button of their own.
    void setCompact(bool compact);

Q_SIGNALS:
    /// A button was pressed that is of no use now: its tool tip says why.
    void refused(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showChosen();

    QList<QWidget *> m_wide;     ///< what a small window has no room for
    QList<QAction *> m_more;     ///< always behind the last button
    QList<QAction *> m_wideMore; ///< behind it in a small window only
    QToolButton *m_moreButton;
    bool m_compact = false;
};

} // namespace sketchroom
