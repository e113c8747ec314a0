#pragma once

#include <QByteArray>
#include <QDateTime>

namespace sketchroom {

/// How the lines of the log look, which go to stderr.
enum class LogFormat : quint8 {
    Text, ///< time, level, category, message
    Json, ///< one object a line, for programs that collect logs
};

/// One line of the log, with its end.
QByteArray logLine(LogFormat format, const QDateTime &time, QtMsgType level, const char *category,
                   const QString &message);

/// From now on everything that is logged looks so. May be called once, before there are other threads.
void logAs(LogFormat format);

} // namespace sketchroom
