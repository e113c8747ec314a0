#include "server/config/logformat.h"

#include "common/base/jsonwriter.h"

#include <cstdio>

namespace sketchroom {

namespace {

QByteArray nameOf(QtMsgType level)
{
    switch (level) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    Q_UNREACHABLE();
}

template <LogFormat format>
void write(QtMsgType level, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = logLine(format, QDateTime::currentDateTimeUtc(), level, context.category, message);
    // One call a line, so that lines of several threads do not mix.
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

} // namespace

QByteArray logLine(LogFormat format, const QDateTime &time, QtMsgType level, const char *category,
                   const QString &message)
{
    const QByteArray at = time.toString(Qt::ISODateWithMs).toLatin1();
    const QByteArray from = category ? category : "default";
    if (format == LogFormat::Text) {
        // What others wrote must not look like a line of its own.
        QString single = message;
        single.replace(u'\r', u' ').replace(u'\n', u' ');
        return at + ' ' + nameOf(level) + ' ' + from + ": " + single.toUtf8() + '\n';
    }
    QByteArray line;
    JsonWriter out(line);
    out.beginObject().key("time").ascii(at).key("level").ascii(nameOf(level));
    out.key("category").ascii(from).key("message").value(QStringView(message)).endObject();
    return line + '\n';
}

void logAs(LogFormat format)
{
    qInstallMessageHandler(format == LogFormat::Json ? write<LogFormat::Json> : write<LogFormat::Text>);
}

} // namespace sketchroom
