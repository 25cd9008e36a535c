//! Arguments, and the subcommands that need no terminal. The interface is only asked for here: who runs it is `main`.
//!
//! Exit status: 0 when at least one article was read, 1 when nothing could be read or written, 2 for bad arguments. A reader
//! that closes the pipe has had enough: that ends quietly, with 0.

mod about;
mod brief;
mod export;
mod import;
mod meant;
mod merge;
mod output;
mod sessions;
mod words;

use crate::config::{Config, listed};
use crate::export::{FORMATS, Format, explain, schema};
use crate::lang::Pack;
use crate::loader::knowledge::Fault;
use crate::loader::{self, Knowledge, LoadOptions};
use crate::model::Corpus;
use crate::notice::tell;
use crate::search::Query;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, Parser, Subcommand};
use meant::{Meant, Read};
use output::print;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Follow who said what, when, and who denied it.
#[derive(Parser)]
#[command(
    name = "simak",
    bin_name = "simak",
    version,
    args_conflicts_with_subcommands = true,
    about = "Follow who said what, when, and who denied it: a news-reader in the terminal for journalists.",
    after_help = AFTER_HELP
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Subcommands>,
    /// Read this configuration instead of the user's own.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Use this theme: dark, light, high-contrast, mono, terminal, or one of the configuration's folder.
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Keep what is decided under this name; without PATH, open what it is of.
    #[arg(long, value_name = "NAME")]
    session: Option<String>,
    /// Show only articles that this finds, as if there were no others: 'outlet:wire date:2031-03'.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true, default_value = "", hide_default_value = true)]
    query: String,
    /// Files and folders of news to open; none for the sample corpus.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

const AFTER_HELP: &str = "\
Examples:
  simak                            open the sample corpus
  simak clippings/ wire.jsonl      open a folder and a file
  simak clippings/ | less          the same as plain text, to read in a pipe
  simak extract clippings/ > found.json
                                   everything that was found, for other programs
  simak extract --explain one.txt  the article with its annotations and the rule of each
  simak brief -o story.html clippings/
                                   the linked story as one page, every sentence with its sources
  simak export --query 'stance:denies' -o denials.csv clippings/
                                   the quotes that you accepted, with your corrections, tags and notes
  simak merge sari.sqlite clippings/
                                   take up what a colleague decided, and see where you differ
  simak import notes.jsonld clippings/
                                   take up annotations, exported or of another program
  simak --session flood clippings/ keep what is decided under a name
  simak words                      whether your own words do what their examples show

Files: .txt and .md hold one article each, .json one or a list, .jsonl one a line. Folders are walked; \
hidden files and what .gitignore names are left out. What cannot be read is listed, and all else is opened.

Words of your own (names, titles, who stands for whom, reporting verbs) stand in lang/id.toml of the folder of \
simak's configuration, ~/.config/simak; the rows are those of the language pack. A mistake there is told, and all \
else goes on without it; `simak words` looks the file over and runs its examples.

In the interface, ? shows the keys and q leaves.

Exit status: 0 when at least one article was read, 1 when none could be, 2 for bad arguments.";

#[derive(Subcommand)]
enum Subcommands {
    /// Write everything that was found, for other programs
    #[command(
        long_about = "Write everything that was found (articles, quotes, speakers, times, events, troubles) to standard output."
    )]
    Extract(Extract),
    /// Write the linked story, every sentence with its sources, as Markdown or as one page
    #[command(
        long_about = "Write the linked story without a terminal: what was read, the timeline, claims with every stance taken to \
            them, statements told differently, how the parties are heard, findings, and the speakers. Every sentence has numbered \
            sources: outlet, title, date, path or address, range of characters, article. It never says who is right."
    )]
    Brief(brief::Brief),
    /// Write quotes as you reviewed them: Markdown, CSV, JSON Lines, annotations, timeline, calendar, references
    #[command(
        long_about = "Write the quotes that a query finds, as you reviewed them in the interface: with your corrections of speaker, \
            words, kind, stance and date, your verdicts, tags and notes, and with outlet, title, date, path or address, range of \
            characters and hash of the text. What you decided is read and never changed. Where you reviewed any quote, only \
            those accepted or corrected are written; else all."
    )]
    Export(export::Export),
    /// Take up what somebody else decided about the same news, and tell where you differ; take that back
    #[command(
        long_about = "Take up what somebody else decided about the same news, from a copy of their database, into yours: their \
            verdicts, corrections, tags and notes stand beside yours, and none of yours is changed. What one of you alone decided \
            holds for both; where you differ each keeps their own until one of you settles it (D in the interface lists it). It \
            is told how far you agree: Cohen's kappa over the quotes that both of you judged without knowing the other's \
            verdict. Merging twice adds nothing; merging both ways gives both the same.

The other database is only read, nothing in it runs, and all of it is checked before any of it is taken up. Taken up is what its \
            owner decided. Whoever else decides in it (a colleague of your colleague) is named, and asked about on a terminal; \
            elsewhere --person and --everybody say so. Nobody can decide in your name: decisions by your name that were not made \
            here are left out, unless you say that they are yours (--same-person). But whoever can write a database can put \
            decisions into it in its owner's name: take databases from people whom you trust, by a way that you trust. A merge is \
            recorded (--list), taken back in one step (--undo), and taken up again (--redo).

Each of you needs a name: that of the system's user, or SIMAK_REVIEWER."
    )]
    Merge(merge::Merge),
    /// Read annotations back in, those exported or of other programs
    #[command(
        long_about = "Read annotations back in: those that `simak export --format annotations` wrote, and any W3C Web Annotations \
            with a quote selector. The article is found by its hash, address, place or title, the words by themselves and what \
            surrounds them. Verdicts, corrections, tags, notes and marks become decisions, all of a file in one step that u \
            takes back; words that are no quote here are lit up. What you decided otherwise stays as it is; that, and what \
            cannot be placed, is listed with the reason."
    )]
    Import(import::Import),
    /// Look over the file of your own words and run its examples
    #[command(
        long_about = "Look over the file of your own words (names, titles, who stands for whom, reporting verbs) and run its \
            examples: each row has to do what its example shows. What is wrong is told with file, line and carets, and with \
            what is found instead; then the exit status is 1."
    )]
    Words(words::Words),
    /// List the sessions: what is kept of which corpus
    #[command(long_about = "List what is kept: every session by its name and every corpus without one, how much was decided, \
        when last, of which files and folders, and where it stands.")]
    Sessions,
    /// Write completions for a shell to standard output
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Write the manual's page in roff to standard output, or all pages, one a command, into a folder
    #[command(hide = true)]
    Man {
        /// The folder, which has to be there
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

/// What a subcommand reads.
fn paths() -> Arg {
    Arg::new("paths")
        .value_name("PATH")
        .num_args(0..)
        .value_parser(clap::value_parser!(PathBuf))
        .help("Files and folders of news to read; none for the sample corpus")
}

/// Arguments of `extract`; by hand, because the formats are rows of a table.
struct Extract {
    format: &'static Format,
    explain: bool,
    schema: bool,
    meant: Meant,
}

impl Args for Extract {
    fn augment_args(command: Command) -> Command {
        let formats = FORMATS.iter().map(|row| PossibleValue::new(row.name).help(row.help));
        let first = FORMATS.first().map_or("", |row| row.name);
        let command = command
            .arg(
                Arg::new("format")
                    .long("format")
                    .value_name("FORMAT")
                    .default_value(first)
                    .value_parser(PossibleValuesParser::new(formats))
                    .help("How to write it"),
            )
            .arg(
                Arg::new("explain")
                    .long("explain")
                    .action(ArgAction::SetTrue)
                    .conflicts_with("format")
                    .help("Write each article with its annotations and the rule of each, to mend the language pack"),
            )
            .arg(
                Arg::new("schema")
                    .long("schema")
                    .action(ArgAction::SetTrue)
                    .conflicts_with_all([
                        "format",
                        "explain",
                        "query",
                        "session-file",
                        "session",
                        "as-found",
                        "reviewed",
                        "paths",
                    ])
                    .help("Write the JSON Schema of the extraction document, and read nothing"),
            );
        meant::arguments(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Extract {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let name = matches.get_one::<String>("format");
        let format = FORMATS.iter().find(|row| name.is_some_and(|name| name == row.name));
        let format = format.ok_or_else(|| clap::Error::new(clap::error::ErrorKind::InvalidValue))?;
        let explain = matches.get_flag("explain");
        let schema = matches.get_flag("schema");
        Ok(Self { format, explain, schema, meant: Meant::of(matches) })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
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
        /// The session named.
        session: Option<String>,
        /// What finds the articles that alone are shown; empty for all.
        query: Query,
    },
    /// Nothing more: it is done, with this status.
    Done(ExitCode),
}

/// Parses the arguments and does what they ask for, unless that is the interface.
pub fn main() -> Asked {
    let Arguments { command, config, theme, session, query, paths } = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(instead) => return Asked::Done(about::answered(&instead)),
    };
    match command {
        Some(Subcommands::Extract(Extract { schema: true, .. })) => Asked::Done(print(&|out| schema::write(out))),
        Some(Subcommands::Extract(Extract { format, explain, meant, .. })) => {
            Asked::Done(if explain { extract(&explained, meant) } else { extract(&format.write, meant) })
        }
        Some(Subcommands::Brief(arguments)) => Asked::Done(brief::run(arguments)),
        Some(Subcommands::Export(arguments)) => Asked::Done(export::run(arguments)),
        Some(Subcommands::Import(arguments)) => Asked::Done(import::run(arguments)),
        Some(Subcommands::Merge(arguments)) => Asked::Done(merge::run(arguments)),
        Some(Subcommands::Sessions) => Asked::Done(sessions::run()),
        Some(Subcommands::Words(arguments)) => Asked::Done(words::run(arguments)),
        Some(Subcommands::Completions { shell }) => Asked::Done(about::completions(shell)),
        Some(Subcommands::Man { folder }) => Asked::Done(about::manual(folder.as_deref())),
        None if io::stdout().is_terminal() => match meant::understood(&query) {
            Ok(query) => Asked::Interface { paths, config, theme, session, query },
            Err(status) => Asked::Done(status),
        },
        None => Asked::Done(plain(Meant { query, session, paths, ..Meant::default() })),
    }
}

/// Reads everything and writes it as plain text, in place of the interface.
fn plain(meant: Meant) -> ExitCode {
    tell("standard output is no terminal, so this is plain text; see `simak extract` for data, `simak --help` for more");
    match FORMATS.iter().find(|row| row.name == "text") {
        Some(format) => extract(&format.write, meant),
        None => ExitCode::FAILURE,
    }
}

/// What writes a corpus.
type Writer = dyn Fn(&Corpus, &Pack, &mut dyn Write) -> io::Result<()>;

/// Annotations and rules, as wide as the terminal is.
fn explained(corpus: &Corpus, pack: &Pack, out: &mut dyn Write) -> io::Result<()> {
    let width = terminal_size::terminal_size().map_or(explain::WIDTH, |(columns, _)| usize::from(columns.0));
    explain::write(corpus, pack, width, out)
}

fn extract(write: &Writer, meant: Meant) -> ExitCode {
    let Read { corpus, knowledge, reviewed } = match meant.read(&|_, _| Ok(())) {
        Ok(read) => read,
        Err(status) => return status,
    };
    let status = print(&|out| write(&corpus, knowledge.pack, out));
    tell_troubles(knowledge, &corpus, "; the output lists all");
    reviewed.iter().for_each(|reviewed| tell(&reviewed.told()));
    if corpus.articles.is_empty() { ExitCode::FAILURE } else { status }
}

/// Reads and links everything, or says why not.
fn read(paths: Vec<PathBuf>) -> Result<(Corpus, &'static Knowledge), ExitCode> {
    let knowledge = Knowledge::of_user();
    if let Some(fault) = &knowledge.fault {
        fault.to_string().lines().for_each(tell);
    }
    let zone = Config::load(None).map(|config| config.zone).unwrap_or_else(|faults| {
        listed(&faults).lines().for_each(tell);
        None
    });
    let options = LoadOptions { knowledge, ..LoadOptions::default() };
    match loader::load_now(paths, LoadOptions { zone: zone.unwrap_or(options.zone), ..options }) {
        Ok(corpus) => Ok((corpus, knowledge)),
        Err(error) => {
            tell(&format!("cannot start reading ({error}); close other programs and try again"));
            Err(ExitCode::FAILURE)
        }
    }
}

/// Says on standard error what could not be read: the first in full, the rest counted, with what is `told` of them.
fn tell_troubles(knowledge: &Knowledge, corpus: &Corpus, told: &str) {
    let own = knowledge.fault.as_ref().map(Fault::trouble);
    let mut troubles = corpus.troubles.iter().filter(|trouble| Some(*trouble) != own.as_ref());
    if corpus.left_out > 0 {
        tell(&format!("ignore files hide {} files and folders; name one to read it nevertheless", corpus.left_out));
    }
    let Some(first) = troubles.next() else { return };
    tell(&format!("{}: {}", first.path, first.message));
    match troubles.count() {
        0 => {}
        1 => tell(&format!("1 more trouble{told}")),
        more => tell(&format!("{more} more troubles{told}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        Arguments::command().debug_assert();
        let parsed = |line: &str| Arguments::try_parse_from(line.split(' '));
        assert!(
            matches!(parsed("simak extract --format jsonl a b").ok().and_then(|a| a.command), Some(Subcommands::Extract(e)) if e.meant.paths.len() == 2 && e.format.name == "jsonl")
        );
        assert!(
            matches!(parsed("simak extract --explain a").ok().and_then(|a| a.command), Some(Subcommands::Extract(e)) if e.explain)
        );
        let brief = |line: &str| match parsed(line).ok().and_then(|a| a.command) {
            Some(Subcommands::Brief(brief)) => brief,
            _ => panic!("{line}"),
        };
        assert_eq!(brief("simak brief -o x.html a").format.name, "html");
        assert_eq!(brief("simak brief -o x.html --format markdown --limit 0 a").format.name, "markdown");
        assert_eq!((brief("simak brief a b").format.name, brief("simak brief a b").meant.paths.len()), ("markdown", 2));
        let export = |line: &str| match parsed(line).ok().and_then(|a| a.command) {
            Some(Subcommands::Export(export)) => export,
            _ => panic!("{line}"),
        };
        for (line, want) in [("-o x.csv", "csv"), ("-o x.JSONLD a", "annotations"), ("-o x", "markdown"), ("--format csl", "csl")]
        {
            assert_eq!(export(&format!("simak export {line}")).format.name, want);
        }
        assert_eq!(export("simak export --query -stance:denies --all a b").query, "-stance:denies");
        assert_eq!(parsed("simak export --all --reviewed").err().map(|e| e.exit_code()), Some(2));
        assert_eq!(parsed("simak extract --explain --format json").err().map(|e| e.exit_code()), Some(2));
        assert!(matches!(parsed("simak a b"), Ok(Arguments { command: None, paths, .. }) if paths.len() == 2));
        assert_eq!(parsed("simak extract --format xml").err().map(|e| e.exit_code()), Some(2));
        assert_eq!(parsed("simak --warna").err().map(|e| e.exit_code()), Some(2));
    }
}
