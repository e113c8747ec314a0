#pragma once

// Private to the readers: simdjson stays out of the public headers.

#include "app/files/drawing.h"

#include <simdjson.h>

namespace sketchroom {

/// A JSON file that is read piece by piece, so that a huge one needs little memory and can be cancelled: only the
/// file's own object and the list in it are walked, and each item of the list is parsed by itself.
class JsonFile final
{
public:
    /// `bytes` must outlive it.
    JsonFile(const QByteArray &bytes, const LoadMonitor &monitor);

    /// Errors: Damaged, for a file that is no JSON object.
    Result<void> open();
    bool has(const char *key);
    /// What has() and its like came upon, where that was no JSON.
    const std::optional<Error> &broken() const { return m_broken; }
    /// A string or a number of the file's object; nothing where there is none.
    std::optional<QString> text(const char *key);
    std::optional<double> number(const char *key);

    struct Item
    {
        qsizetype index;
        simdjson::dom::element value;
        QByteArrayView json; ///< the same as it stands in the file
    };
    using Visit = std::function<Result<void>(const Item &item)>;
    /// Visits each item of a list. One that is no object and no list is skipped, so that one odd item does not cost the
    /// others. An item is good until the next. Errors: Damaged, Cancelled, and those of `visit`.
    Result<void> forEach(const char *key, const Visit &visit);
    /// The items of a list as they stand in the file, unread: good as long as this is. Errors: as of forEach().
    Result<QList<QByteArrayView>> itemsOf(const char *key);
    /// Visits those members of an object in the file's object that are objects or lists; none where there is no such
    /// object. Errors: Damaged, Cancelled.
    using VisitMember = std::function<void(const QByteArray &name, simdjson::dom::element value)>;
    Result<void> forEachMember(const char *key, const VisitMember &visit);
    int skipped() const { return m_skipped; }   ///< items of lists
    int replaced() const { return m_replaced; } ///< characters that were none, see repairedText()
    /// For an item of itemsOf() that turns out to be no JSON.
    tl::unexpected<Error> damagedItem(QByteArrayView item);
    /// For what has been read without an error: looks whether the file is whole to its end, which what was read before
    /// does not tell. Errors: Damaged.
    Result<void> finish();

private:
    simdjson::simdjson_result<simdjson::ondemand::value> find(const char *key);
    tl::unexpected<Error> damagedHere();
    using VisitRaw = std::function<Result<void>(qsizetype index, QByteArrayView json)>;
    Result<void> forEachRaw(const char *key, const VisitRaw &visit);
    tl::unexpected<Error> damagedAt(qsizetype offset) const;

    /// Parses an item, with its numbers brought into range where that is all that is wrong.
    simdjson::error_code parseItem(QByteArrayView json, simdjson::dom::element &item);

    int m_replaced = 0;
    int m_skipped = 0;
    QByteArray m_mendedItem;
    QByteArray m_bytes; ///< with the room behind it that simdjson wants
    const LoadMonitor &m_monitor;
    simdjson::ondemand::parser m_parser;
    simdjson::ondemand::document m_document;
    simdjson::dom::parser m_itemParser;
    std::optional<Error> m_broken; ///< simdjson gives a document up at its first error
};

/// Sentences for Drawing::notes: of how many shapes something was read otherwise than the file says it, or not at all.
QStringList mendingNotes(int mended, int leftOut, const JsonFile &file);

} // namespace sketchroom
