#include "app/widgets/theme.h"

#include "app/widgets/systemscheme.h"

#include <QApplication>
#include <QStyleFactory>

namespace sketchroom {

using namespace Qt::StringLiterals;

const ThemeColors &Theme::light()
{
    static const ThemeColors colors{
        .dark = false,
        .panel = QColor(0xff, 0xff, 0xff),
        .border = QColor(0xe4, 0xe5, 0xec),
        .control = QColor(0xf2, 0xf3, 0xf8),
        .hover = QColor(0xe9, 0xea, 0xf4),
        .accent = QColor(0x42, 0x63, 0xeb),
        .accentSoft = QColor(0xe0, 0xe6, 0xff),
        .accentText = QColor(0x2f, 0x49, 0xc4),
        .text = QColor(0x1b, 0x1c, 0x24),
        .muted = QColor(0x62, 0x66, 0x76),
        .disabled = QColor(0xb1, 0xb4, 0xc0),
        .danger = QColor(0xd6, 0x2b, 0x2b),
        .warning = QColor(0xc4, 0x57, 0x0a),
        .good = QColor(0x2b, 0x8a, 0x3e),
        .shadow = QColor(0x18, 0x1c, 0x3a),
    };
    return colors;
}

const ThemeColors &Theme::dark()
{
    static const ThemeColors colors{
        .dark = true,
        .panel = QColor(0x22, 0x23, 0x2a),
        .border = QColor(0x36, 0x38, 0x42),
        .control = QColor(0x2d, 0x2f, 0x38),
        .hover = QColor(0x37, 0x39, 0x45),
        .accent = QColor(0x4c, 0x6e, 0xf5),
        .accentSoft = QColor(0x34, 0x3e, 0x70),
        .accentText = QColor(0xc3, 0xce, 0xff),
        .text = QColor(0xe6, 0xe7, 0xed),
        .muted = QColor(0xa0, 0xa4, 0xb4),
        .disabled = QColor(0x5e, 0x61, 0x6e),
        .danger = QColor(0xff, 0x87, 0x87),
        .warning = QColor(0xff, 0xa9, 0x4d),
        .good = QColor(0x69, 0xdb, 0x7c),
        .shadow = QColor(0x00, 0x00, 0x00),
    };
    return colors;
}

QPalette toPalette(const ThemeColors &colors)
{
    QPalette palette(colors.text, colors.control, colors.hover, colors.border, colors.muted, colors.text, Qt::white,
                     colors.panel, colors.panel);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, colors.accentText);
    palette.setColor(QPalette::LinkVisited, colors.accentText);
    palette.setColor(QPalette::AlternateBase, colors.control);
    palette.setColor(QPalette::ToolTipBase, colors.text);
    palette.setColor(QPalette::ToolTipText, colors.panel);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::Link})
        palette.setColor(QPalette::Disabled, role, colors.disabled);
    return palette;
}

Theme::Theme(QApplication &application, ThemeChoice choice)
    : m_application(application)
    , m_system(std::make_unique<SystemScheme>(application.palette()))
    , m_choice(choice)
{
    // The one style that looks the same everywhere and takes all its colours from the palette.
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    connect(m_system.get(), &SystemScheme::changed, this, &Theme::apply);
    apply();
}

Theme::~Theme() = default;

const ThemeColors &Theme::colors() const
{
    const bool wantsDark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_system->isDark());
    return wantsDark ? dark() : light();
}

void Theme::setChoice(ThemeChoice choice)
{
    m_choice = choice;
    apply();
}

void Theme::apply()
{
    if (m_applied == &colors())
        return;
    m_applied = &colors();
    QApplication::setPalette(toPalette(*m_applied));
    m_application.setStyleSheet(toStyleSheet(*m_applied));
    Q_EMIT changed();
}

} // namespace sketchroom
