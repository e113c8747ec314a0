#pragma once

#include <QWidget>

class QLabel;

namespace sketchroom {

class BoardSession;

/// In the middle of an empty board: how to draw and how to be joined by others. Gone with the first shape; lets the
/// pointer through.
class EmptyHint final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyHint(BoardSession &session, QWidget *parent = nullptr);

private:
    void refresh();

    BoardSession &m_session;
    QLabel *m_invite;
};

} // namespace sketchroom
