#pragma once

#include <QObject>
#include <QPalette>

class QDBusVariant;

namespace sketchroom {

/// Whether the user's desktop is dark: at first as its palette says, then as the desktop portal says, which tells of
/// changes too. (Qt has QStyleHints::colorScheme only from 6.5 on.)
class SystemScheme final : public QObject
{
    Q_OBJECT

public:
    /// `palette`: the platform's own, before the program sets another.
    explicit SystemScheme(const QPalette &palette);

    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString &area, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void take(const QVariant &value);

    bool m_dark;
};

} // namespace sketchroom
