#pragma once

#include "common/model/registers.h"

#include <QWidget>

class QBoxLayout;
class QButtonGroup;
class QVBoxLayout;

namespace sketchroom {

/// What the style panel offers for one register: a caption and something to choose with. Shows a value, and tells of
/// what the user chooses; what becomes of it is the panel's affair.
class StyleControl : public QWidget
{
    Q_OBJECT

public:
    StyleControl(Register reg, const QString &caption);

    Register reg() const { return m_reg; }
    /// Nothing: the selected shapes differ.
    virtual void showValue(const std::optional<Value> &value) = 0;
    /// The board is dark or light: colours are shown as they look there.
    virtual void setDark(bool) {}

Q_SIGNALS:
    void chosen(const sketchroom::RegisterValue &style);
    /// Values between these two are one step for undo: a slider is being dragged.
    void dragStarted();
    void dragEnded();

protected:
    void choose(const Value &value) { Q_EMIT chosen({m_reg, value}); }
    /// Where the subclass puts its rows.
    QVBoxLayout *rows() const { return m_rows; }

private:
    Register m_reg;
    QVBoxLayout *m_rows;
};

/// One of several buttons with pictures.
struct StyleChoice
{
    QString icon;
    QString name;
};
/// A row of such buttons; `pressed` gets the number of the one that the user chose.
QButtonGroup *addChoiceRow(QBoxLayout *layout, const QList<StyleChoice> &choices, QObject *context,
                           const std::function<void(int)> &pressed);
/// Checks the button, or none for -1.
void checkOnly(QButtonGroup *group, int id);

} // namespace sketchroom
