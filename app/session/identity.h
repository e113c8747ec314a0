#pragma once

#include "app/settings/settings.h"
#include "common/base/signingkey.h"
#include "common/model/shape.h"

namespace sketchroom {

/// Who this user is to the others in a room.
struct Identity
{
    SigningKey key;
    QString name;         ///< never empty
    bool isNamed = false; ///< whether the user has chosen the name; else it is a guess
    Color color;
    QByteArray folder; ///< of what this window keeps (app/session/clientfolder.h)
    QString problem;   ///< why the key is not the one of last time, or will not be next time; empty: it is
    ClientId client() const { return key.client(); }
};

/// The colours that people are given and may choose from: told apart on light and dark boards.
const QList<Color> &peopleColors();

/// The folder of the installation's first window; made up once.
QByteArray ownFolder(Settings &settings, Random &random);
/// What is stored of the window that has this folder (ClientFolder::take). What is not stored yet is made up: the
/// colour is stored then, the name (from the computer's account) only once the user has agreed to it.
Identity loadIdentity(Settings &settings, Random &random, const QByteArray &folder);
/// Stores the colour, and a name that was chosen.
void saveIdentity(Settings &settings, const Identity &identity);

/// What to propose for a name: that of the computer's account; empty where it says nothing of a person.
QString suggestedName();
/// `name` without space around it and cut to the length that hosts take.
QString cleanName(const QString &name);
/// One or two capital letters for an avatar: "Ann Lee" → "AL", "ann" → "A", "김민수" → "김".
QString initialsOf(const QString &name);

} // namespace sketchroom
