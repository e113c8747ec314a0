#pragma once

#include "app/ui/settings.h"
#include "common/model/shape.h"

namespace sketchroom {

/// Who this user is to the others in a room.
struct Identity
{
    ClientId client; ///< made once for this installation
    QString name;    ///< never empty
    Color color;
};

/// The colours that people are given and may choose from: told apart on light and dark boards.
const QList<Color> &peopleColors();

/// What is stored; what is not stored yet is made up (the name from the computer's account) and stored.
Identity loadIdentity(Settings &settings, Random &random);
/// Stores name and colour. An empty name is not stored.
void saveIdentity(Settings &settings, const Identity &identity);

/// `name` without space around it and cut to the length that hosts take.
QString cleanName(const QString &name);
/// One or two capital letters for an avatar: "Ann Lee" → "AL", "ann" → "A", "김민수" → "김".
QString initialsOf(const QString &name);

} // namespace sketchroom
