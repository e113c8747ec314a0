#include "app/dialogs/endsession.h"

#include "app/rooms/roomcontrol.h"
#include "app/widgets/widgets.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {
struct EndSessionSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::RoomDialogs)
};
} // namespace

bool mayEndSession(const RoomControl &rooms, QWidget &window)
{
    const int guests = rooms.guests();
    if (guests == 0)
        return true;
    QWidget *const above = QApplication::activeModalWidget();
    QMessageBox box(QMessageBox::Question, EndSessionSentences::tr("End the session?"),
                    EndSessionSentences::tr("The session that you host has %n guest(s).", nullptr, guests),
                    QMessageBox::Cancel, above ? above : &window);
    box.setInformativeText(
        EndSessionSentences::tr("When it ends they keep the board, but no longer see each other. What was drawn stays "
                                "on this computer, and is there when you host the room again."));
    QPushButton *const end = box.addButton(EndSessionSentences::tr("&End the session"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    dressMessage(box, u"people"_s);
    box.exec();
    return box.clickedButton() == end;
}

} // namespace sketchroom
