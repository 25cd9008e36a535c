//! What subcommands that write have in common: where to, in which format, a file whole or not at all, and never over what is
//! read.

use crate::loader;
use crate::loader::knowledge::{OWN, folder};
use crate::notice::tell;
use crate::store::whole::{self, Content, Readers};
use clap::{Arg, ArgMatches};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where to write.
pub fn output() -> Arg {
    Arg::new("output")
        .short('o')
        .long("output")
        .value_name("FILE")
        .value_parser(clap::value_parser!(PathBuf))
        .help("Write to this file, whole or not at all, instead of standard output")
}

/// Of the rows of a table of formats, the one whose name is given; without one, that as the name of the output ends, else
/// the first. `about` gives a row's name and its endings.
pub fn format_of<T>(
    rows: &'static [T],
    about: fn(&T) -> (&'static str, &'static [&'static str]),
    matches: &ArgMatches,
) -> Result<&'static T, clap::Error> {
    let ending = || matches.get_one::<PathBuf>("output")?.extension()?.to_str().map(str::to_lowercase);
    let format = match matches.get_one::<String>("format") {
        Some(name) => rows.iter().find(|row| about(row).0 == name),
        None => rows.iter().find(|row| ending().is_some_and(|e| about(row).1.contains(&&*e))).or(rows.first()),
    };
    format.ok_or_else(|| clap::Error::new(clap::error::ErrorKind::InvalidValue))
}

/// Writes to standard output. A reader that closes the pipe has had enough: that ends quietly.
pub fn print(write: Content<'_>) -> ExitCode {
    match whole::pour(io::stdout().lock(), write) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("cannot write to standard output ({error}); check the disk, or write to another place"));
            ExitCode::FAILURE
        }
    }
}

/// Writes to a file, or to standard output.
pub fn write_to(output: Option<&Path>, readers: Readers, write: Content<'_>) -> ExitCode {
    let Some(path) = output else { return print(write) };
    let stays = if path.is_file() { "what it held is still there; " } else { "" };
    match whole::replace(path, readers, write) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("{}: cannot be written ({error}); {stays}choose another place", path.display()));
            ExitCode::FAILURE
        }
    }
}

/// Refuses a file to write that is one of those that are read: of the `paths` of news, of the user's own words, or of the
/// `others`.
pub fn spares_what_is_read(output: Option<&Path>, paths: &[PathBuf], others: &[PathBuf]) -> Result<(), ExitCode> {
    let Some(output) = output else { return Ok(()) };
    let words = folder().map(|folder| folder.join(OWN));
    if others.iter().chain(&words).any(|other| whole::same(output, other)) || loader::reads(paths, output) {
        tell(&format!(
            "{}: is one of the files that are read, so it is not written over; choose another place",
            output.display()
        ));
        return Err(ExitCode::FAILURE);
    }
    Ok(())
}
