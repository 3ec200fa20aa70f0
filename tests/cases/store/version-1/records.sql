-- SPDX-License-Identifier: GPL-3.0-or-later
-- The records' file as schema 1 has it, written out: what every later program must open. Never edited.
-- Ana's password is "una clave larga", hashed at a cost for tests.
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

INSERT INTO revisions (sequence, kind, id, number, parent, author, time, comment, removed, body) VALUES
    (1, 'organisation', 'wmar', 1, 0, 'Ana', 1416560400, 'first', 0, '{"name":{"es":"Wikimedia Argentina"},"statuses":[{"kind":"chapter","since":"2007-09-01","check":"from_memory"}],"countries":["AR"],"languages":["es"]}');
INSERT INTO revisions (sequence, kind, id, number, parent, author, time, comment, removed, body) VALUES
    (2, 'plan', 'wmar-2015', 1, 0, 'Ana', 1416560460, '', 0, '{"organisation":"wmar","title":{"en":"Annual plan 2015","es":"Plan anual 2015"},"first_day":"2015-01-01","last_day":"2015-12-31","check":"verified"}');
INSERT INTO revisions (sequence, kind, id, number, parent, author, time, comment, removed, body) VALUES
    (3, 'plan', 'wmar-2015', 2, 1, 'Ana', 1416560520, 'title', 0, '{"organisation":"wmar","title":{"en":"Education plan 2015","es":"Plan de educación 2015"},"first_day":"2015-01-01","last_day":"2015-12-31","check":"verified"}');
INSERT INTO revisions (sequence, kind, id, number, parent, author, time, comment, removed, body) VALUES
    (4, 'cohort', 'curso', 1, 0, 'Ana', 1416560580, '', 0, '{"organisation":"wmar","name":{"es":"Curso"},"members":[{"user_name":"Alumna"}],"consent":"given"}');
INSERT INTO revisions (sequence, kind, id, number, parent, author, time, comment, removed, body) VALUES
    (5, 'programme', 'borrador', 1, 0, 'Ana', 1416560640, '', 0, '{"organisation":"wmar","name":{"es":"Borrador"},"stage":"idea"}');
INSERT INTO revisions (sequence, kind, id, number, parent, author, time, comment, removed, body) VALUES
    (6, 'programme', 'borrador', 2, 1, 'Ana', 1416560700, 'not needed', 1, '{"organisation":"wmar","name":{"es":"Borrador"},"stage":"idea"}');
INSERT INTO heads (kind, id, number, organisation, removed) VALUES
    ('cohort', 'curso', 1, 'wmar', 0);
INSERT INTO heads (kind, id, number, organisation, removed) VALUES
    ('organisation', 'wmar', 1, 'wmar', 0);
INSERT INTO heads (kind, id, number, organisation, removed) VALUES
    ('plan', 'wmar-2015', 2, 'wmar', 0);
INSERT INTO heads (kind, id, number, organisation, removed) VALUES
    ('programme', 'borrador', 2, 'wmar', 1);
INSERT INTO links (from_kind, from_id, name, to_kind, to_id) VALUES
    ('cohort', 'curso', 'organisation', 'organisation', 'wmar');
INSERT INTO links (from_kind, from_id, name, to_kind, to_id) VALUES
    ('plan', 'wmar-2015', 'organisation', 'organisation', 'wmar');
INSERT INTO texts (row, kind, id, language, text) VALUES
    (1, 'organisation', 'wmar', 'es', 'Wikimedia Argentina');
INSERT INTO texts (row, kind, id, language, text) VALUES
    (2, 'organisation', 'wmar', '', '2007-09-01');
INSERT INTO texts (row, kind, id, language, text) VALUES
    (3, 'organisation', 'wmar', '', 'AR');
INSERT INTO texts (row, kind, id, language, text) VALUES
    (4, 'organisation', 'wmar', '', 'es');
INSERT INTO texts (row, kind, id, language, text) VALUES
    (5, 'plan', 'wmar-2015', 'en', 'Education plan 2015');
INSERT INTO texts (row, kind, id, language, text) VALUES
    (6, 'plan', 'wmar-2015', 'es', 'Plan de educación 2015');
INSERT INTO accounts (name, person, language, password, disabled) VALUES
    ('Ana', '', 'es', '$argon2id$v=19$m=8,t=1,p=1$xGOXzsmd9/cinTe+cqmyZA$4Hk15WcKNmciovMF9t099CsB86BYRZ60cBCMvSzF/fY', 0);
INSERT INTO grants (account, organisation, role) VALUES
    ('Ana', 'wmar', 'coordinator');
INSERT INTO search (rowid, text) SELECT row, text FROM texts;
PRAGMA user_version = 1;
