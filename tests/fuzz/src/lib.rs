//! Fuzz programs of simak: inputs made from nothing and from seeds, run for as long as one likes, and what must hold whatever
//! comes. `README.md` beside this explains the commands.
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`engine`] | what makes inputs, runs them, watches time and memory, reduces and keeps what fails; knows nothing of simak |
//! | [`checks`] | what must hold of a screen, of a text that is shown, of what is written |
//! | [`words`] | words that mean something to a part of simak, to be put into inputs |
//! | [`targets`] | the targets, a file each: a function that takes bytes and panics where something does not hold |

pub mod checks;
pub mod engine;
pub mod targets;
pub mod words;

/// What holds for the annotations of any text: the checks of `tests/it/properties.rs`.
#[path = "../../properties/checks.rs"]
pub mod annotations;
/// Pieces of articles, those of `tests/it/properties.rs`.
#[path = "../../properties/pieces.rs"]
pub mod pieces;

/// Counts what is held, so that the peak of each execution is known and none takes all the machine's memory.
#[global_allocator]
static MEMORY: engine::memory::Counting = engine::memory::Counting;
