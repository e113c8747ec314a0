#include "app/dialogs/invitedialog.h"

#include "app/panels/people.h"
#include "app/rooms/roomcontrol.h"
#include "app/widgets/icons.h"
#include "app/widgets/widgets.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPushButton>
#include <QScreen>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int cardPoints = 26;

QLabel *makeAddressLabel(const QString &text, int points)
{
    QLabel *const label = makeLabel(text, "address"_ba, Wrap::Yes);
    label->setObjectName("spoken"_L1);
    label->setAlignment(Qt::AlignCenter);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = label->font();
    font.setPointSize(points);
    font.setBold(true);
    label->setFont(font);
    return label;
}

} // namespace

InviteDialog::InviteDialog(RoomControl &rooms, QWidget *parent)
    : QDialog(parent)
    , m_rooms(rooms)
    , m_people(makeLabel({}, {}, Wrap::Yes))
{
    setWindowTitle(tr("Invite others"));
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(rooms.isHosting() ? tr("Your session runs") : tr("Invite others"), "title"_ba));
    layout->addWidget(
        makeLabel(tr("Others start Sketchroom on their computer, choose Join, and enter:"), "hint"_ba, Wrap::Yes));
    addAddress(*layout);
    addNotes(*layout);
    layout->addSpacing(gridStep);
    layout->addWidget(makeLabel(tr("In this room"), "caption"_ba));
    layout->addWidget(m_people);
    layout->addSpacing(gridStep * 2);
    layout->addWidget(makeButtons());
    setMinimumWidth(gridStep * 58);
    connect(&rooms.session(), &BoardSession::peopleChanged, this, &InviteDialog::refresh);
    refresh();
}

QString InviteDialog::told(const RoomAddress &address) const
{
    // A session has one room: its host is enough.
    return m_rooms.isHosting() ? address.hostText() : address.shortText();
}

void InviteDialog::addAddress(QVBoxLayout &layout)
{
    const RoomAddress address = m_rooms.invitations().constFirst();
    auto *const card = new QFrame;
    setRole(card, "card"_ba);
    auto *const inside = new QVBoxLayout(card);
    inside->setContentsMargins(gridStep * 2, gridStep * 3, gridStep * 2, gridStep * 2);
    inside->setSpacing(gridStep * 2);
    inside->addWidget(makeAddressLabel(told(address), cardPoints));
    auto *const row = new QHBoxLayout;
    row->setSpacing(gridStep);
    auto *const copy = new QPushButton(themedIcon(u"copy"_s), tr("&Copy"));
    auto *const large = new QPushButton(themedIcon(u"zoom-in"_s), tr("&Large view"));
    copy->setAutoDefault(false);
    large->setAutoDefault(false);
    copy->setToolTip(address.roomUrl().toString());
    connect(copy, &QPushButton::clicked, this, [address, copy] {
        QGuiApplication::clipboard()->setText(address.roomUrl().toString());
        copy->setText(tr("Copied"));
        copy->setIcon(themedIcon(u"check"_s));
    });
    connect(large, &QPushButton::clicked, this, &InviteDialog::showLarge);
    row->addStretch();
    row->addWidget(copy);
    row->addWidget(large);
    row->addStretch();
    inside->addLayout(row);
    layout.addWidget(card);
}

void InviteDialog::addNotes(QVBoxLayout &layout)
{
    const auto note = [&layout](const QString &text, const QByteArray &role) {
        layout.addWidget(makeLabel(text, role, Wrap::Yes));
    };
    if (m_rooms.isHosting() && m_rooms.hostedPort() != defaultPort)
        note(tr("The usual port %1 is in use by another program on this computer, so the number after the colon "
                "belongs to the address.")
                 .arg(defaultPort),
             "hint"_ba);
    const QList<RoomAddress> all = m_rooms.invitations();
    constexpr qsizetype mostOthers = 2; // more than a few addresses of one computer only confuse
    QStringList others;
    for (const RoomAddress &address : all.mid(1, mostOthers))
        others.append(told(address));
    if (!others.isEmpty())
        note(tr("This computer is in several networks. In another of them: %1").arg(others.join(u", "_s)), "hint"_ba);
}

QWidget *InviteDialog::makeButtons()
{
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    if (m_rooms.isHosting()) {
        QPushButton *const end = buttons->addButton(tr("&End the session"), QDialogButtonBox::DestructiveRole);
        end->setAutoDefault(false);
        connect(end, &QPushButton::clicked, this, [this] {
            reject();
            Q_EMIT endWanted();
        });
    }
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    buttons->button(QDialogButtonBox::Close)->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, this, &InviteDialog::reject);
    return buttons;
}

void InviteDialog::showLarge()
{
    auto *const view = new QDialog(this);
    view->setAttribute(Qt::WA_DeleteOnClose);
    view->setWindowTitle(tr("Join this session"));
    auto *const layout = new QVBoxLayout(view);
    const QString text = told(m_rooms.invitations().constFirst());
    // As large as the screen allows: an average letter is a little more than half as wide as it is high.
    const QSize space = screen()->availableSize();
    const int most = int(space.width() / (0.75 * double(qMax(qsizetype(8), text.size()))));
    QLabel *const hint = makeLabel(tr("Sketchroom ▸ Join"), "hint"_ba);
    QFont font = hint->font();
    font.setPixelSize(qMax(16, most / 3));
    hint->setFont(font);
    hint->setAlignment(Qt::AlignCenter);
    QLabel *const address = makeAddressLabel(text, cardPoints);
    font = address->font();
    font.setPixelSize(most);
    address->setFont(font);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, view, &QDialog::reject);
    layout->addStretch();
    layout->addWidget(hint);
    layout->addWidget(address);
    layout->addStretch();
    layout->addWidget(buttons);
    view->showFullScreen();
}

void InviteDialog::refresh()
{
    QStringList names;
    for (const Person &person : peopleIn(m_rooms.session()))
        names.append(person.self ? tr("%1 (you)").arg(person.name) : person.name);
    m_people->setText(names.size() == 1 ? tr("Nobody but you yet.") : names.join(u", "_s));
}

} // namespace sketchroom
