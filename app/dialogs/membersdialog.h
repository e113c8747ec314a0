#pragma once

#include "common/protocol/messages.h"

#include <QDialog>

class QPushButton;

namespace sketchroom {

class BoardSession;
class DetailList;

/// Everybody who did something in the room or has a role in it, also those who are not here. Owners give them roles: a
/// new computer of somebody's is made an owner here, and an old one no owner any more.
class MembersDialog final : public QDialog
{
    Q_OBJECT

public:
    MembersDialog(BoardSession &session, QWidget *parent);

private:
    void show();
    void refreshButtons();
    const Member *current() const;
    void give(Role role);

    BoardSession &m_session;
    DetailList *m_list;
    QPushButton *m_makeOwner;
    QPushButton *m_makeEditor;
    QPushButton *m_makeViewer;
};

} // namespace sketchroom
