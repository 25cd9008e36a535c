//! Files and folders as named → files to read, sorted, each once.
//!
//! Folders are walked without hidden files and without what ignore files hide ([`super::ignored`]); links are followed, but a
//! folder that several ways lead to is walked once. In a folder only files of a known format count; a file that is named is
//! always answered for. What is no regular file is never opened, so that a FIFO or a device cannot block.

use super::ignored::{self, Ignored};
use super::opening::{self, io_message, special};
use super::work::lock;
use super::{Shared, format, format::Format};
use crate::model::{Trouble, path::shown};
use ignore::Match;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeSet, VecDeque};
use std::fs::Metadata;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::Ordering::Relaxed;
use std::time::SystemTime;
use tokio::sync::mpsc::Sender;
use walkdir::{DirEntry, WalkDir};

/// Paths that are remembered as left out, to pass over what changes there; beyond them a change costs a walk.
const LEFT_OUT: usize = 100_000;

/// What the walk comes upon.
#[derive(Debug)]
pub(super) enum Found {
    /// A file to read.
    File {
        /// Where it is.
        path: PathBuf,
        /// How it is read.
        format: &'static Format,
        /// What it was when it was found.
        stamp: Stamp,
    },
    /// Something that cannot be read.
    Trouble(Trouble),
}

/// What tells whether a file is what it was.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// When it was last written, where the system tells.
    modified: Option<SystemTime>,
    /// Its size.
    pub bytes: u64,
    /// When its name, its owner or who may read it was changed; and its number in the file system.
    #[cfg(unix)]
    changed: (i64, i64),
}

impl Stamp {
    /// Whether a file fills a job alone.
    pub fn large(&self) -> bool {
        self.bytes >= format::BATCH as u64
    }
}

/// What was there at one time.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The files.
    pub files: FxHashMap<PathBuf, Stamp>,
    /// What could not be read.
    pub troubles: BTreeSet<Trouble>,
    /// Files and folders that ignore files hide, some of them where they are very many.
    pub left_out: FxHashSet<PathBuf>,
}

/// Walks all roots in the order of their names; ends early when cancelled or when nobody listens. Blocks: not for an async task.
pub(super) fn walk(roots: Vec<PathBuf>, shared: &Shared, out: &Sender<Found>) {
    for found in finds(roots, shared) {
        if let Found::File { stamp, .. } = &found {
            shared.files_found.fetch_add(1, Relaxed);
            shared.bytes_found.fetch_add(stamp.bytes, Relaxed);
        }
        if let Some(seen) = &shared.seen {
            lock(seen).add(&found);
        }
        if shared.stopped() || out.blocking_send(found).is_err() {
            return;
        }
    }
    shared.walked.store(!shared.stopped(), Relaxed);
}

/// What all roots hold now.
pub(super) fn look(roots: Vec<PathBuf>) -> Seen {
    let shared = Shared { seen: Some(<_>::default()), ..Shared::default() };
    let mut now = Seen::default();
    finds(roots, &shared).for_each(|found| now.add(&found));
    now.left_out = shared.seen.map(|seen| std::mem::take(&mut *lock(&seen)).left_out).unwrap_or_default();
    now
}

/// Whether `file` is one of the files that are read where these roots are, by whatever name.
pub fn reads(roots: &[PathBuf], file: &Path) -> bool {
    let (is, shared) = (file.exists().then(|| identity(file)), Shared::default());
    let of = |found: Found, is: &Identity| matches!(found, Found::File { path, .. } if identity(&path) == *is);
    is.is_some_and(|is| finds(roots.to_vec(), &shared).any(|found| of(found, &is)))
}

impl Seen {
    fn add(&mut self, found: &Found) {
        match found {
            Found::File { path, stamp, .. } => drop(self.files.insert(path.clone(), *stamp)),
            Found::Trouble(trouble) => drop(self.troubles.insert(trouble.clone())),
        }
    }
}

/// What all roots hold, in the order of their names, each file once.
fn finds(mut roots: Vec<PathBuf>, shared: &Shared) -> impl Iterator<Item = Found> {
    roots.sort();
    roots.dedup();
    let mut known = Known::default();
    let mut roots = roots.into_iter();
    let mut walk: Option<Walk<'_>> = None;
    std::iter::from_fn(move || {
        loop {
            if let Some(found) = walk.as_mut().and_then(|walk| walk.next(&mut known)) {
                return Some(found);
            }
            if let Some(nothing) = walk.take().and_then(Walk::nothing) {
                return Some(nothing);
            }
            walk = Some(Walk::new(roots.next()?, shared));
        }
    })
}

/// What makes two paths the same file.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    #[cfg(unix)]
    Inode(u64, u64),
    Path(PathBuf),
}

/// Files and folders that were come upon.
#[derive(Default)]
struct Known {
    files: FxHashSet<Identity>,
    folders: FxHashSet<Identity>,
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
struct Walk<'a> {
    root: PathBuf,
    shared: &'a Shared,
    /// The walk, and those that were begun again further inside, each with the depth at which it began.
    inner: Vec<(usize, walkdir::IntoIter)>,
    ignored: Ignored,
    /// Troubles that are to be told before it goes on.
    told: VecDeque<Trouble>,
    /// Whether anything was found, also what was known; and how many files and folders were left out.
    any: bool,
    left_out: u64,
}

impl<'a> Walk<'a> {
    fn new(root: PathBuf, shared: &'a Shared) -> Self {
        let inner = vec![(0, walker(&root))];
        Self { root, shared, inner, ignored: Ignored::default(), told: VecDeque::new(), any: false, left_out: 0 }
    }

    fn next(&mut self, known: &mut Known) -> Option<Found> {
        while !self.shared.stopped() {
            if let Some(trouble) = self.told.pop_front() {
                self.any = true;
                return Some(Found::Trouble(trouble));
            }
            let (base, walker) = self.inner.last_mut()?;
            let (base, next) = (*base, walker.next());
            let found = match next {
                None => {
                    self.inner.pop();
                    continue;
                }
                Some(Ok(entry)) => self.entry(&entry, base, known),
                Some(Err(error)) => self.error(&error, base),
            };
            let new = found.filter(|found| match found {
                Found::File { path, .. } => known.files.insert(identity(path)),
                Found::Trouble(_) => true,
            });
            if let Some(found) = new {
                self.any = true;
                return Some(found);
            }
        }
        None
    }

    /// What an entry is, if it counts.
    fn entry(&mut self, entry: &DirEntry, base: usize, known: &mut Known) -> Option<Found> {
        let (path, is_folder) = (entry.path(), entry.file_type().is_dir());
        if base > 0 && entry.depth() == 0 && known.folders.contains(&identity(path)) {
            // It was entered before, and could not be read then.
            return None;
        }
        let depth = base + entry.depth();
        if depth > 0 && self.hidden(entry) {
            self.skip(is_folder);
            return None;
        }
        if !is_folder {
            let found = found(entry, depth);
            self.any |= found.is_some();
            return found;
        }
        if !known.folders.insert(identity(path)) && depth > 0 {
            self.any = true;
            self.skip(true);
            return None;
        }
        let mut troubles = Vec::new();
        if depth == 0 {
            self.ignored = Ignored::above(path, self.shared, &mut troubles);
        }
        self.ignored.enter(path, self.shared, &mut troubles);
        self.told.extend(troubles);
        None
    }

    /// Whether an entry is left out, by its name or by an ignore file.
    fn hidden(&mut self, entry: &DirEntry) -> bool {
        let (path, is_folder) = (entry.path(), entry.file_type().is_dir());
        match self.ignored.rule(path, &self.root, is_folder) {
            Match::Whitelist(()) => false,
            Match::None => is_hidden(Path::new(entry.file_name())),
            Match::Ignore(()) => {
                if let Some(seen) = &self.shared.seen {
                    let known = &mut lock(seen).left_out;
                    if known.len() < LEFT_OUT {
                        known.insert(path.to_owned());
                    }
                }
                if is_folder || format::of(path).is_some() {
                    self.left_out += 1;
                    self.shared.left_out.fetch_add(1, Relaxed);
                }
                true
            }
        }
    }

    fn skip(&mut self, is_folder: bool) {
        if let Some((_, walker)) = self.inner.last_mut().filter(|_| is_folder) {
            walker.skip_current_dir();
        }
    }

    /// Something that the walk cannot enter. Where too many files are open, it is tried again.
    fn error(&mut self, error: &walkdir::Error, base: usize) -> Option<Found> {
        let folder = error.path().filter(|_| error.io_error().is_some_and(opening::too_many));
        if let Some(folder) = folder.filter(|_| self.shared.may_wait()) {
            opening::pause();
            self.inner.push((base + error.depth(), walker(folder)));
            return None;
        }
        Some(Found::Trouble(walk_trouble(error)))
    }

    /// Told of a folder that holds nothing to read.
    fn nothing(self) -> Option<Found> {
        if self.any || self.shared.stopped() {
            return None;
        }
        let kinds = format::extensions();
        let left_out = match self.left_out {
            0 => "skips hidden and ignored ones".to_owned(),
            n => {
                format!("skips hidden ones; ignore files leave {n} files and folders out here, name one to read it nevertheless")
            }
        };
        let message = format!("no article in this folder; simak reads files that end in {kinds}, and {left_out}");
        Some(Found::Trouble(trouble(&self.root, message)))
    }
}

/// Whether a path leads through a hidden name.
pub(super) fn is_hidden(path: &Path) -> bool {
    path.components().any(|part| matches!(part, Component::Normal(name) if name.as_encoded_bytes().starts_with(b".")))
}

/// Whether a path is that of an ignore file.
pub(super) fn is_rules(path: &Path) -> bool {
    path.file_name().is_some_and(|name| ignored::NAMES.iter().any(|rules| name == *rules))
}

fn walker(root: &Path) -> walkdir::IntoIter {
    WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter()
}

/// What something is that is no folder, so many folders below the root.
fn found(entry: &DirEntry, depth: usize) -> Option<Found> {
    let (path, kind) = (entry.path(), entry.file_type());
    if !kind.is_file() {
        return Some(Found::Trouble(trouble(path, special(kind))));
    }
    match format::of(path) {
        Some(format) => match path.metadata() {
            Ok(data) => Some(Found::File { path: path.to_owned(), format, stamp: stamp(&data) }),
            Err(error) => Some(Found::Trouble(trouble(path, io_message(&error)))),
        },
        None if depth == 0 => Some(Found::Trouble(unknown_format(path))),
        None => None,
    }
}

fn stamp(data: &Metadata) -> Stamp {
    #[cfg(unix)]
    use std::os::unix::fs::MetadataExt;
    Stamp {
        modified: data.modified().ok(),
        bytes: data.len(),
        #[cfg(unix)]
        changed: (data.ctime(), data.ctime_nsec()),
    }
}

/// Told of a file that was named and that no format fits.
pub(super) fn unknown_format(path: &Path) -> Trouble {
    let kinds = format::extensions();
    trouble(path, format!("not a format simak reads; give it one of the endings {kinds}, or convert it"))
}

pub(super) fn trouble(path: &Path, message: impl Into<Box<str>>) -> Trouble {
    Trouble { path: shown(path), record: None, message: message.into() }
}

fn walk_trouble(error: &walkdir::Error) -> Trouble {
    let path = error.path().unwrap_or(Path::new(""));
    if let Some(ancestor) = error.loop_ancestor() {
        let message = format!("a link back to {}, not followed a second time; remove the link, or leave it", shown(ancestor));
        return trouble(path, message);
    }
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
