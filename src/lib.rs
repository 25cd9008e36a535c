//! simak: a terminal news-reader for journalists. It finds every quote of a folder of Indonesian news, says whose it is,
//! resolves every date, and links what several articles tell of the same thing, always with the words it stands on.
//!
//! # Where is what
//!
//! | module | what it holds | knows only |
//! | --- | --- | --- |
//! | [`model`] | articles, quotes, speakers, times, events, the corpus: plain data, spans in bytes | nothing |
//! | [`text`] | tokens, sentences, and text made fit for a terminal | `model`, `lang` |
//! | [`lang`] | the language packs: `lang/id/*.toml` holds every word of Indonesian the program knows; `lang/README.md` explains them | `model` |
//! | [`extract`] | one article → its blocks, metadata, times, quotes, voices: a pipeline of ten lines | the above |
//! | [`link`] | many articles → one corpus: copies, dates, speakers, events | the above |
//! | [`review`] | what a person decides: steps in a log, the state that follows, how each decision finds its text again; the corpus as decided and within a scope (`lay`); several people: who is of which opinion, how far they agree | the above |
//! | [`clock`] | the time, which may stand anywhere | nothing |
//! | [`notice`] | what is said on standard error, made fit for a terminal: the one place that writes there | `text` |
//! | [`loader`] | walks, reads, decodes, extracts on worker threads with the pack and the user's own words, publishes snapshots, takes up what changes later | the core above |
//! | [`store`] | what a person keeps of a corpus: the log of decisions and the session, a database a corpus; another's taken up; files written whole | `review`, `model` |
//! | [`search`] | the query language that filters every list, fuzzy ranking, text search in the articles | the core |
//! | [`export`] | the extraction document (JSON, JSON Lines), plain text, annotations explained, the brief, quotes as reviewed (`quotes`, a file a format), a schema; wire types live here; `export/README.md` and `export/quotes/README.md` explain what is written | the core |
//! | [`action`], [`keymap`], [`theme`], [`config`] | one table of actions; keys, styles by meaning, settings | the core |
//! | [`pane`] | one file a pane: articles, reader, speakers, quotes, timeline, the boards (ledger, drift, balance, findings), the queue of a review, help, troubles; `picker`: lists that one types into (palette, names, facets, queries) | the above |
//! | [`app`] | `State`, `Msg`, `Effect`; `update`, `view`, `layout`: pure | the above |
//! | [`runtime`] | the event loop, the terminal's guard, signals, effects performed | all |
//! | [`cli`] | arguments, and what needs no terminal | all but the terminal |
//!
//! Read `model`, then `extract::extract`, `link::Linker::corpus`, `app::update` and `runtime::run`, in this order.
//!
//! # How data flows
//!
//! bytes → `loader` → `model::Document` → `extract` → `model::Article` → `link` → `Arc<model::Corpus>`, an immutable snapshot,
//! swapped as it grows; `review::lay` lays what was decided over it, within the scope → `app::State`.
//! Key → `keymap` → `Action` → `app::update(&mut State, Msg) -> Vec<Effect>` → `runtime` performs → `Msg`, with the generation of
//! the question; late answers change nothing. `app::view` only reads.
//!
//! # What always holds, and the test that holds it
//!
//! | invariant | test |
//! | --- | --- |
//! | modules use only what lies inside of them; crates are named only where they belong | `tests/it/tidy.rs` |
//! | files use one another in no circles but those that are listed there | `tests/tidy/circles.rs` |
//! | the core has no files, no clock, no panic; time grows as the text does | `tests/it/tidy.rs`, any text: `tests/it/properties.rs` |
//! | no word of a language stands in the source outside tests | `tests/it/tidy.rs` |
//! | an article's text is never altered; spans cut no character, are verbatim, ordered, and do not cross | `tests/it/contract.rs`, `tests/it/properties.rs` |
//! | every annotation names the rule that made it | `tests/it/explain.rs` |
//! | every row of a language pack has a running example | `tests/it/golden_quotes.rs`, `tests/it/golden_times.rs`, `lang` |
//! | the same bytes give the same corpus, in any order, on any number of threads | `tests/it/loading.rs`, `link` |
//! | an article added to a linked corpus is linked as among all, whatever is there | `tests/it/growing.rs` |
//! | one bad file never stops the rest and is told once | `tests/it/loading.rs` |
//! | whatever a folder holds is read or told, in time and memory that grow with it; nothing but regular files is opened | `tests/hostile` |
//! | in the end a corpus that is watched is what a fresh load gives | `tests/hostile` |
//! | a path's text is no other path's and leads back to its file | `model::path` |
//! | no byte of an article acts on the terminal, nor on what it is pasted into; every cell holds one whole letter | `tests/it/contract.rs`, `text::display`, `app::tests`, `tests/it/terminal.rs` |
//! | no name, argument or setting acts on the terminal | `tests/it/output.rs` |
//! | what is read is never written over; a file is what it was, or whole; who closes a pipe has had enough | `tests/it/output.rs`, `store::whole` |
//! | a name is a name to every other program, and no cell of a table a formula to any reader | `runtime::opener`, `export::quotes::csv` |
//! | what the program is made of is allowed, and is all in its package | `tests/it/supply.rs` |
//! | the extraction document is what its schema says, and its page tells of every field | `tests/it/contract.rs`, `tests/it/schema.rs` |
//! | every sentence of a brief has its sources, and no byte of an article becomes markup there | `tests/it/brief.rs` |
//! | what is exported says of each quote what was decided and where it stands; no word of an article is a formula, markup or a command there; exported annotations are read in again as they were | `tests/it/export.rs` |
//! | drawing changes nothing, at any size; no keys of the keyboard and of Unicode, pastes, mice or resizes make it panic, on a terminal either | `app::tests`, `pane::edit`, `tests/it/terminal.rs` |
//! | a frame costs what fits on the screen, a key what it changes, a query's answer its different words | `app::tests`, `pane::note`, `tests/it/queries.rs` |
//! | what a terminal never finishes swallows no key | `runtime::decode`, `tests/it/terminal.rs` |
//! | a mistake in language data is told with its place; in a user's own it costs nothing else, and its examples are run | `lang`, `tests/it/own_words.rs` |
//! | time and memory grow as what is read does, whatever its shape | `tests/growth`, `tests/it/properties.rs` |
//! | inputs that nobody would write break nothing, as long as one tries | `tests/fuzz` |
//! | what was confirmed as kept is kept, by one program (a lock of the process, which no child inherits); a log is only added to; a damaged database gives nothing false and is never overwritten | `store` |
//! | the present state follows from the log; what is taken back is as it was | `review` |
//! | whoever puts the logs of several people together has the same; nobody's verdict is changed by another's unless somebody who saw both settles it; a log is written in one place only | `review::merged_tests`, `store::merging` |
//! | a decision finds its text again, or is listed as lost | `review` |
//! | what was rejected counts nowhere, what was corrected counts as corrected; as found is one key away | `tests/it/decided.rs` |
//! | one comes back to where one was, however the program ended | `tests/it/terminal.rs`, `app::session` |
//! | the terminal is whole again after quit, error, panic, signal, suspension, abort and being killed, whatever an editor did | `tests/it/terminal.rs` |
//! | words that are only alleged are left out of what counts as somebody's, and marked wherever they are shown | `link`, `tests/it/export.rs` |
//! | what is found does not get worse | `tests/it/gold.rs`, floors in `tests/gold/` |
//! | any text is a query or is told where it is wrong; what each term finds in each list | `tests/it/queries.rs`, `search::query` |
//! | the README's tables are the program's own | `tests/it/readme.rs` |

pub mod action;
pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod export;
pub mod extract;
pub mod keymap;
pub mod lang;
pub mod link;
pub mod loader;
pub mod model;
pub mod notice;
pub mod pane;
pub mod review;
pub mod runtime;
pub mod search;
pub mod setting;
pub mod store;
pub mod text;
pub mod theme;
