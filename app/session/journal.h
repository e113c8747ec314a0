#pragma once

#include "app/session/journalfile.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace sketchroom {

/// The edits of one room that its host has not acknowledged, on disk: they outlive the program. One file for a client
/// and a room. Writing never blocks the caller: a thread of its own writes what has piled up as one transaction.
/// Lives on the GUI thread.
class Journal final : public QObject
{
    Q_OBJECT

public:
    /// Opens the journal, or begins one. A file that is damaged or from a newer version is put aside under another
    /// name: notice() says so, and a new one is begun. Errors: Io.
    static Result<std::unique_ptr<Journal>> open(const QString &path, const QString &room);
    /// Waits until everything is written. Where nothing is pending any more the file goes.
    ~Journal() override;

    const QString &path() const { return m_path; }
    /// What was there when it was opened; to be taken once.
    JournalContent takeContent() { return std::exchange(m_content, {}); }
    /// A sentence about a file that had to be put aside; empty: none.
    QString notice() const { return m_notice; }

    void write(const JournalEntry &entry);
    /// Keeps the board beside the edits. It is packed on another thread, so that no edit waits for it.
    void keep(const BoardCopy &board);
    /// Nothing is pending any more.
    void clear();
    /// Tries at once to write what is not on disk yet, and waits for that. Errors: Io, with a sentence.
    Result<void> writeNow();
    /// Whether everything that was handed to write() is on disk.
    bool isWritten() const { return m_handed == m_written; }

Q_SIGNALS:
    void written();
    /// The disk is full, or the like: a sentence, once until it works again. Nothing is lost while the program runs:
    /// it is tried again every few seconds, with what is written next, and when the journal is closed.
    void failed(const QString &sentence);

private:
    class Writer;

    Journal(const QString &path, JournalContent content, const QString &notice);
    void wrote(qint64 entries);
    void couldNotWrite(const QString &why);

    const QString m_path;
    JournalContent m_content;
    QString m_notice;
    QSet<qint64> m_pending; ///< ids of the edits in it
    std::unique_ptr<Writer> m_writer;
    QThreadPool m_packer; ///< one thread, so that the last board is the one that stays
    qint64 m_handed = 0;
    qint64 m_written = 0;
    bool m_failing = false;
};

} // namespace sketchroom
