#pragma once

#include "server/config/options.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace sketchroom {

/// What the program was asked to do.
struct CommandLine
{
    enum class Task { Run, Help, Version, Backup, Check, Rooms };
    Task task = Task::Run;
    QString backupFolder; ///< for Backup
    QStringList rooms;    ///< for Rooms: list, show, delete, grant or export, and what that is about
    bool asJson = false;  ///< what Rooms prints
    bool isSure = false;  ///< for Rooms: it need not ask
    HostOptions options;
};

/// The platform's folder for the data of this program.
QString defaultDataFolder();

/// Reads the file that --config names, then the environment, then the arguments (without the program's name): what
/// comes later wins. `--name value` and `--name=value` are the same. Errors: Invalid, with one sentence that names the
/// nearest right option; Io for a file that cannot be read.
Result<CommandLine> readCommandLine(const QStringList &arguments, const QProcessEnvironment &environment);

/// The text of --help.
QString helpText();

} // namespace sketchroom
