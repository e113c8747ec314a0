#include "app/window/windowcommands.h"

#include "app/dialogs/linkdialog.h"
#include "app/editing/selection.h"
#include "app/editing/shapecommands.h"
#include "app/editing/stylestate.h"
#include "app/tools/toolcontroller.h"
#include "app/view/boardview.h"
#include "app/widgets/widgets.h"

#include <QDesktopServices>
#include <QMessageBox>
#include <QUrl>

namespace sketchroom {

using namespace Qt::StringLiterals;

WindowCommands::WindowCommands(QWidget &window, BoardView &view, ToolController &tools, Theme &theme,
                               Settings &settings)
    : QObject(&window)
    , m_window(window)
    , m_view(view)
    , m_tools(tools)
    , m_theme(theme)
    , m_settings(settings)
{
    m_view.setGridShown(settings.value(gridOption));
    m_tools.style().setLook(settings.value(plainLookOption) ? Look::Plain : Look::HandDrawn);
}

void WindowCommands::chooseTheme(ThemeChoice choice)
{
    m_settings.set(themeOption, choice);
    m_theme.setChoice(choice);
}

void WindowCommands::showGrid(bool shown)
{
    m_settings.set(gridOption, shown);
    m_view.setGridShown(shown);
}

void WindowCommands::choosePlainLook(bool plain)
{
    m_settings.set(plainLookOption, plain);
    m_tools.style().setLook(plain ? Look::Plain : Look::HandDrawn);
}

void WindowCommands::setLink()
{
    const ShapeRef shape = m_tools.selection().shapes().value(0);
    if (!shape)
        return;
    auto *const dialog = new LinkDialog(shape->link, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, id = shape->id] { m_tools.commands().setLink(id, dialog->link()); });
    dialog->open();
}

void WindowCommands::openLink()
{
    const ShapeRef shape = m_tools.selection().shapes().value(0);
    if (shape && isLink(shape->link))
        QDesktopServices::openUrl(QUrl(shape->link));
}

void WindowCommands::closeWindow()
{
    m_window.close();
}

void WindowCommands::findCommand()
{
    Q_EMIT paletteWanted();
}

void WindowCommands::showKeys()
{
    Q_EMIT keysWanted();
}

void WindowCommands::showAbout()
{
    auto *const box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Sketchroom"));
    box->setIconPixmap(QIcon(u":/icons/sketchroom.svg"_s).pixmap(QSize(56, 56), m_window.devicePixelRatioF()));
    box->setText(tr("Sketchroom %1").arg(QStringLiteral(SKETCHROOM_VERSION)));
    box->setInformativeText(tr("Several people sketch on one board at the same time."));
    box->open();
}

} // namespace sketchroom
