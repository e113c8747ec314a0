#include "app/panels/toolbar.h"

#include "app/ui/widgets.h"

#include <QAction>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

void putLetter(const QString &letter, QToolButton *button)
{
    auto *const label = new QLabel(letter, button);
    setRole(label, "letter"_ba);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    label->setAlignment(Qt::AlignRight | Qt::AlignBottom);
    label->setGeometry(0, 0, barButtonSize - 4, barButtonSize - 2);
}

} // namespace

ToolBar::ToolBar(const QList<QAction *> &tools, QWidget *parent)
    : QFrame(parent)
{
    setRole(this, "panel"_ba);
    setAccessibleName(tr("Tools"));
    setCursor(Qt::ArrowCursor);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(gridStep / 2, gridStep / 2, gridStep / 2, gridStep / 2);
    layout->setSpacing(gridStep / 4);
    for (QAction *const tool : tools) {
        if (!tool) {
            layout->addWidget(makeSeparator(Qt::Vertical));
            continue;
        }
        QToolButton *const button = makeBarButton(tool);
        putLetter(tool->shortcut().toString(), button);
        layout->addWidget(button);
    }
}

} // namespace sketchroom
