#include "app/window/startoptions.h"

#include <QCommandLineParser>
#include <QFileInfo>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(StartOptions)
};

struct Parser
{
    QCommandLineParser parser;
    QCommandLineOption name{u"name"_s, Text::tr("Your name, as the others see it."), u"NAME"_s};
    QCommandLineOption host{u"host"_s, Text::tr("Host this room on this computer."), u"ROOM"_s};
    QCommandLineOption make{u"make"_s, Text::tr("Make the room of the URL, if it is not there.")};
    QCommandLineOption lag{u"lag"_s, Text::tr("For developers: delay everything, in each direction."), u"MS"_s};
    QCommandLineOption loss{u"loss"_s, Text::tr("For developers: send so many messages again, and so later."),
                            u"PERCENT"_s};
    QCommandLineOption drop{u"drop"_s, Text::tr("For developers: break the connection so often."), u"SECONDS"_s};
    QCommandLineOption help{{u"h"_s, u"help"_s}, Text::tr("Show this help.")};
    QCommandLineOption version{{u"v"_s, u"version"_s}, Text::tr("Show the version.")};

    Parser()
    {
        parser.setApplicationDescription(Text::tr("Several people sketch on one board at the same time."));
        parser.addOptions({name, host, make, lag, loss, drop, help, version});
        parser.addPositionalArgument(
            u"URL|FILE"_s,
            Text::tr("A room to join, such as ws://host:7538/rooms/name, or a drawing to open and draw alone."),
            u"[URL|FILE]"_s);
    }
};

tl::unexpected<Error> bad(const QString &sentence)
{
    return failure(ErrorCode::Invalid, sentence);
}

Result<int> numberOf(const Parser &with, const QCommandLineOption &option, int most)
{
    bool isNumber = true;
    const int number = with.parser.isSet(option) ? with.parser.value(option).toInt(&isNumber) : 0;
    if (!isNumber || number < 0 || number > most)
        return bad(Text::tr("--%1 needs a whole number from 0 to %2, not “%3”.")
                       .arg(option.names().first())
                       .arg(most)
                       .arg(with.parser.value(option)));
    return number;
}

Result<LineFaults> faultsOf(const Parser &with)
{
    LineFaults faults;
    for (const auto &[option, most, into] : {std::tuple(&with.lag, 60'000, &faults.lagMs),
                                             {&with.loss, 99, &faults.lossPercent},
                                             {&with.drop, 86'400, &faults.dropEverySeconds}}) {
        const auto number = numberOf(with, *option, most);
        if (!number)
            return tl::unexpected(number.error());
        *into = *number;
    }
    return faults;
}

/// A file that exists is a file whatever it is called; else what has a scheme or names a room is an address.
bool isAddress(const QString &argument)
{
    return !QFileInfo::exists(argument) && (argument.contains("://"_L1) || argument.contains("/rooms/"_L1));
}

Result<void> takeArgument(const QString &argument, StartOptions &options)
{
    if (!isAddress(argument)) {
        if (!QFileInfo(argument).isFile())
            return bad(Text::tr("There is no file “%1”. A room's address looks like ws://host:7538/rooms/name.")
                           .arg(argument));
        options.file = argument;
        return {};
    }
    const auto address = parseAddress(argument);
    if (!address)
        return tl::unexpected(address.error());
    if (address->room.isEmpty())
        return bad(
            Text::tr("“%1” names no room. A room's address looks like ws://host:7538/rooms/name.").arg(argument));
    options.join = *address;
    return {};
}

} // namespace

Result<StartOptions> parseStartOptions(const QStringList &arguments)
{
    Parser with;
    if (!with.parser.parse(QStringList{u"sketchroom"_s} + arguments))
        return bad(with.parser.errorText());
    StartOptions options;
    options.showHelp = with.parser.isSet(with.help);
    options.showVersion = with.parser.isSet(with.version);
    options.name = with.parser.value(with.name);
    options.make = with.parser.isSet(with.make);
    if (with.parser.isSet(with.name) && options.name.trimmed().isEmpty())
        return bad(Text::tr("--name needs a name."));
    const auto faults = faultsOf(with);
    if (!faults)
        return tl::unexpected(faults.error());
    options.faults = *faults;
    const QStringList rest = with.parser.positionalArguments();
    if (with.parser.isSet(with.host)) {
        options.host = with.parser.value(with.host).toUtf8();
        if (!isValidRoomId(options.host))
            return bad(Text::tr("“%1” cannot be the name of a room. Use small letters, digits and hyphens.")
                           .arg(with.parser.value(with.host)));
    }
    if (rest.size() + (options.host.isEmpty() ? 0 : 1) > 1)
        return bad(Text::tr("Give one room or one file, or --host; see --help."));
    if (!rest.isEmpty()) {
        if (const auto taken = takeArgument(rest.first(), options); !taken)
            return tl::unexpected(taken.error());
    }
    if (options.make && !options.join)
        return bad(Text::tr("--make goes with the URL of a room."));
    return options;
}

QString startHelp()
{
    return Parser().parser.helpText();
}

} // namespace sketchroom
