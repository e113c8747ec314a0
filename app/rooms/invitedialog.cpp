#include "app/rooms/invitedialog.h"

#include "app/panels/people.h"
#include "app/rooms/roomcontrol.h"
#include "app/ui/icons.h"
#include "app/ui/widgets.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

/// More than a few addresses of one computer only confuse.
constexpr qsizetype mostAddresses = 3;

} // namespace

InviteDialog::InviteDialog(RoomControl &rooms, QWidget *parent)
    : QDialog(parent)
    , m_rooms(rooms)
    , m_people(makeLabel({}, {}, Wrap::Yes))
{
    setWindowTitle(tr("Invite others"));
    const QStringList addresses = rooms.invitations();
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(rooms.isHosting() ? tr("You host this room") : tr("Invite others"), "title"_ba));
    layout->addWidget(
        makeLabel(tr("Others join by entering this address in Sketchroom, under Room ▸ Rooms."), "hint"_ba, Wrap::Yes));
    layout->addSpacing(gridStep);
    for (const QString &url : addresses.first(std::min(addresses.size(), mostAddresses)))
        layout->addWidget(makeAddress(url));
    if (addresses.size() > 1)
        layout->addWidget(makeLabel(tr("This computer is in several networks: tell the address of the one that you "
                                       "share with the others."),
                                    "caption"_ba, Wrap::Yes));
    layout->addSpacing(gridStep);
    layout->addWidget(makeLabel(tr("In this room"), "caption"_ba));
    layout->addWidget(m_people);
    layout->addSpacing(gridStep * 2);

    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    if (rooms.isHosting()) {
        QPushButton *const end = buttons->addButton(tr("&End the session"), QDialogButtonBox::DestructiveRole);
        end->setAutoDefault(false);
        connect(end, &QPushButton::clicked, this, [this] {
            reject();
            Q_EMIT endWanted();
        });
    }
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &InviteDialog::reject);
    layout->addWidget(buttons);
    setMinimumWidth(gridStep * 56);
    connect(&rooms.session(), &BoardSession::peopleChanged, this, &InviteDialog::refresh);
    refresh();
}

QWidget *InviteDialog::makeAddress(const QString &url)
{
    auto *const row = new QWidget;
    auto *const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gridStep);
    auto *const field = new QLineEdit(url);
    field->setReadOnly(true);
    field->setAccessibleName(tr("Address of this room"));
    field->setCursorPosition(0);
    auto *const copy = new QPushButton(themedIcon(u"copy"_s), tr("&Copy"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [url, copy] {
        QGuiApplication::clipboard()->setText(url);
        copy->setText(tr("Copied"));
        copy->setIcon(themedIcon(u"check"_s));
    });
    layout->addWidget(field, 1);
    layout->addWidget(copy);
    return row;
}

void InviteDialog::refresh()
{
    QStringList names;
    for (const Person &person : peopleIn(m_rooms.session()))
        names.append(person.self ? tr("%1 (you)").arg(person.name) : person.name);
    m_people->setText(names.size() == 1 ? tr("Nobody but you yet.") : names.join(u", "_s));
}

} // namespace sketchroom
