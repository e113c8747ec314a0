#pragma once

#include <QListWidget>

namespace sketchroom {

/// A list of rooms, or of people, each with its name and a quieter line below; a sentence in the middle while it is
/// empty.
class DetailList final : public QListWidget
{
    Q_OBJECT

public:
    explicit DetailList(const QString &accessibleName, QWidget *parent = nullptr);

    struct Row
    {
        QString key; ///< what chosen() tells
        QString title;
        QString detail;
        bool operator==(const Row &) const = default;
    };
    /// The chosen row stays chosen where its key is still there.
    void setRows(const QList<Row> &rows);
    /// How high it is to show so many rows.
    int heightFor(int rows) const;
    static QString keyOf(const QListWidgetItem *item);
    void setEmptyText(const QString &sentence);
    QString emptyText() const { return m_emptyText; }

Q_SIGNALS:
    /// By the user: the row is the current one; activated: it was double-clicked, or Enter was pressed on it.
    void chosen(const QString &key);
    void activatedRow(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Row> m_rows;
    QString m_emptyText;
};

} // namespace sketchroom
