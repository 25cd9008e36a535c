//! Arguments, and the subcommands that need no terminal. The interface is only asked for here: who runs it is `main`.

use crate::export;
use crate::lang::Pack;
use clap::{Parser, Subcommand};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Follow who said what, when, and who denied it.
#[derive(Parser)]
#[command(name = "simak", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Read this configuration instead of the user's own.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Use this theme: dark, light, high-contrast, mono, terminal, or one of the configuration's folder.
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Files and folders to read; none for the sample corpus.
    paths: Vec<PathBuf>,
}

/// What the arguments ask for.
pub enum Asked {
    /// The interface on the terminal.
    Interface {
        /// Files and folders to read.
        paths: Vec<PathBuf>,
        /// The configuration named.
        config: Option<PathBuf>,
        /// The theme named.
        theme: Option<String>,
    },
    /// Nothing more: it is done, with this status.
    Done(ExitCode),
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

/// Parses the arguments and does what they ask for, unless that is the interface.
pub fn main() -> Asked {
    let Arguments { command, config, theme, paths } = Arguments::parse();
    match command {
        Some(Command::Extract { format, paths }) => Asked::Done(write(&format, paths)),
        None if io::stdout().is_terminal() => Asked::Interface { paths, config, theme },
        None => Asked::Done(write("text", paths)),
    }
}

/// Reads everything and writes what was found to standard output.
fn write(format: &str, paths: Vec<PathBuf>) -> ExitCode {
    let Some(format) = export::FORMATS.iter().find(|row| row.name == format) else { return ExitCode::from(2) };
    let Ok(corpus) = crate::loader::load_now(paths, Default::default()) else { return ExitCode::FAILURE };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let _ = (format.write)(&corpus, Pack::indonesian(), &mut out).and_then(|()| out.flush());
    if corpus.articles.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
