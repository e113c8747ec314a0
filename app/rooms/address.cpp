#include "app/rooms/address.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrlQuery>

#include <array>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(RoomAddress)
};

tl::unexpected<Error> bad(const QString &sentence)
{
    return failure(ErrorCode::Invalid, sentence);
}

bool isIpv6(const QString &text)
{
    return QHostAddress(text).protocol() == QAbstractSocket::IPv6Protocol;
}

/// QUrl needs a scheme and brackets that people do not type.
QString completed(const QString &text)
{
    if (text.contains("://"_L1))
        return text;
    return u"ws://"_s + (isIpv6(text) ? u'[' + text + u']' : text);
}

QUrl urlOf(const RoomAddress &address, const QString &path)
{
    QUrl url;
    url.setScheme(address.secure ? u"wss"_s : u"ws"_s);
    url.setHost(address.host);
    url.setPort(address.port);
    url.setPath(address.base + path);
    return url;
}

/// Where a path leads, and what stands before that.
struct Place
{
    QString base;
    RoomId room; ///< empty: the lobby
};

Result<Place> placeOf(QString path)
{
    const QString lobby = u"/lobby"_s;
    const QString rooms = u"/rooms/"_s;
    while (path.endsWith(u'/'))
        path.chop(1);
    if (path.isEmpty() || path.endsWith(lobby))
        return Place{path.chopped(path.isEmpty() ? 0 : lobby.size()), {}};
    // Without "rooms" in between, as people say it.
    if (path.lastIndexOf(u'/') == 0)
        path.prepend("/rooms"_L1);
    const qsizetype at = path.lastIndexOf(rooms);
    if (at < 0)
        return bad(Text::tr("“%1” is not the way to a room. It should look like ws://host:7538/rooms/name.").arg(path));
    const RoomId room = path.mid(at + rooms.size()).toUtf8();
    if (!isValidRoomId(room))
        return bad(Text::tr("“%1” cannot be the name of a room. Use small letters, digits and hyphens.")
                       .arg(QString::fromUtf8(room)));
    return Place{path.first(at), room};
}

} // namespace

QUrl RoomAddress::roomUrl() const
{
    return urlOf(*this, u"/rooms/"_s + QString::fromLatin1(room));
}

QUrl RoomAddress::lobbyUrl() const
{
    return urlOf(*this, u"/lobby"_s);
}

QString RoomAddress::hostText() const
{
    const QString start = secure ? u"wss://"_s : QString();
    const bool isBare = port == defaultPort && !secure;
    const QString name = isIpv6(host) && !isBare ? QString(u'[' + host + u']') : host;
    return start + name + (port == defaultPort ? QString() : QString(u':' + QString::number(port))) + base +
           (base.isEmpty() ? QString() : u"/lobby"_s);
}

QString RoomAddress::shortText() const
{
    const QString text = hostText();
    if (!base.isEmpty())
        return text.chopped(qsizetype(strlen("/lobby"))) + u"/rooms/"_s + QString::fromLatin1(room);
    const bool needsBrackets = isIpv6(text);
    return (needsBrackets ? QString(u'[' + text + u']') : text) + u'/' + QString::fromLatin1(room);
}

Result<RoomAddress> parseAddress(const QString &text)
{
    const QString typed = text.trimmed();
    if (typed.isEmpty())
        return bad(Text::tr("Enter the address of a host, such as 192.168.0.5 or ws://host:7538/rooms/name."));
    const QUrl url(completed(typed), QUrl::StrictMode);
    static const QStringList schemes{u"ws"_s, u"wss"_s, u"http"_s, u"https"_s};
    if (url.isValid() && !schemes.contains(url.scheme()))
        return bad(Text::tr("“%1” addresses are not rooms. An address begins with ws:// or wss://.").arg(url.scheme()));
    if (!url.isValid() || url.host().isEmpty() || url.port() == 0)
        return bad(
            Text::tr("“%1” is not an address. Enter a host, host:port, or ws://host:port/rooms/name.").arg(typed));
    const auto place = placeOf(url.path());
    if (!place)
        return tl::unexpected(place.error());
    const QString token = QUrlQuery(url).queryItemValue(u"token"_s, QUrl::FullyDecoded);
    // It goes into a header, which ends with the line.
    if (std::any_of(token.begin(), token.end(), [](QChar c) { return !c.isPrint(); }))
        return bad(Text::tr("The access token in “%1” cannot be one.").arg(typed));
    return RoomAddress{url.host(),  quint16(url.port(defaultPort)),
                       place->room, url.scheme() == "wss"_L1 || url.scheme() == "https"_L1,
                       token,       place->base};
}

std::optional<RoomAddress> addressIn(const QString &text)
{
    for (const QString &word : text.split(QRegularExpression(u"\\s"_s), Qt::SkipEmptyParts)) {
        if (!word.startsWith("ws://"_L1) && !word.startsWith("wss://"_L1))
            continue;
        const auto address = parseAddress(word);
        if (address && !address->room.isEmpty())
            return *address;
    }
    return std::nullopt;
}

RoomId roomIdFrom(const QString &words)
{
    RoomId id;
    for (const QChar c : words.normalized(QString::NormalizationForm_KD).toLower()) {
        const bool wanted = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
        if (wanted)
            id += char(c.unicode());
        else if (!c.isMark() && !id.isEmpty() && !id.endsWith('-'))
            id += '-';
    }
    id.truncate(63);
    while (id.endsWith('-'))
        id.chop(1);
    return id;
}

RoomId suggestedRoomId(Random &random)
{
    static constexpr std::array first{"amber", "brave", "bright", "calm",  "clear", "early",
                                      "fresh", "green", "happy",  "light", "quiet", "sunny"};
    static constexpr std::array second{"bridge", "cloud", "field", "forest", "garden", "harbor",
                                       "island", "lake",  "maple", "meadow", "river",  "valley"};
    return QByteArray(first.at(random.below(first.size()))) + '-' + second.at(random.below(second.size())) + '-' +
           QByteArray::number(10 + random.below(90));
}

} // namespace sketchroom
