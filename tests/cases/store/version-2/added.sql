-- SPDX-License-Identifier: GPL-3.0-or-later
-- What schema 2 added to the file of schema 1, with rows as its programs wrote them. Never edited.
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
INSERT INTO watches (account, kind, id) VALUES ('Ana', 'plan', 'wmar-2015');
INSERT INTO seen (account, sequence) VALUES ('Ana', 3);
PRAGMA user_version = 2;
