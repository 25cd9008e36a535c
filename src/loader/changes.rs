//! Files of a person's, taken up as they are written: the system tells of changes in folders; nothing is asked for again and
//! again. What changed is looked at a moment after the last change, because programs write in several steps.

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::sleep;

/// How long it must be quiet before what changed is looked at.
const QUIET: Duration = Duration::from_millis(60);

/// Tells of changes in files and folders.
#[derive(Debug)]
pub struct Changes {
    changes: Receiver<()>,
    /// Whether something changed and is not told yet; kept here because the wait for quiet may be broken off.
    due: bool,
    /// Watches as long as it lives.
    _watcher: RecommendedWatcher,
}

impl Changes {
    /// Watches folders, with all that is inside of them where told so; `None` where one is not there, or where the system
    /// cannot watch it.
    pub fn of(folders: &[(PathBuf, RecursiveMode)]) -> Option<Changes> {
        let (sender, changes) = channel(1);
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
                // One that waits already says it all.
                let _ = sender.try_send(());
            }
        })
        .ok()?;
        folders.iter().try_for_each(|(folder, mode)| watcher.watch(folder, *mode)).ok()?;
        Some(Changes { changes, due: false, _watcher: watcher })
    }

    /// Watches the files of one folder, not those of folders in it.
    pub fn in_folder(folder: &Path) -> Option<Changes> {
        Changes::of(&[(folder.to_owned(), RecursiveMode::NonRecursive)])
    }

    /// Waits for a change that is over; `None` when nothing is watched any more.
    pub async fn next(&mut self) -> Option<()> {
        if !self.due {
            self.changes.recv().await?;
            self.due = true;
        }
        while self.due {
            tokio::select! {
                more = self.changes.recv() => more?,
                () = sleep(QUIET) => self.due = false,
            }
        }
        Some(())
    }
}
