#pragma once

#include "app/settings/settings.h"

#include <QColor>
#include <QObject>
#include <QPalette>

class QApplication;

namespace sketchroom {

class SystemScheme;

/// The colours of one look.
struct ThemeColors
{
    bool dark;
    QColor panel;   ///< floating panels, dialogs, menus
    QColor border;  ///< hair lines of panels and fields
    QColor control; ///< buttons that stand on a panel
    QColor hover;
    QColor accent;     ///< the one strong colour
    QColor accentSoft; ///< behind what is chosen
    QColor accentText; ///< what is chosen
    QColor text;
    QColor muted; ///< labels, hints
    QColor disabled;
    QColor danger;
    QColor warning;
    QColor good;
    QColor shadow;
};

enum class ThemeChoice { System, Light, Dark };
inline const Option<ThemeChoice> themeOption{"view/theme", ThemeChoice::System};

/// Gives the application one of two looks, and follows the system where the user chose that.
class Theme final : public QObject
{
    Q_OBJECT

public:
    Theme(QApplication &application, ThemeChoice choice);
    ~Theme() override;

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    const ThemeColors &colors() const;
    bool isDark() const { return colors().dark; }

    static const ThemeColors &light();
    static const ThemeColors &dark();

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication &m_application;
    std::unique_ptr<SystemScheme> m_system;
    ThemeChoice m_choice;
    const ThemeColors *m_applied = nullptr;
};

/// What the platform's own painting takes its colours from.
QPalette toPalette(const ThemeColors &colors);
/// How every widget of the program looks.
QString toStyleSheet(const ThemeColors &colors);

} // namespace sketchroom
