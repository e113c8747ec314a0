#pragma once

#include <QDialog>

class QAction;
class QLineEdit;
class QTreeWidget;

namespace sketchroom {

/// Everything that can be done, to be found by typing a part of its name: Enter or a click does it. What cannot be done
/// now is shown, and says why.
class CommandPalette final : public QDialog
{
    Q_OBJECT

public:
    struct Entry
    {
        QAction *action; ///< outlives the palette
        QString group;   ///< the menu that has it, or what it is
    };
    CommandPalette(const QList<Entry> &entries, QWidget *parent);

Q_SIGNALS:
    /// What was chosen cannot be done now: a sentence says why.
    void refused(const QString &sentence);

protected:
    /// Of the field: arrows move in the list.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void find(const QString &text);
    void runCurrent();
    void choose(int row);

    const QList<Entry> m_entries;
    QLineEdit *m_field;
    QTreeWidget *m_list;
    QWidget *m_nothing; ///< says that nothing was found
};

/// Whether each word that somebody has typed begins a word of `name`; upper and lower case are the same.
bool matchesWords(const QString &typed, const QString &name);

} // namespace sketchroom
