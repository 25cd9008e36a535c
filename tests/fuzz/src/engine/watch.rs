//! Watches an execution's time: one that takes too long ends the process, with a status that says so.
//!
//! What counts is the time that the process was at work, since a busy machine lets it wait; only an execution that waits for
//! something itself is measured by the clock on the wall.

use std::process;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// The status of a process whose execution took too long.
pub const TOO_LONG: i32 = 86;

/// How often it is looked.
const LOOK: Duration = Duration::from_millis(20);

/// Waiting is given so much more time than work.
const PATIENCE: u32 = 12;

/// How many executions have begun and ended: odd while one runs.
static RUNS: AtomicU64 = AtomicU64::new(0);

/// Time that the process was at work.
pub fn worked() -> Duration {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
    }
    #[cfg(not(unix))]
    {
        static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}

/// Watches every execution from now on.
///
/// # Errors
/// No thread can be had.
pub fn start(limit: Duration) -> std::io::Result<()> {
    thread::Builder::new().name("watch".to_owned()).spawn(move || {
        let mut begun = (0, Duration::ZERO, Instant::now());
        loop {
            thread::sleep(LOOK);
            let now = RUNS.load(Relaxed);
            if now != begun.0 {
                begun = (now, worked(), Instant::now());
            } else if now % 2 == 1 && (worked() - begun.1 > limit || begun.2.elapsed() > limit * PATIENCE) {
                eprintln!("an execution took longer than {limit:?}");
                process::exit(TOO_LONG);
            }
        }
    })?;
    Ok(())
}

/// Runs something as an execution.
pub fn run<T>(execution: impl FnOnce() -> T) -> T {
    RUNS.fetch_add(1, Relaxed);
    let result = execution();
    RUNS.fetch_add(1, Relaxed);
    result
}
