//! What a person keeps of a corpus from one run to the next: the log of what they decided, and the session, that is, where
//! they were.
//!
//! One SQLite database a corpus, or one of a name, in the XDG data folder. A step of the log is one transaction, written
//! ahead and synced before it is confirmed; rows are only ever added, which the database itself sees to. All of it is
//! done by one thread of its own, and only one running program writes. What cannot be understood is never overwritten:
//! broken files are set aside, and what is whole in them is taken over; those of a newer version are left alone; the
//! person is told.
//!
//! Read [`Session`], then `location` (which file), `schema` (its tables), `log` (steps as rows), `database` (opening),
//! `ownership` (whose log), `merging` (taking up another's), and `keeper` (the thread). Nothing here knows the interface, nor when to save: that is decided outside.

mod database;
mod keeper;
mod location;
mod log;
mod merging;
mod once;
mod ownership;
mod reading;
mod schema;
pub mod session;
#[cfg(test)]
mod testing;
pub mod whole;

pub use database::{Listed, list, meant};
pub use keeper::{Opened, Store, Told};
pub use location::{Which, reviewer};
pub use merging::{Merged, merge, other};
pub use once::decide;
pub use reading::read;
pub use session::Session;
