#include "app/dialogs/accessdialog.h"

#include "app/widgets/widgets.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLineEdit>
#include <QPushButton>

namespace sketchroom {

using namespace Qt::StringLiterals;

AccessDialog::AccessDialog(const Demand &demand, const QUrl &url, HostAccess &access, QWidget *parent)
    : QDialog(parent)
    , m_demand(demand)
    , m_url(url)
    , m_access(access)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    m_layout->setSpacing(gridStep);
    setMinimumWidth(gridStep * 60);
    if (demand.kind != Demand::Kind::Certificate)
        askForWord();
    else if (demand.before.isEmpty())
        askForTrust();
    else
        warnOfChange();
}

void AccessDialog::askForWord()
{
    const bool isToken = m_demand.kind == Demand::Kind::Token;
    const QString place = isToken ? m_url.host() : m_url.path().section(u'/', -1);
    const bool isWrong = !(isToken ? m_access.token(m_url) : m_access.secret(m_url)).isEmpty();
    setWindowTitle(isToken ? tr("Access token") : tr("Secret of the room"));
    m_layout->addWidget(
        makeLabel(isToken ? tr("%1 needs an access token").arg(place) : tr("The room “%1” has a secret").arg(place),
                  "title"_ba, Wrap::Yes));
    if (isWrong)
        m_layout->addWidget(makeLabel(isToken ? tr("The token that this computer knows is not the right one.")
                                              : tr("The secret that this computer knows is not the right one."),
                                      "error"_ba, Wrap::Yes));
    m_layout->addWidget(makeLabel(isToken ? tr("Ask whoever runs the host. This computer remembers the token.")
                                          : tr("Ask an owner of the room. This computer remembers the secret."),
                                  "hint"_ba, Wrap::Yes));
    m_word = new QLineEdit;
    m_word->setObjectName("word"_L1);
    m_word->setEchoMode(QLineEdit::Password);
    m_word->setAccessibleName(windowTitle());
    m_layout->addWidget(m_word);
    m_layout->addSpacing(gridStep);
    addButtons(tr("&Join"));
    m_word->setFocus();
}

void AccessDialog::askForTrust()
{
    setWindowTitle(tr("Encrypted host"));
    m_layout->addWidget(makeLabel(tr("Do you trust %1?").arg(m_url.host()), "title"_ba, Wrap::Yes));
    m_layout->addWidget(makeLabel(tr("Nobody whom this computer knows vouches for the certificate of this host, under "
                                     "this name and today. Compare its fingerprint with the one that whoever runs the "
                                     "host sees; sketchroom-server says it when it starts."),
                                  "hint"_ba, Wrap::Yes));
    showFingerprint(tr("Fingerprint (SHA-256)"), m_demand.fingerprint);
    addButtons(tr("&Trust and join"));
}

void AccessDialog::warnOfChange()
{
    setWindowTitle(tr("Another certificate"));
    m_layout->addWidget(makeLabel(tr("The certificate of %1 has changed").arg(m_url.host()), "title"_ba, Wrap::Yes));
    m_layout->addWidget(makeLabel(tr("It is not the one that you trust. Somebody may be between "
                                     "you and the host, and would see and change everything. Or the host has got a new "
                                     "certificate: ask whoever runs it before you go on."),
                                  "error"_ba, Wrap::Yes));
    showFingerprint(tr("Fingerprint now (SHA-256)"), m_demand.fingerprint);
    showFingerprint(tr("Fingerprint that you trust"), m_demand.before);
    addButtons(tr("Trust the &new certificate"), Advised::Cancel);
}

void AccessDialog::showFingerprint(const QString &caption, const QByteArray &fingerprint)
{
    // Two lines of sixteen bytes, as people read them to each other.
    constexpr qsizetype lineLength = qsizetype(16) * 3;
    const QString text = QString::fromLatin1(fingerprint.left(lineLength) + '\n' + fingerprint.mid(lineLength));
    QLabel *const label = makeLabel(text, "fingerprint"_ba);
    label->setObjectName("fingerprint"_L1);
    label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_layout->addSpacing(gridStep);
    m_layout->addWidget(makeLabel(caption, "caption"_ba));
    m_layout->addWidget(label);
}

void AccessDialog::addButtons(const QString &accept, Advised advised)
{
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *const go = buttons->addButton(accept, QDialogButtonBox::AcceptRole);
    go->setObjectName("go"_L1);
    QPushButton *const best = advised == Advised::Accept ? go : buttons->button(QDialogButtonBox::Cancel);
    best->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &AccessDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &AccessDialog::reject);
    m_layout->addSpacing(gridStep);
    m_layout->addWidget(buttons);
    best->setFocus();
}

void AccessDialog::accept()
{
    switch (m_demand.kind) {
    case Demand::Kind::Token:
        m_access.setToken(m_url, m_word->text().trimmed());
        break;
    case Demand::Kind::Secret:
        m_access.setSecret(m_url, m_word->text());
        break;
    case Demand::Kind::Certificate:
        m_access.trust(m_url, m_demand.fingerprint);
        break;
    case Demand::Kind::Encryption:
    case Demand::Kind::Room:
        break;
    }
    QDialog::accept();
}

} // namespace sketchroom
