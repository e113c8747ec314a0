#pragma once

#include <QDialog>

namespace sketchroom {

/// Keys, or gestures of the mouse, that belong together: what each does, and what it is called.
struct KeyGroup
{
    QString title;
    QList<std::pair<QString, QString>> lines;
};

/// What the mouse does on the board.
KeyGroup mouseGestures();

/// All keys in their groups, and a field to find one.
class KeyList final : public QDialog
{
    Q_OBJECT

public:
    KeyList(const QList<KeyGroup> &groups, QWidget *parent);

private:
    void find(const QString &text);

    struct Line
    {
        QString words; ///< what is searched
        QList<QWidget *> widgets;
    };
    struct Group
    {
        QWidget *title;
        QList<Line> lines;
    };
    QList<Group> m_groups;
    QWidget *m_nothing; ///< says that nothing was found
};

} // namespace sketchroom
