//! `simak brief`: the linked story as a file or on standard output, without a terminal.
//!
//! A file is written whole or not at all: beside it first, then put in its place. What is no file (a pipe, a device) is
//! written straight.

use super::meant::{self, Meant, Read};
use super::output::{format_of, output, write_to};
use crate::export::brief::{self, FORMATS, Format};
use crate::notice::tell;
use crate::store::whole::Readers;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `brief`; by hand, because the formats are rows of a table.
pub struct Brief {
    /// How to write it.
    pub format: &'static Format,
    /// Entries a section; `None` for all.
    pub limit: Option<usize>,
    /// Where to; `None` for standard output.
    pub output: Option<PathBuf>,
    /// Of what.
    pub(super) meant: Meant,
}

impl Args for Brief {
    fn augment_args(command: Command) -> Command {
        let formats = FORMATS.iter().map(|row| PossibleValue::new(row.name).help(row.help));
        let command = command
            .arg(
                Arg::new("format")
                    .long("format")
                    .value_name("FORMAT")
                    .value_parser(PossibleValuesParser::new(formats))
                    .help("How to write it; without this, as the name of the output ends, else Markdown"),
            )
            .arg(output())
            .arg(Arg::new("limit").long("limit").value_name("N").value_parser(clap::value_parser!(usize)).help(format!(
                "Entries a section at most; how many are left out is told; {} without this, 0 for all",
                brief::LIMIT
            )));
        meant::arguments(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Brief {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self {
            format: format_of(FORMATS, |row| (row.name, row.endings), matches)?,
            limit: Some(matches.get_one("limit").copied().unwrap_or(brief::LIMIT)).filter(|n| *n > 0),
            output: matches.get_one("output").cloned(),
            meant: Meant::of(matches),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Reads everything and writes the brief.
pub fn run(Brief { format, limit, output, meant }: Brief) -> ExitCode {
    let Read { corpus, knowledge, reviewed } = match meant.read(&meant::spares(output.as_deref())) {
        Ok(read) => read,
        Err(status) => return status,
    };
    super::tell_troubles(knowledge, &corpus, if corpus.articles.is_empty() { "" } else { "; the brief lists all" });
    if corpus.articles.is_empty() {
        tell("there is no article, so no brief is written; name files or folders of news");
        return ExitCode::FAILURE;
    }
    let brief = brief::Brief::new(&corpus, knowledge.pack, limit.unwrap_or(usize::MAX), reviewed.as_ref());
    write_to(output.as_deref(), Readers::AsUsual, &|out| (format.write)(&brief, out))
}
