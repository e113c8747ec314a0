#pragma once

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

/// Presses a button of the message box that comes next, and keeps what it said.
class Answer final : public QObject
{
public:
    explicit Answer(QMessageBox::StandardButton button)
        : m_button(button)
    {
        m_timer.callOnTimeout(this, [this] { look(); });
        m_timer.start(10);
    }
    QString heard() const { return m_heard; }

private:
    void look()
    {
        auto *const box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (!box)
            return;
        m_timer.stop();
        m_heard = box->text();
        box->button(m_button)->click();
    }

    QMessageBox::StandardButton m_button;
    QTimer m_timer;
    QString m_heard;
};
