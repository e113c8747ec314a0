#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;

namespace sketchroom {

/// Asks for the link of a shape. An empty one takes it away.
class LinkDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit LinkDialog(const QString &link, QWidget *parent);

    /// With "https://" where that was left out.
    QString link() const;
    void accept() override;

private:
    QLineEdit *m_link;
    QLabel *m_error;
};

} // namespace sketchroom
