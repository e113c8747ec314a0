#include "app/panels/statusline.h"

#include <QCoreApplication>

namespace sketchroom {

using Tone = StatusLine::Tone;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(StatusLine)
};

QString withPending(const QString &text, qsizetype pending)
{
    if (pending == 0)
        return text;
    return Text::tr("%1 · %2").arg(text, Text::tr("%n edit(s) pending", nullptr, int(pending)));
}

StatusLine loadingLine(const RoomClient::Loading &loading)
{
    if (loading.total <= 0)
        return {Text::tr("Loading the board…"), Tone::Busy, 0.0, false};
    return {Text::tr("Loading the board: %L1 of %L2 shapes").arg(loading.sent).arg(loading.total), Tone::Busy,
            double(loading.sent) / double(loading.total), false};
}

/// With what keeps people from drawing, as far as anything does.
QString connectedText(const LinkFacts &facts)
{
    if (facts.role == Role::Viewer)
        return Text::tr("Connected · viewer");
    return facts.locked ? Text::tr("Connected · locked") : Text::tr("Connected");
}

StatusLine connectedLine(const LinkFacts &facts)
{
    // A few edits are always on their way while somebody draws; only a queue is worth a word.
    constexpr qsizetype worthSaying = 30;
    if (facts.pendingEdits > worthSaying)
        return {withPending(Text::tr("Connected"), facts.pendingEdits), Tone::Busy, std::nullopt, false};
    return {connectedText(facts), Tone::Good, std::nullopt, false};
}

StatusLine reconnectingLine(const LinkFacts &facts)
{
    const int ms = facts.retryInMs.value_or(0);
    const QString text =
        ms > 0 ? Text::tr("Reconnecting in %n s", nullptr, (ms + 999) / 1000) : Text::tr("Reconnecting…");
    return {withPending(text, facts.pendingEdits), Tone::Bad, std::nullopt, ms > 0};
}

} // namespace

LinkFacts factsOf(const BoardSession &session)
{
    const RoomLink *const link = session.link();
    if (!link || link->isLocal())
        return {};
    return {false,
            link->state(),
            link->problem(),
            link->retryInMs(),
            session.pendingEdits(),
            session.loading(),
            session.room().locked,
            session.self().role};
}

StatusLine statusLine(const LinkFacts &facts)
{
    if (facts.local)
        return {Text::tr("Drawing alone"), Tone::Quiet, std::nullopt, false};
    if (facts.state == RoomLink::State::Closed) {
        const QString why = facts.problem.isEmpty() ? Text::tr("Disconnected") : facts.problem;
        return {withPending(why, facts.pendingEdits), Tone::Bad, std::nullopt, true};
    }
    if (facts.state == RoomLink::State::Reconnecting)
        return reconnectingLine(facts);
    if (facts.loading)
        return loadingLine(*facts.loading);
    if (facts.state == RoomLink::State::Connecting)
        return {Text::tr("Connecting…"), Tone::Busy, std::nullopt, false};
    return connectedLine(facts);
}

} // namespace sketchroom
