//! A database opened to be read, whatever cannot be written: its folder, its file, the whole disk.
//!
//! Four ways, each where the one before does not do. Where nothing is written ahead, the file is read as what never
//! changes: that makes no file and needs no right. Else SQLite reads it beside whoever writes, for which it needs memory that
//! they share, a file in the same folder. Where it cannot have that, the database is copied with what is written ahead to
//! the folder for temporary files, and read there; where there is no room for that, it is read alone. (What never changes is no way then: what is written ahead would not be
//! seen.)

use super::files::{BESIDE, at, outlive_limits, stamp, with_ending};
use super::millis;
use super::unfit::Unfit;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// A file that somebody writes while it is read is read again, so often.
const AGAIN: usize = 4;
/// Whoever holds the database for themselves has this long to let go of it before it is copied.
const PATIENCE: Duration = millis(1_000);

/// A database to be read; where it is a copy, that lasts as long.
pub(super) struct Reader {
    db: Connection,
    _copy: Option<TempDir>,
}

impl Deref for Reader {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.db
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.db
    }
}

/// Opens a database to be read.
pub(super) fn reader(file: &Path) -> Result<Reader, Unfit> {
    outlive_limits();
    let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // Where nothing is written ahead, nobody has it open for writing.
    let direct = match file.to_str().filter(|_| !is_ahead(file)) {
        Some(name) => Connection::open_with_flags(still(name), read_only | OpenFlags::SQLITE_OPEN_URI),
        None => Connection::open_with_flags(file, read_only),
    };
    let direct = direct.and_then(|db| {
        db.busy_timeout(PATIENCE)?;
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(db)
    });
    match direct.map_err(Unfit::from) {
        Ok(db) => Ok(Reader { db, _copy: None }),
        Err(Unfit::Withheld(why)) => copied(file).or_else(|_| alone(file)).map_err(|other| match other {
            Unfit::Withheld(_) => Unfit::Withheld(why),
            other => other,
        }),
        Err(unfit) => Err(unfit),
    }
}

/// Opens a database that nobody else may have open meanwhile: that needs no shared memory, and no room either. Nothing is
/// written, though it may be.
fn alone(file: &Path) -> Result<Reader, Unfit> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(file, flags)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    db.pragma_update(None, "locking_mode", "exclusive")?;
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(Reader { db, _copy: None })
}

/// Opens another's database: as what never changes, or, where something is written ahead of it, a copy. Beside it nothing is
/// made, and no program that writes it waits.
pub(super) fn untouched(file: &Path) -> Result<Reader, Unfit> {
    match file.to_str().filter(|_| !is_ahead(file)) {
        Some(name) => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
            Ok(Reader { db: Connection::open_with_flags(still(name), flags)?, _copy: None })
        }
        None => copied(file),
    }
}

/// Has a database read that somebody may begin to write at the same moment: again, if it changed meanwhile.
pub(super) fn steady<T>(file: &Path, mut read: impl FnMut() -> Result<T, Unfit>) -> Result<T, Unfit> {
    for _ in 0..AGAIN {
        let (before, read) = (stamp(file), read());
        if stamp(file) == before {
            return read;
        }
    }
    read()
}

/// Opens a copy of a database, which stays as it is, letter by letter.
pub(super) fn copied(file: &Path) -> Result<Reader, Unfit> {
    outlive_limits();
    // (Where there is no room for temporary files there may be some beside the database.)
    let beside = || tempfile::Builder::new().prefix(".simak-").tempdir_in(file.parent().unwrap_or(Path::new(".")));
    copied_to(tempfile::tempdir(), file).or_else(|_| copied_to(beside(), file))
}

fn copied_to(folder: std::io::Result<TempDir>, file: &Path) -> Result<Reader, Unfit> {
    let folder = folder?;
    let copy = folder.path().join("copy.sqlite");
    for _ in 0..AGAIN {
        let before = stamp(file);
        copy_all(file, &copy)?;
        if stamp(file) == before {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let db = Connection::open_with_flags(&copy, flags)?;
            // Nobody else knows of it: SQLite need share no memory.
            db.pragma_update(None, "locking_mode", "exclusive")?;
            return Ok(Reader { db, _copy: Some(folder) });
        }
    }
    Err(Unfit::Withheld("it changes while it is read".to_owned()))
}

fn copy_all(file: &Path, copy: &Path) -> Result<(), Unfit> {
    for ending in ["", BESIDE[0], BESIDE[1]] {
        let (from, to) = (with_ending(file, ending), with_ending(copy, ending));
        super::files::remove(&to)?;
        if ending.is_empty() || at(&from)?.is_some_and(|own| own.is_file()) {
            fs::copy(from, &to)?;
            writable(&to)?;
        }
    }
    Ok(())
}

/// A copy has the permissions of what was copied, which may not be written.
fn writable(copy: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(copy, fs::Permissions::from_mode(0o600))
    }
    #[cfg(not(unix))]
    {
        let _ = copy;
        Ok(())
    }
}

/// Whether something is written ahead that is not in the file yet, or is to be put back.
fn is_ahead(file: &Path) -> bool {
    BESIDE.iter().any(|ending| fs::metadata(with_ending(file, ending)).is_ok_and(|own| own.len() > 0))
}

/// The address of a file that is read as one that never changes (<https://www.sqlite.org/uri.html>).
fn still(name: &str) -> PathBuf {
    let mut uri = "file:".to_owned();
    for c in name.chars() {
        match c {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            '\\' if cfg!(windows) => uri.push('/'),
            c => uri.push(c),
        }
    }
    (uri + "?immutable=1").into()
}
