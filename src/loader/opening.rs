//! Opening and reading what may be anything, also something else than it was a moment ago.
//!
//! Only a regular file is read, and that is asked of what is open, not of its name: a FIFO put in a file's place between
//! the walk and the reading neither blocks nor is read. Every error is told with the next step. Where no more files can be
//! open at once it is tried again for a while, since others are closed meanwhile.

use super::Shared;
use super::limits::size;
use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// How long is waited before something is opened again that could not be because too much is open.
const PAUSE: Duration = Duration::from_millis(50);
/// How often that is done in a whole load, so that it takes five seconds more at most, however many files there are.
const PAUSES: u32 = 100;
/// How often a file is read that is written meanwhile: one that is saved is at rest by then, a log never is.
const READINGS: u32 = 3;
/// Bytes read before it is asked again whether anybody wants more: a slow disk takes some hundredths of a second for them.
const STEP: u64 = 1 << 20;

/// Opens a regular file, without ever waiting for one who writes into it. The error is ready to be told.
pub(super) fn open(path: &Path, shared: &Shared) -> Result<(File, Metadata), String> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    }
    // A name on a network drive may have gone stale and be found at the second try.
    let mut stale = false;
    let opened = loop {
        match options.open(path) {
            Err(error) if too_many(&error) && shared.may_wait() => std::thread::sleep(PAUSE),
            Err(error) if error.kind() == ErrorKind::StaleNetworkFileHandle && !stale => stale = true,
            opened => break opened,
        }
    };
    let file = opened.map_err(|error| refused(&error))?;
    let data = file.metadata().map_err(|error| io_message(&error))?;
    if data.is_file() { Ok((file, data)) } else { Err(special(data.file_type())) }
}

/// What a file holds, if that is not more than `limit` bytes; `None` once the load is stopped.
pub(super) fn contents(path: &Path, limit: u64, shared: &Shared) -> Option<Result<Vec<u8>, String>> {
    let mut tries = 0;
    loop {
        let (mut file, before) = match open(path, shared) {
            Ok(opened) => opened,
            Err(message) => return Some(Err(message)),
        };
        let read = read(&mut file, &before, limit, shared)?;
        let after = file.metadata();
        let at_rest = after.is_ok_and(|after| (after.len(), after.modified().ok()) == (before.len(), before.modified().ok()));
        tries += 1;
        match read {
            Ok(_) if !at_rest && tries < READINGS => std::thread::sleep(PAUSE),
            Ok(_) if !at_rest => {
                let message = "it is being written, and half of it would be no article; read it again when that is over";
                return Some(Err(message.to_owned()));
            }
            read => return Some(read),
        }
    }
}

fn read(file: &mut File, data: &Metadata, limit: u64, shared: &Shared) -> Option<Result<Vec<u8>, String>> {
    if data.len() > limit {
        return Some(Err(too_large(limit)));
    }
    let mut content = Vec::with_capacity(data.len() as usize + 1);
    loop {
        if shared.stopped() {
            return None;
        }
        // One byte more than it may hold, to see that it holds more.
        let most = STEP.min((limit + 1).saturating_sub(content.len() as u64));
        match file.take(most).read_to_end(&mut content) {
            Ok(0) => return Some(if content.len() as u64 > limit { Err(too_large(limit)) } else { Ok(content) }),
            Ok(read) => {
                shared.bytes_read.fetch_add(read as u64, Relaxed);
            }
            Err(error) => return Some(Err(io_message(&error))),
        }
    }
}

impl Shared {
    /// Whether it may be waited once more for others to close their files.
    pub(super) fn may_wait(&self) -> bool {
        !self.stopped() && self.pauses.fetch_add(1, Relaxed) < PAUSES
    }
}

/// Waits for others to close their files.
pub(super) fn pause() {
    std::thread::sleep(PAUSE);
}

/// Told of a file that is larger than one of its format may be.
pub(super) fn too_large(limit: u64) -> String {
    format!("larger than {}, too large for its format; split it, or write it as .jsonl, an article a line", size(limit))
}

/// What something is that is no file, and what to do about it.
pub(super) fn special(kind: FileType) -> String {
    format!("{}, which is never opened; save its contents to a file and name that", kind_name(kind))
}

#[cfg(unix)]
pub(super) fn kind_name(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        kind if kind.is_dir() => "a folder",
        kind if kind.is_fifo() => "a FIFO (named pipe)",
        kind if kind.is_socket() => "a socket",
        kind if kind.is_char_device() || kind.is_block_device() => "a device",
        _ => "not a regular file",
    }
}

#[cfg(not(unix))]
pub(super) fn kind_name(kind: FileType) -> &'static str {
    if kind.is_dir() { "a folder" } else { "not a regular file" }
}

/// Whether a file could not be opened because too many are open, of this program or of all.
pub(super) fn too_many(error: &io::Error) -> bool {
    error.raw_os_error().is_some_and(|number| [number::EMFILE, number::ENFILE].contains(&number))
}

#[cfg(unix)]
use libc as number;

/// What Windows says in place of these; no error of its has a number below zero.
#[cfg(not(unix))]
#[allow(clippy::upper_case_acronyms, reason = "the system's own names")]
mod number {
    pub const EMFILE: i32 = 4;
    pub const ENFILE: i32 = -1;
    pub const ENXIO: i32 = -2;
    pub const ENODEV: i32 = -3;
    pub const ELOOP: i32 = -4;
    pub const EIO: i32 = 1117;
}

/// What the system says of something that cannot even be opened, as a socket or a device that is not there.
fn refused(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(number::ENXIO | number::ENODEV) => {
            "not a regular file, which is never opened; save its contents to a file and name that".to_owned()
        }
        _ => io_message(error),
    }
}

/// What an I/O error means and what to do about it.
pub(super) fn io_message(error: &io::Error) -> String {
    let told = match (error.kind(), error.raw_os_error()) {
        (_, Some(number::EMFILE | number::ENFILE)) => {
            "too many files are open; close other programs, or allow more with ulimit -n"
        }
        (_, Some(number::ELOOP)) => "its links lead in a circle; remove them, or name the file itself",
        (_, Some(number::EIO)) => "the disk fails to give it; check the disk, or take the file from a copy",
        (ErrorKind::NotFound, _) => "does not exist; check the spelling, or whether it was moved",
        (ErrorKind::NotADirectory, _) => "does not exist, since what should be a folder is a file; check the spelling",
        (ErrorKind::PermissionDenied, _) => "may not be read; ask for permission, or change it with chmod",
        (ErrorKind::OutOfMemory, _) => "does not fit into memory; split it",
        (ErrorKind::StaleNetworkFileHandle, _) => "is gone from the network drive where it was; connect the drive anew",
        (ErrorKind::InvalidFilename, _) => {
            "its path is longer than the system allows; move it nearer to the root, or shorten names"
        }
        (ErrorKind::WouldBlock, _) => "gives what it holds only to those who wait for it; save that to a file and name the file",
        _ => return format!("cannot be read ({error}); check the disk, or copy the file elsewhere"),
    };
    told.to_owned()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::process::Command;

    fn read(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
        contents(path, limit, &Shared::default()).expect("it is not stopped")
    }

    #[test]
    fn only_a_regular_file_of_its_size_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("a.txt"), b"Kabar.").unwrap();
        assert_eq!(read(&at("a.txt"), 6), Ok(b"Kabar.".to_vec()));
        assert!(read(&at("a.txt"), 5).unwrap_err().contains("larger than 5 bytes"));
        File::create(at("jarang.txt")).unwrap().set_len(1 << 40).unwrap();
        assert!(read(&at("jarang.txt"), 1 << 20).unwrap_err().contains("larger than"));
        assert!(Command::new("mkfifo").arg(at("pipa.txt")).status().unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(at("soket.txt")).unwrap();
        for (name, word) in [
            ("pipa.txt", "a FIFO"),
            ("soket.txt", "not a regular file"),
            ("/dev/zero", "a device"),
            (".", "a folder"),
            ("tiada.txt", "does not exist"),
            ("a.txt/b.txt", "should be a folder"),
        ] {
            let told = read(&at(name), 100).unwrap_err();
            assert!(told.contains(word), "{name}: {told}");
        }
        let long = at(&"x".repeat(300));
        assert!(read(&long, 100).unwrap_err().contains("longer than the system allows"));
    }

    #[test]
    fn every_error_is_told_with_the_next_step() {
        for number in 1..=133 {
            let told = io_message(&io::Error::from_raw_os_error(number));
            assert!(told.contains("; ") && !told.contains('\n'), "{number}: {told}");
        }
        for (number, word) in [
            (libc::ESTALE, "connect the drive"),
            (libc::EIO, "check the disk"),
            (libc::ENAMETOOLONG, "shorten"),
            (libc::ELOOP, "circle"),
            (libc::EMFILE, "ulimit -n"),
            (libc::ENFILE, "ulimit -n"),
            (libc::EAGAIN, "wait for it"),
        ] {
            let told = io_message(&io::Error::from_raw_os_error(number));
            assert!(told.contains(word), "{number}: {told}");
        }
    }

    /// A file that is always written is told as such; one that grew a moment ago is read as it is then.
    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let mut file = File::create(&path).unwrap();
        file.write_all(b"Kabar.").unwrap();
        let (stop, stopped) = std::sync::mpsc::channel::<()>();
        let writer = std::thread::spawn(move || {
            while stopped.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
                // As long as before, so that only the moment tells.
                let _ = std::os::unix::fs::FileExt::write_all_at(&file, b"KABAR.", 0);
            }
        });
        // Whatever it gives, it is the whole or the word for it, and it comes.
        let mut written = false;
        while !written {
            match read(&path, 100) {
                Ok(text) => {
                    assert!(text == b"Kabar." || text == b"KABAR.");
                    written = text == b"KABAR.";
                }
                Err(told) => {
                    assert!(told.contains("is being written"), "{told}");
                    written = true;
                }
            }
        }
        drop(stop);
        writer.join().unwrap();
        assert_eq!(read(&path, 100), Ok(b"KABAR.".to_vec()));
    }

    /// What is put in the place of a file between the walk and the reading.
    #[test]
    fn a_fifo_that_takes_a_files_place_never_blocks() {
        let folder = tempfile::tempdir().unwrap();
        let (path, pipe) = (folder.path().join("a.txt"), folder.path().join("pipa"));
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let (stop, stopped) = std::sync::mpsc::channel::<()>();
        let (own, own_pipe) = (path.clone(), pipe);
        let changer = std::thread::spawn(move || {
            while stopped.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
                let _ = std::fs::write(own.with_extension("baru"), b"Kabar.");
                let _ = std::fs::rename(own.with_extension("baru"), &own);
                let _ = std::fs::hard_link(&own_pipe, own.with_extension("pipa"));
                let _ = std::fs::rename(own.with_extension("pipa"), &own);
            }
        });
        let (mut files, mut pipes) = (0, 0);
        let begun = std::time::Instant::now();
        while (files < 5 || pipes < 5) && begun.elapsed() < Duration::from_secs(60) {
            match read(&path, 100) {
                Ok(text) => files += usize::from(text == b"Kabar."),
                Err(told) => pipes += usize::from(told.contains("a FIFO")),
            }
        }
        drop(stop);
        changer.join().unwrap();
        assert!(files >= 5 && pipes >= 5, "{files} files, {pipes} FIFOs");
    }
}
