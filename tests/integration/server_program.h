#pragma once

#include <QProcess>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

/// The real sketchroom-server in a process of its own, on a free port of this computer.
class ServerProcess
{
public:
    explicit ServerProcess(const QString &dataFolder, const QStringList &more = {})
        : m_dataFolder(dataFolder)
    {
        m_process.setProgram(QStringLiteral(SKETCHROOM_SERVER));
        m_arguments = QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1"), QStringLiteral("--data"),
                                  m_dataFolder} +
                      more;
    }
    ~ServerProcess()
    {
        if (m_process.state() != QProcess::NotRunning)
            kill();
    }

    /// Starts it, and waits until it says that it listens. The port stays the same from the first start on.
    bool start()
    {
        m_process.setArguments(m_arguments + QStringList{QStringLiteral("--port"), QString::number(m_port)});
        m_process.start();
        if (!m_process.waitForStarted() || !QTest::qWaitFor([this] { return m_process.canReadLine(); }, 10'000))
            return false;
        const QByteArray line = m_process.readLine();
        m_port = line.trimmed().split(':').last().toUShort();
        return line == "listening on ws://127.0.0.1:" + QByteArray::number(m_port) + '\n' && m_port > 0;
    }
    /// As `kill -9` does.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    void terminate() { m_process.terminate(); }
    bool waitForEnd() { return m_process.state() == QProcess::NotRunning || m_process.waitForFinished(10'000); }
    int exitCode() const { return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1; }
    QByteArray output() { return m_process.readAllStandardOutput(); }
    QByteArray complaint() { return m_process.readAllStandardError(); }
    qint64 processId() const { return m_process.processId(); }

    quint16 port() const { return m_port; }
    QUrl url(const QString &path) const { return QUrl(QStringLiteral("ws://127.0.0.1:%1%2").arg(m_port).arg(path)); }

    /// The whole answer to raw bytes sent to the port.
    QByteArray raw(const QByteArray &request) const
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        socket.write(request);
        QByteArray answer;
        const bool ended = QTest::qWaitFor(
            [&] {
                answer += socket.readAll();
                return socket.state() == QAbstractSocket::UnconnectedState;
            },
            5'000);
        return ended ? answer + socket.readAll() : QByteArray("(no end)");
    }
    QByteArray get(const QByteArray &path, const QByteArray &method = "GET") const
    {
        return raw(method + ' ' + path + " HTTP/1.1\r\nHost: board.example:7538\r\n\r\n");
    }

private:
    const QString m_dataFolder;
    QProcess m_process;
    QStringList m_arguments;
    quint16 m_port = 0;
};
