//! What subcommands that write a file have in common: where to, in which format, and whole or not at all.

use crate::store::whole;
use clap::{Arg, ArgMatches};
use std::io::{self, BufWriter, Write};
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

/// Writes to a file, or to standard output.
pub fn write_to(output: Option<&Path>, write: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> ExitCode {
    let Some(path) = output else {
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        return super::written(write(&mut out).and_then(|()| out.flush()));
    };
    match whole::replace(path, write) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            super::tell(&format!(
                "{}: cannot be written ({error}); nothing there was changed; choose another place",
                path.display()
            ));
            ExitCode::FAILURE
        }
    }
}
