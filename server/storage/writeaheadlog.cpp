#include "server/storage/writeaheadlog.h"

#include "server/storage/savefile.h"
#include "server/storage/sqliteconnection.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QVariant>
#include <QtEndian>

namespace sketchroom {

namespace {

struct WriteAheadLogSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::WriteAheadLog)
};

// The format: https://sqlite.org/fileformat2.html, section "The Write-Ahead Log".
constexpr qsizetype logHeadBytes = 32;
constexpr qsizetype frameHeadBytes = 24;
constexpr quint32 littleEndianMagic = 0x377f0682;
constexpr quint32 bigEndianMagic = littleEndianMagic + 1;

quint32 numberAt(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.data() + at);
}

bool isPageSize(quint32 bytes)
{
    return bytes >= 512 && bytes <= 65'536 && (bytes & (bytes - 1)) == 0;
}

/// Of everything before it in the log, too.
struct LogChecksum
{
    quint32 first = 0;
    quint32 second = 0;
    bool operator==(const LogChecksum &) const = default;

    static LogChecksum storedAt(QByteArrayView bytes, qsizetype at)
    {
        return {numberAt(bytes, at), numberAt(bytes, at + 4)};
    }
    template <class Read>
    void add(QByteArrayView bytes, const Read &read)
    {
        for (qsizetype at = 0; at + 8 <= bytes.size(); at += 8) {
            first += read(bytes.data() + at) + second;
            second += read(bytes.data() + at + 4) + first;
        }
    }
    LogChecksum after(QByteArrayView bytes, bool isBigEndian) const
    {
        LogChecksum sum = *this;
        if (isBigEndian)
            sum.add(bytes, [](const char *word) { return qFromBigEndian<quint32>(word); });
        else
            sum.add(bytes, [](const char *word) { return qFromLittleEndian<quint32>(word); });
        return sum;
    }
};

struct LogHead
{
    bool isSound = false;
    bool isBigEndian = false;
    quint32 pageSize = 0;
    QByteArray salts; ///< of the frames that belong to this log; those of the one before it stay behind them
    LogChecksum checksum;

    explicit LogHead(QByteArrayView bytes)
        : isBigEndian(numberAt(bytes, 0) == bigEndianMagic)
        , pageSize(numberAt(bytes, 8))
        , salts(bytes.sliced(16, 8).toByteArray())
        , checksum(LogChecksum::storedAt(bytes, 24))
    {
        const quint32 magic = numberAt(bytes, 0);
        isSound = (magic == littleEndianMagic || magic == bigEndianMagic) && isPageSize(pageSize) &&
                  LogChecksum().after(bytes.first(24), isBigEndian) == checksum;
    }
};

/// Walks the frames of a log.
class LogWalk final
{
public:
    LogWalk(QFile &file, const LogHead &head)
        : m_file(file)
        , m_head(head)
        , m_before(head.checksum)
    {
        if (!head.isSound)
            m_damage.emplace(); // in the head itself; what its frames say of each other is still to be seen
    }

    std::optional<LogDamage> run()
    {
        const qsizetype size = frameHeadBytes + qsizetype(m_head.pageSize);
        QByteArray frame(size, Qt::Uninitialized);
        while (m_file.read(frame.data(), size) == size)
            look(frame);
        return m_damage && m_damage->commits > 0 ? m_damage : std::nullopt;
    }

private:
    void look(const QByteArray &frame)
    {
        const QByteArrayView salts = QByteArrayView(frame).sliced(8, 8);
        if (!m_head.isSound && m_head.salts.isEmpty())
            m_head.salts = salts.toByteArray();
        const LogChecksum stored = LogChecksum::storedAt(frame, 16);
        const bool isWhole = salts == m_head.salts && stored == checksumOf(frame);
        if (!isWhole && !m_damage)
            m_damage = LogDamage{m_file.pos() - frame.size(), 0};
        else if (isWhole && m_damage && numberAt(frame, 4) != 0)
            ++m_damage->commits; // a frame that ends a transaction says how long the database is then
        // Behind damage a frame is judged by what the one before it says of itself.
        m_before = stored;
    }

    LogChecksum checksumOf(QByteArrayView frame) const
    {
        return m_before.after(frame.first(8), m_head.isBigEndian)
            .after(frame.sliced(frameHeadBytes), m_head.isBigEndian);
    }

    QFile &m_file;
    LogHead m_head;
    LogChecksum m_before; ///< of the frame before, as it says itself
    std::optional<LogDamage> m_damage;
};

QString logOf(const QString &databasePath)
{
    return databasePath + QStringLiteral("-wal");
}

Error unreadableLog(const QFile &file)
{
    return {ErrorCode::Io, WriteAheadLogSentences::tr("The file %1 cannot be read: %2.")
                               .arg(QDir::toNativeSeparators(file.fileName()), file.errorString())};
}

/// What the database says of itself, for a log whose head cannot be believed.
quint32 pageSizeOf(const QString &databasePath)
{
    constexpr qsizetype place = 16;
    QFile file(databasePath);
    const QByteArray head = file.open(QIODevice::ReadOnly) ? file.read(place + 2) : QByteArray();
    if (head.size() < place + 2)
        return 0;
    const quint32 said = qFromBigEndian<quint16>(head.constData() + place);
    return said == 1 ? 65'536 : said;
}

/// Has the sound part of the log put into the database, so that what is behind it is not found once more.
Result<void> takeSoundPart(const QString &databasePath)
{
    auto connection = SqliteConnection::openAgain(databasePath);
    if (!connection)
        return tl::unexpected(connection.error());
    const auto found = (*connection)->value(QStringLiteral("PRAGMA integrity_check(1)"));
    if (!found)
        return tl::unexpected(found.error());
    if (found->toString() != u"ok")
        return failure(ErrorCode::Damaged, found->toString().simplified());
    return (*connection)->run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
}

} // namespace

Result<std::optional<LogDamage>> damageOfLog(const QString &databasePath)
{
    QFile file(logOf(databasePath));
    if (!file.exists())
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(unreadableLog(file));
    const QByteArray bytes = file.read(logHeadBytes);
    if (bytes.size() < logHeadBytes)
        return std::nullopt;
    LogHead head(bytes);
    if (!head.isSound) {
        head.salts.clear();
        head.pageSize = pageSizeOf(databasePath);
        if (!isPageSize(head.pageSize))
            return std::nullopt;
    }
    const auto damage = LogWalk(file, head).run();
    if (file.error() != QFileDevice::NoError)
        return tl::unexpected(unreadableLog(file));
    return damage;
}

QString sentenceAbout(const LogDamage &damage, const QString &databasePath)
{
    return WriteAheadLogSentences::tr("The write-ahead log %1 is damaged at byte %2. Up to %3 commits behind that, "
                                      "which people had been told of, cannot be read and may be missing.")
        .arg(QDir::toNativeSeparators(logOf(databasePath)))
        .arg(damage.offset)
        .arg(damage.commits);
}

Result<std::optional<QString>> setDamagedLogAside(const QString &databasePath)
{
    const auto damage = damageOfLog(databasePath);
    if (!damage)
        return tl::unexpected(damage.error());
    if (!*damage)
        return std::nullopt;
    const QString sentence = sentenceAbout(**damage, databasePath);
    const QString mark = damagedMark();
    const QString log = logOf(databasePath) + mark;
    const QString database = databasePath + mark;
    for (const auto &[from, to] : {std::pair(logOf(databasePath), log), {databasePath, database}}) {
        if (const auto copied = copyFile(from, to); !copied) {
            return failure(ErrorCode::Io,
                           WriteAheadLogSentences::tr("%1 Before they are opened, it and the database have to be kept "
                                                      "as they are, but cannot be copied to %2: %3. Make room on the "
                                                      "disk, or copy and remove the log yourself.")
                               .arg(sentence, QDir::toNativeSeparators(to), copied.error().message));
        }
    }
    const QString kept = WriteAheadLogSentences::tr("As they were found, they are kept as %1 and %2.")
                             .arg(QDir::toNativeSeparators(log), QDir::toNativeSeparators(database));
    if (const auto taken = takeSoundPart(databasePath); !taken)
        return failure(ErrorCode::Damaged,
                       WriteAheadLogSentences::tr("%1 What is left is no sound database (%2): bring it back from a "
                                                  "backup. %3")
                           .arg(sentence, taken.error().message, kept));
    return WriteAheadLogSentences::tr("%1 %2 What came before is sound, and is used. Look at the disk.")
        .arg(sentence, kept);
}

} // namespace sketchroom
