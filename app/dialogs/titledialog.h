#pragma once

#include <QDialog>

class QLineEdit;

namespace sketchroom {

class BoardSession;

/// Asks an owner for another name of the room, as people see it. Its address stays.
class TitleDialog final : public QDialog
{
    Q_OBJECT

public:
    TitleDialog(BoardSession &session, QWidget *parent);

    void accept() override;

private:
    BoardSession &m_session;
    QLineEdit *m_title;
};

} // namespace sketchroom
