//! What a person keeps of a corpus from one run to the next: the log of what they decided, and the session, that is, where
//! they were.
//!
//! One SQLite database a corpus, or one of a name, in the XDG data folder. A step of the log is one transaction, written
//! ahead and synced before it is confirmed; rows are only ever added, which the database itself sees to. All of it is
//! done by one thread of its own, and only one running program writes. What cannot be understood is never overwritten:
//! broken files are set aside, and what is whole in them is taken over; those of a newer version are left alone; the
//! person is told.
//!
//! Read [`Session`], then `location` (which file), `schema` (its tables), `log` (steps as rows), `gaps` (steps that are
//! missing), `lock` (who may write), `files` (rights, which file it is), `looking` (reading whatever cannot be written), `database` (opening),
//! `aside` (damaged ones), `ownership` (whose log), `confined` (a file is data, nothing in it runs), `merging` (taking up another's)
//! and `merges` (and back), `keeper` (the thread), and `refuge` (where it ends with what cannot be kept). Nothing here knows the interface, nor when to save: that is decided outside.

mod aside;
mod confined;
mod database;
mod facts;
#[cfg(all(test, target_os = "linux", target_env = "gnu"))]
mod faults;
mod files;
mod gaps;
mod keeper;
mod listing;
mod location;
mod lock;
mod log;
mod looking;
mod merges;
mod merging;
mod once;
mod ownership;
mod reading;
mod refuge;
mod schema;
pub mod session;
mod tables;
#[cfg(test)]
mod testing;
mod unfit;
pub mod whole;

pub use aside::lying;
pub use files::outlive_limits;
pub use keeper::{Left, Opened, Store, Told};
pub use listing::{Listed, list, meant};
pub use location::{Which, reviewer};
pub use merges::{Recorded, Undone};
pub use merging::{Choice, Guest, Merged, Speaker, again, look, merge, merges, other, take_back};
pub use once::decide;
pub use reading::read;
pub use session::Session;

/// So many milliseconds; in its own tests, in which nobody waits, less.
const fn millis(usual: u64) -> std::time::Duration {
    std::time::Duration::from_millis(if cfg!(test) { usual / 100 } else { usual })
}
