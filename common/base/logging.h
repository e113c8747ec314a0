#pragma once

#include <QLoggingCategory>

// One category a room of the house; QT_LOGGING_RULES="sketchroom.*=true" shows all.
Q_DECLARE_LOGGING_CATEGORY(lcRoom)
Q_DECLARE_LOGGING_CATEGORY(lcStorage)
Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcClient)
