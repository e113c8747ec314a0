#include "app/session/journal.h"

#include "common/base/logging.h"
#include "server/storage/sqliteconnection.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QMutexLocker>
#include <QThread>
#include <QWaitCondition>

#include <cerrno>

namespace sketchroom {

namespace {

constexpr auto retryAfter = std::chrono::seconds(3);

} // namespace

// ---- the writer ----

class Journal::Writer final : private QThread
{
public:
    Writer(const QString &path, Journal &owner)
        : m_path(path)
        , m_owner(owner)
    {
        setObjectName(QStringLiteral("journal"));
        start();
    }

    ~Writer() override
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_ending = true;
            m_changed.wakeAll();
        }
        wait();
    }

    void add(const JournalEntry &entry)
    {
        const QMutexLocker lock(&m_mutex);
        m_entries.push_back(entry);
        m_changed.wakeAll();
    }

    /// Waits for an attempt that begins now.
    Result<void> tryNow()
    {
        QMutexLocker lock(&m_mutex);
        const int asked = ++m_asked;
        m_changed.wakeAll();
        while (m_answered < asked)
            m_tried.wait(&m_mutex);
        return m_outcome;
    }

private:
    void run() override
    {
        std::vector<JournalEntry> left; // not written yet: the disk may have been full
        QMutexLocker lock(&m_mutex);
        bool isLast = false;
        while (!isLast) {
            // Whoever makes room on the disk, as was said, may draw nothing any more.
            const QDeadlineTimer retry =
                left.empty() ? QDeadlineTimer(QDeadlineTimer::Forever) : QDeadlineTimer(retryAfter);
            while (m_entries.empty() && !m_ending && m_answered == m_asked && m_changed.wait(&m_mutex, retry)) {
            }
            isLast = m_ending;
            const int asked = m_asked;
            left.insert(left.end(), m_entries.begin(), m_entries.end());
            m_entries.clear();
            lock.unlock();
            Result<void> done = left.empty() ? Result<void>() : writeAndTell(left, isLast);
            lock.relock();
            m_outcome = std::move(done);
            m_answered = asked;
            m_tried.wakeAll();
        }
        m_file.reset();
    }

    Result<void> writeAndTell(std::vector<JournalEntry> &entries, bool isLast)
    {
        auto done = write(entries);
        if (done) {
            tell([count = qint64(entries.size())](Journal &owner) { owner.wrote(count); });
            entries.clear();
            return done;
        }
        if (isLast) // whoever closed the window was told by writeNow()
            qCCritical(lcClient, "Changes that are not sent yet could not be kept. %s",
                       qUtf8Printable(done.error().message));
        tell([why = done.error().message](Journal &owner) { owner.couldNotWrite(why); });
        return done;
    }

    Result<void> write(const std::vector<JournalEntry> &entries)
    {
        if (!m_file) {
            auto opened = JournalFile::open(m_path);
            if (!opened)
                return tl::unexpected(opened.error());
            m_file = std::move(*opened);
        }
        return m_file->write(entries).map_error([this](const Error &error) {
            return Error{error.code,
                         tr("The file %1 cannot be written: %2.").arg(QDir::toNativeSeparators(m_path), error.message)};
        });
    }

    template <class Tell>
    void tell(const Tell &what)
    {
        // The owner outlives this thread, and drops what is still on its way to it.
        Journal *const owner = &m_owner;
        QMetaObject::invokeMethod(
            owner, [owner, what] { what(*owner); }, Qt::QueuedConnection);
    }

    const QString m_path;
    Journal &m_owner;
    QMutex m_mutex;
    QWaitCondition m_changed;
    QWaitCondition m_tried;
    std::vector<JournalEntry> m_entries;
    bool m_ending = false;
    int m_asked = 0;                     ///< how often tryNow() was called
    int m_answered = 0;                  ///< how many of those calls have their outcome
    Result<void> m_outcome;              ///< of the last attempt
    std::unique_ptr<JournalFile> m_file; ///< made, used and destroyed on this thread
};

// ---- the journal ----

Journal::Journal(const QString &path, JournalContent content, const QString &notice)
    : m_path(path)
    , m_content(std::move(content))
    , m_notice(notice)
    , m_writer(std::make_unique<Writer>(path, *this))
{
    m_packer.setMaxThreadCount(1);
    for (const Replica::Pending &pending : m_content.pending)
        m_pending.insert(pending.edit.id);
}

Journal::~Journal()
{
    m_packer.waitForDone();
    m_writer.reset();
    if (m_pending.isEmpty())
        SqliteConnection::remove(m_path);
}

Result<std::unique_ptr<Journal>> Journal::open(const QString &path, const QString &room)
{
    const QString folder = QFileInfo(path).path();
    errno = 0;
    if (!QDir().mkpath(folder))
        return failure(
            ErrorCode::Io,
            tr("The folder %1 cannot be made: %2.").arg(QDir::toNativeSeparators(folder), qt_error_string(errno)));
    const auto read = [&] {
        return JournalFile::open(path, room).and_then([](const auto &file) { return file->read(); });
    };
    QString notice;
    auto content = read();
    if (!content && content.error().code != ErrorCode::Io) {
        if (const QString aside = SqliteConnection::putAside(path); !aside.isEmpty()) {
            notice = tr("The changes that had not been sent to the room could not be read. They were put aside as %1.")
                         .arg(QDir::toNativeSeparators(aside));
            content = read();
        }
    }
    if (!content)
        return tl::unexpected(content.error());
    return std::unique_ptr<Journal>(new Journal(path, std::move(*content), notice));
}

void Journal::write(const JournalEntry &entry)
{
    if (entry.made.isEmpty() && entry.settled.isEmpty())
        return;
    for (const Replica::Pending &pending : entry.made)
        m_pending.insert(pending.edit.id);
    for (const qint64 id : entry.settled)
        m_pending.remove(id);
    ++m_handed;
    m_writer->add(entry);
}

void Journal::keep(const BoardCopy &board)
{
    ++m_handed;
    m_packer.start([this, board] { m_writer->add({{}, {}, packed(board)}); });
}

Result<void> Journal::writeNow()
{
    m_packer.waitForDone();
    return m_writer->tryNow();
}

void Journal::clear()
{
    write({{}, m_pending.values(), std::nullopt});
}

void Journal::wrote(qint64 entries)
{
    m_written += entries;
    m_failing = false;
    Q_EMIT written();
}

void Journal::couldNotWrite(const QString &why)
{
    if (std::exchange(m_failing, true))
        return;
    Q_EMIT failed(tr("Changes that are not sent yet cannot be kept on this computer's disk. They are here while the "
                     "program runs. Make room on the disk. %1")
                      .arg(why));
}

} // namespace sketchroom
