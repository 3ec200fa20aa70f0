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
)sql",
    // 4: what an installation is told once; the network is the one that it was by its status until then.
    // Heads say
    // who owns a record by what it links to, from the top down.
    R"sql(
CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO settings (name, value)
    SELECT 'network', h.id FROM heads h JOIN revisions r USING (kind, id, number)
    WHERE h.kind = 'organisation' AND h.removed = 0
        AND CASE WHEN json_valid(r.body) THEN json_extract(r.body, '$.statuses[#-1].kind') END = 'network'
    ORDER BY h.id LIMIT 1;
UPDATE heads SET organisation = coalesce(
    (SELECT CASE WHEN json_valid(r.body) THEN json_extract(r.body, '$.roles[0].organisation') END
     FROM revisions r WHERE r.kind = heads.kind AND r.id = heads.id AND r.number = heads.number), '')
    WHERE kind = 'person';
UPDATE heads SET organisation = coalesce(
    (SELECT t.organisation FROM links l JOIN heads t ON t.kind = l.to_kind AND t.id = l.to_id
     WHERE l.from_kind = heads.kind AND l.from_id = heads.id AND l.name IN ('plan', 'programme')
     ORDER BY l.name LIMIT 1), organisation)
    WHERE kind = 'logic_model' AND removed = 0;
UPDATE heads SET organisation = coalesce(
    (SELECT t.organisation FROM links l JOIN heads t ON t.kind = l.to_kind AND t.id = l.to_id
     WHERE l.from_kind = heads.kind AND l.from_id = heads.id AND l.name = 'plan'), organisation)
    WHERE kind IN ('axis', 'objective', 'goal', 'evaluation_plan', 'review', 'adoption') AND removed = 0;
UPDATE heads SET organisation = coalesce(
    (SELECT t.organisation FROM links l JOIN heads t ON t.kind = l.to_kind AND t.id = l.to_id
     WHERE l.from_kind = heads.kind AND l.from_id = heads.id AND l.name = 'goal'), organisation)
    WHERE kind = 'indicator' AND removed = 0;
UPDATE heads SET organisation = coalesce(
    (SELECT t.organisation FROM links l JOIN heads t ON t.kind = l.to_kind AND t.id = l.to_id
     WHERE l.from_kind = heads.kind AND l.from_id = heads.id AND l.name = 'indicator'), organisation)
    WHERE kind = 'observation' AND removed = 0;
)sql",
    // 5: accounts that are invited, suspended, deleted; sessions with their beginning and last use (those
    // that
    // were there end); second factors; what signing in and roles came to; more kinds of letters.
    R"sql(
ALTER TABLE accounts ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN signed_in INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN warned INTEGER NOT NULL DEFAULT 0;
CREATE TABLE deleted_accounts(name TEXT PRIMARY KEY, time INTEGER NOT NULL) STRICT, WITHOUT ROWID;
DROP TABLE sessions;
CREATE TABLE sessions(
    token TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES accounts (name),
    csrf_token TEXT NOT NULL,
    device TEXT NOT NULL,
    begun INTEGER NOT NULL,
    used INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_of_account ON sessions (account);
CREATE TABLE account_links(
    token TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (name),
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'reset')),
    author TEXT NOT NULL,
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX account_links_of_account ON account_links (account, purpose);
CREATE TABLE second_factors(
    account TEXT PRIMARY KEY REFERENCES accounts (name),
    secret TEXT NOT NULL,
    confirmed INTEGER NOT NULL,
    last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE recovery_codes(
    account TEXT NOT NULL REFERENCES accounts (name),
    code TEXT NOT NULL,
    PRIMARY KEY (account, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE access_keys(name TEXT PRIMARY KEY, key TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO access_keys (name, key) VALUES ('device', hex(randomblob(32))), ('source', hex(randomblob(32))),
    ('asked', '0');
CREATE TABLE security_log(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    about TEXT NOT NULL,
    source TEXT NOT NULL,
    salt TEXT NOT NULL,
    names TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX security_log_of_account ON security_log (account, kind, time);
CREATE TABLE security_anchor(number INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
INSERT INTO security_anchor (number, hash) VALUES (0, '');
CREATE TABLE security_alerts(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    entry INTEGER NOT NULL,
    mailed INTEGER NOT NULL,
    closed_by TEXT NOT NULL
) STRICT;
ALTER TABLE outbox RENAME TO outbox_of_3;
CREATE TABLE outbox(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL REFERENCES accounts (name),
    purpose TEXT NOT NULL
        CHECK (purpose IN ('confirmation', 'digest', 'invitation', 'reset', 'attack', 'alert')),
    address TEXT NOT NULL,
    after INTEGER NOT NULL,
    until INTEGER NOT NULL,
    made INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    failure TEXT NOT NULL,
    UNIQUE (account, purpose)
) STRICT;
INSERT INTO outbox SELECT * FROM outbox_of_3;
DROP TABLE outbox_of_3;
)sql",
    // 6: what records of kinds with opaque ids were called before, as a hash (former_ids.hpp); revisions
    // whose
    // words were erased, and by whom, when and why (erasure.hpp). What the row of opaque_ids_due asks for
    // needs the kinds: give_opaque_ids().
    R"sql(
CREATE TABLE former_ids(
    kind TEXT NOT NULL,
    former TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (kind, former)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_ids_of_record ON former_ids (kind, id);
CREATE TABLE opaque_ids_due(due INTEGER NOT NULL) STRICT;
INSERT INTO opaque_ids_due (due) VALUES (1);
CREATE TABLE erasures(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    entry TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    revisions INTEGER NOT NULL,
    subject TEXT NOT NULL,
    author TEXT NOT NULL,
    time INTEGER NOT NULL,
    reason TEXT NOT NULL,
    overwritten INTEGER NOT NULL
) STRICT;
)sql",
    // 7: wiki accounts that are linked with accounts, and sign-ins with them that are under way.
    R"sql(
CREATE TABLE wiki_accounts(
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (name),
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    linked INTEGER NOT NULL,
    used INTEGER NOT NULL,
    UNIQUE (issuer, subject)
) STRICT;
CREATE INDEX wiki_accounts_of_account ON wiki_accounts (account);
CREATE TABLE wiki_sign_ins(
    state TEXT PRIMARY KEY,
    browser TEXT NOT NULL,
    source TEXT NOT NULL,
    provider TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'link', 'code')),
    account TEXT REFERENCES accounts (name),
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    path TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX wiki_sign_ins_of_source ON wiki_sign_ins (source);
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
