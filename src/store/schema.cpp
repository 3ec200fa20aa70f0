// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.hpp"

#include <array>
#include <string>

#include <sqlite3.h>

#include "base/error.hpp"

namespace brujula::store {

namespace {

// A migration that has been released is never edited: the next one changes what it made.
constexpr std::array<const char*, schema_version> migrations{
    // 1: revisions are only ever added; heads, links, texts and search follow from the newest ones.
    R"sql(
CREATE TABLE revisions(
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    parent INTEGER NOT NULL CHECK (parent >= 0 AND parent < number),
    author TEXT NOT NULL,
    time INTEGER NOT NULL,
    comment TEXT NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    body TEXT NOT NULL,
    UNIQUE (kind, id, number)
) STRICT;

CREATE TABLE heads(
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (kind, id),
    FOREIGN KEY (kind, id, number) REFERENCES revisions (kind, id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX heads_of_organisation ON heads (kind, organisation, id);

CREATE TABLE links(
    from_kind TEXT NOT NULL,
    from_id TEXT NOT NULL,
    name TEXT NOT NULL,
    to_kind TEXT NOT NULL,
    to_id TEXT NOT NULL,
    PRIMARY KEY (from_kind, from_id, name, to_kind, to_id),
    FOREIGN KEY (from_kind, from_id) REFERENCES heads (kind, id),
    FOREIGN KEY (to_kind, to_id) REFERENCES heads (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_to ON links (to_kind, to_id, name, from_kind, from_id);

CREATE TABLE texts(
    row INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    FOREIGN KEY (kind, id) REFERENCES heads (kind, id)
) STRICT;
CREATE INDEX texts_of_record ON texts (kind, id);
CREATE VIRTUAL TABLE search USING fts5(text, content='texts', content_rowid='row', prefix='2 3',
                                       tokenize='unicode61 remove_diacritics 2');

CREATE TABLE accounts(
    name TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    language TEXT NOT NULL,
    password TEXT NOT NULL,
    disabled INTEGER NOT NULL
) STRICT;
CREATE TABLE grants(
    account TEXT NOT NULL REFERENCES accounts (name),
    organisation TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (account, organisation)
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions(
    token TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (name),
    csrf_token TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
)sql",
    // 2: who watches what, and up to where an account has looked.
    R"sql(
CREATE TABLE watches(
    account TEXT NOT NULL REFERENCES accounts (name),
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (account, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX watches_of_record ON watches (kind, id, account);
CREATE TABLE seen(
    account TEXT PRIMARY KEY REFERENCES accounts (name),
    sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
    // 3: where an account wants its mail and how often; links that wait to be opened; what waits to be sent.
    R"sql(
CREATE TABLE mail_choices(
    account TEXT PRIMARY KEY REFERENCES accounts (name),
    address TEXT NOT NULL,
    rhythm TEXT NOT NULL CHECK (rhythm IN ('never', 'at_once', 'daily', 'weekly')),
    language TEXT NOT NULL,
    refused TEXT NOT NULL,
    mailed INTEGER NOT NULL,
    looked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE mail_confirmations(
    token TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (name),
    address TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL REFERENCES accounts (name),
    purpose TEXT NOT NULL CHECK (purpose IN ('confirmation', 'digest')),
    address TEXT NOT NULL,
    after INTEGER NOT NULL,
    until INTEGER NOT NULL,
    made INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    failure TEXT NOT NULL,
    UNIQUE (account, purpose)
) STRICT;
CREATE TABLE mail_key(key TEXT NOT NULL) STRICT;
INSERT INTO mail_key (key) VALUES (hex(randomblob(32)));
)sql"};

std::string file_of(const Connection& connection) {
    const char* name = sqlite3_db_filename(connection.handle(), "main");
    return name != nullptr ? name : "";
}

}  // namespace

std::int64_t version_of(Connection& connection) {
    auto version = connection.prepare("PRAGMA user_version");
    version.step();
    return version.integer(0);
}

void migrate(Connection& connection, std::int64_t to) {
    connection.run("BEGIN IMMEDIATE");  // two programs that open a new file at once take turns
    try {
        auto version = version_of(connection);
        if (version > schema_version)
            throw Error{ErrorKind::bad_input,
                        {"error-store-newer",
                         {std::to_string(version), std::to_string(schema_version), file_of(connection)}}};
        for (; version < to; ++version)
            connection.run(migrations.at(static_cast<std::size_t>(version)));
        connection.run(("PRAGMA user_version = " + std::to_string(version)).c_str());
        connection.run("COMMIT");
    } catch (...) {
        connection.run("ROLLBACK");
        throw;
    }
}

}  // namespace brujula::store
