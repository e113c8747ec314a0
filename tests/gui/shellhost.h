#pragma once

#include "shellwindow.h"

#include "app/hosting/hostedsession.h"
#include "app/rooms/roomdialogs.h"
#include "app/rooms/roompicker.h"

#include <QLabel>
#include <QLineEdit>

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

inline RoomPicker *openPicker(ShellWindow &shell)
{
    shell.window.dialogs().showPicker();
    return shell.window.findChild<RoomPicker *>();
}

inline void joinByAddress(RoomPicker *picker, const QString &address)
{
    auto *const field = picker->findChild<QLineEdit *>(QStringLiteral("address"));
    field->setText(address);
    QTest::keyClick(field, Qt::Key_Return);
}

} // namespace sketchroom
