#pragma once

#include "app/session/roomlink.h"
#include "common/base/clock.h"
#include "common/base/random.h"
#include "common/model/document.h"
#include "server/storage/roomrecord.h"

#include <QThread>

#include <deque>

namespace sketchroom {

class PatientLog;

/// A room in this very process that only this user is in: what is drawn alone is validated, ordered, stored and
/// confirmed as by a host, but handed over as it is, without being written as JSON and read again.
/// Answers arrive through the event loop, one at a time, so that much at once does not hold up the window.
class LocalRoom final : public RoomLink
{
    Q_OBJECT

public:
    /// A room that lives as long as the program.
    LocalRoom(const Clock &clock, Random &random, const QList<ShapeRef> &board = {}, QObject *parent = nullptr);
    /// A room in the file at `path`, which is made where it is not there, so that it outlives the program, and begins
    /// with `board` then. The file is written by a thread of its own. Errors: Io, Damaged, Newer.
    static Result<std::unique_ptr<LocalRoom>> inFile(const QString &path, const Clock &clock, Random &random,
                                                     const QList<ShapeRef> &board = {});
    /// Waits until everything is stored.
    ~LocalRoom() override;

    State state() const override { return m_state; }
    QString problem() const override { return {}; }
    bool isLocal() const override { return true; }
    void open(const JoinMessage &join) override;
    void setResume(const HistoryPoint &) override {}
    void send(const ClientMessage &message) override;
    /// Never happens to a room that nobody else can change.
    void close(const QString &) override {}

    qint64 shapes() const { return m_document.size(); }
    /// Whether anything was done on it since it began with the shapes of a file.
    bool hasEdits() const { return m_seq > 0; }

private:
    Result<void> openFile(const QString &path);
    Result<void> openLog(const QString &path);
    Result<void> restore(const StoredRoom &stored);
    /// Does it on the log's thread, and waits for it.
    void onThread(const std::function<void()> &work);
    void acceptNext();
    void accept(const Edit &edit);
    /// Everything up to `seq` is stored: its author may hear of it.
    void confirmUpTo(qint64 seq);
    void leaveCheckpoint();
    void say(const HostMessage &message);
    void deliverNext();

    const Clock &m_clock;
    QThread m_thread;
    QObject *m_desk = nullptr;         ///< lives on the thread
    std::unique_ptr<PatientLog> m_log; ///< lives on the thread; null for a room that is kept nowhere
    Document m_document;
    QByteArray m_epoch;
    qint64 m_seq = 0;
    QHash<ClientId, qint64> m_lastEdits;
    ClientId m_client;
    std::deque<Edit> m_unread;
    std::deque<CommittedEdit> m_unstored;
    std::deque<HostMessage> m_unsaid;
    State m_state = State::Connecting;
};

} // namespace sketchroom
