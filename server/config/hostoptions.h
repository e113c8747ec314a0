#pragma once

#include "common/base/faultyline.h"
#include "common/base/ids.h"
#include "common/protocol/limits.h"
#include "server/config/logformat.h"

#include <QHostAddress>
#include <QStringList>
#include <QThread>

namespace sketchroom {

/// How long a host waits for what. Not options: tests shorten them.
struct HostTimes
{
    qint64 headMs = 10'000;          ///< for a whole request head
    qint64 joinMs = 10'000;          ///< for a join
    qint64 pingMs = 10'000;          ///< from ping to ping
    qint64 silenceMs = 25'000;       ///< after which a peer that says nothing is dropped
    qint64 stuckMs = 30'000;         ///< after which a peer that reads nothing is dropped
    qint64 idleMs = 60'000;          ///< after which a room that nobody is in leaves memory
    qint64 unusedRoomMs = 3'600'000; ///< after which a room goes in which nothing has ever been done
    qint64 stopMs = 1'000;           ///< for connections to end when the host stops
    qint64 uploadMs = 10'000;        ///< in which some part of an image must have come in
    qint64 sweepMs = 3'600'000;      ///< from one look for images that no room uses, and old history, to the next
    qint64 unusedMs = 86'400'000;    ///< for which an image is kept that no room uses, since it was last asked for
};

/// What a room host is started with. options.h has the table that fills it from a command line.
struct HostOptions
{
    QHostAddress address{QHostAddress::Any};
    quint16 port = defaultPort; ///< 0: any that is free
    QString dataFolder;         ///< empty: rooms are kept in memory only
    ClientId owner;             ///< an owner of every room: whoever hosts the session; empty: nobody
    bool listsUnopened = true;  ///< whether the lobby lists rooms that nobody has been in since the host started
    bool createRooms = true;    ///< whether a join may make a room that is not there
    QString token;              ///< that everybody has to know; empty: none is needed
    QString tlsCertificate;     ///< a file in PEM; empty: connections are not encrypted
    QString tlsKey;             ///< the file of its key
    bool tlsSelfSigned = false; ///< with a certificate that the host makes for itself
    bool allowPlain = false;    ///< with a certificate: whether connections may come without encryption too
    QStringList trustedProxies; ///< addresses and networks that are believed about whom they ask for
    QString basePath;           ///< that a proxy has this host under, such as /draw; empty: none
    QStringList origins;        ///< of pages whose scripts may connect, besides the host's own; * for all
    QStringList names;          ///< that this host is known by, besides the computer's own
    int threads = qBound(1, QThread::idealThreadCount(), 16); ///< that rooms are spread over
    Limits limits;
    qint64 imageMemory = qint64(128) << 20; ///< for images that are coming in, all together; no option: tests lower it
    int historyDays = 0;                    ///< for which edits are kept that no board needs any more; 0: for ever
    int deletedDays = 7;                    ///< for which what was deleted can be brought back; 0: not at all
    LogFormat logFormat = LogFormat::Text;
    LineFaults faults;
    HostTimes times;
};

} // namespace sketchroom
