#include "app/dialogs/exportdialog.h"

#include "app/widgets/widgets.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

/// Buttons in a row of which one is chosen; ids are their places.
QButtonGroup *addChoices(QVBoxLayout *layout, const QString &caption, const QStringList &choices, int chosen,
                         QObject *parent)
{
    layout->addWidget(makeLabel(caption, "caption"_ba));
    auto *const row = new QHBoxLayout;
    row->setSpacing(gridStep);
    auto *const group = new QButtonGroup(parent);
    for (const QString &choice : choices) {
        auto *const button = new QToolButton;
        setRole(button, "option"_ba);
        button->setText(choice);
        button->setCheckable(true);
        button->setChecked(int(group->buttons().size()) == chosen);
        button->setMinimumHeight(barButtonSize);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        group->addButton(button, int(group->buttons().size()));
        row->addWidget(button);
    }
    layout->addLayout(row);
    return group;
}

} // namespace

ExportDialog::ExportDialog(const QString &title, const FileFormat &format, bool hasSelection, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(title);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    m_what = addChoices(layout, tr("What"), {tr("Whole drawing"), tr("Selection")}, hasSelection ? 1 : 0, this);
    m_what->button(1)->setEnabled(hasSelection);
    if (!format.keepsShapes)
        addPictureOptions(layout, format);
    layout->addSpacing(gridStep * 2);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(format.keepsShapes ? tr("&Save…") : tr("&Export…"), QDialogButtonBox::AcceptRole)
        ->setDefault(true);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ExportDialog::addPictureOptions(QVBoxLayout *layout, const FileFormat &format)
{
    if (format.suffixes.contains(u"png"_s)) {
        layout->addSpacing(gridStep);
        m_scale = addChoices(layout, tr("Size"), {tr("1×"), tr("2×"), tr("3×")}, 1, this);
    }
    m_background = new QCheckBox(tr("With the &background"));
    m_dark = new QCheckBox(tr("In the &dark theme"));
    layout->addSpacing(gridStep);
    m_background->setChecked(true);
    layout->addWidget(m_background);
    layout->addWidget(m_dark);
}

bool ExportDialog::onlySelection() const
{
    return m_what->checkedId() == 1;
}

ExportOptions ExportDialog::options() const
{
    ExportOptions options;
    options.scale = m_scale ? m_scale->checkedId() + 1 : 1;
    options.background = !m_background || m_background->isChecked();
    options.dark = m_dark && m_dark->isChecked();
    return options;
}

} // namespace sketchroom
