//! The tables, by version. A new version is one more row of [`MIGRATIONS`]; what stands there is never changed.

use super::confined;
use rusqlite::{Connection, Transaction};
use std::io;

/// What tells a database of simak from any other (`PRAGMA application_id`).
const APPLICATION: i64 = 0x7369_6d61;

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

/// Why a database cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A newer program wrote it, in this version.
    Newer(i64),
    /// It belongs to another program, or is damaged; why.
    Broken(String),
    /// It cannot be read or written now (no room, no right, held by another program, …), which says nothing about what is
    /// in it; why.
    Withheld(String),
}

impl Unfit {
    /// Why, in few words.
    pub fn why(self) -> String {
        match self {
            Unfit::Newer(version) => format!("it is of a newer simak, version {version}"),
            Unfit::Broken(why) | Unfit::Withheld(why) => why,
        }
    }
}

/// Damage is what SQLite calls so, a value that is none of its column, and a table or a column that is not there: what is asked
/// of a database is always the same. All other failures are the machine's: a disk
/// that is full today is not full tomorrow, and what lies on it is as it was.
impl From<rusqlite::Error> for Unfit {
    fn from(error: rusqlite::Error) -> Unfit {
        use rusqlite::{Error, ErrorCode};
        let damage = match &error {
            Error::SqliteFailure(failure, _) => {
                matches!(failure.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
            }
            Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::SqlInputError { .. }
            | Error::Utf8Error(..) => true,
            _ => false,
        };
        if damage { Unfit::Broken(error.to_string()) } else { Unfit::Withheld(error.to_string()) }
    }
}

impl From<io::Error> for Unfit {
    fn from(error: io::Error) -> Unfit {
        Unfit::Withheld(error.to_string())
    }
}

/// The version of a database; 0 for an empty one. From here on nothing that is in it runs by itself, and its tables are tables.
pub fn version(db: &Connection) -> Result<i64, Unfit> {
    confined::distrust(db)?;
    let number = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (version, application) = (number("user_version")?, number("application_id")?);
    match (version, application) {
        (0, 0) => {
            let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            if tables == 0 { Ok(0) } else { Err(Unfit::Broken("it is a database of another program".to_owned())) }
        }
        (version, APPLICATION) if version > MIGRATIONS.len() as i64 => Err(Unfit::Newer(version)),
        (version, APPLICATION) if version > 0 => confined::has_tables(db).map(|()| version),
        _ => Err(Unfit::Broken("it is a database of another program".to_owned())),
    }
}

/// Fails where the database is not sound in itself.
pub fn check(db: &Connection) -> Result<(), Unfit> {
    let said: String = db.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    match said.as_str() {
        "ok" => Ok(()),
        // A page that could not be read is told here among the damage, with the code of the failure.
        said if read_failure(said) => Err(Unfit::Withheld(said.to_owned())),
        _ => Err(Unfit::Broken(said)),
    }
}

/// Whether what the check says is that a page could not be read, for another reason than what is in it.
fn read_failure(said: &str) -> bool {
    let code = said.split("error code=").nth(1).map(|rest| rest.trim_end().trim_matches(|c: char| !c.is_ascii_digit()));
    let code = code.and_then(|code| code.parse().ok()).map(rusqlite::ffi::Error::new);
    code.is_some_and(|failure| !matches!(failure.code, rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase))
}

/// Brings a database of this version up to date, wholly or not at all. Foreign keys have to be off: tables are exchanged.
pub fn migrate(db: &mut Connection, version: i64) -> Result<(), Unfit> {
    let last = MIGRATIONS.len() as i64;
    if version == last {
        return Ok(());
    }
    let transaction = db.transaction()?;
    for statements in MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or(0)) {
        transaction.execute_batch(statements)?;
    }
    stamp(&transaction, last)?;
    transaction.commit()?;
    Ok(())
}

pub(super) fn stamp(transaction: &Transaction<'_>, version: i64) -> rusqlite::Result<()> {
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", version)
}
