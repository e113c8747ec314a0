#include "app/settings/settings.h"

#include "common/base/logging.h"
#include "server/storage/savefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QStandardPaths>
#include <QTemporaryFile>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

struct SettingsSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Settings)
};

} // namespace

Settings::Settings(const QString &folder)
    : m_folder(folder)
    , m_file(folder + u"/settings.ini"_s, QSettings::IniFormat)
{
}

QString Settings::problem()
{
    const QString folder = QDir::toNativeSeparators(m_folder);
    m_isProblemTold = true;
    if (!QDir().mkpath(m_folder))
        return SettingsSentences::tr(
                   "The folder %1 cannot be made: settings, recent rooms and what you draw alone are gone when the "
                   "program ends. Make it, or name another one in SKETCHROOM_CONFIG_DIR.")
            .arg(folder);
    QTemporaryFile probe(m_folder + u"/probe"_s);
    if (!probe.open())
        return SettingsSentences::tr(
                   "Nothing can be written to the folder %1 (%2): settings, recent rooms and what you draw alone are "
                   "gone when the program ends.")
            .arg(folder, probe.errorString());
    m_isProblemTold = false;
    return {};
}

Result<void> Settings::keepNow()
{
    if (m_isProblemTold)
        return {};
    for (const QString &key : QSet<QString>(m_unwritten)) {
        if (const auto written = write(key, m_set.value(key)); !written)
            return failure(ErrorCode::Io, SettingsSentences::tr("The file %1 cannot be written: %2.")
                                              .arg(QDir::toNativeSeparators(path()), written.error().message));
    }
    return {};
}

QString Settings::path() const
{
    return m_folder + u"/settings.ini"_s;
}

void Settings::store(const QString &key, const QVariant &value)
{
    m_set.insert(key, value);
    if (const auto written = write(key, value); !written)
        qCWarning(lcClient, "The settings cannot be saved: %s.", qUtf8Printable(written.error().message));
}

/// Other programs that use the same folder may have written other keys meanwhile: those stay.
Result<void> Settings::write(const QString &key, const QVariant &value)
{
    m_unwritten.insert(key);
    QDir().mkpath(m_folder);
    QLockFile lock(path() + u".lock"_s);
    lock.tryLock(2'000);
    m_file.sync();
    if (m_file.value(key) == value) {
        m_unwritten.remove(key);
        return {};
    }
    const QString draft = path() + u".new"_s;
    QFile::remove(draft);
    qsizetype lines = 0;
    {
        QSettings next(draft, QSettings::IniFormat);
        for (const QString &known : m_file.allKeys())
            next.setValue(known, m_file.value(known));
        next.setValue(key, value);
        lines = next.allKeys().size();
        next.sync();
    }
    QFile file(draft);
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    file.close();
    QFile::remove(draft);
    const bool whole = bytes.endsWith('\n') && bytes.count('=') >= lines;
    auto saved =
        whole ? saveFile(path(), bytes) : Result<void>(failure(ErrorCode::Io, u"the disk is full or read-only"_s));
    if (saved)
        m_unwritten.remove(key);
    m_file.sync();
    return saved;
}

QString Settings::defaultFolder()
{
    const QString own = qEnvironmentVariable("SKETCHROOM_CONFIG_DIR");
    return own.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : own;
}

} // namespace sketchroom
