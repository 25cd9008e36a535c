//! Which log a person writes to: each person, in each place where a database lies, one of their own.
//!
//! A step is named by its log and its number there, so two different steps must never get the same name. A database that
//! was copied is gone on with in two places; one that was set back to an older copy would give numbers anew. So a log is
//! gone on with only where the database is the one that was written last in this place: the machine, the path and the file
//! are the same, and it bears the token that was left beside it, in the file of the lock, when it was last opened. Else new
//! logs are begun. What cannot be seen so (a disk that was copied whole) is found when logs are merged.

use super::database::{fact, set};
use super::log;
use crate::review::order::unseen;
use crate::review::{Act, Step, StepId};
use rusqlite::{Connection, Transaction};
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

/// What tells one place from another.
const PLACE: &str = "place";
/// What tells the database that was written last in its place.
const TOKEN: &str = "token";
/// What the names of facts begin with that name a person's log.
const LOG: &str = "log of ";

/// The log of this person in this database, whose lock is held, and the token to be left once the transaction is done.
pub fn own_log(transaction: &Transaction<'_>, lock: &mut File, file: &Path, who: &str) -> rusqlite::Result<(Arc<str>, String)> {
    let (place, left) = (place(file), left(lock));
    let own = fact(transaction, PLACE)? == Some(place.clone()) && left.is_some() && fact(transaction, TOKEN)? == left;
    if !own {
        transaction.execute("DELETE FROM fact WHERE substr(name, 1, ?) = ?", (LOG.len() as i64, LOG))?;
        set(transaction, PLACE, &place)?;
    }
    let token = random(transaction)?;
    set(transaction, TOKEN, &token)?;
    let name = format!("{LOG}{who}");
    let log = match fact(transaction, &name)? {
        Some(log) => log,
        None => {
            let log = random(transaction)?;
            set(transaction, &name, &log)?;
            log
        }
    };
    Ok((log.into(), token))
}

fn random(db: &Connection) -> rusqlite::Result<String> {
    db.query_row("SELECT lower(hex(randomblob(16)))", [], |row| row.get(0))
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

/// Notes in a log what there is of others, and puts that behind the steps.
pub fn see(transaction: &Transaction<'_>, log: &Arc<str>, who: &str, steps: &mut Vec<Step>) -> Result<(), String> {
    let (number, unseen) = unseen(log, steps);
    let at = jiff::Timestamp::now().as_millisecond();
    for (other, number) in unseen.into_iter().zip(number..) {
        let id = StepId { log: Arc::clone(log), number };
        let step = Step { id, who: who.into(), at, act: Act::Saw(other), changes: Vec::new() };
        log::add(transaction, &step)?;
        steps.push(step);
    }
    Ok(())
}
