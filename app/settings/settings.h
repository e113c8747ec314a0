#pragma once

#include "common/base/result.h"

#include <QHash>
#include <QSet>
#include <QSettings>
#include <QVariant>

namespace sketchroom {

/// A setting: its key in the file, its type and what holds where nothing is stored. Declared beside its use.
template <class T>
struct Option
{
    const char *key;
    T fallback;
};

/// The user's settings, in one file of one folder, so that tests and several clients on one machine can each have
/// their own. GUI thread only.
class Settings final
{
public:
    explicit Settings(const QString &folder);

    /// The folder that SKETCHROOM_CONFIG_DIR names, or else the platform's.
    static QString defaultFolder();
    /// Where the settings, and the rooms that are hosted on this computer, are kept.
    const QString &folder() const { return m_folder; }
    /// Why nothing can be kept in that folder: a sentence for the user; empty where it can.
    QString problem();
    /// Stores what could not be stored when it was set. Nothing where problem() has told of it. Errors: Io, with a
    /// sentence.
    Result<void> keepNow();

    template <class T>
    T value(const Option<T> &option) const
    {
        const QLatin1StringView key(option.key);
        const QVariant stored = m_set.contains(key) ? m_set.value(key) : m_file.value(key);
        if (!stored.isValid())
            return option.fallback;
        if constexpr (std::is_enum_v<T>)
            return T(stored.toInt());
        else
            return stored.canConvert<T>() ? stored.value<T>() : option.fallback;
    }

    template <class T>
    void set(const Option<T> &option, const std::type_identity_t<T> &value)
    {
        if constexpr (std::is_enum_v<T>)
            store(QLatin1StringView(option.key), int(value));
        else
            store(QLatin1StringView(option.key), QVariant::fromValue(value));
    }

private:
    void store(const QString &key, const QVariant &value);
    Result<void> write(const QString &key, const QVariant &value);
    QString path() const;

    QString m_folder;
    QSettings m_file;               ///< is only read from: QSettings replaces its file by an empty one on a full disk
    QHash<QString, QVariant> m_set; ///< by this program; holds also where it cannot be written
    QSet<QString> m_unwritten;      ///< keys of those
    bool m_isProblemTold = false;
};

} // namespace sketchroom
