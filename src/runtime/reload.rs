//! Themes of one's own, taken up as they are written.
//!
//! The system tells of changes in the folder; nothing is asked for again and again. A file is read a moment after the last
//! change, because editors write in several steps.

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::Path;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::sleep;

/// How long the folder must be quiet before it is read.
const QUIET: Duration = Duration::from_millis(60);

/// Tells of changes in a folder.
#[derive(Debug)]
pub struct Reload {
    changes: Receiver<()>,
    /// Whether something changed and is not told yet; kept here because the wait for quiet may be broken off.
    due: bool,
    /// Watches as long as it lives.
    _watcher: RecommendedWatcher,
}

impl Reload {
    /// Watches a folder; `None` where there is none, or where the system cannot watch it.
    pub fn watch(folder: &Path) -> Option<Reload> {
        let (sender, changes) = channel(1);
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
                // One that waits already says it all.
                let _ = sender.try_send(());
            }
        })
        .ok()?;
        watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
        Some(Reload { changes, due: false, _watcher: watcher })
    }

    /// Waits for a change that is over; `None` when nothing is watched any more.
    pub async fn changed(&mut self) -> Option<()> {
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
