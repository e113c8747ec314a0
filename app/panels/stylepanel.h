#pragma once

#include "app/panels/stylecontrols.h"
#include "common/model/registers.h"

#include <QFrame>
#include <QTimer>

class QBoxLayout;
class QScrollArea;

namespace sketchroom {

class BoardSession;
class Settings;
class StyleControl;
class Theme;
class ToolController;

/// How the selected shapes look, or else what the tool in use is about to draw. Shows the controls of the registers
/// that those kinds have, from the register table.
class StylePanel final : public QFrame
{
    Q_OBJECT

public:
    struct Actions
    {
        QList<QAction *> layers;
        QList<QAction *> shapes;
    };
    StylePanel(BoardSession &session, ToolController &tools, const Actions &actions, const Theme &theme,
               Settings &settings, QWidget *parent = nullptr);

    /// Whether there is anything to choose now.
    bool isWanted() const { return !m_kinds.isEmpty(); }
    /// The registers that it offers controls for now.
    QList<Register> shownRegisters() const;

    QSize sizeHint() const override;

Q_SIGNALS:
    void wantedChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void rebuild();
    void setControls(const QList<Register> &offered, StyleOf what);
    StyleControl *makeControl(Register reg, StyleOf what);
    void showValues();
    StyleOf styleOfAll() const;
    bool isOfUse(const RegisterInfo &row) const;
    bool offers(const RegisterInfo &row) const;
    std::optional<Value> valueOf(Register reg) const;
    QWidget *makeActionRow(const QString &caption, const QList<QAction *> &actions);
    void choose(const RegisterValue &style);

    BoardSession &m_session;
    ToolController &m_tools;
    const Theme &m_theme;
    KnownColors m_colors;
    QScrollArea *m_scroll;
    QBoxLayout *m_controlsLayout;
    QWidget *m_actions;
    QList<StyleControl *> m_controls;
    QList<Kind> m_kinds;       ///< of the shapes, or of what the tool draws
    QList<Register> m_offered; ///< what m_controls were made for
    StyleOf m_what = StyleOf::Shapes;
    QTimer m_later;           ///< until many shapes that were selected are looked through
    QList<ShapeRef> m_shapes; ///< the selected ones
    QByteArray m_gesture;     ///< of a slider that is being dragged
};

} // namespace sketchroom
