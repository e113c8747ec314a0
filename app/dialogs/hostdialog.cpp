#include "app/dialogs/hostdialog.h"

#include "app/dialogs/namefield.h"
#include "app/rooms/roomcontrol.h"
#include "app/widgets/widgets.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

HostDialog::HostDialog(RoomControl &rooms, QWidget *parent)
    : QDialog(parent)
    , m_rooms(rooms)
    , m_name(new NameField(rooms))
    , m_title(new QLineEdit)
    , m_error(makeLabel({}, "error"_ba, Wrap::Yes))
{
    setWindowTitle(tr("Start a session"));
    m_title->setObjectName("roomName"_L1);
    m_title->setAccessibleName(tr("Name of the room"));
    m_title->setPlaceholderText(tr("Such as Class 5b / Biology"));
    m_title->setMaxLength(titleLength);
    m_error->setObjectName("message"_L1);
    m_error->hide();
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(tr("&Start"), QDialogButtonBox::AcceptRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &HostDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &HostDialog::reject);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Start a session"), "title"_ba));
    layout->addWidget(makeLabel(tr("Others in your network join with an address that you tell them. What is on the "
                                   "board goes into the room, and the room is kept on this computer."),
                                "hint"_ba, Wrap::Yes));
    layout->addSpacing(gridStep);
    layout->addWidget(m_name);
    layout->addWidget(makeLabel(tr("Name of the room, if you like"), "caption"_ba));
    layout->addWidget(m_title);
    layout->addWidget(m_error);
    layout->addSpacing(gridStep);
    layout->addWidget(buttons);
    setMinimumWidth(gridStep * 60);
    if (rooms.identity().isNamed)
        m_title->setFocus();
    else
        m_name->setFocus();
}

void HostDialog::accept()
{
    if (const QString problem = m_name->commit(); !problem.isEmpty())
        refuse(problem);
    else if (const auto started = m_rooms.startSession(m_title->text()); !started)
        refuse(started.error().message);
    else
        QDialog::accept();
}

void HostDialog::refuse(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->show();
}

} // namespace sketchroom
