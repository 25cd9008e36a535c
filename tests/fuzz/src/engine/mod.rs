//! The engine: makes inputs, runs them, watches time and memory, keeps and reduces what fails. It knows nothing of simak.
//!
//! An execution is named by its target, the seed of the run and its number: the input follows from these alone (`stream`), so
//! that a run can be repeated, and gone on with after an execution that took the process with it. Each target runs in a
//! process of its own (`worker`), which a `driver` starts: a stack that overflows, memory that runs out and an execution that
//! never ends cost that process only, and are found with their input.
//!
//! Where the program was built with LLVM's coverage counters, inputs that reach new code are kept and mutated further
//! (`coverage`); without, all of them come from the seeds.

pub mod coverage;
pub mod driver;
pub mod fault;
pub mod memory;
pub mod mutate;
pub mod reduce;
pub mod stream;
pub mod watch;
pub mod worker;

/// Chance, the same for the same seed.
pub type Rng = fastrand::Rng;

/// One of some words; of none, nothing.
pub fn pick<'w>(rng: &mut Rng, words: &[&'w str]) -> &'w str {
    if words.is_empty() { "" } else { words[rng.usize(0..words.len())] }
}

/// Something that takes any bytes and never fails.
pub struct Target {
    /// Its name, and that of the folder of its seeds.
    pub name: &'static str,
    /// What is tried, in a line.
    pub about: &'static str,
    /// Takes an input; whatever does not hold is a panic.
    pub run: fn(&[u8]),
    /// Makes an input from nothing, as its grammar goes.
    pub make: fn(&mut Rng) -> Vec<u8>,
    /// Words that mean something in its inputs.
    pub words: &'static [&'static [&'static str]],
    /// Inputs are cut to so many bytes: enough for what matters, little enough to be quick.
    pub longest: usize,
    /// Of a run of a given number of executions, so many parts are this target's: the quick ones have the more.
    pub share: u64,
}
