//! The files of a database: who may see them, and which file it is that stands at a path. All are for their owner's eyes
//! only: what a journalist reads is nobody else's concern.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What SQLite keeps beside a database as long as it is needed to read it: what is written ahead of it, and what is to be
/// put back.
pub(super) const BESIDE: [&str; 2] = ["-wal", "-journal"];
/// What it keeps beside it for programs that share it; nothing that would be missed.
pub(super) const SHARED: &str = "-shm";

/// What tells a file from any other that exists at the same time.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity(u64, u64);

/// Which file this is; `None` where the system does not tell.
pub(super) fn identity(own: &Metadata) -> Option<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some(Identity(own.dev(), own.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = own;
        None
    }
}

/// What is at this path; `None` for nothing. An error where that cannot be known.
pub(super) fn at(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::metadata(path) {
        Ok(own) => Ok(Some(own)),
        // (Something else than a folder stands in the way: then nothing is behind it.)
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the file at this path is still the one that it was, as far as the system tells.
pub(super) fn is_still(path: &Path, own: Option<Identity>) -> io::Result<bool> {
    let Some(own) = own else { return Ok(true) };
    Ok(at(path)?.as_ref().and_then(identity) == Some(own))
}

/// Size and time of a file and of what is read with it: what changes whenever the file does.
pub(super) fn stamp(file: &Path) -> String {
    let mut stamp = String::new();
    for ending in ["", BESIDE[0], BESIDE[1]] {
        let own = fs::metadata(with_ending(file, ending)).ok();
        let changed = own.as_ref().and_then(|own| own.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok());
        let parts = own.as_ref().map(Metadata::len).zip(changed.map(|changed| changed.as_nanos()));
        stamp.push_str(&parts.map_or("-".to_owned(), |(len, changed)| format!("{len}:{changed}/")));
    }
    stamp
}

/// The path with this at its end.
pub(super) fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Where the size of files is limited, the system ends a program that goes beyond; one that has an ear for its signal gets an
/// error instead, as on a full disk.
pub fn outlive_limits() {
    #[cfg(unix)]
    {
        static ONCE: std::sync::Once = std::sync::Once::new();
        ONCE.call_once(|| drop(signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default())));
    }
}

/// Makes the folder of a file.
pub(super) fn make_folder(file: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.recursive(true).create(file.parent().unwrap_or(Path::new(".")))
}

/// Options to write a file that only its owner reads.
pub(super) fn owners() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the file, empty, if it is not there, and tells which one it is. (SQLite would make it for everyone to read, and
/// gives its companions the permissions of the file.) Nothing of this program may have the file open as a database: to
/// close it here would take that one's locks away.
pub(super) fn private(file: &Path) -> io::Result<Option<Identity>> {
    let own = owners().truncate(false).open(file)?.metadata()?;
    if own.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { Ok(identity(&own)) }
}

/// Has the names in the folder of a file on the disk; where a folder cannot be opened, the system sees to it.
pub(super) fn sync_folder(file: &Path) {
    if let Some(folder) = file.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}

/// Removes a file; that it is not there is as good.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
