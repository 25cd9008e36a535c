//! A database as a file: opened, locked, set aside where it is broken, and what is whole in it taken over.
//!
//! Beside `NAME.sqlite` stands `NAME.lock`, locked as long as a program that writes runs; the system lets go of it however
//! that ends. SQLite's own locks would do for single transactions, not for who may write at all. All files are for their
//! owner's eyes only: what a journalist reads is nobody else's concern.

use super::location::{ENDING, Which, absolute, folders, name_of};
use super::log::{self, Read};
use super::ownership::{leave, own_log, see};
use super::schema::{Unfit, migrate, version};
use super::session::Session;
use crate::review::Step;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A database as it was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Identifier of its log.
    pub log: Arc<str>,
    /// The steps of its log.
    pub steps: Vec<Step>,
    /// Where the person was.
    pub session: Session,
    /// The right to write it; `None` where it must not be written.
    pub writer: Option<Writer>,
    /// What the person has to know.
    pub trouble: Option<String>,
}

/// The right to write a database, as long as it lives.
#[derive(Debug)]
pub(super) struct Writer(Own);

/// A database that is open, with its lock.
#[derive(Debug)]
struct Own {
    file: PathBuf,
    db: Connection,
    lock: File,
}

/// A database of the data folder, as `simak sessions` lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The name it goes by, where it has one.
    pub name: Option<String>,
    /// The file.
    pub file: PathBuf,
    /// The files and folders of its corpus; none for the sample corpus.
    pub paths: Vec<PathBuf>,
    /// Number of steps in its log, without those that only note what was read.
    pub steps: u64,
    /// When the last step was kept, in milliseconds since 1970 (UTC).
    pub last: Option<i64>,
    /// Why it cannot be opened, where it cannot.
    pub fault: Option<String>,
}

/// Why steps were not taken up.
#[derive(Debug)]
pub(super) enum Refused {
    /// This one has the name of another one.
    Other(String),
    /// The database cannot be written.
    Unwritable(String),
}

/// Opens a database for this person: takes its lock, reads it, sets it aside if it is broken.
pub(super) fn open(which: &Which, who: &str) -> Found {
    let file = match which.file() {
        Ok(file) => file,
        Err(trouble) => return untouched(trouble),
    };
    let (lock, locked) = match lock(&file) {
        Ok(lock) => (lock, None),
        Err(why) => return read_only(&file, why),
    };
    match writable(&file) {
        Ok((db, read)) => begin(which, who, Own { file, db, lock }, read, locked),
        Err(Unfit::Newer(version)) => untouched(newer(version)),
        Err(Unfit::Broken(why)) => broken(which, who, file, &why, lock),
    }
}

fn newer(version: i64) -> String {
    format!("What was kept of this corpus is of a newer simak (version {version}): it is left alone, and nothing is kept.")
}

fn untouched(trouble: String) -> Found {
    Found { trouble: Some(trouble), ..Found::default() }
}

/// Opens a database to be written, with what its log holds; damage of any kind is an error.
fn writable(file: &Path) -> Result<(Connection, Read), Unfit> {
    private(file).map_err(|error| Unfit::Broken(error.to_string()))?;
    let mut db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let version = version(&db)?;
    let sound: String = db.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    if sound != "ok" {
        return Err(Unfit::Broken(sound));
    }
    // Every transaction is on the disk before it counts as written.
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "foreign_keys", false)?;
    migrate(&mut db, version)?;
    db.pragma_update(None, "foreign_keys", true)?;
    let read = log::read(&db);
    match read.fault {
        Some(why) => Err(Unfit::Broken(why)),
        None => Ok((db, read)),
    }
}

/// Gives a fresh or sound database what every one has, and takes its session up.
fn begin(which: &Which, who: &str, mut own: Own, read: Read, trouble: Option<String>) -> Found {
    let mut steps = read.steps;
    let mut prepared = || -> Result<(Arc<str>, Session), String> {
        let plain = |error: rusqlite::Error| error.to_string();
        let transaction = own.db.transaction().map_err(plain)?;
        let (log, token) = own_log(&transaction, &mut own.lock, &own.file, who).map_err(plain)?;
        if let Some(paths) = absolute(which.paths()).ok().filter(|_| !matches!(which, Which::File(_))) {
            let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
            set(&transaction, "paths", &serde_json::to_string(&paths).unwrap_or_default()).map_err(plain)?;
        }
        see(&transaction, &log, who, &mut steps)?;
        transaction.commit().map_err(plain)?;
        let _ = leave(&mut own.lock, &token);
        // A session that is not understood is one of a beginning: it says only where one was.
        let session = fact(&own.db, "session").map_err(plain)?;
        let session = session.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Ok((log, session))
    };
    match prepared() {
        Ok((log, session)) => Found { log, steps, session, writer: Some(Writer(own)), trouble },
        Err(error) => {
            let trouble = format!("{}: cannot be written ({error}); nothing is kept.", own.file.display());
            Found { steps, trouble: Some(trouble), ..Found::default() }
        }
    }
}

/// Reads what may not be written.
fn read_only(file: &Path, why: String) -> Found {
    if !file.exists() {
        return untouched(why);
    }
    let opened = || -> Result<Found, Unfit> {
        let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        let moment = db.unchecked_transaction()?;
        if version(&moment)? == 0 {
            return Ok(Found::default());
        }
        let session = fact(&moment, "session")?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Ok(Found { steps: log::read(&moment).steps, session, ..Found::default() })
    };
    match opened() {
        Ok(found) => Found { trouble: Some(why), ..found },
        Err(Unfit::Newer(version)) => untouched(newer(version)),
        Err(Unfit::Broken(_)) => untouched(why),
    }
}

/// Sets a broken database aside, and begins another with what is whole in it.
fn broken(which: &Which, who: &str, file: PathBuf, why: &str, lock: File) -> Found {
    let aside = match set_aside(&file) {
        Ok(aside) => aside,
        Err(error) => {
            return untouched(format!(
                "{}: cannot be understood ({why}) nor set aside ({error}); nothing is kept.",
                file.display()
            ));
        }
    };
    let whole = rescued(&aside);
    let name = aside.file_name().unwrap_or_default().display().to_string();
    let renewed = writable(&file).map_err(|unfit| format!("{unfit:?}")).and_then(|(mut db, _)| {
        add(&mut db, &whole)?;
        Ok(db)
    });
    match renewed {
        Ok(db) => {
            let taken = match whole.len() {
                0 => "nothing in it could be read".to_owned(),
                1 => "the one decision that is whole in it was taken over".to_owned(),
                n => format!("the {n} decisions that are whole in it were taken over"),
            };
            let trouble = format!("What was kept of this corpus is damaged ({why}); it was set aside as {name}, and {taken}.");
            begin(which, who, Own { file, db, lock }, Read { steps: whole, fault: None }, Some(trouble))
        }
        Err(error) => untouched(format!(
            "What was kept of this corpus is damaged ({why}); it was set aside as {name}, and no other can be begun ({error})."
        )),
    }
}

/// What is whole in a broken database. It is read from a copy, so that it stays as it is, letter by letter.
fn rescued(aside: &Path) -> Vec<Step> {
    let copy = with_ending(aside, ".copy");
    let read = || -> Option<Vec<Step>> {
        for ending in ["", "-wal"] {
            let from = with_ending(aside, ending);
            if from.exists() {
                fs::copy(from, with_ending(&copy, ending)).ok()?;
            }
        }
        let db = Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
        version(&db).ok().filter(|version| *version > 0)?;
        Some(log::read(&db).steps)
    };
    let rescued = read().unwrap_or_default();
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(with_ending(&copy, ending));
    }
    rescued
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Takes the lock. The error says why nothing will be kept.
fn lock(file: &Path) -> Result<File, String> {
    let path = with_ending(file, ".lock");
    let unwritable = |error: io::Error| format!("{}: cannot be written ({error}); nothing is kept.", path.display());
    make_folder(file).map_err(unwritable)?;
    let lock = owners().truncate(false).open(&path).map_err(unwritable)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            Err("This corpus is open in another simak as well: here it can be read, but nothing decided.".to_owned())
        }
        Err(TryLockError::Error(error)) => Err(unwritable(error)),
    }
}

fn make_folder(file: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.recursive(true).create(file.parent().unwrap_or(Path::new(".")))
}

/// Options to write a file that only its owner reads.
fn owners() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the file, empty, if it is not there; SQLite would make it for everyone to read, and gives its companions the
/// permissions of the file.
fn private(file: &Path) -> io::Result<()> {
    owners().truncate(false).open(file).map(drop)
}

/// Renames a database and its companions to the first of `.bad-1`, `.bad-2` and so on that is free.
fn set_aside(file: &Path) -> io::Result<PathBuf> {
    let free = (1..1000).map(|n| with_ending(file, &format!(".bad-{n}"))).find(|path| !path.exists());
    let aside = free.ok_or_else(|| io::Error::other("there are too many set aside already"))?;
    // The log that is written ahead first: beside another database it would be taken for that one's.
    for ending in ["-wal", "-shm", ""] {
        match fs::rename(with_ending(file, ending), with_ending(&aside, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound || ending.is_empty() => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

pub(super) fn fact(db: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    db.query_row("SELECT value FROM fact WHERE name = ?", [name], |row| row.get(0)).optional()
}

pub(super) fn set(db: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let statement = "INSERT INTO fact (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
    db.execute(statement, [name, value]).map(drop)
}

/// Adds steps in one transaction.
fn add(db: &mut Connection, steps: &[Step]) -> Result<usize, String> {
    let transaction = db.transaction().map_err(|error| error.to_string())?;
    let mut added = 0;
    for step in steps {
        added += usize::from(log::add(&transaction, step)?);
    }
    transaction.commit().map_err(|error| error.to_string())?;
    Ok(added)
}

impl Writer {
    /// Adds steps, all or none, and says how many were not there before. The error is ready to be shown.
    pub fn add(&mut self, steps: &[Step]) -> Result<usize, String> {
        add(&mut self.0.db, steps).map_err(|error| self.unwritable(&error))
    }

    /// Adds the steps of other logs that are not there, all or none, behind those that are there; has this log note them,
    /// and gives them.
    pub fn merge(&mut self, log: &Arc<str>, who: &str, steps: &mut Vec<Step>, others: Vec<Step>) -> Result<Vec<Step>, Refused> {
        let file = self.0.file.clone();
        let failed = |error: String| Refused::Unwritable(format!("{}: cannot be written ({error})", file.display()));
        let transaction = self.0.db.transaction().map_err(|error| failed(error.to_string()))?;
        let mut taken = Vec::new();
        for step in others {
            if log::add(&transaction, &step).map_err(failed)? {
                taken.push(step);
            } else if !log::has(&transaction, &step).map_err(failed)? {
                return Err(Refused::Other(log::told(&transaction, &step.id).unwrap_or_default()));
            }
        }
        let mut all = std::mem::take(steps);
        all.extend(taken.iter().cloned());
        see(&transaction, log, who, &mut all).map_err(failed)?;
        transaction.commit().map_err(|error| failed(error.to_string()))?;
        *steps = all;
        Ok(taken)
    }

    /// Keeps where the person is. The error is ready to be shown.
    pub fn keep(&self, session: &Session) -> Result<(), String> {
        let text = serde_json::to_string(session).map_err(|error| error.to_string())?;
        set(&self.0.db, "session", &text).map_err(|error| self.unwritable(&error.to_string()))
    }

    fn unwritable(&self, error: &str) -> String {
        format!("{}: cannot be written ({error}); it is tried again.", self.0.file.display())
    }
}

/// The databases of the data folder, those with a name first, by name, then the others, the last used first.
pub fn list() -> Result<Vec<Listed>, String> {
    let mut listed = Vec::new();
    for folder in folders()? {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
        listed.extend(files.filter(|file| file.extension().is_some_and(|own| own == ENDING)).map(look));
    }
    listed.sort_by(|a, b| (a.name.is_none(), &a.name, b.last).cmp(&(b.name.is_none(), &b.name, a.last)));
    Ok(listed)
}

/// The database that is meant by these arguments. A session that is named without paths is the one of the paths that it was
/// kept of. The error is ready to be shown.
pub fn meant(session: Option<String>, paths: Vec<PathBuf>) -> Result<Which, String> {
    let Some(name) = session else { return Ok(Which::Corpus(paths)) };
    let which = Which::Named(name.clone(), paths);
    let file = which.file()?;
    match (which.paths().is_empty(), file.exists()) {
        (true, true) => Ok(Which::Named(name, look(file).paths)),
        (true, false) => Err(format!(
            "there is no session {name:?} yet; name the files and folders that it is of: simak --session {name} PATH"
        )),
        (false, _) => Ok(which),
    }
}

fn look(file: PathBuf) -> Listed {
    let name = name_of(&file).map(str::to_owned);
    let looked = || -> Result<(Vec<PathBuf>, u64, Option<i64>), Unfit> {
        let db = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        if version(&db)? == 0 {
            return Ok((Vec::new(), 0, None));
        }
        let paths = fact(&db, "paths")?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let counted = "SELECT count(*), max(at) FROM step WHERE act NOT IN ('note', 'saw')";
        let (steps, last) = db.query_row(counted, [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
        Ok((paths, steps.max(0) as u64, last))
    };
    match looked() {
        Ok((paths, steps, last)) => Listed { name, file, paths, steps, last, fault: None },
        Err(unfit) => {
            let fault = match unfit {
                Unfit::Newer(version) => format!("it is of a newer simak (version {version})"),
                Unfit::Broken(why) => format!("it is damaged ({why}); opening its corpus sets it aside"),
            };
            Listed { name, file, paths: Vec::new(), steps: 0, last: None, fault: Some(fault) }
        }
    }
}

#[cfg(test)]
mod tests;
