#include "tests/support/serverprocess.h"

#include <QDir>
#include <QElapsedTimer>

namespace sketchroom::testing {

namespace {
constexpr int patienceMs = 10'000;
}

ServerProcess::~ServerProcess()
{
    if (m_process.state() != QProcess::NotRunning)
        kill();
}

bool ServerProcess::start(const QStringList &options)
{
    m_process.start(QStringLiteral(SKETCHROOM_BIN_DIR "/sketchroom-server"),
                    QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1"), QStringLiteral("--port"),
                                QString::number(m_port), QStringLiteral("--data"), m_data.path()} +
                        options);
    QElapsedTimer patience;
    patience.start();
    while (!m_process.canReadLine()) {
        if (patience.elapsed() > patienceMs || (!m_process.waitForReadyRead(patienceMs) && !m_process.canReadLine()))
            return false;
    }
    // listening on ws://127.0.0.1:PORT
    m_port = quint16(QUrl(QString::fromUtf8(m_process.readLine()).section(QLatin1Char(' '), -1).trimmed()).port(0));
    return m_port != 0;
}

void ServerProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished(patienceMs);
}

bool ServerProcess::stop()
{
    m_process.terminate();
    return m_process.waitForFinished(patienceMs) && m_process.exitStatus() == QProcess::NormalExit &&
           m_process.exitCode() == 0;
}

void ServerProcess::forgetEverything()
{
    QDir data(m_data.path());
    data.removeRecursively();
    data.mkpath(data.path());
}

QUrl ServerProcess::roomUrl(const QString &room) const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/rooms/%2").arg(m_port).arg(room));
}

} // namespace sketchroom::testing
