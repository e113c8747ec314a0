#include "server/storage/roomschema.h"

#include <array>

namespace sketchroom {

namespace {

constexpr std::array version1 = {
    "CREATE TABLE rooms (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, epoch TEXT NOT NULL, title TEXT NOT NULL,"
    " locked INTEGER NOT NULL, secret_salt BLOB NOT NULL, secret_hash BLOB NOT NULL, secret_rounds INTEGER NOT NULL,"
    " shapes INTEGER NOT NULL, changed INTEGER NOT NULL)",
    // Who is not a plain editor.
    "CREATE TABLE members (room INTEGER NOT NULL, client TEXT NOT NULL, role TEXT NOT NULL, banned INTEGER NOT NULL,"
    " PRIMARY KEY (room, client)) WITHOUT ROWID",
    "CREATE TABLE authors (room INTEGER NOT NULL, client TEXT NOT NULL, last_edit INTEGER NOT NULL,"
    " PRIMARY KEY (room, client)) WITHOUT ROWID",
    "CREATE TABLE edits (room INTEGER NOT NULL, seq INTEGER NOT NULL, edit BLOB NOT NULL,"
    " PRIMARY KEY (room, seq)) WITHOUT ROWID",
    "CREATE TABLE checkpoints (room INTEGER PRIMARY KEY, seq INTEGER NOT NULL, shapes BLOB NOT NULL)",
    "CREATE TABLE chat (line INTEGER PRIMARY KEY, room INTEGER NOT NULL, peer TEXT NOT NULL, name TEXT NOT NULL,"
    " text TEXT NOT NULL, at INTEGER NOT NULL)",
    "CREATE INDEX chat_by_room ON chat (room, line)",
};
constexpr std::array version2 = {
    // The rooms on other hosts that a room goes on from, newest first.
    "CREATE TABLE ancestors (room INTEGER NOT NULL, place INTEGER NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL,"
    " PRIMARY KEY (room, place)) WITHOUT ROWID",
};
constexpr std::array version3 = {
    // What was committed last, in the order in which it came, so that a commit of many rooms touches few pages. Edits
    // `first` to `last` are one a line; `authors` says the highest edit id of each client, one a line. From there they
    // are put into `history`, many to a row, and into `authors` and `rooms`.
    "CREATE TABLE commits (place INTEGER PRIMARY KEY, room INTEGER NOT NULL, first INTEGER NOT NULL,"
    " last INTEGER NOT NULL, shapes INTEGER NOT NULL, at INTEGER NOT NULL, authors TEXT NOT NULL, edits BLOB NOT NULL)",
    "CREATE TABLE history (room INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, edits BLOB NOT NULL,"
    " PRIMARY KEY (room, first))",
    "INSERT INTO history (room, first, last, edits) SELECT room, seq, seq, edit FROM edits",
    "DROP TABLE edits",
};
constexpr std::array version4 = {
    // What is kept of a secret says itself how it was made.
    "ALTER TABLE rooms ADD COLUMN secret TEXT NOT NULL DEFAULT ''",
    "UPDATE rooms SET secret = 'pbkdf2-sha256$' || secret_rounds || '$' || hex(secret_salt) || '$' || hex(secret_hash)"
    " WHERE length(secret_hash) > 0",
    "ALTER TABLE rooms DROP COLUMN secret_salt",
    "ALTER TABLE rooms DROP COLUMN secret_hash",
    "ALTER TABLE rooms DROP COLUMN secret_rounds",
};
constexpr std::array version5 = {
    "CREATE TABLE bans (room INTEGER NOT NULL, client TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,"
    " at INTEGER NOT NULL, PRIMARY KEY (room, client)) WITHOUT ROWID",
    "INSERT INTO bans (room, client, name, address, at) SELECT room, client, '', '', 0 FROM members WHERE banned",
    "DELETE FROM members WHERE role = 'editor'",
    "ALTER TABLE members DROP COLUMN banned",
};
constexpr std::array version6 = {
    // When its last edit was committed, ms since 1970; 0 where that is not known. The index has it at hand without the
    // edits.
    "ALTER TABLE history ADD COLUMN at INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX history_by_age ON history (room, at, last)",
};
constexpr std::array version7 = {
    "ALTER TABLE rooms ADD COLUMN newcomers TEXT NOT NULL DEFAULT 'editor'",
    // Before version 2 of the protocol everybody could say that they are any client, so nothing follows from what was
    // kept by such names, which no key has.
    "DELETE FROM members",
    "DELETE FROM bans WHERE address = ''",
};
constexpr std::array version8 = {
    // What edits have deleted, for a while, in parts: `edit` is an edit that brings it back, packed.
    "CREATE TABLE deletions (room INTEGER NOT NULL, seq INTEGER NOT NULL, part INTEGER NOT NULL, client TEXT NOT NULL,"
    " gesture TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, shapes INTEGER NOT NULL, edit BLOB NOT NULL,"
    " PRIMARY KEY (room, seq, part))",
    "CREATE INDEX deletions_by_time ON deletions (room, at)",
    "CREATE INDEX deletions_by_age ON deletions (at)",
    // One row: what TrustedTime was last.
    "CREATE TABLE upkeep (key INTEGER PRIMARY KEY, time INTEGER NOT NULL)",
};
constexpr std::array version9 = {
    // What everybody who did something was called last.
    "CREATE TABLE people (room INTEGER NOT NULL, client TEXT NOT NULL, name TEXT NOT NULL, seen INTEGER NOT NULL,"
    " PRIMARY KEY (room, client)) WITHOUT ROWID",
};
constexpr std::array<SqliteMigration, 9> migrations = {version1, version2, version3, version4, version5,
                                                       version6, version7, version8, version9};

} // namespace

const SqliteSchema &roomSchema()
{
    static constexpr SqliteSchema schema{0x536b5264, migrations, true}; // "SkRd"
    return schema;
}

} // namespace sketchroom
