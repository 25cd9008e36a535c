//! Files that are written whole or not at all, and what cannot be: pipes and devices.
//!
//! A new file beside the old one takes its place only once it is whole and on the disk. What the old one was it stays:
//! its mode, its owner, the links that lead to it. Where a new file could not be all that (other names of the same file, an
//! owner that cannot be given, a folder that takes no new file), the old one is written over, its length first, so that
//! a full disk is met before a byte of it has changed; what it held is kept aside until that is done.

use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How the names of files begin that are being written.
const PREFIX: &str = ".simak-";
/// A link to a link, and so on: as many as Linux follows.
const LINKS: usize = 40;
/// Bytes that are written at once.
const BUFFER: usize = 1 << 16;

/// Who may read a file that was not there before.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Its owner alone.
    Owner,
    /// Whoever the system lets read new files (the umask).
    AsUsual,
}

/// What writes the content.
pub type Content<'a> = &'a dyn Fn(&mut dyn Write) -> io::Result<()>;

/// Replaces a file by what `write` writes, or leaves it as it was. A link stays one: what it leads to is replaced. What is no
/// file (a device, a pipe) is written to, as is standard output under whatever name.
///
/// # Errors
/// Where it cannot be written: then a file is what it was, or is not there. A file that may only be read is not replaced.
pub fn replace(path: &Path, readers: Readers, write: Content<'_>) -> io::Result<()> {
    if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
        return Err(io::Error::other("it names a folder"));
    }
    if is_stdout(path) {
        return pour(io::stdout().lock(), write);
    }
    if ["/dev/stderr", "/dev/fd", "/proc/self/fd"].iter().any(|own| path.starts_with(own)) {
        // (Behind what is written there already, as with the descriptor itself.)
        return pour(OpenOptions::new().append(true).open(path)?, write);
    }
    let target = resolved(path)?;
    match fs::metadata(&target) {
        Err(error) if error.kind() == ErrorKind::NotFound => create(&target, readers, write),
        Err(error) => Err(error),
        Ok(data) if data.is_dir() => Err(io::Error::other("it is a folder")),
        Ok(data) if !data.is_file() => pour(OpenOptions::new().write(true).open(&target)?, write),
        Ok(data) => replace_file(&target, &data, write),
    }
}

/// Writes to what can only be written once: a pipe, a device, standard output. A reader that closes the pipe has had enough:
/// that is no error, however those who write wrap it.
pub fn pour(to: impl Write, write: Content<'_>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, Noting { to, fault: None });
    let result = write(&mut out).and_then(|()| out.flush());
    match (result, out.get_ref().fault) {
        (Err(_), Some((ErrorKind::BrokenPipe, _))) => Ok(()),
        (Err(error), Some((_, code))) => Err(code.map_or(error, io::Error::from_raw_os_error)),
        (result, _) => result,
    }
}

/// A writer that notes what went wrong first, before anybody wraps it.
struct Noting<W> {
    to: W,
    fault: Option<(ErrorKind, Option<i32>)>,
}

impl<W: Write> Noting<W> {
    fn note<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result
            && error.kind() != ErrorKind::Interrupted
        {
            self.fault.get_or_insert((error.kind(), error.raw_os_error()));
        }
        result
    }
}

impl<W: Write> Write for Noting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.to.write(bytes);
        self.note(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.to.flush();
        self.note(result)
    }
}

/// What a path leads to through links, also where that is not there yet.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        match fs::symlink_metadata(&path) {
            Ok(data) if data.is_symlink() => path = folder(&path).join(fs::read_link(&path)?),
            _ => return Ok(path),
        }
    }
    Err(io::Error::other("its links lead to each other"))
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file that was not there.
fn create(target: &Path, readers: Readers, write: Content<'_>) -> io::Result<()> {
    let new = beside(target, readers)?;
    fill(new.as_file(), write)?;
    match new.persist_noclobber(target) {
        Ok(_) => {}
        Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => return Err(refused.error),
        // (A file system that cannot do this as one step.)
        Err(refused) => drop(refused.file.persist(target)?),
    }
    sync_folder(target);
    Ok(())
}

/// A file that is there and may be written.
fn replace_file(target: &Path, old: &Metadata, write: Content<'_>) -> io::Result<()> {
    if old.permissions().readonly() {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "it may only be read"));
    }
    // Whoever may not write the file may not replace it either, whatever its folder allows.
    OpenOptions::new().write(true).open(target)?;
    let beside = if names(old) == 1 { beside(target, Readers::Owner).ok() } else { None };
    let Some(new) = beside else {
        let mut new = tempfile::tempfile_in(folder(target)).or_else(|_| tempfile::tempfile())?;
        fill(&new, write)?;
        return write_over(target, &mut new);
    };
    fill(new.as_file(), write)?;
    if !owned_alike(new.as_file(), old) {
        return write_over(target, new.as_file());
    }
    new.as_file().set_permissions(old.permissions())?;
    new.persist(target)?;
    sync_folder(target);
    Ok(())
}

fn beside(target: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    if let (Readers::AsUsual, Some(usual)) = (readers, usual()) {
        builder.permissions(usual);
    }
    builder.tempfile_in(folder(target))
}

fn fill(new: &File, write: Content<'_>) -> io::Result<()> {
    pour(new, write)?;
    new.sync_all()
}

/// Writes `new` over a file that stays the one it is; gives back what it held where that fails.
fn write_over(target: &Path, mut new: impl Read + Seek) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(target)?;
    let mut kept = tempfile::Builder::new().prefix(PREFIX).tempfile()?;
    let length = io::copy(&mut file, kept.as_file_mut())?;
    kept.as_file().sync_all()?;
    let Err(error) = lay(&mut new, &mut file, length) else { return Ok(()) };
    let given_back = lay(kept.as_file_mut(), &mut file, 0);
    if given_back.is_err()
        && let Ok((_, path)) = kept.keep()
    {
        return Err(io::Error::other(format!("{error}; what it held is in {}", path.display())));
    }
    Err(error)
}

/// Writes all of one file over another of `length` bytes: first what makes it longer, which needs room.
fn lay(new: &mut (impl Read + Seek), file: &mut File, length: u64) -> io::Result<()> {
    let whole = new.seek(SeekFrom::End(0))?;
    let common = length.min(whole);
    let mut part = |from: u64, to: u64| {
        new.seek(SeekFrom::Start(from))?;
        file.seek(SeekFrom::Start(from))?;
        io::copy(&mut new.by_ref().take(to - from), file)?;
        file.sync_all()
    };
    part(common, whole)?;
    part(0, common)?;
    file.set_len(whole)?;
    file.sync_all()
}

/// The name is on the disk only once its folder is; where a folder cannot be opened, the system sees to it.
fn sync_folder(target: &Path) {
    if let Ok(folder) = File::open(folder(target)) {
        let _ = folder.sync_all();
    }
}

/// Whether both are the same file, by whatever names.
pub fn same(one: &Path, other: &Path) -> bool {
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one_data), Ok(other_data)) => same_file(&one_data, &other_data).unwrap_or_else(|| {
            let canonical = [one, other].map(|path| fs::canonicalize(path).ok());
            canonical[0].is_some() && canonical[0] == canonical[1]
        }),
        _ => false,
    }
}

#[cfg(unix)]
mod system {
    use super::*;
    use std::os::fd::AsFd;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    /// What a program asks for a new file, of which the umask takes away.
    pub fn usual() -> Option<Permissions> {
        Some(Permissions::from_mode(0o666))
    }

    /// How many names a file has.
    pub fn names(file: &Metadata) -> u64 {
        file.nlink()
    }

    /// Gives a new file the owner and group of another; `false` where that is not allowed.
    pub fn owned_alike(new: &File, old: &Metadata) -> bool {
        let same = |own: &Metadata| (own.uid(), own.gid()) == (old.uid(), old.gid());
        new.metadata().is_ok_and(|own| same(&own)) || fchown(new, Some(old.uid()), Some(old.gid())).is_ok()
    }

    /// Whether both are one file; `None` where the system does not tell.
    pub fn same_file(one: &Metadata, other: &Metadata) -> Option<bool> {
        Some((one.dev(), one.ino()) == (other.dev(), other.ino()))
    }

    /// Whether this is what standard output goes to.
    pub fn is_stdout(path: &Path) -> bool {
        let stdout = || File::from(io::stdout().as_fd().try_clone_to_owned().ok()?).metadata().ok();
        fs::metadata(path).ok().zip(stdout()).is_some_and(|(path, stdout)| same_file(&path, &stdout) == Some(true))
    }
}

#[cfg(not(unix))]
mod system {
    use super::*;

    pub fn usual() -> Option<Permissions> {
        None
    }

    pub fn names(_: &Metadata) -> u64 {
        1
    }

    pub fn owned_alike(_: &File, _: &Metadata) -> bool {
        true
    }

    pub fn same_file(_: &Metadata, _: &Metadata) -> Option<bool> {
        None
    }

    pub fn is_stdout(_: &Path) -> bool {
        false
    }
}

use system::{is_stdout, names, owned_alike, same_file, usual};

#[cfg(test)]
mod tests;
