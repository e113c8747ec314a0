#pragma once

#include "common/base/ids.h"

#include <QJsonObject>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QUrl>

namespace sketchroom {

/// What a host wants before it lets this user in, and the user has to be asked for.
struct Demand
{
    enum class Kind : quint8 {
        Token,       ///< the host's access token; the one that was given, if any, is wrong
        Secret,      ///< the room's, likewise
        Certificate, ///< the user has to trust it
        Encryption,  ///< wss instead of ws: nobody need be asked
        Room,        ///< the room is not there: another one, or to be told to make it
    };
    Kind kind;
    QByteArray fingerprint = {}; ///< of the host's certificate
    QByteArray before = {};      ///< the fingerprint that was trusted until now; empty for a host that is new
    QList<RoomId> near = {};     ///< rooms that are spelled like one that is not there
};

/// Whether the address is one of an encrypted connection.
bool isEncrypted(const QUrl &url);

/// The SHA-256 of a certificate as people compare it: "AB:CD:…".
QByteArray fingerprintOf(const QSslCertificate &certificate);

/// What this computer knows of hosts that do not let everybody in: the certificates that the user trusts, and the
/// access tokens and secrets that the user was told. Kept in a file that only this user can read. What belongs to an
/// encrypted host is never told to one that is not. Lives on the GUI thread.
class HostAccess final
{
public:
    /// Without a path it is kept in memory only. A file that cannot be read is as good as none.
    explicit HostAccess(const QString &path = {});

    // `url` is any address of the host, but for a secret that of the room.
    QString token(const QUrl &url) const;
    void setToken(const QUrl &url, const QString &token);
    QString secret(const QUrl &room) const;
    void setSecret(const QUrl &room, const QString &secret);
    /// The fingerprint that the user trusts for this host; empty where there is none.
    QByteArray trusted(const QUrl &url) const;
    void trust(const QUrl &url, const QByteArray &fingerprint);

    /// The host at this address turned out to be encrypted: what it was told in clear goes to it encrypted from now on,
    /// and is told to nobody there in clear any more.
    void encrypt(const QUrl &plain);

    /// Takes in what other windows have learned. Done by whoever connects.
    void reload();

    /// A request to a host, with its token.
    QNetworkRequest request(const QUrl &url) const;
    /// What is wanted before a certificate counts that nobody whom this system trusts has signed; nothing where the
    /// user trusts it.
    std::optional<Demand> objectionTo(const QUrl &url, const QSslCertificate &certificate) const;

private:
    QString read(const QString &about, const QString &what) const;
    void write(const QString &about, const QString &what, const QString &value);
    void save();

    QString m_path;
    QJsonObject m_known;   ///< by what it is about
    bool m_isSaved = true; ///< else the file knows less than this
};

} // namespace sketchroom
