#include "server/net/roomscommand.h"

#include "server/net/controlsocket.h"
#include "server/net/roomhost.h"
#include "server/storage/datafolder.h"
#include "server/storage/savefile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

struct RoomsCommandSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::RoomsCommand)
};

/// Asks a host, or is one for the moment.
class Hosts final
{
public:
    explicit Hosts(const HostOptions &options)
        : m_options(options)
    {
    }

    Result<QJsonObject> ask(const QJsonObject &command)
    {
        if (!m_host && DataFolder::isInUse(m_options.dataFolder))
            return sentenceOf(ControlSocket::ask(m_options.dataFolder, command));
        if (!m_host) {
            if (!QFileInfo::exists(QDir(m_options.dataFolder).filePath(u"rooms.sqlite"_s)))
                return failure(ErrorCode::NotFound, RoomsCommandSentences::tr("There are no rooms in %1.")
                                                        .arg(QDir::toNativeSeparators(m_options.dataFolder)));
            HostOptions alone;
            alone.dataFolder = m_options.dataFolder;
            alone.address = QHostAddress(QHostAddress::LocalHost);
            alone.port = 0;
            auto host = std::make_unique<RoomHost>();
            if (const auto started = host->start(alone); !started)
                return tl::unexpected(started.error());
            m_host = std::move(host);
        }
        return sentenceOf(m_host->administer(command));
    }

private:
    static Result<QJsonObject> sentenceOf(const Result<QJsonObject> &answer)
    {
        if (answer && answer->contains("error"_L1))
            return failure(ErrorCode::Invalid, answer->value("error"_L1).toString());
        return answer;
    }

    const HostOptions &m_options;
    std::unique_ptr<RoomHost> m_host;
};

QString when(const QJsonValue &ms)
{
    return QDateTime::fromMSecsSinceEpoch(qint64(ms.toDouble())).toString(u"yyyy-MM-dd hh:mm"_s);
}

QString listed(const QJsonArray &rooms)
{
    QString text = u"%1 %2 %3 %4 %5\n"_s.arg(u"ROOM"_s, -24)
                       .arg(u"PEOPLE"_s, 6)
                       .arg(u"SHAPES"_s, 8)
                       .arg(u"CHANGED"_s, -16)
                       .arg(u"TITLE"_s);
    for (const auto &value : rooms) {
        const QJsonObject room = value.toObject();
        text += u"%1 %2 %3 %4 %5\n"_s.arg(room["id"_L1].toString(), -24)
                    .arg(room["people"_L1].toInt(), 6)
                    .arg(qint64(room["shapes"_L1].toDouble()), 8)
                    .arg(when(room["changed"_L1]), -16)
                    .arg(room["title"_L1].toString());
    }
    return text.trimmed();
}

QString shownRoom(const QJsonObject &room)
{
    QStringList lines;
    const auto add = [&](const QString &name, const QString &value) {
        lines.append(u"%1 %2"_s.arg(name, -12).arg(value));
    };
    add(u"room"_s, room["id"_L1].toString());
    add(u"title"_s, room["title"_L1].toString());
    add(u"changed"_s, when(room["changed"_L1]));
    add(u"shapes"_s, QString::number(qint64(room["shapes"_L1].toDouble())));
    add(u"edits"_s, QString::number(qint64(room["edits"_L1].toDouble())));
    add(u"locked"_s, room["locked"_L1].toBool() ? u"yes"_s : u"no"_s);
    add(u"secret"_s, room["secret"_L1].toBool() ? u"yes"_s : u"no"_s);
    add(u"newcomers"_s, room["newcomers"_L1].toString());
    add(u"bans"_s, QString::number(room["bans"_L1].toInt()));
    for (const auto &role : room["roles"_L1].toArray())
        add(role["role"_L1].toString(), role["client"_L1].toString());
    for (const auto &person : room["people"_L1].toArray())
        add(u"here"_s, u"%1 (%2, %3)"_s.arg(person["name"_L1].toString(), person["role"_L1].toString(),
                                            person["client"_L1].toString()));
    return lines.join(u'\n');
}

} // namespace

Result<QString> runRoomsCommand(const CommandLine &line, const std::function<bool(const QString &)> &confirm)
{
    Hosts hosts(line.options);
    const QString verb = line.rooms.value(0);
    const QString room = line.rooms.value(1);
    QJsonObject command{{u"command"_s, verb}, {u"room"_s, room}};
    if (verb == u"grant")
        command[u"client"_s] = line.rooms.value(2);
    if (verb == u"export")
        command[u"file"_s] = QFileInfo(line.rooms.value(2)).absoluteFilePath();
    if (verb == u"delete") {
        const auto described = hosts.ask({{u"command"_s, u"show"_s}, {u"room"_s, room}});
        if (!described)
            return tl::unexpected(described.error());
        const QString question =
            RoomsCommandSentences::tr("The room %1 (“%2”) with its %3 shapes and all of its history "
                                      "is deleted for good, and %4 people are put out of it. "
                                      "Delete it?")
                .arg(room, described->value("title"_L1).toString())
                .arg(qint64(described->value("shapes"_L1).toDouble()))
                .arg(described->value("people"_L1).toArray().size());
        if (!line.isSure && !confirm(question))
            return RoomsCommandSentences::tr("Nothing was deleted.");
    }
    const auto answer = hosts.ask(command);
    if (!answer)
        return tl::unexpected(answer.error());
    if (line.asJson)
        return QString::fromUtf8(QJsonDocument(*answer).toJson(QJsonDocument::Compact));
    if (verb == u"list")
        return listed(answer->value("rooms"_L1).toArray());
    return verb == u"show" ? shownRoom(*answer) : answer->value("done"_L1).toString();
}

} // namespace sketchroom
