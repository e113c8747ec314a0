#pragma once

#include "app/session/hostaccess.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace sketchroom {

/// Asks the user for what a host or room wants before it lets anybody in: its access token, the room's secret, or trust
/// in its certificate. What the user says goes to HostAccess when the dialog is accepted.
class AccessDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `url`: what was to be reached. `access` outlives the dialog. Not for Demand::Kind::Encryption.
    AccessDialog(const Demand &demand, const QUrl &url, HostAccess &access, QWidget *parent);

    void accept() override;

private:
    void askForWord();
    void askForTrust();
    void warnOfChange();
    void showFingerprint(const QString &caption, const QByteArray &fingerprint);
    enum class Advised : quint8 { Accept, Cancel };
    void addButtons(const QString &accept, Advised advised = Advised::Accept);

    const Demand m_demand;
    const QUrl m_url;
    HostAccess &m_access;
    QVBoxLayout *m_layout;
    QLineEdit *m_word = nullptr; ///< token or secret
};

} // namespace sketchroom
