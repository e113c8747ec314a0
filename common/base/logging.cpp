#include "common/base/logging.h"

Q_LOGGING_CATEGORY(lcRoom, "sketchroom.room", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStorage, "sketchroom.storage", QtInfoMsg)
Q_LOGGING_CATEGORY(lcNet, "sketchroom.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcClient, "sketchroom.client", QtInfoMsg)
