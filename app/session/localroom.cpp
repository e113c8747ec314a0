#include "app/session/localroom.h"

#include "app/session/patientlog.h"
#include "common/base/background.h"
#include "common/protocol/codec.h"
#include "server/storage/sqlitelog.h"

#include <QDir>

namespace sketchroom {

namespace {

const RoomId here = "local";

/// The time in the stamps of an edit that makes shapes.
std::optional<qint64> timeOf(const Edit &edit)
{
    for (const Op &op : edit.ops) {
        if (const auto *create = std::get_if<CreateOp>(&op))
            return create->shape->made;
    }
    return std::nullopt;
}

} // namespace

LocalRoom::LocalRoom(const Clock &clock, Random &random, const QList<ShapeRef> &board, QObject *parent)
    : RoomLink(parent)
    , m_clock(clock)
    , m_epoch(makeId(random))
{
    m_document.reserve(board.size());
    for (const ShapeRef &shape : board)
        m_document.put(shape);
}

LocalRoom::~LocalRoom()
{
    while (!m_unread.empty())
        acceptNext();
    if (!m_thread.isRunning())
        return;
    if (m_log)
        leaveCheckpoint();
    onThread([this] { m_log.reset(); });
    m_thread.quit();
    m_thread.wait();
}

Result<std::unique_ptr<LocalRoom>> LocalRoom::inFile(const QString &path, const Clock &clock, Random &random,
                                                     const QList<ShapeRef> &board)
{
    auto room = std::make_unique<LocalRoom>(clock, random, board);
    if (const auto opened = room->openFile(path); !opened)
        return tl::unexpected(opened.error());
    return room;
}

void LocalRoom::onThread(const std::function<void()> &work)
{
    QMetaObject::invokeMethod(m_desk, work, Qt::BlockingQueuedConnection);
}

Result<void> LocalRoom::openFile(const QString &path)
{
    QDir().mkpath(QFileInfo(path).path());
    m_desk = new QObject;
    m_desk->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_desk, &QObject::deleteLater);
    m_thread.start();
    Result<void> opened;
    onThread([&] {
        // Writing a board as JSON keeps a core busy for seconds, and so do the log's own threads.
        giveWay();
        opened = openLog(path);
    });
    if (!opened)
        return opened;
    connect(m_log.get(), &PatientLog::stored, this, &LocalRoom::confirmUpTo);
    connect(m_log.get(), &PatientLog::checkpointDue, this, &LocalRoom::leaveCheckpoint);
    connect(m_log.get(), &PatientLog::failed, this, [this](const QString &why) {
        say(ErrorMessage{"storage", tr("What you draw cannot be kept on this computer's disk (%1). It is here while "
                                       "the program runs. Make room on the disk.")
                                        .arg(why)});
    });
    return {};
}

Result<void> LocalRoom::openLog(const QString &path)
{
    auto file = SqliteLog::open(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto stored = (*file)->load(here);
    if (!stored)
        return tl::unexpected(stored.error());
    std::optional<Commit> first;
    if (*stored) {
        if (auto restored = restore(**stored); !restored)
            return restored;
    } else {
        first.emplace().record.emplace().epoch = m_epoch;
        first->record->title = QString::fromLatin1(here);
        first->shapes = m_document.size();
        first->at = m_clock.wallMs();
        first->board = m_document.shapes();
    }
    m_log = std::make_unique<PatientLog>(std::move(*file), here, std::move(first));
    return {};
}

Result<void> LocalRoom::restore(const StoredRoom &stored)
{
    m_epoch = stored.record.epoch;
    m_lastEdits = stored.lastEdits;
    m_seq = stored.seq;
    m_document.clear();
    for (const ShapeRef &shape : stored.shapes)
        m_document.put(shape);
    for (const QByteArray &json : stored.edits) {
        const Result<CommittedEdit> edit = decodeCommitted(json);
        if (!edit || edit->incomplete || edit->seq != m_seq + 1)
            return failure(ErrorCode::Damaged, tr("The board is damaged at its edit %1.").arg(m_seq + 1));
        m_document.applyLeniently(edit->ops, {edit->client, edit->at});
        m_seq = edit->seq;
    }
    return {};
}

void LocalRoom::open(const JoinMessage &join)
{
    m_client = join.client;
    WelcomeMessage welcome;
    welcome.peer = "p1";
    welcome.role = Role::Owner;
    welcome.room = {here, QString::fromLatin1(here), false};
    welcome.epoch = m_epoch;
    welcome.seq = m_seq;
    welcome.lastEdit = m_lastEdits.value(join.client);
    say(welcome);
    say(SnapshotMessage{m_document.shapes(), m_document.size(), m_document.size(), true});
}

void LocalRoom::send(const ClientMessage &message)
{
    // There is nobody here to whom anything else could be of interest.
    const auto *edit = std::get_if<EditMessage>(&message);
    if (!edit)
        return;
    m_unread.push_back(edit->edit);
    // Not in the frame that shows the edit.
    if (m_unread.size() == 1)
        QMetaObject::invokeMethod(this, &LocalRoom::acceptNext, Qt::QueuedConnection);
}

void LocalRoom::acceptNext()
{
    const Edit edit = std::move(m_unread.front());
    m_unread.pop_front();
    if (!m_unread.empty())
        QMetaObject::invokeMethod(this, &LocalRoom::acceptNext, Qt::QueuedConnection);
    accept(edit);
}

void LocalRoom::accept(const Edit &edit)
{
    // A repeat: it is on its way to its author, or has arrived.
    if (edit.id <= m_lastEdits.value(m_client))
        return;
    // The author's clock is the host's here: with the stamps that a shape has already, it is the same for all.
    const qint64 at = timeOf(edit).value_or(m_clock.wallMs());
    Result<Document::Applied> applied = m_document.apply(edit.ops, {m_client, at});
    if (!applied)
        return say(RejectMessage{edit.id, applied.error()});
    m_lastEdits[m_client] = edit.id;
    m_unstored.push_back({++m_seq, "p1", m_client, edit.id, at, edit.gesture, std::move(applied->ops)});
    if (!m_log)
        return confirmUpTo(m_seq);
    QMetaObject::invokeMethod(
        m_log.get(),
        [log = m_log.get(), entry = PatientLog::Entry{m_unstored.back(), m_document.size()}] { log->append(entry); });
}

void LocalRoom::confirmUpTo(qint64 seq)
{
    for (; !m_unstored.empty() && m_unstored.front().seq <= seq; m_unstored.pop_front())
        say(EditsMessage{{m_unstored.front()}});
}

void LocalRoom::leaveCheckpoint()
{
    QMetaObject::invokeMethod(
        m_log.get(), [log = m_log.get(), seq = m_seq, shapes = m_document.shapes()] { log->checkpoint(seq, shapes); });
}

void LocalRoom::say(const HostMessage &message)
{
    m_unsaid.push_back(message);
    if (m_unsaid.size() == 1)
        QMetaObject::invokeMethod(this, &LocalRoom::deliverNext, Qt::QueuedConnection);
}

void LocalRoom::deliverNext()
{
    const HostMessage message = std::move(m_unsaid.front());
    m_unsaid.pop_front();
    const bool isWelcome = std::holds_alternative<WelcomeMessage>(message);
    if (!m_unsaid.empty() && !isWelcome)
        QMetaObject::invokeMethod(this, &LocalRoom::deliverNext, Qt::QueuedConnection);
    if (isWelcome && m_state != State::Connected) {
        m_state = State::Connected;
        Q_EMIT stateChanged();
    }
    Q_EMIT received(message);
    if (isWelcome && !m_unsaid.empty())
        deliverNext(); // the board at once, so that nobody draws on a room whose board is not there yet
}

} // namespace sketchroom
