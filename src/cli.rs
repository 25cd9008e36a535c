//! Arguments and subcommands that need no terminal.

use crate::export;
use crate::lang::Pack;
use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Follow who said what, when, and who denied it.
#[derive(Parser)]
#[command(name = "simak", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files and folders to read.
    paths: Vec<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Write what was found, for other programs.
    Extract {
        /// How to write it.
        #[arg(long, default_value = "json")]
        format: String,
        /// Files and folders to read.
        paths: Vec<PathBuf>,
    },
}

/// Parses the arguments and runs what they ask for.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let (format, paths) = match arguments.command {
        Some(Command::Extract { format, paths }) => (format, paths),
        None => ("text".to_owned(), arguments.paths),
    };
    let Some(format) = export::FORMATS.iter().find(|row| row.name == format) else { return ExitCode::from(2) };
    let Ok(corpus) = crate::loader::load_now(paths, Default::default()) else { return ExitCode::FAILURE };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let _ = (format.write)(&corpus, Pack::indonesian(), &mut out).and_then(|()| out.flush());
    if corpus.articles.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
