//! The tables, by version. A new version is one more row of [`MIGRATIONS`]; what stands there is never changed.

/// From each version to the next; the first from nothing.
pub(super) const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE step (
        ix INTEGER PRIMARY KEY, log TEXT NOT NULL, number INTEGER NOT NULL, who TEXT NOT NULL, at INTEGER NOT NULL,
        act TEXT NOT NULL, of_log TEXT, of_number INTEGER, sum BLOB NOT NULL, UNIQUE (log, number)) STRICT;
    CREATE TABLE subject (ix INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, content TEXT NOT NULL) STRICT;
    CREATE TABLE change (
        step INTEGER NOT NULL REFERENCES step, subject INTEGER NOT NULL REFERENCES subject, field TEXT NOT NULL,
        before TEXT, after TEXT) STRICT;
    CREATE INDEX change_by_step ON change (step);
    CREATE TRIGGER step_stays BEFORE UPDATE ON step BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
    CREATE TRIGGER step_remains BEFORE DELETE ON step BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
    CREATE TRIGGER change_stays BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
    CREATE TRIGGER change_remains BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
    CREATE TRIGGER subject_stays BEFORE UPDATE ON subject BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
    CREATE TRIGGER subject_remains BEFORE DELETE ON subject BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
",
    // Steps of several people: the act `saw`; a subject once for each place that somebody has its files in; a log each
    // person and place.
    "
    CREATE TABLE subject_of_several (ix INTEGER PRIMARY KEY, key BLOB NOT NULL, content TEXT NOT NULL) STRICT;
    INSERT INTO subject_of_several SELECT ix, key, content FROM subject;
    DROP TRIGGER subject_stays;
    DROP TRIGGER subject_remains;
    DROP TABLE subject;
    ALTER TABLE subject_of_several RENAME TO subject;
    CREATE INDEX subject_by_key ON subject (key);
    CREATE TRIGGER subject_stays BEFORE UPDATE ON subject BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
    CREATE TRIGGER subject_remains BEFORE DELETE ON subject BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
    DELETE FROM fact WHERE name = 'log';
",
    // Merges are recorded, and can be taken back (`merges`): a step that does not count any more makes room for another one of
    // its name. The act `unsaw`.
    "
    CREATE TABLE step_of_merges (
        ix INTEGER PRIMARY KEY, log TEXT NOT NULL, number INTEGER NOT NULL, who TEXT NOT NULL, at INTEGER NOT NULL,
        act TEXT NOT NULL, of_log TEXT, of_number INTEGER, sum BLOB NOT NULL) STRICT;
    INSERT INTO step_of_merges SELECT ix, log, number, who, at, act, of_log, of_number, sum FROM step;
    DROP TABLE step;
    ALTER TABLE step_of_merges RENAME TO step;
    CREATE INDEX step_by_name ON step (log, number);
    CREATE TABLE merge (ix INTEGER PRIMARY KEY, content TEXT NOT NULL, sum BLOB NOT NULL) STRICT;
    CREATE TRIGGER step_stays BEFORE UPDATE ON step BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
    CREATE TRIGGER step_remains BEFORE DELETE ON step BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
    CREATE TRIGGER merge_stays BEFORE UPDATE ON merge BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
    CREATE TRIGGER merge_remains BEFORE DELETE ON merge BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
",
];
