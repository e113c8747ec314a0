#include "app/session/keyfile.h"

#include "server/storage/savefile.h"
#include "server/storage/sqliteconnection.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace sketchroom {

namespace {

struct KeyFileSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::KeyFile)
};

constexpr qint64 mostBytes = 4'096;

Result<SigningKey> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Io, file.errorString());
    return SigningKey::fromPem(file.read(mostBytes));
}

} // namespace

KeptKey keyIn(const QString &path, Random &random)
{
    QString problem;
    if (QFile::exists(path)) {
        const auto key = read(path);
        if (key) {
            // It may have been copied by something that knows no permissions.
            QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
            return {*key, {}};
        }
        const QString sentence =
            KeyFileSentences::tr("The key that tells rooms who you are cannot be read (%1). They take you for somebody "
                                 "new until it can.");
        if (key.error().code == ErrorCode::Io)
            return {SigningKey::make(random), sentence.arg(key.error().message)};
        problem = KeyFileSentences::tr("The key that tells rooms who you are was damaged. It was put aside as %1, and "
                                       "rooms take you for somebody new.")
                      .arg(QDir::toNativeSeparators(SqliteConnection::putAside(path)));
    }
    SigningKey key = SigningKey::make(random);
    const auto saved = saveFile(path, key.toPem(), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!saved)
        problem = KeyFileSentences::tr("The key that tells rooms who you are cannot be kept (%1). After the next start "
                                       "they take you for somebody new.")
                      .arg(saved.error().message);
    return {std::move(key), problem};
}

} // namespace sketchroom
