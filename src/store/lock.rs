//! Who may write a database: beside `NAME.sqlite` stands `NAME.sqlite.lock`, locked as long as a program that writes runs.
//! The system releases the lock however that program ends. SQLite's own locks would do for single transactions, not for who
//! may write at all.
//!
//! On Unix the lock is a record lock (`fcntl`), which belongs to the process: an editor or another child that is just being
//! started inherits a copy of every open file, and with a lock of the open file (`flock`) it would hold the database until it
//! has become another program. A record lock has two traps, and [`HELD`] is there for both: it does not hold against the
//! process itself, and closing *any* copy of the file releases it. So a lock that this process holds is found in the list, and
//! its file is not opened a second time.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::files::{self, Identity, identity};

/// The locks that this process holds.
static HELD: Mutex<Vec<Identity>> = Mutex::new(Vec::new());

/// The right to write a database, until it is dropped: then the file is closed, and after that (the order of the fields) it
/// leaves the list.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    entry: Entry,
}

/// An entry of [`HELD`]; `None` where the system does not tell files apart.
#[derive(Debug)]
struct Entry(Option<Identity>);

/// Why there is no lock.
#[derive(Debug)]
pub(super) enum Unlocked {
    /// Somebody else who writes has it: another program, or another part of this one.
    Elsewhere,
    /// The machine does not give it.
    Failed(io::Error),
}

/// The path of the lock of a database.
pub(super) fn lock_of(file: &Path) -> PathBuf {
    files::with_ending(file, ".lock")
}

/// Takes the lock of a database; makes its folder where there is none.
pub(super) fn lock(file: &Path) -> Result<Lock, Unlocked> {
    files::outlive_limits();
    files::make_folder(file).map_err(Unlocked::Failed)?;
    let path = lock_of(file);
    let mut held = held();
    let there = files::at(&path).map_err(Unlocked::Failed)?;
    if there.as_ref().and_then(identity).is_some_and(|own| held.contains(&own)) {
        return Err(Unlocked::Elsewhere);
    }
    let opened = files::owners().truncate(false).open(path).map_err(Unlocked::Failed)?;
    let own = opened.metadata().map_err(Unlocked::Failed)?;
    let identity = identity(&own);
    if identity.is_some_and(|own| held.contains(&own)) {
        // It came to this place after the look at it. It stays open: to close it would release the lock that is held.
        std::mem::forget(opened);
        return Err(Unlocked::Elsewhere);
    }
    try_lock(&opened)?;
    held.extend(identity);
    Ok(Lock { file: opened, entry: Entry(identity) })
}

#[cfg(unix)]
fn try_lock(file: &File) -> Result<(), Unlocked> {
    use rustix::fs::{FlockOperation, fcntl_lock};
    use rustix::io::Errno;
    match fcntl_lock(file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(()),
        Err(Errno::AGAIN | Errno::ACCESS) => Err(Unlocked::Elsewhere),
        Err(error) => Err(Unlocked::Failed(error.into())),
    }
}

#[cfg(not(unix))]
fn try_lock(file: &File) -> Result<(), Unlocked> {
    file.try_lock().map_err(|error| match error {
        std::fs::TryLockError::WouldBlock => Unlocked::Elsewhere,
        std::fs::TryLockError::Error(error) => Unlocked::Failed(error),
    })
}

fn held() -> MutexGuard<'static, Vec<Identity>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Lock {
    /// The file that is locked. It may be written, and must not be copied.
    pub fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Whether this is still the lock at its place.
    pub fn is_of(&self, file: &Path) -> bool {
        files::is_still(&lock_of(file), self.entry.0).unwrap_or(false)
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        held().retain(|one| Some(*one) != self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn is_elsewhere(file: &Path) -> bool {
        matches!(lock(file), Err(Unlocked::Elsewhere))
    }

    #[test]
    fn one_at_a_time_in_one_process_by_any_name_and_a_refused_one_releases_nothing() {
        let folder = folder();
        let file = folder.path().join("catatan.sqlite");
        let first = lock(&file).unwrap();
        assert!(is_elsewhere(&file));
        assert!(is_elsewhere(&file), "the first refusal released the lock");
        let other = folder.path().join("lain.sqlite");
        std::fs::hard_link(lock_of(&file), lock_of(&other)).unwrap();
        assert!(is_elsewhere(&other));
        drop(first);
        drop(lock(&other).unwrap());
        lock(&file).unwrap();
    }

    #[test]
    fn a_lock_that_was_exchanged_is_another_one() {
        let folder = folder();
        let file = folder.path().join("catatan.sqlite");
        let first = lock(&file).unwrap();
        assert!(first.is_of(&file));
        std::fs::rename(lock_of(&file), folder.path().join("moved")).unwrap();
        assert!(!first.is_of(&file));
        let second = lock(&file).unwrap();
        assert!(second.is_of(&file));
        drop(first);
        assert!(is_elsewhere(&file), "the end of the first one released the second");
    }

    /// As an editor that is being started, until it has become another program: the child has a copy of the open file.
    #[cfg(unix)]
    #[test]
    fn a_child_with_a_copy_of_the_file_does_not_keep_the_lock() {
        let folder = folder();
        let file = folder.path().join("catatan.sqlite");
        let mut first = lock(&file).unwrap();
        let copy = first.file().try_clone().unwrap();
        let mut child = std::process::Command::new("sleep").arg("600").stdin(copy).spawn().unwrap();
        drop(first);
        let again = lock(&file).map(drop);
        child.kill().unwrap();
        child.wait().unwrap();
        again.unwrap();
    }
}
