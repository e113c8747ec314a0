#include "server/config/options.h"

#include "server/net/proxies.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <limits>

namespace sketchroom {

namespace {

struct OptionsSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Options)
};

template <auto Member>
struct LimitOption;
template <class Integer, Integer Limits::*Member>
struct LimitOption<Member>
{
    static Result<void> set(HostOptions &options, const QString &value)
    {
        bool isNumber = false;
        const qint64 number = value.toLongLong(&isNumber);
        if (!isNumber || number < 1 || number > std::numeric_limits<int>::max())
            return failure(ErrorCode::Invalid, OptionsSentences::tr("a whole number above 0"));
        options.limits.*Member = Integer(number);
        return {};
    }
    static QString show(const HostOptions &options) { return QString::number(options.limits.*Member); }
};

template <auto Member>
constexpr OptionInfo limit(const char *name, const char *valueName, const char *help)
{
    return {name, valueName, help, &LimitOption<Member>::set, &LimitOption<Member>::show};
}

Result<void> setNesting(HostOptions &options, const QString &value)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    if (!isNumber || number < 8 || number > deepestNestingOfClients)
        return failure(ErrorCode::Invalid,
                       OptionsSentences::tr("a whole number from 8 to %1").arg(deepestNestingOfClients));
    options.limits.nesting = number;
    return {};
}

template <int HostOptions::*Member, int most>
constexpr OptionInfo amount(const char *name, const char *valueName, const char *help)
{
    return {name, valueName, help,
            [](HostOptions &options, const QString &value) -> Result<void> {
                bool isNumber = false;
                const int number = value.toInt(&isNumber);
                if (!isNumber || number < 1 || number > most)
                    return failure(ErrorCode::Invalid, OptionsSentences::tr("a whole number from 1 to %1").arg(most));
                options.*Member = number;
                return {};
            },
            [](const HostOptions &options) { return QString::number(options.*Member); }};
}

template <int LineFaults::*Member, int most>
constexpr OptionInfo fault(const char *name, const char *valueName, const char *help)
{
    return {name, valueName, help,
            [](HostOptions &options, const QString &value) -> Result<void> {
                bool isNumber = false;
                const int number = value.toInt(&isNumber);
                if (!isNumber || number < 0 || number > most)
                    return failure(ErrorCode::Invalid, OptionsSentences::tr("a whole number from 0 to %1").arg(most));
                options.faults.*Member = number;
                return {};
            },
            [](const HostOptions &options) { return QString::number(options.faults.*Member); }};
}

Result<void> setAddress(HostOptions &options, const QString &value)
{
    QHostAddress address(value);
    if (value == u"localhost")
        address = QHostAddress(QHostAddress::LocalHost);
    if (value == u"*")
        address = QHostAddress(QHostAddress::Any);
    if (address.isNull())
        return failure(ErrorCode::Invalid,
                       OptionsSentences::tr("an IP address of this computer, localhost, or * for all"));
    options.address = address;
    return {};
}

Result<void> setPort(HostOptions &options, const QString &value)
{
    bool isNumber = false;
    const uint port = value.toUInt(&isNumber);
    if (!isNumber || port > std::numeric_limits<quint16>::max())
        return failure(ErrorCode::Invalid, OptionsSentences::tr("a number from 0 (any free port) to 65535"));
    options.port = quint16(port);
    return {};
}

Result<void> setDataFolder(HostOptions &options, const QString &value)
{
    if (value.isEmpty())
        return failure(ErrorCode::Invalid, OptionsSentences::tr("a folder"));
    options.dataFolder = value;
    return {};
}

Result<void> setYesNo(bool &option, const QString &value)
{
    if (value != u"yes" && value != u"no")
        return failure(ErrorCode::Invalid, OptionsSentences::tr("yes or no"));
    option = value == u"yes";
    return {};
}

Result<void> setCreateRooms(HostOptions &options, const QString &value)
{
    return setYesNo(options.createRooms, value);
}

template <QString HostOptions::*Member>
constexpr OptionInfo file(const char *name, const char *help)
{
    return {name, "FILE", help,
            [](HostOptions &options, const QString &value) -> Result<void> {
                if (value.isEmpty())
                    return failure(ErrorCode::Invalid, OptionsSentences::tr("a file"));
                options.*Member = value;
                return {};
            },
            [](const HostOptions &) { return OptionsSentences::tr("none"); }};
}

Result<void> setSelfSigned(HostOptions &options, const QString &value)
{
    return setYesNo(options.tlsSelfSigned, value);
}

Result<void> setLogFormat(HostOptions &options, const QString &value)
{
    if (value != u"text" && value != u"json")
        return failure(ErrorCode::Invalid, OptionsSentences::tr("text or json"));
    options.logFormat = value == u"json" ? LogFormat::Json : LogFormat::Text;
    return {};
}

template <qint64 Limits::*member>
Result<void> setMebibytes(HostOptions &options, const QString &value)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    if (!isNumber || number < 1)
        return failure(ErrorCode::Invalid, OptionsSentences::tr("a whole number above 0"));
    options.limits.*member = qint64(number) << 20;
    return {};
}

constexpr int mostDays = 36'500;

std::optional<int> daysIn(const QString &value)
{
    bool isNumber = false;
    const int days = value.toInt(&isNumber);
    return isNumber && days >= 0 && days <= mostDays ? std::optional(days) : std::nullopt;
}

Result<void> setKeepHistory(HostOptions &options, const QString &value)
{
    const auto days = daysIn(value);
    if (!days)
        return failure(ErrorCode::Invalid,
                       OptionsSentences::tr("a whole number of days up to %1, or 0 for ever").arg(mostDays));
    options.historyDays = *days;
    return {};
}

Result<void> setKeepDeleted(HostOptions &options, const QString &value)
{
    const auto days = daysIn(value);
    if (!days)
        return failure(ErrorCode::Invalid,
                       OptionsSentences::tr("a whole number of days up to %1, or 0 for not at all").arg(mostDays));
    options.deletedDays = *days;
    return {};
}

/// The file is read before all else; here it is only known as an option.
Result<void> setConfig(HostOptions &, const QString &)
{
    return {};
}

Result<void> setToken(HostOptions &options, const QString &value)
{
    constexpr qsizetype least = 8;
    if (value.size() < least || value.trimmed() != value)
        return failure(ErrorCode::Invalid,
                       OptionsSentences::tr("%1 characters at the least, without blanks around").arg(least));
    options.token = value;
    return {};
}

Result<void> setAllowPlain(HostOptions &options, const QString &value)
{
    return setYesNo(options.allowPlain, value);
}

Result<void> setTrustedProxies(HostOptions &options, const QString &value)
{
    options.trustedProxies.clear();
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts)) {
        if (!Proxies::isNetwork(part.trimmed()))
            return failure(ErrorCode::Invalid,
                           OptionsSentences::tr("addresses or networks such as 10.0.0.0/8, with commas between"));
        options.trustedProxies.append(part.trimmed());
    }
    return {};
}

Result<void> setBasePath(HostOptions &options, const QString &value)
{
    QString path = value;
    while (path.endsWith(u'/'))
        path.chop(1);
    const bool isPath = std::all_of(path.begin(), path.end(),
                                    [](QChar c) { return c.isLetterOrNumber() || QStringView(u"/-_.~").contains(c); });
    if ((!path.isEmpty() && !path.startsWith(u'/')) || path.contains(u"//") || !isPath ||
        path != QString::fromLatin1(path.toLatin1()))
        return failure(ErrorCode::Invalid, OptionsSentences::tr("a path such as /draw"));
    options.basePath = path;
    return {};
}

Result<void> setOrigins(HostOptions &options, const QString &value)
{
    options.origins.clear();
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts)) {
        const QString origin = part.trimmed();
        const QUrl url(origin, QUrl::StrictMode);
        const bool isOrigin = url.isValid() && !url.host().isEmpty() && url.path().isEmpty() &&
                              (url.scheme() == u"http" || url.scheme() == u"https");
        if (origin != u"*" && !isOrigin)
            return failure(ErrorCode::Invalid, OptionsSentences::tr("origins such as https://example.org, with commas "
                                                                    "between, or * for all"));
        options.origins.append(origin);
    }
    return {};
}

Result<void> setNames(HostOptions &options, const QString &value)
{
    options.names.clear();
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts)) {
        const QString hostName = part.trimmed().toLower();
        const bool isName = std::all_of(hostName.begin(), hostName.end(),
                                        [](QChar c) { return c.isLetterOrNumber() || c == u'.' || c == u'-'; });
        if (hostName.isEmpty() || !isName)
            return failure(ErrorCode::Invalid,
                           OptionsSentences::tr("names such as board.example.org, with commas between"));
        options.names.append(hostName);
    }
    return {};
}

#define HELP(text) QT_TRANSLATE_NOOP("sketchroom::Options", text)

constexpr std::array table = {
    OptionInfo{"listen", "ADDRESS", HELP("address to listen on; * is every address of this computer"), setAddress,
               [](const HostOptions &o) {
                   return o.address == QHostAddress(QHostAddress::Any) ? QStringLiteral("*") : o.address.toString();
               }},
    OptionInfo{"port", "N", HELP("port to listen on; 0 takes a free one"), setPort,
               [](const HostOptions &o) { return QString::number(o.port); }},
    OptionInfo{"data", "DIR", HELP("folder that the rooms are kept in"), setDataFolder,
               [](const HostOptions &o) { return o.dataFolder; }},
    OptionInfo{"create-rooms", "YES|NO", HELP("whether the first who joins a room makes it"), setCreateRooms,
               [](const HostOptions &o) { return o.createRooms ? QStringLiteral("yes") : QStringLiteral("no"); }},
    OptionInfo{"keep-history", "DAYS",
               HELP("days that edits are kept for the history of a room; 0 keeps them for ever"), setKeepHistory,
               [](const HostOptions &o) {
                   return o.historyDays > 0 ? QString::number(o.historyDays) : OptionsSentences::tr("for ever");
               }},
    OptionInfo{"keep-deleted", "DAYS",
               HELP("days that what was deleted can be brought back for; 0 keeps nothing of it"), setKeepDeleted,
               [](const HostOptions &o) { return QString::number(o.deletedDays); }},
    OptionInfo{"token", "TOKEN", HELP("access token that everybody has to know (better in the environment)"), setToken,
               [](const HostOptions &) { return OptionsSentences::tr("none"); }},
    file<&HostOptions::tlsCertificate>("tls-cert",
                                       HELP("certificate in PEM, and those that vouch for it: then the host "
                                            "speaks wss and https only; SIGHUP reads it anew")),
    file<&HostOptions::tlsKey>("tls-key", HELP("key of the certificate in PEM, without a passphrase")),
    OptionInfo{"tls-self-signed", nullptr,
               HELP("speak wss and https with a certificate that the host makes for itself, and keeps with the rooms"),
               setSelfSigned, nullptr},
    OptionInfo{"allow-plain", "YES|NO",
               HELP("with a certificate, whether ws and http are spoken too, on the same port"), setAllowPlain,
               [](const HostOptions &o) { return o.allowPlain ? QStringLiteral("yes") : QStringLiteral("no"); }},
    OptionInfo{"trusted-proxies", "LIST",
               HELP("addresses or networks of proxies that are believed about who is behind them, with commas between"),
               setTrustedProxies,
               [](const HostOptions &o) {
                   return o.trustedProxies.isEmpty() ? OptionsSentences::tr("none") : o.trustedProxies.join(u',');
               }},
    OptionInfo{"base-path", "PATH", HELP("path that a proxy has this host under, such as /draw"), setBasePath,
               [](const HostOptions &o) { return o.basePath.isEmpty() ? OptionsSentences::tr("none") : o.basePath; }},
    OptionInfo{
        "origins", "LIST", HELP("pages of other origins that may connect, with commas between; * for all"), setOrigins,
        [](const HostOptions &o) { return o.origins.isEmpty() ? OptionsSentences::tr("none") : o.origins.join(u','); }},
    OptionInfo{
        "names", "LIST", HELP("names that browsers know this host by, besides the computer's own, with commas between"),
        setNames,
        [](const HostOptions &o) { return o.names.isEmpty() ? OptionsSentences::tr("none") : o.names.join(u','); }},
    OptionInfo{"log-format", "text|json", HELP("how the lines of the log look, on stderr"), setLogFormat,
               [](const HostOptions &o) {
                   return o.logFormat == LogFormat::Json ? QStringLiteral("json") : QStringLiteral("text");
               }},
    OptionInfo{"config", "FILE", HELP("INI file with these options, such as port=7538, one a line"), setConfig,
               [](const HostOptions &) { return OptionsSentences::tr("none"); }},
    limit<&Limits::frameBytes>("frame-bytes", "N", HELP("longest message of a client")),
    limit<&Limits::opsPerEdit>("ops-per-edit", "N", HELP("operations in an edit")),
    limit<&Limits::editsPerSecond>("edits-per-second", "N", HELP("edits of a client, in the long run")),
    limit<&Limits::editBurst>("edit-burst", "N", HELP("edits of a client at once")),
    limit<&Limits::bytesPerSecond>("bytes-per-second", "N", HELP("bytes from a client, in the long run")),
    limit<&Limits::byteBurst>("byte-burst", "N", HELP("bytes from a client at once")),
    limit<&Limits::shapesPerRoom>("shapes-per-room", "N", HELP("shapes in a room")),
    OptionInfo{"room-mib", "N", HELP("MiB that the shapes of a room may take in memory"),
               setMebibytes<&Limits::roomBytes>,
               [](const HostOptions &o) { return QString::number(o.limits.roomBytes >> 20); }},
    limit<&Limits::numbersInPoints>("numbers-in-points", "N", HELP("numbers in the points of a stroke")),
    limit<&Limits::textLength>("text-length", "N", HELP("characters in a text")),
    limit<&Limits::chatLength>("chat-length", "N", HELP("characters in a chat message")),
    limit<&Limits::nameLength>("name-length", "N", HELP("characters in a person's name; longer ones are cut")),
    OptionInfo{"nesting", "N", HELP("depth of JSON, at most 60"), setNesting,
               [](const HostOptions &o) { return QString::number(o.limits.nesting); }},
    limit<&Limits::imageBytes>("image-bytes", "N", HELP("bytes of an image")),
    OptionInfo{"image-store-mib", "N", HELP("MiB of the images of all rooms together"),
               setMebibytes<&Limits::imageStoreBytes>,
               [](const HostOptions &o) { return QString::number(o.limits.imageStoreBytes >> 20); }},
    limit<&Limits::rooms>("rooms", "N", HELP("rooms, with those that nobody is in")),
    limit<&Limits::peersPerRoom>("peers-per-room", "N", HELP("people in a room")),
    limit<&Limits::peersPerAddress>("peers-per-address", "N", HELP("people in a room from one address")),
    limit<&Limits::connections>("connections", "N", HELP("connections to this host")),
    limit<&Limits::connectionsPerAddress>("connections-per-address", "N", HELP("connections from one address")),
    limit<&Limits::handshakes>("unfinished-handshakes", "N",
                               HELP("connections at once that have not said yet what they want")),
    amount<&HostOptions::threads, 256>("threads", "N", HELP("threads that the rooms are spread over")),
    limit<&Limits::resyncBytes>("resync-bytes", "N",
                                HELP("bytes queued for a client that does not read; then it gets the room anew")),
    limit<&Limits::closeBytes>("close-bytes", "N",
                               HELP("bytes queued for a client that does not read; then it is closed")),
    fault<&LineFaults::lagMs, 60'000>("lag", "MS", HELP("for developers: delay everything, in each direction")),
    fault<&LineFaults::lossPercent, 99>("loss", "PERCENT",
                                        HELP("for developers: send so many messages again, and so later")),
    fault<&LineFaults::dropEverySeconds, 86'400>("drop", "SECONDS",
                                                 HELP("for developers: break each connection so often; 0 never")),
    OptionInfo{"help", nullptr, HELP("show this text"), nullptr, nullptr},
    OptionInfo{"version", nullptr, HELP("show the version"), nullptr, nullptr},
};

#undef HELP

} // namespace

QString OptionInfo::environmentName() const
{
    return QStringLiteral("SKETCHROOM_") + QString::fromLatin1(name).toUpper().replace(u'-', u'_');
}

std::span<const OptionInfo> optionTable()
{
    return table;
}

} // namespace sketchroom
