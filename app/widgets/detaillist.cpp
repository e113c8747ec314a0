#include "app/widgets/detaillist.h"

#include "app/widgets/widgets.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace sketchroom {

namespace {

constexpr int keyRole = Qt::UserRole;
constexpr int detailRole = Qt::UserRole + 1;

class RowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {gridStep * 12, 2 * option.fontMetrics.height() + gridStep * 2};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem frame = option;
        initStyleOption(&frame, index);
        frame.text.clear();
        const QStyle *const style = option.widget->style();
        style->drawControl(QStyle::CE_ItemViewItem, &frame, painter, option.widget);

        const QRect lines = option.rect.adjusted(gridStep, gridStep, -gridStep, -gridStep);
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const auto draw = [&](const QRect &line, const QString &text, QPalette::ColorRole role) {
            painter->setPen(option.palette.color(role));
            painter->drawText(line, int(Qt::AlignLeft | Qt::AlignVCenter),
                              option.fontMetrics.elidedText(text, Qt::ElideRight, line.width()));
        };
        QRect line(lines.topLeft(), QSize(lines.width(), option.fontMetrics.height()));
        draw(line, index.data(Qt::DisplayRole).toString(), isSelected ? QPalette::Link : QPalette::Text);
        line.translate(0, option.fontMetrics.height());
        draw(line, index.data(detailRole).toString(), QPalette::Mid);
    }
};

} // namespace

DetailList::DetailList(const QString &accessibleName, QWidget *parent)
    : QListWidget(parent)
{
    setAccessibleName(accessibleName);
    setItemDelegate(new RowDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMinimumSize(gridStep * 25, gridStep * 8); // small screens have to hold it
    connect(this, &QListWidget::itemClicked, this, [this](const QListWidgetItem *item) { Q_EMIT chosen(keyOf(item)); });
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item && hasFocus())
            Q_EMIT chosen(keyOf(item));
    });
    connect(this, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem *item) { Q_EMIT activatedRow(keyOf(item)); });
}

QString DetailList::keyOf(const QListWidgetItem *item)
{
    return item->data(keyRole).toString();
}

int DetailList::heightFor(int rows) const
{
    return rows * (2 * fontMetrics().height() + gridStep * 3) + gridStep * 2;
}

void DetailList::setRows(const QList<Row> &rows)
{
    if (m_rows == rows)
        return;
    m_rows = rows;
    const QString current = currentItem() ? currentItem()->data(keyRole).toString() : QString();
    const QSignalBlocker quiet(this);
    clear();
    for (const Row &row : rows) {
        auto *const item = new QListWidgetItem(row.title, this);
        item->setData(keyRole, row.key);
        item->setData(detailRole, row.detail);
        item->setData(Qt::AccessibleDescriptionRole, row.detail);
        if (row.key == current)
            setCurrentItem(item);
    }
}

void DetailList::setEmptyText(const QString &sentence)
{
    m_emptyText = sentence;
    viewport()->update();
}

void DetailList::paintEvent(QPaintEvent *event)
{
    QListWidget::paintEvent(event);
    if (count() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::Mid));
    const QRect area = viewport()->rect().adjusted(2 * gridStep, gridStep, -2 * gridStep, -gridStep);
    painter.drawText(area, int(Qt::AlignCenter | Qt::TextWordWrap), m_emptyText);
}

} // namespace sketchroom
