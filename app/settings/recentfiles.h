#pragma once

#include <QStringList>

namespace sketchroom {

class Settings;

/// The files that were opened and saved last, kept in the settings.
class RecentFiles final
{
public:
    static constexpr qsizetype most = 10;

    explicit RecentFiles(Settings &settings)
        : m_settings(settings)
    {
    }

    QStringList paths() const; ///< absolute, the newest first; some may be gone
    void add(const QString &path);
    void remove(const QString &path);

private:
    Settings &m_settings;
};

} // namespace sketchroom
