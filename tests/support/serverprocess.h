#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace sketchroom::testing {

/// The real sketchroom-server, with a data folder of its own that outlives it, on a free port that it keeps when it is
/// started again.
class ServerProcess final
{
public:
    ServerProcess() = default;
    ~ServerProcess();
    ServerProcess(const ServerProcess &) = delete;
    ServerProcess &operator=(const ServerProcess &) = delete;

    /// Whether it says that it listens within ten seconds.
    bool start(const QStringList &options = {});
    /// SIGKILL, as when the power goes.
    void kill();
    /// SIGTERM; whether it ends by itself, with 0, within ten seconds.
    bool stop();

    /// Its data folder is replaced by an empty one, while it does not run.
    void forgetEverything();

    quint16 port() const { return m_port; }
    QString dataFolder() const { return m_data.path(); }
    QUrl roomUrl(const QString &room) const;
    QString errorOutput() { return QString::fromUtf8(m_process.readAllStandardError()); }

private:
    QTemporaryDir m_data;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace sketchroom::testing
