#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

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

    /// What the user may do about it.
    struct Offer
    {
        QString text; ///< of a button; empty: nothing
        std::function<void()> take;
    };
    /// One with an offer stays until it is taken or dismissed.
    void show(const QString &sentence, const Offer &offer = {});
    /// One of less weight: not shown where another one waits for an answer.
    void mention(const QString &sentence);
    QString text() const;

protected:
    bool event(QEvent *event) override;

private:
    QLabel *m_text;
    QToolButton *m_offer;
    QToolButton *m_close;
    std::function<void()> m_take;
    QTimer m_timer;
};

} // namespace sketchroom
