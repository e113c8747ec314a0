#include "app/dialogs/lastwrite.h"

#include "app/widgets/widgets.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

struct LastWriteSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::LastWrite)
};

} // namespace

bool writeOrAsk(const LastWrite &write, QWidget &window)
{
    using S = LastWriteSentences;
    while (true) {
        const auto kept = write.keep();
        if (kept)
            return true;
        QWidget *const above = QApplication::activeModalWidget();
        QMessageBox box(QMessageBox::Warning, S::tr("Not on the disk"), write.lost, QMessageBox::Cancel,
                        above ? above : &window);
        box.setInformativeText(kept.error().message);
        const QPushButton *const again = box.addButton(S::tr("&Try again"), QMessageBox::AcceptRole);
        const QPushButton *const asFile =
            write.saveAsFile ? box.addButton(S::tr("&Save as a file…"), QMessageBox::AcceptRole) : nullptr;
        const QPushButton *const anyway = box.addButton(S::tr("&Close anyway"), QMessageBox::DestructiveRole);
        box.setDefaultButton(QMessageBox::Cancel);
        dressMessage(box, u"warning"_s);
        box.exec();
        const QAbstractButton *const clicked = box.clickedButton();
        if (clicked == anyway || (asFile && clicked == asFile && write.saveAsFile()))
            return true;
        if (clicked != again && clicked != asFile)
            return false;
    }
}

} // namespace sketchroom
