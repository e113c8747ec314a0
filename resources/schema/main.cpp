// schema-writer [--check] REPOSITORY: writes resources/schema/*.json and the generated tables of PROTOCOL.md, or says
// which of them are stale.

#include "resources/schema/schema.h"

#include <QFile>
#include <QSaveFile>
#include <QString>

#include <cstdio>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

enum class Mode { Write, Check };

/// What stands between <!-- NAME --> and <!-- /NAME --> is replaced. Nothing where there is no such place.
bool replaceBetween(QByteArray &document, const QByteArray &name, const QByteArray &table)
{
    const QByteArray begin = "<!-- " + name + ": made by the target schema -->\n";
    const QByteArray end = "<!-- /" + name + " -->";
    const qsizetype from = document.indexOf(begin);
    const qsizetype to = document.indexOf(end, from);
    if (from < 0 || to < 0) {
        std::fprintf(stderr, "PROTOCOL.md has no place “%s … %s”.\n", begin.trimmed().constData(), end.constData());
        return false;
    }
    document.replace(from + begin.size(), to - from - begin.size(), QByteArray('\n' + table + '\n'));
    return true;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool settle(const QString &path, const QByteArray &content, Mode mode)
{
    if (contentOf(path) == content)
        return true;
    if (mode == Mode::Check) {
        std::fprintf(stderr, "%s is stale. Renew it: cmake --build --preset release --target schema\n",
                     qPrintable(path));
        return false;
    }
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return true;
    std::fprintf(stderr, "%s: %s\n", qPrintable(path), qPrintable(file.errorString()));
    return false;
}

} // namespace

int main(int argc, char **argv)
{
    const bool checks = argc == 3 && QByteArrayView(argv[1]) == QByteArrayView("--check");
    if (argc != 2 && !checks) {
        std::fprintf(stderr, "usage: schema-writer [--check] REPOSITORY\n");
        return 2;
    }
    const Mode mode = checks ? Mode::Check : Mode::Write;
    const QString root = QFile::decodeName(argv[argc - 1]);
    const QString folder = root + u"/resources/schema/"_s;
    const QString protocol = root + u"/common/protocol/PROTOCOL.md"_s;
    QByteArray document = contentOf(protocol);
    bool good = replaceBetween(document, "registers", schema::registerTable());
    good = replaceBetween(document, "messages", schema::messageTable()) && good;
    good = replaceBetween(document, "close codes", schema::closeCodeTableText()) && good;
    good = good && settle(protocol, document, mode);
    good = settle(folder + u"registers.json"_s, schema::registersJson(), mode) && good;
    good = settle(folder + u"kinds.json"_s, schema::kindsJson(), mode) && good;
    good = settle(folder + u"messages.json"_s, schema::messagesJson(), mode) && good;
    return good ? 0 : 1;
}
