//! What a person keeps of a corpus from one run to the next: the session, that is, where they were and what they have read.
//!
//! One file a corpus, JSON with a version, in the XDG state folder. It is written whole or not at all, by one thread of its
//! own; only one running program writes it. What cannot be understood is never overwritten: broken files are set aside,
//! those of a newer version left alone, and the person is told.
//!
//! Read [`Session`], then `file` (the file and its lock), then `keeper` (the thread). Nothing here knows the interface,
//! nor when to save: that is decided outside.

mod file;
mod keeper;
mod ruling;
mod session;

pub use keeper::{Store, Told};
pub use session::Session;
