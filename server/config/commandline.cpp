#include "server/config/commandline.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <numeric>

namespace sketchroom {

namespace {

struct CommandLineSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Options)
};

const OptionInfo *optionNamed(QStringView name)
{
    for (const OptionInfo &option : optionTable()) {
        if (name == QLatin1StringView(option.name))
            return &option;
    }
    return nullptr;
}

bool isConfig(const OptionInfo &option)
{
    return QByteArrayView(option.name) == "config";
}

/// Whether its value is not to be repeated in an error.
bool isSecret(const OptionInfo &option)
{
    return QByteArrayView(option.name) == "token";
}

/// How many letters it takes to turn one word into the other (Levenshtein).
qsizetype distance(QStringView a, QStringView b)
{
    QList<qsizetype> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const qsizetype other = qMin(row[j], row[j + 1]) + 1;
            diagonal = std::exchange(row[j + 1], qMin(other, diagonal + (a.at(i) == b.at(j) ? 0 : 1)));
        }
    }
    return row.last();
}

QString nearestTo(QStringView name)
{
    const auto all = optionTable();
    const auto nearest = std::min_element(all.begin(), all.end(), [&](const OptionInfo &a, const OptionInfo &b) {
        return distance(name, QLatin1StringView(a.name).toString()) <
               distance(name, QLatin1StringView(b.name).toString());
    });
    return QLatin1StringView(nearest->name);
}

Result<void> setOption(const OptionInfo &option, HostOptions &options, const QString &value, const QString &called)
{
    const auto set = option.set(options, value);
    if (!set)
        return failure(
            ErrorCode::Invalid,
            isSecret(option)
                ? CommandLineSentences::tr("%1 must be %2.").arg(called, set.error().message)
                : CommandLineSentences::tr("%1 must be %2, not “%3”.").arg(called, set.error().message, value));
    return {};
}

tl::unexpected<Error> unknown(const QString &argument)
{
    QString name = argument;
    while (name.startsWith(u'-'))
        name.remove(0, 1);
    return failure(ErrorCode::Invalid,
                   CommandLineSentences::tr("There is no option %1; did you mean --%2? --help shows them all.")
                       .arg(argument, nearestTo(name)));
}

/// An argument taken apart.
struct Argument
{
    const OptionInfo *option;
    QString called; ///< as it was written, with the dashes
    QString value;
};

/// `rooms …`, from that place on.
Result<void> takeRooms(QStringList &arguments, qsizetype at, CommandLine &line)
{
    struct Verb
    {
        const char *name;
        qsizetype operands;
    };
    static constexpr std::array verbs = {Verb{"list", 0}, Verb{"show", 1}, Verb{"delete", 1}, Verb{"grant", 2},
                                         Verb{"export", 2}};
    const auto verb = std::find_if(verbs.begin(), verbs.end(), [&](const Verb &known) {
        return arguments.value(at + 1) == QLatin1StringView(known.name);
    });
    const auto given = verb == verbs.end() ? QStringList() : arguments.mid(at + 2, verb->operands);
    if (verb == verbs.end() || given.size() < verb->operands || given.join(u' ').startsWith(u"--"))
        return failure(ErrorCode::Invalid, CommandLineSentences::tr("rooms needs what to do: list, show ROOM, delete "
                                                                    "ROOM, grant ROOM CLIENT or export ROOM FILE."));
    line.task = CommandLine::Task::Rooms;
    line.rooms = QStringList{arguments.at(at + 1)} + given;
    arguments.remove(at, 2 + verb->operands);
    line.asJson = arguments.removeAll(QStringLiteral("--json")) > 0;
    line.isSure = arguments.removeAll(QStringLiteral("--yes")) > 0;
    return {};
}

/// Takes what is to be done, if that is something else than to run, from the arguments.
Result<void> takeTask(QStringList &arguments, CommandLine &line)
{
    if (const qsizetype rooms = arguments.indexOf(u"rooms"); rooms >= 0)
        return takeRooms(arguments, rooms, line);
    if (const qsizetype check = arguments.indexOf(u"check"); check >= 0) {
        line.task = CommandLine::Task::Check;
        arguments.removeAt(check);
    } else if (const qsizetype backup = arguments.indexOf(u"backup"); backup >= 0) {
        if (backup + 1 == arguments.size())
            return failure(ErrorCode::Invalid, CommandLineSentences::tr("backup needs a folder: backup DIR."));
        line.task = CommandLine::Task::Backup;
        line.backupFolder = arguments.at(backup + 1);
        arguments.remove(backup, 2);
    }
    return {};
}

Result<QList<Argument>> takeApart(const QStringList &arguments)
{
    QList<Argument> list;
    for (auto argument = arguments.begin(); argument != arguments.end(); ++argument) {
        const qsizetype equals = argument->indexOf(u'=');
        const QString called = equals < 0 ? *argument : argument->left(equals);
        const OptionInfo *option = called.startsWith(u"--") ? optionNamed(QStringView(called).sliced(2)) : nullptr;
        if (!option || (!option->set && equals >= 0))
            return unknown(called);
        if (!option->set) {
            list.append({option, called, {}});
            continue;
        }
        // A switch, that can be set to no where the environment or a file has set it.
        if (!option->valueName && equals < 0) {
            list.append({option, called, QStringLiteral("yes")});
            continue;
        }
        if (equals < 0 && std::next(argument) == arguments.end())
            return failure(
                ErrorCode::Invalid,
                CommandLineSentences::tr("%1 needs a value: %1 %2.").arg(called, QLatin1StringView(option->valueName)));
        list.append({option, called, equals < 0 ? *++argument : argument->mid(equals + 1)});
    }
    return list;
}

Result<void> readFile(const QString &path, HostOptions &options)
{
    if (!QFileInfo(path).isFile() || !QFileInfo(path).isReadable())
        return failure(ErrorCode::Io, CommandLineSentences::tr("The file %1 cannot be read.").arg(path));
    const QSettings file(path, QSettings::IniFormat);
    if (file.status() != QSettings::NoError)
        return failure(ErrorCode::Invalid,
                       CommandLineSentences::tr("%1 is no INI file: lines such as port=7538 are.").arg(path));
    for (const QString &key : file.allKeys()) {
        const OptionInfo *option = optionNamed(key);
        if (option && isConfig(*option))
            return failure(ErrorCode::Invalid,
                           CommandLineSentences::tr("In %1: a file cannot name another config.").arg(path));
        if (!option || !option->set)
            return failure(ErrorCode::Invalid,
                           CommandLineSentences::tr("In %1: there is no option %2; did you mean %3?")
                               .arg(path, key, nearestTo(key)));
        // A value with commas is read as a list.
        const QString value = file.value(key).toStringList().join(u',');
        if (auto set = setOption(*option, options, value, CommandLineSentences::tr("In %1: %2").arg(path, key)); !set)
            return set;
    }
    return {};
}

} // namespace

QString defaultDataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/sketchroom-server");
}

Result<CommandLine> readCommandLine(const QStringList &arguments, const QProcessEnvironment &environment)
{
    CommandLine line;
    line.options.dataFolder = defaultDataFolder();
    QStringList rest = arguments;
    if (const auto taken = takeTask(rest, line); !taken)
        return tl::unexpected(taken.error());
    const auto list = takeApart(rest);
    if (!list)
        return tl::unexpected(list.error());
    QString config = environment.value(optionNamed(u"config")->environmentName());
    for (const Argument &argument : *list) {
        if (!argument.option->set) {
            line.task = argument.option == optionNamed(u"help") ? CommandLine::Task::Help : CommandLine::Task::Version;
            return line;
        }
        if (isConfig(*argument.option))
            config = argument.value;
    }
    if (const auto read = config.isEmpty() ? Result<void>() : readFile(config, line.options); !read)
        return tl::unexpected(read.error());
    for (const OptionInfo &option : optionTable()) {
        const QString value = environment.value(option.environmentName());
        if (!option.set || value.isEmpty())
            continue;
        if (const auto set = setOption(option, line.options, value, option.environmentName()); !set)
            return tl::unexpected(set.error());
    }
    for (const Argument &argument : *list) {
        if (const auto set = setOption(*argument.option, line.options, argument.value, argument.called); !set)
            return tl::unexpected(set.error());
    }
    return line;
}

QString helpText()
{
    HostOptions defaults;
    defaults.dataFolder = defaultDataFolder();
    QString text =
        CommandLineSentences::tr("Usage: sketchroom-server [OPTION]… [check | backup DIR | rooms …]\n"
                                 "Hosts rooms in which several people sketch on one board.\n"
                                 "check looks whether everything stored can be read; backup copies it to DIR. Both "
                                 "work while a host runs. So do:\n"
                                 "  rooms list                what rooms there are (--json: for programs)\n"
                                 "  rooms show ROOM           who owns it and who is in it\n"
                                 "  rooms delete ROOM         for good; asks first, unless with --yes\n"
                                 "  rooms grant ROOM CLIENT   makes somebody an owner\n"
                                 "  rooms export ROOM FILE    the drawing, as a .sketchroom file\n\n"
                                 "Each option can also be set in the environment, where --port is SKETCHROOM_PORT, or "
                                 "in the file of --config.\n\n");
    for (const OptionInfo &option : optionTable()) {
        QString left = QStringLiteral("  --") + QLatin1StringView(option.name);
        if (option.valueName)
            left += u' ' + QLatin1StringView(option.valueName);
        text += left.leftJustified(34) + CommandLineSentences::tr(option.help);
        if (option.show)
            text += CommandLineSentences::tr(" (default: %1)").arg(option.show(defaults));
        text += u'\n';
    }
    return text;
}

} // namespace sketchroom