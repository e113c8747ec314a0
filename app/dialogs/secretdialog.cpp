#include "app/dialogs/secretdialog.h"

#include "app/rooms/roomcontrol.h"
#include "app/widgets/widgets.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

SecretDialog::SecretDialog(RoomControl &rooms, QWidget *parent)
    : QDialog(parent)
    , m_rooms(rooms)
    , m_secret(new QLineEdit)
{
    setWindowTitle(tr("Secret of the room"));
    m_secret->setObjectName("secret"_L1);
    m_secret->setAccessibleName(tr("Secret of the room"));
    m_secret->setEchoMode(QLineEdit::Password);
    auto *const show = new QCheckBox(tr("S&how what I type"));
    connect(show, &QCheckBox::toggled, this,
            [this](bool shown) { m_secret->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *const go = buttons->addButton(tr("&Set the secret"), QDialogButtonBox::AcceptRole);
    go->setDefault(true);
    go->setEnabled(false);
    connect(m_secret, &QLineEdit::textChanged, go, [go](const QString &text) { go->setEnabled(!text.isEmpty()); });
    QPushButton *const remove = buttons->addButton(tr("&No secret"), QDialogButtonBox::DestructiveRole);
    remove->setObjectName("remove"_L1);
    remove->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] { set(m_secret->text()); });
    connect(remove, &QPushButton::clicked, this, [this] { set({}); });
    connect(buttons, &QDialogButtonBox::rejected, this, &SecretDialog::reject);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Secret of the room"), "title"_ba));
    layout->addWidget(
        makeLabel(tr("Whoever joins from now on, or comes back, has to know it. Who is in the room stays. "
                     "Tell it to them yourself: the room does not."),
                  "hint"_ba, Wrap::Yes));
    layout->addWidget(m_secret);
    layout->addWidget(show);
    layout->addSpacing(gridStep);
    layout->addWidget(buttons);
    setMinimumWidth(gridStep * 60);
}

void SecretDialog::set(const QString &secret)
{
    RoomActionMessage message;
    message.action = RoomVerb::Secret;
    message.secret = secret;
    BoardSession &session = m_rooms.session();
    session.act(message);
    // We come back, too.
    if (const RoomLink *const link = session.link())
        m_rooms.access().setSecret(link->address(), secret);
    accept();
}

} // namespace sketchroom
