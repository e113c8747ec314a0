#pragma once

#include "shellwindow.h"

#include "app/dialogs/joindialog.h"
#include "app/rooms/hostedsession.h"
#include "app/window/roomdialogs.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace sketchroom {

/// A host without people, on a free port.
struct EmptyHost
{
    HostedSession session;
    quint16 port = 0;

    explicit EmptyHost(HostOptions options = {}, quint16 wanted = 0)
    {
        options.address = QHostAddress(QHostAddress::LocalHost);
        options.port = wanted;
        port = session.start(options).value_or(0);
    }
    QString hostText() const { return QStringLiteral("127.0.0.1:%1").arg(port); }
    QString roomUrl(const QString &room) const
    {
        return QStringLiteral("ws://127.0.0.1:%1/rooms/%2").arg(port).arg(room);
    }
};

inline bool isConnected(const ShellWindow &shell)
{
    return !shell.rooms.isAlone() && shell.session.link()->state() == RoomLink::State::Connected &&
           !shell.session.loading();
}

inline QString messageOf(const QDialog *dialog)
{
    const auto *const message = dialog->findChild<QLabel *>(QStringLiteral("message"));
    return message->isVisible() ? message->text() : QString();
}

inline JoinDialog *openJoin(ShellWindow &shell)
{
    shell.window.dialogs().showJoin();
    return shell.window.findChild<JoinDialog *>();
}

inline void joinByAddress(JoinDialog *dialog, const QString &address)
{
    auto *const field = dialog->findChild<QLineEdit *>(QStringLiteral("address"));
    field->setText(address);
    QTest::keyClick(field, Qt::Key_Return);
}

/// Answers that a room that is not there is to be made.
inline bool makeMissing(JoinDialog *dialog)
{
    const auto find = [&] { return dialog->findChild<QPushButton *>(QStringLiteral("make")); };
    if (!QTest::qWaitFor([&] { return find() && find()->isVisible(); }))
        return false;
    QTest::mouseClick(find(), Qt::LeftButton);
    return true;
}

} // namespace sketchroom
