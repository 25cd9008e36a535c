//! Which log a person writes to: each person, in each place where a database lies, one of their own.
//!
//! A step is named by its log and its number there, so two different steps must never get the same name. A database that
//! was copied is gone on with in two places; one that was set back to an older copy would give numbers anew. So a log is
//! gone on with only where the database is the one that was written last in this place: the machine, the path and the file
//! are the same, and it bears the token that was left beside it, in the file of the lock, when it was last opened. Else new
//! logs are begun. What cannot be seen so (a disk that was copied whole) is found when logs are merged.

use super::facts::{fact, set};
use super::{gaps, log};
use crate::review::order::unseen;
use crate::review::{Step, StepId};
use rusqlite::{Connection, Transaction};
use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// What tells one place from another.
const PLACE: &str = "place";
/// What tells the database that was written last in its place.
const TOKEN: &str = "token";
/// The token that it had before.
const TOKEN_BEFORE: &str = "token before";
/// What the names of facts begin with that name a person's log.
const LOG: &str = "log of ";

/// Whose log is written, and what is to be left beside the database.
pub struct Owned {
    /// Identifier of the log.
    pub log: Arc<str>,
    /// The token to be left once the transaction is done.
    pub token: String,
    /// Whether it is not the database that was written last in its place.
    pub exchanged: bool,
}

/// The log of this person in this database, whose lock is held; `on`, where they have begun to decide under its name already.
pub fn own_log(
    transaction: &Transaction<'_>,
    lock: &mut File,
    file: &Path,
    who: &str,
    on: Option<&Arc<str>>,
) -> rusqlite::Result<Owned> {
    let (place, left) = (place(file), left(lock));
    let before = fact(transaction, TOKEN)?;
    let own = fact(transaction, PLACE)? == Some(place.clone()) && left.is_some() && before == left;
    // (Where the token could not be left the last time, what was left is the one before.)
    let exchanged = left.is_some() && before.is_some() && before != left && fact(transaction, TOKEN_BEFORE)? != left;
    if !own {
        transaction.execute("DELETE FROM fact WHERE substr(name, 1, ?) = ?", (LOG.len() as i64, LOG))?;
        set(transaction, PLACE, &place)?;
    }
    let token = fresh();
    set(transaction, TOKEN_BEFORE, before.as_deref().unwrap_or_default())?;
    set(transaction, TOKEN, &token)?;
    let name = format!("{LOG}{who}");
    let log = match (on, fact(transaction, &name)?) {
        (Some(log), known) => {
            if known.as_deref() != Some(log) {
                set(transaction, &name, log)?;
            }
            Arc::clone(log)
        }
        (None, Some(log)) if is_whole(transaction, &log)? => log.into(),
        (None, _) => {
            let log = fresh();
            set(transaction, &name, &log)?;
            log.into()
        }
    };
    Ok(Owned { log, token, exchanged })
}

/// Whose logs were written where a database lay last, by their identifiers.
pub fn written(db: &Connection) -> rusqlite::Result<Vec<(Arc<str>, Arc<str>)>> {
    let mut rows = db.prepare("SELECT value, substr(name, ?1 + 1) FROM fact WHERE substr(name, 1, ?1) = ?2 ORDER BY name")?;
    let text = |row: &rusqlite::Row<'_>, at| row.get::<_, String>(at).map(Arc::<str>::from);
    rows.query_map((LOG.len() as i64, LOG), |row| Ok((text(row, 0)?, text(row, 1)?)))?.collect()
}

/// Whether the last step of a log that was written is the last one that is there.
fn is_whole(db: &Connection, log: &str) -> rusqlite::Result<bool> {
    let there: Option<i64> = db.query_row("SELECT max(number) FROM step WHERE log = ?", [log], |row| row.get(0))?;
    Ok(gaps::last(db, log)? == there.unwrap_or(0).max(0) as u64)
}

/// A name that nothing else has: 32 digits.
pub fn fresh() -> String {
    let mut hash = blake3::Hasher::new();
    for _ in 0..4 {
        // (Its keys are the system's random numbers.)
        let part = RandomState::new().hash_one((SystemTime::now(), std::process::id()));
        hash.update(&part.to_le_bytes());
    }
    hash.finalize().to_hex().chars().take(32).collect()
}

fn left(lock: &mut File) -> Option<String> {
    let mut token = String::new();
    lock.seek(SeekFrom::Start(0)).ok()?;
    lock.read_to_string(&mut token).ok()?;
    Some(token).filter(|token| !token.is_empty())
}

/// Leaves the token beside the database. Where that fails, the next opening begins another log.
pub fn leave(lock: &mut File, token: &str) -> std::io::Result<()> {
    lock.seek(SeekFrom::Start(0))?;
    lock.write_all(token.as_bytes())?;
    lock.set_len(token.len() as u64)
}

/// What tells this place from any other: the machine, the path, the file.
fn place(file: &Path) -> String {
    let mut hash = blake3::Hasher::new();
    let mut feed = |part: &[u8]| {
        hash.update(&(part.len() as u64).to_le_bytes()).update(part);
    };
    let machine = ["/etc/machine-id", "/var/lib/dbus/machine-id", "/proc/sys/kernel/hostname"].into_iter();
    feed(&machine.filter_map(|name| fs::read(name).ok()).find(|own| !own.is_empty()).unwrap_or_default());
    for name in ["COMPUTERNAME", "HOSTNAME"] {
        feed(std::env::var_os(name).unwrap_or_default().as_encoded_bytes());
    }
    feed(fs::canonicalize(file).unwrap_or_else(|_| file.to_owned()).as_os_str().as_encoded_bytes());
    #[cfg(unix)]
    if let Ok(own) = fs::metadata(file) {
        use std::os::unix::fs::MetadataExt;
        feed(&own.dev().to_le_bytes());
        feed(&own.ino().to_le_bytes());
    }
    hash.finalize().to_hex().to_string()
}

/// Notes in a log what there is of others, and what is there no more, and puts that behind the steps.
pub fn see(transaction: &Transaction<'_>, log: &Arc<str>, who: &str, steps: &mut Vec<Step>) -> Result<(), String> {
    let notes = notes(log, who, steps);
    for note in &notes {
        log::add(transaction, note)?;
    }
    gaps::added(transaction, &notes).map_err(|error| error.to_string())?;
    steps.extend(notes);
    Ok(())
}

/// What a log has to note of others: what it does not know, and what it knows and is there no more.
pub fn notes(log: &Arc<str>, who: &str, steps: &[Step]) -> Vec<Step> {
    let (number, unseen) = unseen(log, steps);
    let at = crate::clock::now().as_millisecond();
    let note = |(act, number)| {
        let id = StepId { log: Arc::clone(log), number };
        Step { id, who: who.into(), at, act, changes: Vec::new() }
    };
    unseen.into_iter().zip(number..).map(note).collect()
}
