//! Which version a database is of, whether it is sound, and how it is brought up to date.

use super::confined;
use super::tables::MIGRATIONS;
use super::unfit::Unfit;
use rusqlite::{Connection, Transaction};

/// What tells a database of simak from any other (`PRAGMA application_id`).
const APPLICATION: i64 = 0x7369_6d61;

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
