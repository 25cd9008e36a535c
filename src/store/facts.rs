//! Facts that a database keeps beside its log, by name: a row each.

use rusqlite::{Connection, OptionalExtension};

/// A fact that is kept beside the log, by its name.
pub(super) fn fact(db: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    db.query_row("SELECT value FROM fact WHERE name = ?", [name], |row| row.get(0)).optional()
}

/// Keeps a fact.
pub(super) fn set(db: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let statement = "INSERT INTO fact (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
    db.execute(statement, [name, value]).map(drop)
}
