//! What failed: how, where, with which input; kept as a file that `replay` takes, beside one that says what happened.

use super::watch;
use serde::{Deserialize, Serialize};
use std::backtrace::Backtrace;
use std::fs;
use std::io;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// How an execution failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// In one word: panic, hang, memory, stack, abort.
    pub kind: String,
    /// Where, or what the process said last.
    pub place: String,
    /// What was said.
    pub message: String,
    /// The way there, as far as it is known.
    pub way: String,
}

impl Fault {
    /// Faults of the same kind at the same place are the same fault.
    pub fn same(&self, other: &Fault) -> bool {
        (&self.kind, &self.place) == (&other.kind, &other.place)
    }

    /// The name of its file: the kind and a number that follows from the place.
    pub fn name(&self) -> String {
        let hash = self
            .place
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{}-{:08x}", self.kind, hash as u32 ^ (hash >> 32) as u32)
    }

    /// Writes the input, and beside it what happened; gives the input's file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep(&self, folder: &Path, input: &[u8]) -> io::Result<PathBuf> {
        fs::create_dir_all(folder)?;
        let file = folder.join(self.name());
        fs::write(&file, input)?;
        fs::write(file.with_extension("txt"), format!("{}: {}\n{}\n\n{}\n", self.kind, self.place, self.message, self.way))?;
        Ok(file)
    }
}

/// The first panic of any thread since it was asked for, with the way to it, which is put into words only after the execution:
/// that takes longer than most executions may.
static PANIC: Mutex<Option<(Fault, Option<Backtrace>)>> = Mutex::new(None);

/// Whether the way to a panic is kept as well, which takes its time.
static WITH_WAY: AtomicBool = AtomicBool::new(false);

/// Has panics kept from now on, in place of printing them.
pub fn watch_panics() {
    panic::set_hook(Box::new(|info| {
        let words = info.payload().downcast_ref::<&str>().copied();
        let words = words.or_else(|| info.payload().downcast_ref::<String>().map(String::as_str));
        let message = words.unwrap_or("(no words)").to_owned();
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        // (The first is the cause: a thread that waits for another one panics as well.)
        let mut panic = PANIC.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let fault = || Fault { kind: "panic".to_owned(), place, message, way: String::new() };
        panic.get_or_insert_with(|| (fault(), WITH_WAY.load(Relaxed).then(Backtrace::force_capture)));
    }));
}

/// Runs a target with an input; the panic that it ends in, if any.
pub fn panic_of(run: fn(&[u8]), input: &[u8]) -> Option<Fault> {
    let ended = watch::run(|| panic::catch_unwind(|| run(input)));
    // (A panic that somebody caught, or on another thread, is one as well.)
    let panic = PANIC.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    let panic = panic.map(|(fault, trace)| Fault { way: trace.as_ref().map(way).unwrap_or_default(), ..fault });
    let unknown = || Fault { kind: "panic".to_owned(), place: "unknown".to_owned(), ..Fault::default() };
    if ended.is_err() { Some(panic.unwrap_or_else(unknown)) } else { panic }
}

/// The same, with the way to the panic.
pub fn told(run: fn(&[u8]), input: &[u8]) -> Option<Fault> {
    WITH_WAY.store(true, Relaxed);
    let fault = panic_of(run, input);
    WITH_WAY.store(false, Relaxed);
    fault
}

/// The lines of a backtrace that are about simak.
fn way(trace: &Backtrace) -> String {
    let text = trace.to_string();
    let lines: Vec<&str> = text.lines().collect();
    let own = lines.windows(2).filter(|pair| pair[0].contains("simak") && !pair[0].contains("simak_fuzz::engine"));
    own.map(|pair| format!("{} {}", pair[0].trim(), pair[1].trim())).collect::<Vec<_>>().join("\n")
}
