#include "server/config/commandline.h"
#include "server/config/processsignals.h"
#include "server/config/servicemanager.h"
#include "server/net/roomhost.h"
#include "server/net/roomscommand.h"
#include "server/storage/upkeep.h"

#include <QCoreApplication>
#include <QFile>

#include <csignal>
#include <cstdio>

#include <sys/resource.h>

#include <unistd.h>

using namespace sketchroom;

namespace {

constexpr int exitFailed = 1;
constexpr int exitUsage = 2;

void print(std::FILE *file, const QString &line)
{
    const QByteArray text = line.toUtf8();
    std::fwrite(text.constData(), 1, size_t(text.size()), file);
    std::fputc('\n', file);
    std::fflush(file);
}

QString addressOf(const HostOptions &options, bool isEncrypted, quint16 port)
{
    const bool everywhere = options.address == QHostAddress(QHostAddress::Any);
    QString host = everywhere ? QStringLiteral("0.0.0.0") : options.address.toString();
    if (host.contains(u':'))
        host = u'[' + host + u']';
    return (isEncrypted ? QStringLiteral("wss://") : QStringLiteral("ws://")) + host + u':' + QString::number(port);
}

/// As many descriptors as the system lets this user have: each connection is one.
void raiseFileLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char *argv[])
{
    // A wake-up less for each message than glib's event loop.
    qputenv("QT_NO_GLIB", "1");
    // A peer that has gone is an error of writing, not the end.
    std::signal(SIGPIPE, SIG_IGN);
    // A limit on the size of files is an error like a full disk, not the end.
    std::signal(SIGXFSZ, SIG_IGN);
    raiseFileLimit();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("sketchroom-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SKETCHROOM_VERSION));

    const auto line = readCommandLine(QCoreApplication::arguments().mid(1), QProcessEnvironment::systemEnvironment());
    if (!line) {
        print(stderr, line.error().message);
        return exitUsage;
    }
    if (line->task == CommandLine::Task::Help) {
        print(stdout, helpText().trimmed());
        return 0;
    }
    if (line->task == CommandLine::Task::Version) {
        print(stdout, QStringLiteral("sketchroom-server ") + QCoreApplication::applicationVersion());
        return 0;
    }

    if (line->task == CommandLine::Task::Backup || line->task == CommandLine::Task::Check) {
        const auto done = line->task == CommandLine::Task::Backup ? backUp(line->options.dataFolder, line->backupFolder)
                                                                  : checkRooms(line->options.dataFolder);
        print(done ? stdout : stderr, done ? *done : done.error().message);
        return done ? 0 : exitFailed;
    }
    if (line->task == CommandLine::Task::Rooms) {
        const auto done = runRoomsCommand(*line, [](const QString &question) {
            print(stdout, question + QStringLiteral(" [y/N]"));
            QFile input;
            return input.open(stdin, QIODevice::ReadOnly) && input.readLine().trimmed().toLower() == "y";
        });
        print(done ? stdout : stderr, done ? *done : done.error().message);
        return done ? 0 : exitFailed;
    }
    logAs(line->options.logFormat);
    const ProcessSignals signals;
    RoomHost host;
    const auto port = host.start(line->options);
    if (!port) {
        print(stderr, port.error().message);
        return exitFailed;
    }
    ServiceManager manager;
    QObject::connect(&signals, &ProcessSignals::stopWanted, &manager, &ServiceManager::stopping);
    QObject::connect(&signals, &ProcessSignals::stopWanted, &host, &RoomHost::stop);
    // In a terminal, without a file to read anew, it means that the terminal has gone.
    if (line->options.tlsCertificate.isEmpty() && ::isatty(STDIN_FILENO) == 1)
        QObject::connect(&signals, &ProcessSignals::reloadWanted, &signals, &ProcessSignals::stopWanted);
    else
        QObject::connect(&signals, &ProcessSignals::reloadWanted, &host, &RoomHost::reloadCertificate);
    QObject::connect(&host, &RoomHost::stopped, &app, &QCoreApplication::quit);
    const QString fingerprint = QString::fromLatin1(host.fingerprint());
    const QString address = addressOf(line->options, !fingerprint.isEmpty(), *port);
    print(stdout, QStringLiteral("listening on ") + address);
    if (!fingerprint.isEmpty())
        print(stdout, QStringLiteral("fingerprint of the certificate (SHA-256): ") + fingerprint);
    manager.ready(QStringLiteral("Listening on ") + address);
    return QCoreApplication::exec();
}
