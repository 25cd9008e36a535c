//! A database file is data, whoever made it: nothing that is in it runs by itself, and what it holds is bounded.
//!
//! SQLite's language is in the file as well: views, triggers, expressions in indices, virtual tables. So the schema has to be,
//! word for word, what `schema` makes of its version; and SQLite itself is told to trust nothing
//! (<https://www.sqlite.org/security.html>). Another's file is held to limits on top of that: whatever it is, it is read or
//! refused in a time that somebody waits for.

use super::tables::MIGRATIONS;
use super::unfit::Unfit;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use std::time::{Duration, Instant};

/// Of another's database: bytes of the file, and of what is written ahead of it. The limits below fill less.
pub const FILE: u64 = 512 << 20;
/// Bytes of one value: a note, a passage. Longer than what anybody selects or writes; a row has to fit in as well.
const VALUE: i32 = 4 << 20;
/// Steps: several people who each give a verdict every five seconds, all hours of a month's work.
const STEPS: i64 = 200_000;
/// Decisions in steps; one step may decide about all quotes that a corpus has.
const CHANGES: i64 = 500_000;
/// Facts beside the log: a handful, one for each person who opened it in its place, two for each log that is known.
const FACTS: i64 = 3_000;
/// Merges and their undoing, and the bytes that tell of them.
const MERGES: i64 = 10_000;
const RECORDS: i64 = 16 << 20;
/// Bytes of what all decisions are about, each time that one is: its sum goes over that, so few rows could cost much.
const ABOUT: i64 = 256 << 20;
/// Instructions of SQLite's machine: several times what all of the above need.
const INSTRUCTIONS: u64 = 1_000_000_000;
/// After so many of them it is looked whether they were enough.
const LOOK: u32 = 1_000;
/// Time to read it; a database of the sizes above takes a tenth of it on a slow disk.
const TIME: Duration = Duration::from_secs(60);

/// The columns that are read, of every version: what lacks one of them is no database of this program, whatever it says.
const TABLES: &[(&str, &[&str])] = &[
    ("fact", &["name", "value"]),
    ("step", &["ix", "log", "number", "who", "at", "act", "of_log", "of_number", "sum"]),
    ("subject", &["ix", "key", "content"]),
    ("change", &["step", "subject", "field", "before", "after"]),
];

/// Has SQLite trust nothing that a database says of itself.
pub fn distrust(db: &Connection) -> rusqlite::Result<()> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    db.pragma_update(None, "cell_size_check", true)
}

/// Whether the tables that hold decisions are tables, with columns that hold what was written there.
pub fn has_tables(db: &Connection) -> Result<(), Unfit> {
    for (table, columns) in TABLES {
        let kind = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?));
        let mut listed = db.prepare("PRAGMA table_list")?;
        let is_table = listed.query_map([], kind)?.any(|row| {
            row.is_ok_and(|(schema, name, kind)| schema == "main" && name.eq_ignore_ascii_case(table) && kind == "table")
        });
        if !is_table {
            return Err(Unfit::Broken(format!("its table {table:?} is none of simak")));
        }
        let mut rows = db.prepare(&format!("PRAGMA table_xinfo({table})"))?;
        let column = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(1)?, row.get::<_, i64>(6)?));
        let own = rows.query_map([], column)?.collect::<rusqlite::Result<Vec<_>>>()?;
        // (What is worked out when it is read holds nothing, and may never end.)
        let holds = |column: &&str| own.iter().any(|(name, hidden)| name == column && *hidden == 0);
        if !columns.iter().all(holds) || own.iter().any(|(_, hidden)| *hidden != 0) {
            return Err(Unfit::Broken(format!("its table {table:?} is none of simak")));
        }
    }
    Ok(())
}

/// Whether a database of this version has the tables in it that this program puts there, and nothing else that could run.
pub fn is_own(db: &Connection, version: i64) -> Result<(), Unfit> {
    let own = Connection::open_in_memory()?;
    for statements in MIGRATIONS.iter().take(usize::try_from(version).unwrap_or(0)) {
        own.execute_batch(statements)?;
    }
    let (found, wanted) = (schema(db)?, schema(&own)?);
    // (Where another program has counted rows, for SQLite to plan by, nothing runs.)
    let statistics = |row: &&Part| matches!(&*row.name, "sqlite_stat1" | "sqlite_stat4");
    if let Some(part) = found.iter().find(|part| !wanted.contains(part) && !statistics(part)) {
        return Err(Unfit::Broken(format!("the {} {:?} in it is not of simak", part.kind, part.name)));
    }
    // (A trigger that somebody took away runs no more; to take steps away that has to be done first.)
    match wanted.iter().find(|part| part.kind != "trigger" && !found.contains(part)) {
        Some(part) => Err(Unfit::Broken(format!("the {} {:?} is not in it", part.kind, part.name))),
        None => Ok(()),
    }
}

/// A part of a schema, as it was written.
#[derive(PartialEq, Eq)]
struct Part {
    kind: String,
    name: String,
    table: String,
    sql: String,
}

fn schema(db: &Connection) -> rusqlite::Result<Vec<Part>> {
    let mut rows = db.prepare("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema")?;
    let part = |row: &rusqlite::Row<'_>| {
        // Versions of SQLite differ in whether they put a renamed table's name in quotes.
        let sql: String = row.get::<_, String>(3)?.replace('"', "");
        let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Part { kind: row.get(0)?, name: row.get(1)?, table: row.get(2)?, sql })
    };
    rows.query_map([], part)?.collect()
}

/// Holds what another's database may cost to the limits above.
pub fn limit(db: &mut Connection) -> rusqlite::Result<()> {
    let limits = [
        (Limit::SQLITE_LIMIT_LENGTH, VALUE),
        // The longest statement of this program, and of its schema, has less than 1,000 bytes; the widest table nine columns.
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 10_000),
        (Limit::SQLITE_LIMIT_COLUMN, 32),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 20),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 2),
        (Limit::SQLITE_LIMIT_VDBE_OP, 25_000),
        (Limit::SQLITE_LIMIT_FUNCTION_ARG, 8),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100),
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 16),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ];
    for (limit, to) in limits {
        db.set_limit(limit, to)?;
    }
    db.pragma_update(None, "query_only", true)?;
    let (begun, mut looked) = (Instant::now(), 0);
    db.progress_handler(
        LOOK as i32,
        Some(move || {
            looked += 1;
            looked * u64::from(LOOK) > INSTRUCTIONS || begun.elapsed() > TIME
        }),
    )
}

/// Whether another's database of this version is whole, has nothing in it that could run, and is not larger than it may be.
pub fn is_sound(db: &Connection, version: i64) -> Result<(), Unfit> {
    is_own(db, version)?;
    let sound: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(Unfit::Broken(sound.lines().last().unwrap_or_default().to_owned()));
    }
    let none = |statement| if version < 3 { "SELECT 0" } else { statement };
    let about = "SELECT coalesce(sum(length(CAST(content AS BLOB))), 0) FROM change JOIN subject ON subject.ix = change.subject";
    for (what, counted, limit) in [
        ("steps", "SELECT count(*) FROM step", STEPS),
        ("decisions", "SELECT count(*) FROM change", CHANGES),
        ("subjects", "SELECT count(*) FROM subject", CHANGES),
        ("facts", "SELECT count(*) FROM fact", FACTS),
        ("merges", none("SELECT count(*) FROM merge"), MERGES),
        ("bytes of merges", none("SELECT coalesce(sum(length(CAST(content AS BLOB))), 0) FROM merge"), RECORDS),
        ("bytes that decisions are about", about, ABOUT),
    ] {
        let count: i64 = db.query_row(counted, [], |row| row.get(0))?;
        if count > limit {
            return Err(Unfit::Broken(format!("{count} {what} are in it, more than the {limit} that are taken up")));
        }
    }
    Ok(())
}

/// Why another's database cannot be read, in words of this program where a limit says so.
pub fn explained(why: &str) -> String {
    match why {
        "interrupted" => "it takes longer than any that simak wrote".to_owned(),
        "string or blob too big" => format!("a value in it has more than {VALUE} bytes"),
        why => why.to_owned(),
    }
}
