//! Keeps an eye on the files and folders that were named, whatever becomes of these themselves.
//!
//! The system watches a folder, not its name: one that is deleted and made anew, renamed or mounted over is watched no more,
//! and nothing tells so. Therefore it is looked now and then whether each name still leads to the same folder, and it is
//! followed again. Where the system cannot watch, the files are looked through at times, and they are so even where it can,
//! though rarely: a folder that is made and filled at once may be filled before it is watched.
//!
//! What happens to files that are not read wakes nobody: logs, hidden files, what ignore files hide.

use super::walk::{Seen, is_hidden, is_rules};
use super::watch::at_least;
use super::work::lock;
use super::{Changes, format};
use crate::model::path::shown;
use notify::event::{CreateKind, ModifyKind, RemoveKind};
use notify::{Event, EventKind, RecursiveMode};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep, sleep_until};

/// How often it is looked whether names lead where they led.
const LOOK: Duration = Duration::from_secs(1);
/// How often files are looked through where the system does not tell of them: a walk is a hundredth of the time.
const POLL: (Duration, u32) = (Duration::from_secs(2), 100);
/// How often they are where it does.
const SWEEP: (Duration, u32) = (Duration::from_secs(30), 300);

/// Why what is there should be looked at.
pub(super) enum Woken {
    /// Something changed, or may have.
    Changed,
    /// The same, and this is to be said.
    Told(String),
}

/// What is followed.
pub(super) struct Following {
    places: Vec<Place>,
    changes: Option<Changes>,
    heard: Arc<Heard>,
    /// Whether it was said that the system cannot watch.
    polls: bool,
}

/// A name and the folder that is watched for it: itself, or the one that the file is in, since programs put a new file in
/// its place.
#[derive(Clone)]
struct Place {
    named: PathBuf,
    folder: PathBuf,
    mode: RecursiveMode,
    /// Which folder that was when it was followed last; `None` where there was none.
    is: Option<Mark>,
}

/// What tells one folder from another of the same name.
type Mark = (u64, u64, Option<SystemTime>);

/// What the watcher's own thread knows and says.
#[derive(Default)]
struct Heard {
    /// The named files and folders: their absolute paths, each as it was named.
    roots: FxHashMap<PathBuf, PathBuf>,
    /// Named folders that went away, by their absolute paths; and whether the watcher failed.
    lost: Mutex<FxHashSet<PathBuf>>,
    failed: AtomicBool,
    passed_over: Mutex<PassedOver>,
}

/// What is not read.
#[derive(Default)]
struct PassedOver {
    left_out: FxHashSet<PathBuf>,
    /// Whether some hidden file is read nevertheless.
    hidden_too: bool,
}

impl Following {
    /// Begins to follow what has these names. What there is to say about that follows.
    pub async fn new(paths: &[PathBuf]) -> (Following, Option<String>) {
        let roots = paths.iter().map(|path| (absolute(path), path.clone())).collect();
        let heard = Arc::new(Heard { roots, ..Heard::default() });
        let named = paths.to_vec();
        let places = spawn_blocking(move || {
            // Many files may be named that lie in one folder.
            let mut known = FxHashSet::default();
            let places = named.iter().map(|path| Place::of(path));
            places.filter(|place| known.insert((place.folder.clone(), place.is_whole()))).collect()
        });
        let places = places.await.unwrap_or_default();
        let mut following = Following { places, changes: None, heard, polls: false };
        let told = following.follow().await;
        (following, told)
    }

    /// What is not read according to the last look is passed over from now on.
    pub fn pass_over(&self, seen: &Seen) {
        let named: FxHashSet<&Path> = self.heard.roots.values().map(PathBuf::as_path).collect();
        let below = |path: &PathBuf| {
            let root = path.ancestors().find(|part| named.contains(part));
            root.and_then(|root| path.strip_prefix(root).ok()).is_some_and(is_hidden)
        };
        let hidden_too = seen.files.keys().any(below);
        *lock(&self.heard.passed_over) = PassedOver { left_out: seen.left_out.clone(), hidden_too };
    }

    /// Waits until what is there should be looked at; a walk takes a tenth of `pause`.
    pub async fn wait(&mut self, pause: Duration) -> Woken {
        let (least, times) = if self.changes.is_some() { SWEEP } else { POLL };
        let sweep = Instant::now() + at_least(least, times, pause);
        loop {
            let changed = async {
                let heard = match &mut self.changes {
                    Some(changes) => changes.next().await,
                    None => None,
                };
                // Nothing is watched: it will not tell again.
                if heard.is_none() {
                    std::future::pending::<()>().await;
                }
            };
            tokio::select! {
                () = changed => {}
                () = sleep_until(sweep) => return Woken::Changed,
                () = sleep(LOOK) => match self.look().await {
                    Some(woken) => return woken,
                    None => continue,
                },
            }
            return self.look().await.unwrap_or(Woken::Changed);
        }
    }

    /// Follows again what is not what it was; `None` where all is.
    async fn look(&mut self) -> Option<Woken> {
        let places = self.places.clone();
        let now = spawn_blocking(move || places.iter().map(|place| Place::of(&place.named)).collect::<Vec<_>>()).await.ok()?;
        let lost = std::mem::take(&mut *lock(&self.heard.lost));
        let failed = self.heard.failed.swap(false, Relaxed) && self.changes.is_some();
        let pairs = || self.places.iter().zip(&now);
        let same = pairs().all(|(then, now)| then.is == now.is && then.folder == now.folder);
        if same && lost.is_empty() && !failed {
            return None;
        }
        let gone = pairs().find(|(then, now)| then.is.is_some() && now.is.is_none()).map(|(_, now)| now.name());
        let other = |then: &Place, now: &Place| then.is != now.is || (now.is_whole() && lost.contains(&now.folder));
        let anew = pairs().find(|(then, now)| now.is.is_some() && other(then, now)).map(|(_, now)| now.name());
        self.places = now;
        let told = self.follow().await;
        let line =
            gone.map(|name| format!("{name} is gone. What was read of it stays until it is back, or until others are read."));
        let line = anew.map(|name| format!("{name} was replaced or moved; it is followed again.")).or(line).or(told);
        Some(line.map_or(Woken::Changed, Woken::Told))
    }

    /// Begins to watch all that is there; what there is to say where the system cannot.
    async fn follow(&mut self) -> Option<String> {
        let there = self.places.iter().filter(|place| place.is.is_some());
        let folders: Vec<_> = there.map(|place| (place.folder.clone(), place.mode)).collect();
        let heard = Arc::clone(&self.heard);
        // The one before lets go of its folders first: there may be no room for two.
        self.changes = None;
        let watching = spawn_blocking(move || Changes::of(&folders, move |event| heard.counts(event))).await.ok()?;
        match watching {
            Ok(changes) => self.changes = Some(changes),
            Err(error) if !self.polls => {
                self.polls = true;
                let told = "The system does not tell when files change";
                return Some(format!("{told} ({}); they are looked through every few seconds instead.", reason(&error)));
            }
            Err(_) => {}
        }
        None
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => "too many folders; allow more with sysctl fs.inotify.max_user_watches".to_owned(),
        notify::ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}

impl Place {
    fn of(named: &Path) -> Place {
        let absolute = absolute(named);
        let (folder, mode) = match (named.is_dir(), absolute.parent()) {
            (false, Some(parent)) => (parent.to_owned(), RecursiveMode::NonRecursive),
            _ => (absolute, RecursiveMode::Recursive),
        };
        Place { named: named.to_owned(), is: mark(&folder), folder, mode }
    }

    /// Whether the name is that of a folder, all of which is read.
    fn is_whole(&self) -> bool {
        self.mode == RecursiveMode::Recursive
    }

    fn name(&self) -> Arc<str> {
        shown(&self.named)
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn mark(folder: &Path) -> Option<Mark> {
    let data = folder.metadata().ok().filter(|data| data.is_dir())?;
    #[cfg(unix)]
    let (device, number) = {
        use std::os::unix::fs::MetadataExt;
        (data.dev(), data.ino())
    };
    #[cfg(not(unix))]
    let (device, number) = (0, 0);
    Some((device, number, data.created().ok()))
}

impl Heard {
    /// Whether something that happened may change what is read.
    fn counts(&self, event: &notify::Result<Event>) -> bool {
        let event = match event {
            Ok(event) => event,
            Err(_) => {
                self.failed.store(true, Relaxed);
                return true;
            }
        };
        let moved = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        // (A file that another is put in the place of is no folder.)
        let lost = event.paths.iter().filter(|path| moved && self.roots.contains_key(*path) && !path.is_file());
        lost.for_each(|path| {
            lock(&self.lost).insert(path.clone());
        });
        event.paths.is_empty() || event.paths.iter().any(|path| self.path_counts(path, event.kind))
    }

    fn path_counts(&self, path: &Path, kind: EventKind) -> bool {
        // A folder may come and go under any name; what is written is a file.
        let file = matches!(
            kind,
            EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))
                | EventKind::Create(CreateKind::File)
                | EventKind::Remove(RemoveKind::File)
        );
        let root = path.ancestors().find_map(|part| self.roots.get_key_value(part));
        let Some((named, below)) = root.and_then(|(root, named)| Some((named, path.strip_prefix(root).ok()?))) else {
            return false;
        };
        if is_rules(path) {
            return true;
        }
        let passed_over = lock(&self.passed_over);
        let hidden = !passed_over.hidden_too && is_hidden(below);
        let unread = file && !below.as_os_str().is_empty() && format::of(path).is_none() && !path.is_dir();
        let left_out = || below.ancestors().any(|part| passed_over.left_out.contains(&named.join(part)));
        !hidden && !unread && !left_out()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What happens to a path, and whether that counts.
    fn heard(roots: &[&str], left_out: &[&str]) -> Heard {
        let roots = roots.iter().map(|root| (absolute(Path::new(root)), PathBuf::from(root))).collect();
        let left_out = left_out.iter().map(PathBuf::from).collect();
        Heard { roots, passed_over: Mutex::new(PassedOver { left_out, hidden_too: false }), ..Heard::default() }
    }

    #[test]
    fn only_what_may_change_what_is_read_wakes() {
        let heard = heard(&["/k", "/l/satu.txt", "relatif"], &["/k/lama", "/k/b.txt"]);
        let written = EventKind::Modify(ModifyKind::Data(notify::event::DataChange::Any));
        let made = EventKind::Create(CreateKind::Folder);
        let renamed = EventKind::Modify(ModifyKind::Name(notify::event::RenameMode::Any));
        let relative = absolute(Path::new("relatif/a.txt"));
        for (path, kind, want) in [
            ("/k/a.txt", written, true),
            ("/k/dalam/a.JSONL", written, true),
            ("/k/catatan.log", written, false),
            ("/k/tanpa-akhiran", written, false),
            ("/k/tanpa-akhiran", made, true),
            ("/k/catatan.log", renamed, true),
            ("/k/.ignore", written, true),
            ("/k/dalam/.gitignore", written, true),
            ("/k/.git/index", renamed, false),
            ("/k/.rahasia/a.txt", written, false),
            ("/k/lama/a.txt", written, false),
            ("/k/lama/dalam/a.txt", renamed, false),
            ("/k/b.txt", written, false),
            ("/k/b.txt.txt", written, true),
            ("/l/satu.txt", written, true),
            ("/l/dua.txt", written, false),
            ("/k", renamed, true),
            (relative.to_str().unwrap(), written, true),
        ] {
            assert_eq!(heard.counts(&Ok(Event::new(kind).add_path(path.into()))), want, "{path} {kind:?}");
        }
        assert!(heard.counts(&Ok(Event::new(EventKind::Other))), "more happened than could be told");
        assert!(lock(&heard.lost).contains(Path::new("/k")));
        assert!(heard.counts(&Err(notify::Error::generic("penuh"))) && heard.failed.load(Relaxed));
    }

    /// Where the system cannot watch, files are looked through nevertheless.
    #[tokio::test]
    async fn without_a_watcher_it_wakes_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let (mut following, told) = Following::new(&[folder.path().to_owned()]).await;
        assert!(told.is_none());
        following.changes = None;
        let woken = tokio::time::timeout(Duration::from_secs(60), following.wait(Duration::ZERO)).await;
        assert!(matches!(woken, Ok(Woken::Changed)));
    }
}
