#pragma once

#include "common/base/result.h"

#include <QJsonObject>
#include <QLocalServer>

#include <functional>

namespace sketchroom {

/// Where an administrator's commands come in: a socket in the data folder, for the user alone that the host runs as.
/// One JSON object a line, answered by one. Lives on the host's main thread.
class ControlSocket final : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<QJsonObject(const QJsonObject &command)>;
    /// Listens in this folder, which nobody else uses; where it cannot, the log says so.
    ControlSocket(const QString &dataFolder, Answer answer, QObject *parent = nullptr);

    /// Asks the host that runs on this folder. The error is a sentence.
    static Result<QJsonObject> ask(const QString &dataFolder, const QJsonObject &command);

private:
    void take(QLocalSocket *socket);

    const Answer m_answer;
    QLocalServer m_server;
};

} // namespace sketchroom
