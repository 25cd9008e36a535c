//! Whatever a folder holds: trees of every kind of entry, JSON of every shape, files that change while they are watched. What
//! can be read is read, all else is told, nothing takes more time or memory than it is worth.

#[cfg(unix)]
mod changing;
mod json;
mod load;
#[cfg(unix)]
mod tree;
