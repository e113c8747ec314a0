#include "server/http/frontpage.h"

#include <QCoreApplication>
#include <QFile>

namespace sketchroom {

namespace {

struct FrontPageSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::FrontPage)
};

QString row(const QString &address, const RoomSummary &room)
{
    const QString url = address + QStringLiteral("/rooms/") + QString::fromLatin1(room.id);
    return QStringLiteral("<tr><td><b>%1</b><br><code>%2</code></td><td>%3</td><td>%4</td></tr>\n")
        .arg(room.title.toHtmlEscaped(), url.toHtmlEscaped())
        .arg(room.people)
        .arg(room.shapes);
}

QString table(const QString &address, const QList<RoomSummary> &rooms)
{
    if (rooms.isEmpty())
        return QStringLiteral("<p>%1</p>")
            .arg(FrontPageSentences::tr("There is no room yet. The first who joins one makes it."));
    QString rows;
    for (const RoomSummary &room : rooms)
        rows += row(address, room);
    return QStringLiteral("<table>\n<tr><th>%1</th><th>%2</th><th>%3</th></tr>\n%4</table>")
        .arg(FrontPageSentences::tr("Room"), FrontPageSentences::tr("People"), FrontPageSentences::tr("Shapes"), rows);
}

/// How this host is reached, for the program; a browser leaves out the port of its own scheme, which is not the
/// program's.
QString addressOf(const RequestHead &request)
{
    const QString scheme = request.isEncrypted ? QStringLiteral("wss://") : QStringLiteral("ws://");
    const QString host = QString::fromLatin1(request.header("host"));
    if (host.isEmpty())
        return scheme + QStringLiteral("…");
    const bool hasPort = host.lastIndexOf(u':') > host.lastIndexOf(u']');
    return scheme + host + (hasPort ? QString() : request.isEncrypted ? QStringLiteral(":443") : QStringLiteral(":80"));
}

} // namespace

QByteArray renderFrontPage(const RequestHead &request, const QList<RoomSummary> &rooms)
{
    QFile file(QStringLiteral(":/web/index.html"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString base = QString::fromLatin1(request.basePath);
    const QString address = addressOf(request) + base;
    const std::pair<const char *, QString> fields[] = {
        {"{{intro}}",
         FrontPageSentences::tr("This is a Sketchroom host: several people sketch on one board at the same time.")},
        {"{{how}}", FrontPageSentences::tr("Enter this address in the Sketchroom program to join:")},
        {"{{address}}", address.toHtmlEscaped()},
        {"{{base}}", base.isEmpty() ? QString() : QString(base.toHtmlEscaped() + u'/')},
        {"{{rooms}}", table(address, rooms)},
        {"{{version}}", QStringLiteral(SKETCHROOM_VERSION)},
    };
    QByteArray page = file.readAll();
    for (const auto &[field, text] : fields)
        page.replace(field, text.toUtf8());
    return page;
}

} // namespace sketchroom
