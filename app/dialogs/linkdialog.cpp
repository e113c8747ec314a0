#include "app/dialogs/linkdialog.h"

#include "app/widgets/widgets.h"
#include "common/model/registers.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace sketchroom {

using namespace Qt::StringLiterals;

LinkDialog::LinkDialog(const QString &link, QWidget *parent)
    : QDialog(parent)
    , m_link(new QLineEdit(link))
    , m_error(makeLabel({}, "error"_ba, Wrap::Yes))
{
    setWindowTitle(tr("Link"));
    m_link->setObjectName("link"_L1);
    m_link->setAccessibleName(tr("Address of the link"));
    m_link->setPlaceholderText(tr("https://…"));
    m_link->setClearButtonEnabled(true);
    m_link->selectAll();
    m_error->setObjectName("message"_L1);
    m_error->hide();
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(tr("&Set"), QDialogButtonBox::AcceptRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &LinkDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &LinkDialog::reject);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Link of this shape"), "title"_ba));
    layout->addWidget(m_link);
    layout->addWidget(m_error);
    layout->addSpacing(gridStep);
    layout->addWidget(buttons);
    setMinimumWidth(gridStep * 54);
}

QString LinkDialog::link() const
{
    const QString typed = m_link->text().trimmed();
    const bool needsScheme = !typed.isEmpty() && QUrl(typed).scheme().isEmpty();
    return needsScheme ? u"https://"_s + typed : typed;
}

void LinkDialog::accept()
{
    if (link().isEmpty() || (isLink(link()) && QUrl(link()).isValid())) {
        QDialog::accept();
        return;
    }
    m_error->setText(tr("A link begins with https://, http:// or mailto:."));
    m_error->show();
}

} // namespace sketchroom
