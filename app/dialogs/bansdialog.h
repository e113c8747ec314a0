#pragma once

#include "common/protocol/messages.h"

#include <QDialog>

class QPushButton;

namespace sketchroom {

class BoardSession;
class DetailList;

/// Who is kept out of the room, for owners, who can lift it.
class BansDialog final : public QDialog
{
    Q_OBJECT

public:
    BansDialog(BoardSession &session, QWidget *parent);

private:
    void show(const QList<Ban> &bans);
    void lift();

    BoardSession &m_session;
    DetailList *m_list;
    QPushButton *m_lift;
};

} // namespace sketchroom
