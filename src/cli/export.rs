//! `simak export`: quotes of a query, as a person decided about them, as a file or on standard output.
//!
//! What was decided is read, never written, whoever else has it open. A file is written whole or not at all.

use super::output::{format_of, output, print, spares_what_is_read, write_to};
use crate::export::quotes::{Choice, FORMATS, Format, Quotes, schema};
use crate::lang;
use crate::link::Ground;
use crate::model::Corpus;
use crate::notice::tell;
use crate::review::{self, Review, Shown, Subject};
use crate::search::{self, Asked, List, Query};
use crate::store::whole::Readers;
use crate::store::{self, Which};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Arguments of `export`; by hand, because the formats are rows of a table.
pub struct Export {
    /// How to write them.
    pub format: &'static Format,
    /// Which quotes.
    pub query: String,
    /// Those of the query that is saved by this name, instead.
    pub saved: Option<String>,
    /// Which of them; `None`: those that were reviewed, where any were.
    pub choice: Option<Choice>,
    /// Where what was decided is kept; `None`: where the interface keeps it for these paths.
    pub kept: Option<PathBuf>,
    /// The session of this name, instead.
    pub session: Option<String>,
    /// Where to; `None` for standard output.
    pub output: Option<PathBuf>,
    /// Whether only the schema of the lines is asked for.
    pub schema: bool,
    /// What to read.
    pub paths: Vec<PathBuf>,
}

impl Args for Export {
    fn augment_args(command: Command) -> Command {
        let formats = FORMATS.iter().map(|row| PossibleValue::new(row.name).help(row.help));
        let file = |name: &'static str| Arg::new(name).value_name("FILE").value_parser(clap::value_parser!(PathBuf));
        let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
        command
            .arg(
                Arg::new("format")
                    .long("format")
                    .value_name("NAME")
                    .value_parser(PossibleValuesParser::new(formats))
                    .help("How to write them; without this, as the name of the output ends, else Markdown"),
            )
            .arg(
                Arg::new("query")
                    .long("query")
                    .value_name("QUERY")
                    .allow_hyphen_values(true)
                    .default_value("")
                    .hide_default_value(true)
                    .help("Only quotes that this finds, as a filter in the interface: 'outlet:wire stance:denies'"),
            )
            .arg(
                Arg::new("saved")
                    .long("saved")
                    .value_name("NAME")
                    .conflicts_with("query")
                    .help("Only quotes that the query finds which you saved by this name (Q in the interface)"),
            )
            .arg(flag("reviewed").conflicts_with("all").help(
                "Only quotes that you accepted or corrected: left out are those rejected, flagged, skipped and undecided; \
                 so it is without this where any quote was reviewed",
            ))
            .arg(flag("all").help("Every quote but those that you rejected; so it is without this where none was reviewed"))
            .arg(flag("alleged").conflicts_with_all(["reviewed", "all"]).help(
                "Only words that a rumour, a hoax, a question or a demand puts into somebody's mouth, but those that you \
                 rejected: without this they are left out",
            ))
            .arg(
                file("session-file")
                    .long("session-file")
                    .help("Take what was decided from this database, instead of the one kept for these paths"),
            )
            .arg(
                Arg::new("session")
                    .long("session")
                    .value_name("NAME")
                    .conflicts_with("session-file")
                    .help("Take what was decided from the session of this name; without PATH, of the files that it is of"),
            )
            .arg(output())
            .arg(
                flag("schema")
                    .conflicts_with_all([
                        "format",
                        "query",
                        "saved",
                        "reviewed",
                        "all",
                        "alleged",
                        "session-file",
                        "session",
                        "output",
                        "paths",
                    ])
                    .help("Write the JSON Schema of the lines of `--format jsonl`, and read nothing"),
            )
            .arg(super::paths())
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Export {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let flags = [("reviewed", Choice::Reviewed), ("all", Choice::All), ("alleged", Choice::Alleged)];
        let choice = flags.into_iter().find_map(|(name, choice)| matches.get_flag(name).then_some(choice));
        Ok(Self {
            format: format_of(FORMATS, |row| (row.name, row.endings), matches)?,
            query: matches.get_one("query").cloned().unwrap_or_default(),
            saved: matches.get_one("saved").cloned(),
            choice,
            kept: matches.get_one("session-file").cloned(),
            session: matches.get_one("session").cloned(),
            output: matches.get_one("output").cloned(),
            schema: matches.get_flag("schema"),
            paths: matches.get_many("paths").unwrap_or_default().cloned().collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Reads everything and writes the quotes.
pub fn run(arguments: Export) -> ExitCode {
    if arguments.schema {
        return print(&schema);
    }
    let Export { format, query, saved, choice, kept, session, output, paths, .. } = arguments;
    let understood = |query: &str| {
        Query::of_list(query, List::Quotes(0)).map_err(|wrong| {
            tell("the query is not understood:");
            wrong.shown(query).lines().for_each(tell);
            ExitCode::from(2)
        })
    };
    let mut query = match understood(&query) {
        Ok(query) => query,
        Err(status) => return status,
    };
    // (Before the articles: where it cannot be read, nothing has to be waited for.)
    let which = match store::meant(session, paths) {
        Ok(which) => which,
        Err(why) => {
            tell(&why);
            return ExitCode::from(2);
        }
    };
    let paths = which.paths().to_vec();
    let which = kept.map_or(which, Which::File);
    if let Err(status) = spares_what_is_read(output.as_deref(), &paths, &Vec::from_iter(which.file())) {
        return status;
    }
    store::lying(&which).iter().for_each(|lying| tell(lying));
    let review = match store::read(&which, &store::reviewer()) {
        Ok(review) => review,
        Err(why) => {
            tell(&why);
            return ExitCode::FAILURE;
        }
    };
    if let Some(name) = saved {
        let Some(text) = saved_query(&review, &name) else { return ExitCode::from(2) };
        query = match understood(text) {
            Ok(query) => query,
            Err(status) => return status,
        };
    }
    let (corpus, knowledge) = match super::read(paths) {
        Ok(read) => read,
        Err(status) => return status,
    };
    super::tell_troubles(knowledge, &corpus, "; `simak extract` lists all");
    if corpus.articles.is_empty() {
        tell("there is no article, so nothing is written; name files or folders of news");
        return ExitCode::FAILURE;
    }
    let (corpus, review) = laid(corpus, review, knowledge.pack);
    let quotes = chosen(&corpus, &review, &query, choice, format, knowledge.pack);
    // (Notes, tags and verdicts are the person's own.)
    write_to(output.as_deref(), Readers::Owner, &|out| (format.write)(&quotes, out))
}

/// The query that is saved by this name; where there is none, those that are there are told.
fn saved_query<'r>(review: &'r Review, name: &str) -> Option<&'r str> {
    let found = review.queries().find(|(subject, _)| subject.words() == name).map(|(_, query)| query);
    if found.is_none() {
        let names: Vec<&str> = review.queries().map(|(subject, _)| subject.words()).collect();
        let there = if names.is_empty() { "none is".to_owned() } else { format!("there are: {}", names.join(", ")) };
        tell(&format!("no query is saved by the name {name:?} for these files; {there}"));
    }
    found
}

/// The corpus with who is who as decided, and the review with its places in it.
fn laid(corpus: Corpus, mut review: Review, pack: &'static lang::Pack) -> (Arc<Corpus>, Review) {
    let corpus = Arc::new(corpus);
    if review.is_empty() {
        return (corpus, review);
    }
    let ground = || Ground::of(&corpus, pack);
    let (corpus, placed) = review::lay(&corpus, &ground, &review, &Shown::default());
    let quote = |ix: u32| review.subject(ix).is_some_and(|(subject, _)| matches!(&**subject, Subject::Quote(..)));
    match placed.lost.iter().filter(|(ix, _)| quote(*ix)).count() {
        0 => {}
        n => tell(&format!("{n} decisions are about quotes that are not in these articles any more; they are left out")),
    }
    review.take(placed);
    match review.differing() {
        0 => {}
        1 => tell("1 quote is judged differently by two of you; written is what you yourself decided"),
        n => tell(&format!("{n} quotes are judged differently by two of you; written is what you yourself decided")),
    }
    (corpus, review)
}

/// The quotes that are asked for; how many there are and what is left out is told.
fn chosen<'a>(
    corpus: &'a Corpus,
    review: &'a Review,
    query: &Query,
    choice: Option<Choice>,
    format: &Format,
    pack: &'a lang::Pack,
) -> Quotes<'a> {
    let today = crate::clock::today();
    let found = search::quotes(&Asked { query, list: List::Quotes(0), corpus, review, today });
    let choice = choice.unwrap_or_else(|| Choice::of(review));
    let of = if query.is_empty() { String::new() } else { format!(" of the query {}", query.text()) };
    let (quotes, told) = Quotes::chosen((corpus, review), pack.code, (&found, &of), choice, format);
    tell(&told);
    quotes
}
