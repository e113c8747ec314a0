#pragma once

#include "server/config/hostoptions.h"
#include "server/room/roomcopy.h"

#include <QJsonObject>
#include <QObject>

namespace sketchroom {

/// The room host: listens on one port for WebSockets and HTTP, and runs the rooms, which are spread over threads of
/// their own. Used by sketchroom-server and, on a thread of its own, by the desktop client. A host lives on the thread
/// that calls start(); it is moved there first, and its functions are called there.
class RoomHost final : public QObject
{
    Q_OBJECT

public:
    explicit RoomHost(QObject *parent = nullptr);
    /// Stops at once if it runs: what was accepted is stored, but nobody is told why the connection ends.
    ~RoomHost() override;

    /// The port it listens on. Errors, each with a sentence: Io (port taken, folder not writable or in use by another
    /// host, certificate not readable), Invalid (certificate), Damaged, Newer.
    Result<quint16> start(const HostOptions &options);
    /// Makes a room of the copy, for its people to go on in. Returns what it is called: as it was, or much like it
    /// where this host has a room of that name already. Errors: Io, Limit.
    Result<RoomId> takeOver(const RoomCopy &copy);
    /// Says bye to everybody and hangs up (4503), stores what is left, then emits stopped(). Takes no more than a
    /// second or so; nothing new is let in meanwhile.
    void stop();
    bool isRunning() const;
    /// Reads the files of the certificate anew, for connections that begin from now on. Where they cannot be read, the
    /// log says why, and the one before stays.
    void reloadCertificate();
    /// SHA-256 of the certificate as people compare it, "AB:CD:…"; empty where connections are not encrypted.
    QByteArray fingerprint() const;

    /// What an administrator wants (roomscommand.h): a command in, an answer out, which has "error" where it is none.
    QJsonObject administer(const QJsonObject &command);
    /// The rooms that the lobby lists, with how many people are in them now.
    QList<RoomSummary> rooms() const;
    /// Whether there is a room of that name, listed or not.
    bool hasRoom(const RoomId &room) const;
    int people() const; ///< in all rooms

Q_SIGNALS:
    /// A room came, or its name, people or number of shapes changed. At most a few times a second.
    void roomsChanged(const QList<sketchroom::RoomSummary> &rooms);
    void stopped();

private:
    void forget();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sketchroom
