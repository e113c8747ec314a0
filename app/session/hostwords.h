#pragma once

#include "common/protocol/messages.h"

namespace sketchroom {

/// What a host says in this program's own words and language: by its code and the names of its `params`. What this
/// program has no words for it says as the host does. `code` is an ErrorMessage's or a reject's.
QString hostWords(const QByteArray &code, const QString &message, const Params &params);
/// The same of a whole message: an error or a reject gets them, others stay as they are.
void putInWords(HostMessage &message);

} // namespace sketchroom
