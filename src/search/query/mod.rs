//! The query language: what every filter, bulk action, export and saved query asks by.
//!
//! `words "a phrase" -not (this OR that) field:value`. Terms side by side must all hold. [`Query::parse`] gives one typed
//! tree or says where the query is wrong ([`Wrong`]); [`Query::check`] whether it makes sense for a list; `Plan` answers it.
//!
//! A term asks about an item of a list **or about one quote of it**. Terms about quotes that stand side by side are answered
//! by one and the same quote: `speaker:a stance:denies` are the articles in which *a* denies. In brackets of their own
//! they are answered apart: `(speaker:a) (stance:denies)`. What is taken away is taken away whole: `-stance:denies` are
//! the articles in which nobody denies. Where a person corrected a quote, its correction is asked.
//!
//! | term | article | speaker | quote | event | claim | statement | hearing | finding |
//! | --- | --- | --- | --- | --- | --- | --- | --- | --- |
//! | word | title, outlet, authors, date; its text | names, roles, by some of their letters | words, stance, outlet | title, date; where it is told | accused, words, who takes a position; every position | speaker, words; every version | party, how heard; its quotes | kind, speaker, words; its places |
//! | phrase, `re:` | the same | the same, as it stands; all roles | the same | the same | the same | the same | the same | the same |
//! | `speaker:` | is quoted in it | is so named | said it | takes part or is quoted | is accused or takes a position | said it | is the party | whose words they are |
//! | `outlet:` | published it | quotes them | published it | tells it | tells a position | tells a version | quotes the party or tells a claim | one of its places |
//! | `stance:` | of a quote | of a quote | its own | of a quote | of a position | of a version | of a quote | of a quote |
//! | `kind:` of a quote | of a quote | of a quote | its own | of a quote | of a position | of a version | of a quote | of a quote |
//! | `kind:` of a voice | quoted | its own | speaker's | takes part | accused, or takes a position | speaker's | the party's | speaker's |
//! | other `kind:` | – | – | – | – | – | how its versions differ | – | its own |
//! | `date:` | published then | quoted then | said then, else published | overlaps | of a position | of a version | of a quote or a claim | published then |
//! | `is:read`, `is:unread` | opened or not | – | of such an article | – | – | – | – | – |
//! | `is:reviewed` | it, or every quote of it | so | its own | so | so | so | so | so |
//! | `is:unreviewed` | a quote is not | so | its own | so | so | so | so | so |
//! | other `is:`, `tag:`, `note:` | it, a passage or a quote of it | they, or a quote | its own | it, or a quote | a quote | a quote | a quote | a quote |
//!
//! – : an error that says so. A date that is not known overlaps nothing.

mod ast;
mod complete;
mod decided;
mod held;
mod parse;
mod phrases;
mod plan;
mod test;
#[cfg(test)]
mod tests;
mod when;
mod wrong;

pub use ast::{Field, Is, Kind, Node, Term, kinds};
pub use complete::{Completion, complete, complete_tag};
pub use parse::MAX_BYTES;
pub use plan::Plan;
pub use when::When;
pub use wrong::Wrong;

use super::{Fuzzy, List, Needle};
use std::sync::Arc;

/// How a query is written: a form, and what it finds. Help and README show this table.
pub const FORMS: [(&str, &str); 16] = [
    (
        "word other",
        "Both words, anywhere, as whole words; case counts in what is typed with capitals. Of speakers, letters may be left out.",
    ),
    ("word* *word*", "What begins so; what holds it."),
    ("\"a phrase\"", "These words as they stand, side by side."),
    ("re:pattern", "A regular expression, in quotation marks where it holds a blank."),
    ("-term", "Without it."),
    ("this OR that", "One of them. ( ) hold terms together."),
    ("speaker:name", "Quoted in it, taking part, or so named; speaker:\"two words\"."),
    ("outlet:name", "Published, quoted or told there."),
    ("stance:denies", "asserts, denies, accuses, confirms, declines, condemns, warns, urges."),
    ("kind:direct", "Quotes: direct, mixed, indirect; reported, alleged. Voices: person, organization, unnamed, document."),
    ("kind:reworded", "Drift: contradicting, reworded, shortened, identical. Findings: by their kind."),
    ("date:2024-10..2024-11", "From then to then, either may be left open; also 2024, 2024-10-12, 2024-W42, words in \"…\"."),
    ("tag:name note:word", "What you tagged so, and what your notes hold."),
    ("is:unread", "read, unread: articles you opened or not, and their quotes."),
    ("is:unreviewed", "reviewed, unreviewed, accepted, rejected, corrected, flagged, skipped."),
    ("is:marked", "marked, noted, highlighted."),
];

/// A query that was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    text: Box<str>,
    /// Whether it is asked of names, of whose words letters may be left out.
    names: bool,
    root: Option<Arc<Node>>,
}

impl Query {
    /// Parses a query.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub fn parse(text: &str) -> Result<Query, Wrong> {
        Ok(Query { root: parse::parse(text)?.map(Arc::new), text: text.into(), names: false })
    }

    /// Parses a query that is asked of a list.
    ///
    /// # Errors
    /// As [`Query::parse`] and [`Query::check`].
    pub fn of_list(text: &str, list: List) -> Result<Query, Wrong> {
        let query = Query { names: asks_names(list), ..Query::parse(text)? };
        query.check(list)?;
        Ok(query)
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Whether items match better or worse, so that the best stand first. Else all match alike and keep their order.
    pub fn is_ranked(&self) -> bool {
        let mut ranked = false;
        self.each(&mut |term, wanted| ranked |= wanted && matches!(term, Term::Word(_)));
        ranked && self.names
    }

    /// Whether what a person decides changes the answer.
    pub fn asks_decisions(&self) -> bool {
        let mut asks = false;
        self.each(&mut |term, _| asks |= !matches!(term, Term::Word(_) | Term::Phrase(_) | Term::Pattern(_)));
        asks
    }

    /// Whether every term makes sense for a list.
    ///
    /// # Errors
    /// The first term that does not.
    pub fn check(&self, list: List) -> Result<(), Wrong> {
        self.root.as_deref().map_or(Ok(()), |root| check(root, list))
    }

    /// Which characters of a text the query's words and phrases match, ascending.
    pub fn places(&self, text: &str) -> Vec<usize> {
        let (matcher, mut places) = (Fuzzy::default(), Vec::new());
        self.each(&mut |term, wanted| match term {
            Term::Word(word) if wanted && self.names => places.extend(matcher.places(text, word)),
            Term::Word(words) | Term::Phrase(words) if wanted => {
                let mut hit = |span: crate::model::Span| {
                    let from = text.get(..span.start as usize).map_or(0, |before| before.chars().count());
                    places.extend(from..from + span.of(text).chars().count());
                };
                Needle::new(words).into_iter().for_each(|needle| needle.each(text, &mut hit));
            }
            _ => {}
        });
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Calls `take` for every term, and with whether it is wanted or to be left out.
    fn each(&self, take: &mut dyn FnMut(&Term, bool)) {
        fn walk(node: &Node, wanted: bool, take: &mut dyn FnMut(&Term, bool)) {
            match node {
                Node::Term(term, _) => take(term, wanted),
                Node::Not(inner) => walk(inner, !wanted, take),
                Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| walk(part, wanted, take)),
            }
        }
        self.root.iter().for_each(|root| walk(root, true, take));
    }
}

/// Whether a list is of names, from which one picks by some of their letters.
fn asks_names(list: List) -> bool {
    list == List::Speakers
}

fn check(node: &Node, list: List) -> Result<(), Wrong> {
    match node {
        Node::Not(inner) => check(inner, list),
        Node::All(parts) | Node::Any(parts) => parts.iter().try_for_each(|part| check(part, list)),
        Node::Term(term, at) => match nonsense(term, list) {
            Some(why) => Err(Wrong::new(at.clone(), why)),
            None => Ok(()),
        },
    }
}

/// Why a term can hold for no item of a list.
fn nonsense(term: &Term, list: List) -> Option<String> {
    match term {
        Term::Is(is @ (Is::Read | Is::Unread)) if !matches!(list, List::Articles | List::Quotes(_)) => {
            Some(format!("`is:{}` is for articles and their quotes; {} are reviewed or unreviewed", is.name(), list.name()))
        }
        Term::Is(Is::Highlighted) if list == List::Speakers || list == List::Events => {
            Some(format!("passages are highlighted, {} are not; there are `is:marked` and `is:noted`", list.name()))
        }
        Term::Kind(kind @ Kind::Statement(_)) if list != List::Statements => {
            Some(format!("only statements of the drift are {}; {HERE}", kind.name()))
        }
        Term::Kind(kind @ Kind::Finding(_)) if list != List::Findings => {
            Some(format!("`{}` is a kind of finding; {HERE}", kind.name()))
        }
        _ => None,
    }
}

/// Kinds that every list knows.
const HERE: &str = "here a kind is direct, mixed, indirect, reported, alleged, person, organization, unnamed or document";
