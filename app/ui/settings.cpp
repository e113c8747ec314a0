#include "app/ui/settings.h"

#include <QStandardPaths>

namespace sketchroom {

using namespace Qt::StringLiterals;

Settings::Settings(const QString &folder)
    : m_folder(folder)
    , m_file(folder + u"/settings.ini"_s, QSettings::IniFormat)
{
}

QString Settings::defaultFolder()
{
    const QString own = qEnvironmentVariable("SKETCHROOM_CONFIG_DIR");
    return own.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : own;
}

} // namespace sketchroom
