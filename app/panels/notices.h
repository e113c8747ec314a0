#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QToolButton;

namespace sketchroom {

/// A quiet message at the bottom of the board that goes by itself. One at a time: a newer one takes the place of the
/// older; it stays while the pointer rests on it.
class Notices final : public QFrame
{
    Q_OBJECT

public:
    explicit Notices(QWidget *parent = nullptr);

    void show(const QString &sentence);
    QString text() const;

protected:
    bool event(QEvent *event) override;

private:
    QLabel *m_text;
    QToolButton *m_close;
    QTimer m_timer;
};

} // namespace sketchroom
