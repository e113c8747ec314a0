#include "app/session/identity.h"

#include "app/session/clientfolder.h"
#include "app/session/keyfile.h"
#include "common/base/plaintext.h"
#include "common/protocol/limits.h"

#include <QTextBoundaryFinder>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

const Option<QByteArray> clientFolderOption{"user/client", {}};
const Option<QString> nameOption{"user/name", {}};
const Option<QByteArray> colorOption{"user/color", {}};

constexpr qsizetype folderLength = 16;

QString firstLetter(const QString &word)
{
    // A letter as people see it may be several code units.
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    return word.left(qMax<qsizetype>(finder.toNextBoundary(), 0)).toUpper();
}

bool isHangulOrHan(const QString &letter)
{
    const QChar::Script script = letter.isEmpty() ? QChar::Script_Common : letter.at(0).script();
    return script == QChar::Script_Hangul || script == QChar::Script_Han;
}

} // namespace

const QList<Color> &peopleColors()
{
    static const QList<Color> colors{
        Color::rgb(0xe64980), Color::rgb(0xbe4bdb), Color::rgb(0x7950f2), Color::rgb(0x4263eb), Color::rgb(0x1c7ed6),
        Color::rgb(0x0c8599), Color::rgb(0x099268), Color::rgb(0x2f9e44), Color::rgb(0xe8590c), Color::rgb(0xe03131)};
    return colors;
}

QByteArray ownFolder(Settings &settings, Random &random)
{
    QByteArray folder = settings.value(clientFolderOption);
    if (!isValidId(folder, folderLength)) {
        folder = makeId(random, folderLength);
        settings.set(clientFolderOption, folder);
    }
    return folder;
}

QString suggestedName()
{
    QString account = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    if (account.isEmpty() || account == "root"_L1)
        return {};
    account[0] = account.at(0).toUpper();
    return cleanName(account);
}

Identity loadIdentity(Settings &settings, Random &random, const QByteArray &folder)
{
    KeptKey kept = keyIn(ClientFolder(settings.folder(), folder).keyPath(), random);
    Identity identity{std::move(kept.key), cleanName(settings.value(nameOption)), false, {}, folder, kept.problem};
    identity.isNamed = !identity.name.isEmpty();
    if (!identity.isNamed)
        identity.name = suggestedName().isEmpty() ? u"Guest"_s : suggestedName();
    const auto stored = colorFromName(settings.value(colorOption));
    identity.color =
        stored && !stored->none ? *stored : peopleColors().at(random.below(quint32(peopleColors().size())));
    saveIdentity(settings, identity);
    return identity;
}

void saveIdentity(Settings &settings, const Identity &identity)
{
    if (identity.isNamed)
        settings.set(nameOption, identity.name);
    settings.set(colorOption, colorName(identity.color));
}

QString cleanName(const QString &name)
{
    return plainName(name, Limits{}.nameLength);
}

QString initialsOf(const QString &name)
{
    const QStringList words = name.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return u"?"_s;
    QString first = firstLetter(words.first());
    if (words.size() == 1 || isHangulOrHan(first))
        return first;
    return first + firstLetter(words.last());
}

} // namespace sketchroom
