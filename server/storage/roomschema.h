#pragma once

#include "server/storage/sqliteconnection.h"

namespace sketchroom {

/// The database of rooms.
const SqliteSchema &roomSchema();

} // namespace sketchroom
