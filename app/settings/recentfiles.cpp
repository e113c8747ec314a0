#include "app/settings/recentfiles.h"

#include "app/settings/settings.h"

#include <QFileInfo>

#include <algorithm>

namespace sketchroom {

namespace {

const Option<QStringList> recentOption{"files/recent", {}};

} // namespace

QStringList RecentFiles::paths() const
{
    return m_settings.value(recentOption);
}

void RecentFiles::add(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList list = paths();
    list.removeAll(absolute);
    list.prepend(absolute);
    m_settings.set(recentOption, list.first(std::min(list.size(), most)));
}

void RecentFiles::remove(const QString &path)
{
    QStringList list = paths();
    if (list.removeAll(path) > 0)
        m_settings.set(recentOption, list);
}

} // namespace sketchroom
