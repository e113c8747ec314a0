#include "app/rooms/roomcontrol.h"
#include "app/widgets/englishplurals.h"
#include "app/widgets/theme.h"
#include "app/window/filecontrol.h"
#include "app/window/mainwindow.h"
#include "app/window/roomdialogs.h"
#include "app/window/startoptions.h"

#include <QApplication>
#include <QTextStream>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

constexpr int badUse = 2;

/// Bad use, --help and --version are answered without a screen.
std::optional<int> answerWithoutWindow(const Result<StartOptions> &options, int argc, char **argv)
{
    if (!options) {
        QTextStream(stderr) << u"sketchroom: "_s << options.error().message << Qt::endl;
        return badUse;
    }
    if (options->showHelp || options->showVersion) {
        const QCoreApplication core(argc, argv);
        QTextStream(stdout) << (options->showHelp ? startHelp() : u"sketchroom " SKETCHROOM_VERSION "\n"_s);
        return 0;
    }
    return std::nullopt;
}

/// A host lets a client into a room once, so a second window that runs from the same settings is a client of its own,
/// for as long as it holds `lock`.
Identity identityFor(const StartOptions &options, Settings &settings, Random &random, std::unique_ptr<QLockFile> &lock)
{
    const QByteArray folder = ClientFolder::take(settings.folder(), ownFolder(settings, random), random, lock);
    Identity identity = loadIdentity(settings, random, folder);
    if (!options.name.isEmpty()) {
        identity.name = cleanName(options.name);
        identity.isNamed = true;
    }
    return identity;
}

void begin(const StartOptions &options, RoomControl &rooms, MainWindow &window)
{
    // What was drawn alone last time waits for a start that does not ask for something else.
    const bool restored = options.asks() && rooms.restoreBoard();
    if (!restored)
        rooms.drawAlone();
    if (options.join && !rooms.identity().isNamed) {
        window.whenPlaced([&window, room = *options.join] { window.dialogs().showJoin(RecentRoom{room}); });
    } else if (options.join) {
        rooms.join(*options.join, options.make ? RoomConnection::Missing::Make : RoomConnection::Missing::Ask);
    } else if (!options.host.isEmpty()) {
        if (const auto hosted = rooms.host(options.host); !hosted)
            window.notify(hosted.error().message);
    } else if (!options.file.isEmpty()) {
        window.files().openPath(options.file);
    } else if (!restored) {
        window.whenPlaced([&window] {
            if (!window.dialogs().offerUnsent())
                window.dialogs().showStart();
        });
    }
}

} // namespace

int main(int argc, char *argv[])
{
    // The host of a session paces the loops of its threads, which glib's cannot be. Not QT_NO_GLIB: themes need that
    // loop on this thread.
    qputenv("QT_NO_THREADED_GLIB", "1");
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    QCoreApplication::setApplicationName(u"sketchroom"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SKETCHROOM_VERSION));
    const auto options = parseStartOptions(arguments);
    if (const auto code = answerWithoutWindow(options, argc, argv))
        return *code;

    const QApplication application(argc, argv);
    EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    Settings settings(Settings::defaultFolder());
    Theme theme(*qApp, settings.value(themeOption));
    const SystemClock clock;
    Random random = Random::fromSystem();
    std::unique_ptr<QLockFile> lock;
    const Identity identity = identityFor(*options, settings, random, lock);
    BoardSession session(identity.client(), clock, random);
    RoomControl rooms(session, identity, settings, clock, random);
    rooms.setFaults(options->faults);
    MainWindow window(rooms, theme);
    window.show();
    const QString problem = settings.problem();
    if (!problem.isEmpty())
        window.notify(problem);
    else if (!identity.problem.isEmpty())
        window.notify(identity.problem);
    begin(*options, rooms, window);
    return QApplication::exec();
}
