//! The tests of the program as a whole, in one binary: `cargo test --test it`, one file of them with `cargo test --test it loading::`.
//!
//! What they expect stands beside this folder: `tests/golden`, `tests/gold`, `tests/screens`, ...

mod brief;
mod browser;
mod colleagues;
mod contract;
mod decided;
mod explain;
mod export;
mod gold;
mod golden_quotes;
mod golden_times;
mod growing;
mod loading;
mod machine;
mod output;
mod own_words;
mod properties;
mod queries;
mod readme;
mod schema;
mod store;
mod supply;
mod terminal;
mod tidy;

#[path = "../golden/mod.rs"]
mod golden;
#[path = "../hostile/main.rs"]
mod hostile;
#[path = "../brief/markup.rs"]
mod markup;
#[path = "../brief/story.rs"]
mod story;
