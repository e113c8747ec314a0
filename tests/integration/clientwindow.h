#pragma once

#include "app/rooms/roomcontrol.h"
#include "app/session/boardsession.h"
#include "app/widgets/theme.h"
#include "app/window/mainwindow.h"

#include <QTemporaryDir>

namespace sketchroom::testing {

/// A whole client in its real window, put together as main() does it, with settings of its own.
class ClientWindow final
{
public:
    ClientWindow(const QString &name, Theme &theme, QPoint place);

    void join(const QUrl &room);
    /// Opens a drawing in a room, and says yes when it is asked whether everybody is to get it.
    bool addDrawing(const QString &path);
    BoardSession &session() { return m_session; }
    const Document &board() const { return m_session.document(); }
    RoomControl &rooms() { return m_rooms; }
    MainWindow &window() { return m_window; }
    BoardView &view() { return m_window.view(); }
    QString folder() const { return m_folder.path(); }
    const QStringList &notices() const { return m_notices; }

    bool isConnected() const;
    /// Connected, nothing pending, no snapshot coming in.
    bool isInSync() const;
    /// The board as bytes: equal boards give equal ones.
    QByteArray canonical() const;
    /// What the window shows of the fitted board, without what floats over it.
    QImage picture();

    // The real pointer and keyboard, by way of the X server. `at` is in pixels of the board's view.
    void activate();
    void drag(const QList<QPoint> &path, const QString &heldKey = {});
    void click(QPoint at);
    void key(const QString &name);
    void type(const QString &text);

private:
    void xdo(const QStringList &arguments);
    QStringList at(QPoint point);

    QTemporaryDir m_folder;
    Settings m_settings;
    SystemClock m_clock;
    Random m_random;
    Identity m_identity;
    BoardSession m_session;
    RoomControl m_rooms;
    MainWindow m_window;
    QStringList m_notices;
};

/// The part of the pixels that differ by more than a little.
double difference(const QImage &a, const QImage &b);

} // namespace sketchroom::testing
