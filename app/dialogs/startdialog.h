#pragma once

#include "app/rooms/roomcontrol.h"

#include <QDialog>

class QPushButton;

namespace sketchroom {

/// The first thing that a user sees: what there is to do. Does nothing itself.
class StartDialog final : public QDialog
{
    Q_OBJECT

public:
    StartDialog(RoomControl &rooms, QWidget *parent);

Q_SIGNALS:
    void startWanted();
    void joinWanted();
    void roomWanted(const sketchroom::RecentRoom &room);
    void aloneWanted();
    void fileWanted();

private:
    QWidget *makeRecent();
    template <class Signal>
    void endsWith(QPushButton *button, Signal signal);

    RoomControl &m_rooms;
};

} // namespace sketchroom
