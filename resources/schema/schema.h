#pragma once

#include "common/base/jsonwriter.h"

#include <QByteArray>
#include <QList>

#include <span>

namespace sketchroom::schema {

// What is in resources/schema and in the tables of PROTOCOL.md that are made from the tables of common/.

QByteArray registersJson();
QByteArray kindsJson();
QByteArray messagesJson();
QByteArray registerTable();      ///< Markdown
QByteArray messageTable();       ///< Markdown
QByteArray closeCodeTableText(); ///< Markdown

/// An object with one member a line; each value is JSON.
QByteArray object(const QList<std::pair<QByteArray, QByteArray>> &members);
/// A list with one value a line; each is JSON.
QByteArray list(const QList<QByteArray> &values);
QByteArray names(std::span<const char *const> words);
QByteArray text(const char *words);

/// The JSON that `write` writes.
template <class Write>
QByteArray json(const Write &write)
{
    QByteArray bytes;
    JsonWriter out(bytes);
    write(out);
    return bytes;
}

} // namespace sketchroom::schema
