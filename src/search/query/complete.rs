//! What can be typed where a query ends: fields, and the values that exist.

use super::super::List;
use super::ast::{Field, Is, Kind, Term, kinds};
use super::nonsense;
use super::phrases::{is_mark, start_of_word};
use crate::model::{Corpus, Stance};
use crate::review::Review;
use std::collections::BTreeSet;
use std::ops::Range;

/// At most so many values are offered.
const MOST: usize = 50;

/// What can stand in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the query that it takes the place of.
    pub at: Range<usize>,
    /// What can stand there, in its order.
    pub values: Vec<String>,
}

/// What the word before the cursor, at byte `cursor`, can become; `None` where nothing fits. Names of outlets, speakers and
/// tags are those that exist.
pub fn complete(query: &str, cursor: usize, list: List, corpus: &Corpus, review: &Review) -> Option<Completion> {
    let head = query.get(..cursor)?;
    let start = start_of_word(head);
    let word = head.get(start..)?;
    let sign = word.len() - word.trim_start_matches(['-', '(']).len();
    let start = start + sign;
    let word = word.get(sign..)?;
    let (at, typed, values) = match word.split_once(':') {
        None if word.is_empty() => return None,
        None => (start, word, Field::ALL.iter().map(|field| format!("{}:", field.name())).collect()),
        Some((field, value)) => {
            let field = Field::ALL.into_iter().find(|own| own.name().eq_ignore_ascii_case(field))?;
            let typed = value.trim_start_matches(is_mark);
            (start + field.name().len() + 1, typed, values(field, list, corpus, review))
        }
    };
    let typed = typed.to_lowercase();
    let fitting = values.into_iter().filter(|value| {
        let lower = value.to_lowercase();
        lower.starts_with(&typed) || lower.split_whitespace().any(|word| word.starts_with(&typed))
    });
    let values: Vec<String> = fitting.take(MOST).map(quoted).collect();
    (!values.is_empty()).then_some(Completion { at: at..cursor, values })
}

/// What the tag before the cursor, at byte `cursor` of a line of tags, can become: of those that exist.
pub fn complete_tag(line: &str, cursor: usize, review: &Review) -> Option<Completion> {
    let head = line.get(..cursor)?;
    let start = head.rfind(|c: char| c.is_whitespace() || c == ',').map_or(0, |at| at + 1);
    let typed = head.get(start..)?.trim_start_matches('#').to_lowercase();
    let fitting = tags(review).into_iter().filter(|tag| tag.to_lowercase().starts_with(&typed));
    let values: Vec<String> = fitting.take(MOST).map(str::to_owned).collect();
    (!values.is_empty()).then_some(Completion { at: start..cursor, values })
}

/// Every tag, in the order of the alphabet.
fn tags(review: &Review) -> BTreeSet<&str> {
    review.subjects().flat_map(|(_, _, own)| &own.tags).map(|tag| &**tag).collect()
}

fn values(field: Field, list: List, corpus: &Corpus, review: &Review) -> Vec<String> {
    let sensible = |term: Term| nonsense(&term, list).is_none();
    let once = |names: BTreeSet<&str>| names.into_iter().map(str::to_owned).collect();
    match field {
        Field::Stance => Stance::ALL.map(|stance| stance.name().to_owned()).to_vec(),
        Field::Kind => {
            let own = kinds().filter(|(_, kind)| sensible(Term::Kind(*kind)));
            // What only this list has stands first.
            let mut own: Vec<_> = own.collect();
            own.sort_by_key(|(_, kind)| matches!(kind, Kind::Quote(_) | Kind::Attribution(_) | Kind::Voice(_)));
            own.into_iter().map(|(name, _)| name.to_owned()).collect()
        }
        Field::Is => Is::ALL.into_iter().filter(|is| sensible(Term::Is(*is))).map(|is| is.name().to_owned()).collect(),
        Field::Outlet => once(corpus.articles.iter().filter_map(|article| article.outlet.as_deref()).collect()),
        Field::Tag => once(tags(review)),
        // The most quoted stand first.
        Field::Speaker => corpus.speakers.iter().map(|speaker| speaker.name.to_string()).collect(),
        Field::Note | Field::Date | Field::Re => Vec::new(),
    }
}

/// A value as it is written: in quotation marks where it has to be.
fn quoted(value: String) -> String {
    let plain = value.chars().all(|c| !c.is_whitespace() && !matches!(c, '(' | ')') && !is_mark(c));
    if plain { value } else { format!("\"{}\"", value.replace(is_mark, "'")) }
}
