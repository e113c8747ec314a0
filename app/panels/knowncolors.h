#pragma once

#include "common/model/registers.h"

namespace sketchroom {

class BoardSession;
class Settings;

/// Colours that somebody may want again: those they chose last, which are kept in the settings, and those of the board.
class KnownColors final
{
public:
    static constexpr qsizetype most = 10; ///< of each

    KnownColors(const BoardSession &session, Settings &settings)
        : m_session(session)
        , m_settings(settings)
    {
    }

    /// The newest first.
    QList<Color> recent() const;
    void choose(Color color);
    /// What the board's shapes have in that register (Stroke or Fill), the most frequent first.
    QList<Color> onBoard(Register reg) const;

private:
    const BoardSession &m_session;
    Settings &m_settings;
};

} // namespace sketchroom
