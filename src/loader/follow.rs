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
use rustc_hash::FxHashSet;
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
    /// The named files and folders, absolute and as named.
    roots: Vec<(PathBuf, PathBuf)>,
    /// A named folder went away, or the watcher failed.
    lost: AtomicBool,
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
        let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let roots = paths.iter().map(|path| (absolute(path), path.clone())).collect();
        let heard = Arc::new(Heard { roots, ..Heard::default() });
        let named = paths.to_vec();
        let places = spawn_blocking(move || named.iter().map(|path| Place::of(path)).collect()).await.unwrap_or_default();
        let mut following = Following { places, changes: None, heard, polls: false };
        let told = following.follow().await;
        (following, told)
    }

    /// What is not read according to the last look is passed over from now on.
    pub fn pass_over(&self, seen: &Seen) {
        let below = |path: &Path| self.heard.roots.iter().find_map(|(_, named)| Some(path.strip_prefix(named).ok()?.to_owned()));
        let hidden_too = seen.files.keys().any(|path| below(path).is_some_and(|path| is_hidden(&path)));
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
        let lost = self.heard.lost.swap(false, Relaxed);
        let failed = self.heard.failed.swap(false, Relaxed) && self.changes.is_some();
        let pairs = || self.places.iter().zip(&now);
        let same = pairs().all(|(then, now)| then.is == now.is && then.folder == now.folder);
        if same && !lost && !failed {
            return None;
        }
        let gone = pairs().find(|(then, now)| then.is.is_some() && now.is.is_none()).map(|(_, now)| now.name());
        let anew = pairs().find(|(then, now)| now.is.is_some() && (then.is != now.is || lost)).map(|(_, now)| now.name());
        self.places = now;
        let told = self.follow().await;
        let line =
            gone.map(|name| format!("{name} is gone. What was read of it stays until it is back, or until others are read."));
        let line = anew.map(|name| format!("{name} was made anew or moved; it is followed again.")).or(line).or(told);
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
        let absolute = std::path::absolute(named).unwrap_or_else(|_| named.to_owned());
        let (folder, mode) = match (named.is_dir(), absolute.parent()) {
            (false, Some(parent)) => (parent.to_owned(), RecursiveMode::NonRecursive),
            _ => (absolute, RecursiveMode::Recursive),
        };
        Place { named: named.to_owned(), is: mark(&folder), folder, mode }
    }

    fn name(&self) -> Arc<str> {
        shown(&self.named)
    }
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
        if moved && event.paths.iter().any(|path| self.roots.iter().any(|(root, _)| root == path)) {
            self.lost.store(true, Relaxed);
        }
        event.paths.is_empty() || event.paths.iter().any(|path| self.path_counts(path, event.kind))
    }

    fn path_counts(&self, path: &Path, kind: EventKind) -> bool {
        // A folder may come and go under any name; what is written is a file.
        let file = match kind {
            EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => true,
            EventKind::Create(CreateKind::File) | EventKind::Remove(RemoveKind::File) => true,
            _ => false,
        };
        let named = self.roots.iter().find_map(|(root, named)| Some((named, path.strip_prefix(root).ok()?)));
        let Some((named, below)) = named else { return false };
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
