#pragma once

#include "common/protocol/messages.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QPushButton;

namespace sketchroom {

class BoardSession;
class DetailList;

/// What was deleted of late, by whom and when, and brings it back: owners everything, others what they deleted.
class RestoreDialog final : public QDialog
{
    Q_OBJECT

public:
    RestoreDialog(BoardSession &session, QWidget *parent);

private:
    void show(const QList<Deletion> &deletions);
    void listThose();
    void bringBack();

    BoardSession &m_session;
    QList<Deletion> m_deletions;
    QComboBox *m_people;
    DetailList *m_list;
    QCheckBox *m_later;
    QPushButton *m_bringBack;
};

} // namespace sketchroom
