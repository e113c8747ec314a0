#include "app/session/hostaccess.h"

#include "common/base/logging.h"
#include "common/protocol/limits.h"
#include "server/storage/savefile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

const auto tokenField = u"token"_s;
const auto secretField = u"secret"_s;
const auto certificateField = u"certificate"_s;

/// The same for WebSocket and HTTP, but not for plain and encrypted.
QString hostOf(const QUrl &url)
{
    return (isEncrypted(url) ? u"wss://"_s : u"ws://"_s) + url.host() + u':' + QString::number(url.port(defaultPort));
}

} // namespace

bool isEncrypted(const QUrl &url)
{
    return url.scheme() == "wss"_L1 || url.scheme() == "https"_L1;
}

QByteArray fingerprintOf(const QSslCertificate &certificate)
{
    return certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper();
}

HostAccess::HostAccess(const QString &path)
    : m_path(path)
{
    reload();
}

QString HostAccess::token(const QUrl &url) const
{
    return read(hostOf(url), tokenField);
}

void HostAccess::setToken(const QUrl &url, const QString &token)
{
    write(hostOf(url), tokenField, token);
}

QString HostAccess::secret(const QUrl &room) const
{
    return read(hostOf(room) + room.path(), secretField);
}

void HostAccess::setSecret(const QUrl &room, const QString &secret)
{
    write(hostOf(room) + room.path(), secretField, secret);
}

QByteArray HostAccess::trusted(const QUrl &url) const
{
    return read(hostOf(url), certificateField).toLatin1();
}

void HostAccess::trust(const QUrl &url, const QByteArray &fingerprint)
{
    write(hostOf(url), certificateField, QString::fromLatin1(fingerprint));
}

void HostAccess::encrypt(const QUrl &plain)
{
    reload();
    const QString before = hostOf(plain);
    QUrl encrypted = plain;
    encrypted.setScheme(u"wss"_s);
    const QString after = hostOf(encrypted);
    for (const QString &about : m_known.keys()) {
        if (about != before && !about.startsWith(QString(before + u'/')))
            continue;
        const QString moved = after + about.mid(before.size());
        if (!m_known.contains(moved))
            m_known.insert(moved, m_known.value(about));
        m_known.remove(about);
    }
    save();
}

QNetworkRequest HostAccess::request(const QUrl &url) const
{
    QNetworkRequest request(url);
    if (const QString known = token(url); !known.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + known.toUtf8());
    return request;
}

std::optional<Demand> HostAccess::objectionTo(const QUrl &url, const QSslCertificate &certificate) const
{
    const QByteArray shown = certificate.isNull() ? QByteArray() : fingerprintOf(certificate);
    const QByteArray before = trusted(url);
    if (!shown.isEmpty() && shown == before)
        return std::nullopt;
    return Demand{Demand::Kind::Certificate, shown, before};
}

QString HostAccess::read(const QString &about, const QString &what) const
{
    return m_known.value(about).toObject().value(what).toString();
}

void HostAccess::write(const QString &about, const QString &what, const QString &value)
{
    reload();
    QJsonObject facts = m_known.value(about).toObject();
    if (facts.value(what).toString() == value)
        return;
    if (value.isEmpty())
        facts.remove(what);
    else
        facts.insert(what, value);
    m_known.insert(about, facts);
    save();
}

void HostAccess::reload()
{
    QFile file(m_path);
    if (!m_path.isEmpty() && m_isSaved && file.open(QIODevice::ReadOnly))
        m_known = QJsonDocument::fromJson(file.readAll()).object();
}

void HostAccess::save()
{
    if (m_path.isEmpty())
        return;
    const auto saved =
        saveFile(m_path, QJsonDocument(m_known).toJson(), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    m_isSaved = saved.has_value();
    if (!m_isSaved)
        qCWarning(lcClient, "What hosts want cannot be remembered: %s.", qUtf8Printable(saved.error().message));
}

} // namespace sketchroom
