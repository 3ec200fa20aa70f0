-- SPDX-License-Identifier: GPL-3.0-or-later
-- Beside version-1's records, in schema 3: records that are called by people's names and by what they said, and what
-- leads to them. Never edited.
PRAGMA foreign_keys = OFF;
UPDATE revisions SET id = 'curso-secreto' WHERE kind = 'cohort';
UPDATE heads SET id = 'curso-secreto' WHERE kind = 'cohort';
UPDATE links SET from_id = 'curso-secreto' WHERE from_kind = 'cohort';
PRAGMA foreign_keys = ON;
INSERT INTO revisions (sequence, kind, id, number, parent, author, time, comment, removed, body) VALUES
    (7, 'person', 'ana-perez-quiroga', 1, 0, 'Ana', 1416560760, '', 0, '{"user_name":"AnaPQ","name":"Ana Pérez Quiroga","roles":[{"organisation":"wmar","role":{"es":"presidenta"}}]}'),
    (8, 'activity', 'taller', 1, 0, 'Ana', 1416560820, '', 0, '{"organisation":"wmar","cohort":"curso-secreto","name":{"es":"Taller"},"type":"workshop","first_day":"2014-05-01","last_day":"2014-05-02","time_zone":"UTC","wikis":["eswiki"]}'),
    (9, 'activity', 'taller', 2, 1, 'Ana', 1416560880, '', 0, '{"organisation":"wmar","cohort":"curso-secreto","name":{"es":"Taller"},"type":"workshop","first_day":"2014-05-01","last_day":"2014-05-02","time_zone":"UTC","wikis":["eswiki"],"organisers":["ana-perez-quiroga"]}'),
    (10, 'measurement', 'numeros', 1, 0, 'Ana', 1416560940, '', 0, '{"organisation":"wmar","scope":{"cohorts":["curso-secreto"],"wikis":["eswiki"],"first_day":"2014-05-01","last_day":"2014-05-02","time_zone":"UTC","people":1},"milliseconds":0,"records":[{"kind":"cohort","id":"curso-secreto","revision":1}]}'),
    (11, 'comment', 'que-mala-idea', 1, 0, 'Ana', 1416561000, '', 0, '{"organisation":"wmar","about":{"kind":"cohort","id":"curso-secreto"},"text":"Qué mala idea","language":"es","resolved":false}');
INSERT INTO heads (kind, id, number, organisation, removed) VALUES
    ('person', 'ana-perez-quiroga', 1, '', 0), ('activity', 'taller', 2, 'wmar', 0),
    ('measurement', 'numeros', 1, 'wmar', 0), ('comment', 'que-mala-idea', 1, 'wmar', 0);
INSERT INTO links (from_kind, from_id, name, to_kind, to_id) VALUES
    ('person', 'ana-perez-quiroga', 'organisation', 'organisation', 'wmar'),
    ('activity', 'taller', 'cohort', 'cohort', 'curso-secreto'),
    ('activity', 'taller', 'organisation', 'organisation', 'wmar'),
    ('activity', 'taller', 'organisers', 'person', 'ana-perez-quiroga'),
    ('measurement', 'numeros', 'organisation', 'organisation', 'wmar'),
    ('measurement', 'numeros', 'cohorts', 'cohort', 'curso-secreto'),
    ('comment', 'que-mala-idea', 'organisation', 'organisation', 'wmar'),
    ('comment', 'que-mala-idea', 'about', 'cohort', 'curso-secreto');
INSERT INTO watches (account, kind, id) VALUES ('Ana', 'cohort', 'curso-secreto');
UPDATE accounts SET person = 'ana-perez-quiroga' WHERE name = 'Ana';
