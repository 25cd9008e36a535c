//! Files and folders as named → files to read, sorted, each once.
//!
//! Folders are walked with `.gitignore` honoured and hidden files skipped; links are followed. In a folder only files of a
//! known format count; a file that is named is always answered for. What is no regular file is never opened, so that a
//! FIFO or a device cannot block.

use super::work::lock;
use super::{Shared, format, format::Format};
use crate::model::Trouble;
use ignore::{DirEntry, WalkBuilder};
use rustc_hash::FxHashMap;
use std::collections::HashSet;
use std::fs::{FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::SystemTime;
use tokio::sync::mpsc::Sender;

/// What the walk comes upon.
#[derive(Debug)]
pub(super) enum Found {
    /// A file to read.
    File {
        /// Where it is.
        path: PathBuf,
        /// Its path as shown.
        name: Arc<str>,
        /// Its size in bytes when it was found.
        bytes: u64,
        /// When it was last written, where the system tells.
        modified: Option<SystemTime>,
        /// How it is read.
        format: &'static Format,
    },
    /// Something that cannot be read.
    Trouble(Trouble),
}

/// Walks all roots in the order of their names; ends early when cancelled or when nobody listens. Blocks: not for an async task.
pub(super) fn walk(roots: Vec<PathBuf>, shared: &Shared, out: &Sender<Found>) {
    for found in finds(roots) {
        if let Found::File { bytes, .. } = &found {
            shared.files_found.fetch_add(1, Relaxed);
            shared.bytes_found.fetch_add(*bytes, Relaxed);
        }
        if let (Some(seen), Some((path, stamp))) = (&shared.seen, found.stamp()) {
            lock(seen).insert(path, stamp);
        }
        if shared.stopped() || out.blocking_send(found).is_err() {
            return;
        }
    }
    shared.walked.store(true, Relaxed);
}

/// What all roots hold, in the order of their names, each file once.
fn finds(mut roots: Vec<PathBuf>) -> impl Iterator<Item = Found> {
    roots.sort();
    roots.dedup();
    let mut seen = HashSet::new();
    let new = move |found: &Found| !matches!(found, Found::File { path, .. } if !seen.insert(identity(path)));
    let of_root = |root: PathBuf| {
        let mut inside = Walk::new(&root).peekable();
        let nothing = inside.peek().is_none().then(|| {
            let kinds = format::extensions();
            let message =
                format!("no article in this folder; simak reads files that end in {kinds}, and skips hidden and ignored ones");
            Found::Trouble(trouble(&root, message))
        });
        nothing.into_iter().chain(inside)
    };
    roots.into_iter().flat_map(of_root).filter(new)
}

/// The files that all roots hold now, with what tells whether they are what they were.
pub(super) fn stamps(roots: Vec<PathBuf>) -> Stamps {
    finds(roots).filter_map(|found| found.stamp()).collect()
}

/// Files by path, with what tells whether they changed: when they were last written, and their size in bytes.
pub(super) type Stamps = FxHashMap<PathBuf, (Option<SystemTime>, u64)>;

impl Found {
    fn stamp(&self) -> Option<(PathBuf, (Option<SystemTime>, u64))> {
        match self {
            Found::File { path, modified, bytes, .. } => Some((path.clone(), (*modified, *bytes))),
            Found::Trouble(_) => None,
        }
    }
}

/// What makes two paths the same file.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    #[cfg(unix)]
    Inode(u64, u64),
    Path(PathBuf),
}

fn identity(path: &Path) -> Identity {
    #[cfg(unix)]
    if let Ok(data) = path.metadata() {
        use std::os::unix::fs::MetadataExt;
        return Identity::Inode(data.dev(), data.ino());
    }
    Identity::Path(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
}

/// One root's finds.
struct Walk {
    inner: ignore::Walk,
}

impl Walk {
    fn new(root: &Path) -> Self {
        // The walker takes a bare `-` for standard input.
        let root = if root == Path::new("-") { Path::new("./-") } else { root };
        let mut builder = WalkBuilder::new(root);
        builder.follow_links(true).require_git(false).git_global(false).git_exclude(false);
        builder.sort_by_file_name(|a, b| a.cmp(b));
        Self { inner: builder.build() }
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = match self.inner.next()? {
                Ok(entry) => found(&entry),
                Err(error) => Some(Found::Trouble(walk_trouble(&error))),
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

fn found(entry: &DirEntry) -> Option<Found> {
    let path = entry.path();
    let kind = entry.file_type()?;
    if kind.is_dir() {
        return None;
    }
    if !kind.is_file() {
        let message = format!("{}, which is never opened; save its contents to a file and name that", special(kind));
        return Some(Found::Trouble(trouble(path, message)));
    }
    match format::of(path) {
        Some(format) => match path.metadata() {
            Ok(data) => Some(file(path, &data, format)),
            Err(error) => Some(Found::Trouble(trouble(path, io_message(&error)))),
        },
        None if entry.depth() == 0 => Some(Found::Trouble(unknown_format(path))),
        None => None,
    }
}

/// Told of a file that was named and that no format fits.
pub(super) fn unknown_format(path: &Path) -> Trouble {
    let kinds = format::extensions();
    trouble(path, format!("not a format simak reads; give it one of the endings {kinds}, or convert it"))
}

fn file(path: &Path, data: &Metadata, format: &'static Format) -> Found {
    Found::File { path: path.to_owned(), name: shown(path), bytes: data.len(), modified: data.modified().ok(), format }
}

/// A path as it is shown and stored, with `/` between folders.
pub(super) fn shown(path: &Path) -> Arc<str> {
    let name = path.to_string_lossy();
    if cfg!(windows) { name.replace('\\', "/").into() } else { name.into() }
}

fn trouble(path: &Path, message: impl Into<Box<str>>) -> Trouble {
    Trouble { path: shown(path), record: None, message: message.into() }
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        kind if kind.is_fifo() => "a FIFO (named pipe)",
        kind if kind.is_socket() => "a socket",
        kind if kind.is_char_device() || kind.is_block_device() => "a device",
        _ => "not a regular file",
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "not a regular file"
}

fn walk_trouble(error: &ignore::Error) -> Trouble {
    if let Some((child, ancestor)) = looped(error) {
        let message = format!("a link back to {}, not followed a second time; remove the link, or leave it", shown(ancestor));
        return trouble(child, message);
    }
    let path = path_of(error).unwrap_or(Path::new(""));
    let target = std::fs::read_link(path).ok();
    let message = match (error.io_error(), target) {
        (Some(io), Some(target)) if io.kind() == io::ErrorKind::NotFound => {
            format!("a link to {}, which does not exist; restore it, or remove the link", shown(&target))
        }
        (Some(_), Some(target)) if path.metadata().is_err() => {
            format!("a link to {} that leads nowhere; point it to a file, or remove it", shown(&target))
        }
        (Some(io), _) => io_message(io),
        (None, _) => error.to_string(),
    };
    trouble(path, message)
}

fn looped(error: &ignore::Error) -> Option<(&Path, &Path)> {
    match error {
        ignore::Error::Loop { ancestor, child } => Some((child, ancestor)),
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => looped(err),
        ignore::Error::WithLineNumber { err, .. } => looped(err),
        ignore::Error::Partial(errors) => errors.iter().find_map(looped),
        _ => None,
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Partial(errors) => errors.iter().find_map(path_of),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// What an I/O error means and what to do about it.
pub(super) fn io_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "does not exist; check the spelling, or whether it was moved".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read; ask for permission, or change it with chmod".to_owned(),
        io::ErrorKind::OutOfMemory => "does not fit into memory; split it".to_owned(),
        _ => format!("cannot be read ({error}); check the disk, or copy the file elsewhere"),
    }
}
