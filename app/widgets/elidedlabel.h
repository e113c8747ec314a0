#pragma once

#include <QLabel>

namespace sketchroom {

/// A line of plain text that ends in "…" where there is no room for all of it; then the tool tip has it whole.
class ElidedLabel final : public QLabel
{
public:
    /// `most`: the width that it asks for at most.
    explicit ElidedLabel(const QByteArray &role, int most = 420, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    int m_most;
};

} // namespace sketchroom
