//! What of the files is meant: with what a person decided about them, and which of the articles.
//!
//! What was decided is read, never written, whoever else has it open.

use crate::lang::Pack;
use crate::link::Ground;
use crate::loader::Knowledge;
use crate::model::Corpus;
use crate::notice::tell;
use crate::review::{self, Review, Reviewed, Shown};
use crate::search::{self, Asked, List, Query};
use crate::store::{self, Which};
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Refuses, with an exit code, where what is to be written is among what is read or is the database.
type Spared<'a> = dyn Fn(&[PathBuf], &[PathBuf]) -> Result<(), ExitCode> + 'a;

/// What is meant, as the arguments have it.
#[derive(Clone, Debug, Default)]
pub(super) struct Meant {
    /// Only articles that this finds.
    pub query: String,
    /// Where what was decided is kept; `None`: where the interface keeps it for these paths.
    pub kept: Option<PathBuf>,
    /// The session of this name, instead.
    pub session: Option<String>,
    /// Whether everything is as it was found, whatever was decided.
    pub as_found: bool,
    /// Whether every quote is out that nobody accepted or corrected.
    pub reviewed: bool,
    /// The files and folders.
    pub paths: Vec<PathBuf>,
}

/// What was read, as it is meant.
pub(super) struct Read {
    /// The corpus.
    pub corpus: Arc<Corpus>,
    /// What the user told simak.
    pub knowledge: &'static Knowledge,
    /// What was decided of its quotes, where anything was.
    pub reviewed: Option<Reviewed>,
}

/// Adds the arguments to a command.
pub(super) fn arguments(command: Command) -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    command
        .arg(
            Arg::new("query")
                .long("query")
                .value_name("QUERY")
                .allow_hyphen_values(true)
                .default_value("")
                .hide_default_value(true)
                .help("Only articles that this finds, as if there were no others: 'outlet:wire date:2031-03'"),
        )
        .arg(
            Arg::new("session-file")
                .long("session-file")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Take what was decided from this database, instead of the one kept for these paths"),
        )
        .arg(
            Arg::new("session")
                .long("session")
                .value_name("NAME")
                .conflicts_with("session-file")
                .help("Take what was decided from the session of this name; without PATH, of the files that it is of"),
        )
        .arg(
            flag("as-found")
                .conflicts_with_all(["session-file", "session", "reviewed"])
                .help("Leave out what was decided: everything as it was found"),
        )
        .arg(flag("reviewed").help("Leave out every quote that was not accepted or corrected"))
        .arg(super::paths())
}

impl Meant {
    /// What these arguments mean.
    pub fn of(matches: &ArgMatches) -> Meant {
        Meant {
            query: matches.get_one("query").cloned().unwrap_or_default(),
            kept: matches.get_one("session-file").cloned(),
            session: matches.get_one("session").cloned(),
            as_found: matches.get_flag("as-found"),
            reviewed: matches.get_flag("reviewed"),
            paths: matches.get_many("paths").unwrap_or_default().cloned().collect(),
        }
    }

    /// Reads and links everything that is meant, or says why not. `spared` is asked first whether what is read and the
    /// database are left alone by what is to be written.
    pub fn read(self, spared: &Spared<'_>) -> Result<Read, ExitCode> {
        let query = understood(&self.query)?;
        // (Before the articles: where it cannot be read, nothing has to be waited for.)
        let which = store::meant(self.session, self.paths).map_err(|why| {
            tell(&why);
            ExitCode::from(2)
        })?;
        let paths = which.paths().to_vec();
        let which = self.kept.map_or(which, Which::File);
        spared(&paths, &Vec::from_iter(which.file()))?;
        let review = if self.as_found { Review::default() } else { decided(&which)? };
        let (corpus, knowledge) = super::read(paths)?;
        let (corpus, reviewed) = laid(Arc::new(corpus), review, &query, self.reviewed, knowledge.pack);
        Ok(Read { corpus, knowledge, reviewed })
    }
}

/// The query of articles, or what is wrong with it.
pub(super) fn understood(query: &str) -> Result<Query, ExitCode> {
    Query::of_list(query, List::Articles).map_err(|wrong| {
        tell("the query is not understood:");
        wrong.shown(query).lines().for_each(tell);
        ExitCode::from(2)
    })
}

/// What was decided, or why that cannot be read.
fn decided(which: &Which) -> Result<Review, ExitCode> {
    store::lying(which).iter().for_each(|lying| tell(lying));
    store::read(which, &store::reviewer()).map_err(|why| {
        tell(&why);
        ExitCode::FAILURE
    })
}

/// The corpus with what was decided, of the articles alone that the query finds; and how much was reviewed of these.
fn laid(
    corpus: Arc<Corpus>,
    mut review: Review,
    query: &Query,
    reviewed_only: bool,
    pack: &'static Pack,
) -> (Arc<Corpus>, Option<Reviewed>) {
    if review.is_empty() && query.is_empty() && !reviewed_only {
        return (corpus, None);
    }
    let ground = Ground::of(&corpus, pack);
    let mut shown = Shown { reviewed_only, ..Shown::default() };
    if !query.is_empty() {
        // What the query asks of decisions, it asks of the corpus as decided.
        let (whole, placed) = review::lay(&corpus, &|| ground.clone(), &review, &Shown::default());
        review.take(placed);
        let today = crate::clock::today();
        shown.scope = Some(search::matching(&Asked { query, list: List::Articles, corpus: &whole, review: &review, today }));
    }
    let (corpus, placed) = review::lay(&corpus, &|| ground.clone(), &review, &shown);
    review.take(placed);
    let reviewed = Reviewed::of(&corpus, &review, reviewed_only);
    (corpus, reviewed)
}

/// Whether what is read and what is kept of it is left alone by writing to this file.
pub(super) fn spares<'o>(output: Option<&'o Path>) -> impl Fn(&[PathBuf], &[PathBuf]) -> Result<(), ExitCode> + 'o {
    move |paths, kept| super::output::spares_what_is_read(output, paths, kept)
}
