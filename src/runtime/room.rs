//! Whether there is room to begin at all: descriptors and threads, of which some systems give few. What is missing is told
//! before the screen is taken; in the middle of it libraries would panic or wait for ever.

use std::fs::File;
use std::sync::{Arc, Mutex, PoisonError};

/// Files, sockets and pipes that the interface opens at once, with some to spare: terminal, folder watch, database,
/// articles being read.
const FILES: usize = 28;

/// Threads that it starts besides those that grow with the number of processors: keys, signals, store, loader, searches.
const THREADS: usize = 16;

/// What is missing, with the next step.
pub fn missing() -> Option<String> {
    files().or_else(threads)
}

fn files() -> Option<String> {
    let mut open = Vec::new();
    while open.len() < FILES {
        match File::open("/") {
            Ok(file) => open.push(file),
            Err(error) if is_few(&error) => {
                return Some(format!(
                    "too few files may be open at once ({error} after {}, {FILES} are needed); raise the limit with \
                     `ulimit -n 1024` and start again",
                    open.len()
                ));
            }
            // What else is wrong is told by who opens a file of use.
            Err(_) => return None,
        }
    }
    None
}

fn threads() -> Option<String> {
    let wanted = THREADS + std::thread::available_parallelism().map_or(1, usize::from);
    let gate = Arc::new(Mutex::new(()));
    let closed = gate.lock().unwrap_or_else(PoisonError::into_inner);
    let mut threads = Vec::new();
    let mut failed = None;
    while threads.len() < wanted && failed.is_none() {
        let gate = Arc::clone(&gate);
        let wait = move || drop(gate.lock());
        match std::thread::Builder::new().spawn(wait) {
            Ok(thread) => threads.push(thread),
            Err(error) => failed = Some(error),
        }
    }
    drop(closed);
    let started = threads.len();
    threads.into_iter().for_each(|thread| drop(thread.join()));
    failed.map(|error| {
        format!(
            "too few threads can be started ({error} after {started}, {wanted} are needed); end other programs, or raise the \
             limits on processes (`ulimit -u`) and memory (`ulimit -v`), and start again"
        )
    })
}

fn is_few(error: &std::io::Error) -> bool {
    // EMFILE and ENFILE, which have no kind of their own.
    matches!(error.raw_os_error(), Some(24 | 23))
}
