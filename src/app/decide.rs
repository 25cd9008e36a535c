//! What a person decides, as the interface holds it: the review, what of it is not on the disk yet, and the snapshot as it
//! was linked, beside the one that is shown.
//!
//! A decision is applied at once and given out to be kept; only its confirmation comes later. Where subjects are in a new
//! snapshot, and who is who in it, is found outside and comes back as one message.

use super::carry::carry;
use super::selection::{self, Deed, Source};
use super::state::State;
use super::{Effect, Snapshot, Wish, scope};
use crate::model::Article;
use crate::pane::paint::plural;
use crate::review::{Act, Change, Decision, Field, Placed, Review, Step, Value, Verdict};
use crate::store::Opened;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a person has decided.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// The present state.
    pub review: Review,
    /// The snapshot as it was linked.
    base: Option<Snapshot>,
    /// Whether everything is shown as it was found.
    pub as_found: bool,
    /// Whether what is shown does not follow yet from all that was decided and chosen: that is being worked out.
    pub pending: bool,
    /// Whether the store has answered; if so, whether anything can be decided.
    writable: Option<bool>,
    /// Articles that were opened before it had.
    early: Vec<Arc<Article>>,
    /// Steps to be given out.
    written: Vec<Arc<Step>>,
    /// The numbers of the steps that decide something, were given out and are not confirmed.
    pub unkept: BTreeSet<u64>,
    /// Whether keeping fails at present.
    pub failing: bool,
    /// Which question the last effect asked.
    generation: u64,
    /// Whether what was decided in earlier runs has its places.
    laid: bool,
    /// Raised when it is laid anew, and when something of it is kept.
    pub epoch: u64,
}

/// Whether what was decided in earlier runs is known, and where it is.
pub fn is_settled(state: &State) -> bool {
    state.decided.writable.is_some() && state.decided.laid
}

/// Takes a linked snapshot: shows it, or has it laid under what was decided first.
pub fn corpus_came(state: &mut State, snapshot: Snapshot) -> Vec<Effect> {
    state.decided.base = Some(snapshot.clone());
    let plain = state.decided.review.is_empty() && state.scopes.is_empty();
    if plain { carry(state, snapshot) } else { lay(state) }
}

/// How many articles and troubles the linked snapshot holds, whatever is shown of it.
pub fn read_so_far(state: &State) -> (usize, usize) {
    state.decided.base.as_ref().map_or((0, 0), |base| (base.corpus.articles.len(), base.corpus.troubles.len()))
}

/// Takes a snapshot with what was decided in its places, unless it answers an older question.
pub fn laid(state: &mut State, generation: u64, snapshot: Snapshot, placed: Placed) -> Vec<Effect> {
    if state.decided.generation != generation {
        return Vec::new();
    }
    state.decided.review.take(placed);
    state.decided.laid = true;
    state.decided.epoch += 1;
    state.decided.pending = false;
    let mut effects = carry(state, snapshot);
    let everything = state.decided.base.as_ref().map_or(0, |base| base.corpus.articles.len());
    effects.extend(scope::came(state, everything).into_iter().flatten());
    effects
}

/// Takes up what was decided in earlier runs.
pub fn opened(state: &mut State, Opened { review, writable, held, trouble, .. }: Opened) -> Vec<Effect> {
    state.decided.failing = held;
    state.notice = trouble.or(state.notice.take());
    if review.differing() > 0 {
        let quotes = plural(review.differing(), "quote is", "quotes are");
        let before = state.notice.take().map(|notice| notice + " ").unwrap_or_default();
        state.notice = Some(format!("{before}{quotes} judged differently by you and others; D lists them."));
    }
    state.decided.laid = review.is_empty();
    state.decided.review = review;
    state.decided.writable = Some(writable);
    for article in std::mem::take(&mut state.decided.early) {
        read(state, &article);
    }
    let plain = state.decided.review.is_empty() && state.scopes.is_empty();
    if plain { Vec::new() } else { lay(state) }
}

/// A step is on the disk.
pub fn kept(state: &mut State, number: u64, at: i64) {
    state.decided.unkept.remove(&number);
    state.decided.epoch += 1;
    if state.decided.review.kept(number, at) {
        state.queue.kept(at);
    }
}

/// Keeping fails, and is tried again.
pub fn unkept(state: &mut State, why: String) -> Vec<Effect> {
    state.decided.failing = true;
    state.notice = Some(why);
    Vec::new()
}

/// Nothing is left that is not kept.
pub fn kept_again(state: &mut State) -> Vec<Effect> {
    state.decided.failing = false;
    state.told("All is kept again.")
}

/// Has the linked snapshot made what is to be shown: with what was decided, within the scope.
pub fn lay(state: &mut State) -> Vec<Effect> {
    let Some(snapshot) = state.decided.base.clone() else { return Vec::new() };
    state.generation += 1;
    state.decided.generation = state.generation;
    state.decided.pending = true;
    let (review, as_found, scopes) = (state.decided.review.clone(), state.decided.as_found, state.scopes.clone());
    vec![Effect::Lay { generation: state.generation, snapshot, wish: Box::new(Wish { review, as_found, scopes }) }]
}

/// An article was opened.
pub fn read(state: &mut State, article: &Arc<Article>) {
    let decided = &mut state.decided;
    match decided.writable {
        None => decided.early.push(Arc::clone(article)),
        Some(true) if !decided.review.article(article).is_some_and(|own| own.read) => {
            let target = decided.review.of_article(article);
            decided.written.extend(decided.review.note([(target, Field::Read, Some(Value::On))]));
        }
        Some(_) => {}
    }
}

/// Decides, and says so; or says why not.
pub fn decide(state: &mut State, changes: Vec<Decision>, notice: &str) -> Vec<Effect> {
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    match state.decided.review.decide(changes) {
        Some(step) => {
            state.queue.changed(&state.decided.review, &step);
            written(state, step, notice)
        }
        None => state.told("It is so already: nothing was changed."),
    }
}

/// Why nothing can be decided now.
pub fn obstacle(state: &State) -> Option<&'static str> {
    if state.deciding.is_some() {
        return Some("Many quotes are being decided about at once; try again in a moment.");
    }
    match state.decided.writable {
        None => Some("What was kept is still being opened; try again."),
        Some(false) => Some("Nothing can be decided here: what is decided could not be kept."),
        Some(true) if !is_settled(state) && !state.corpus.articles.is_empty() => {
            Some("What was decided before is being found in the articles; try again.")
        }
        Some(true) => None,
    }
}

/// Takes the last decision back.
pub fn undo(state: &mut State) -> Vec<Effect> {
    again(state, Deed::Undo)
}

/// Does again what was taken back last.
pub fn redo(state: &mut State) -> Vec<Effect> {
    again(state, Deed::Redo)
}

fn again(state: &mut State, deed: Deed) -> Vec<Effect> {
    match obstacle(state) {
        Some(obstacle) => state.told(obstacle),
        None => selection::ask(state, Source::These(Vec::new()), deed),
    }
}

/// A step was taken in the review that the state holds, and looked at by its queue: it is given out to be kept, and told.
pub fn written(state: &mut State, step: Arc<Step>, notice: &str) -> Vec<Effect> {
    state.notice = Some(notice.to_owned());
    let governs = step.changes.iter().any(governs);
    state.decided.written.push(step);
    // (Another snapshot has every filter asked again.)
    if governs { lay(state) } else { super::prompt::ask_decided(state) }
}

/// Whether a change makes another corpus: who is who, what a quote is, whether it is one.
fn governs(change: &Change) -> bool {
    let rejects = |value: &Option<Value>| matches!(value, Some(Value::Verdict(Verdict::Rejected)));
    match change.field {
        Field::Holds => true,
        Field::Speaker | Field::Span | Field::Kind | Field::Stance | Field::Said => true,
        Field::Verdict => rejects(&change.from) || rejects(&change.to),
        _ => false,
    }
}

/// Shows everything as it was found, or as it was decided again.
pub fn as_found(state: &mut State) -> Vec<Effect> {
    state.decided.as_found = !state.decided.as_found;
    let decided = state.decided.review.subjects().any(|(_, _, own)| own.is_decided());
    state.notice = Some(match (state.decided.as_found, decided) {
        (true, true) => "Shown as found: what was decided changes nothing here until this is done again.".to_owned(),
        (true, false) => "Shown as found; nothing is decided yet.".to_owned(),
        (false, _) => "Shown as decided.".to_owned(),
    });
    lay(state)
}

/// A step in a few words: of what, which field.
pub fn said(step: &Step) -> String {
    let Some(first) = step.changes.first() else { return "a decision that others have replaced".to_owned() };
    let words: String = first.subject.words().split_whitespace().collect::<Vec<_>>().join(" ").chars().take(40).collect();
    let more = match step.changes.iter().filter(|change| change.subject != first.subject).count() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    format!("{} of {} “{words}”{more}", first.field, first.subject.kind())
}

/// The steps that were made and not given out yet, as effects.
pub fn give_out(state: &mut State, effects: &mut Vec<Effect>) {
    let written = std::mem::take(&mut state.decided.written);
    let decides = |step: &&Arc<Step>| !matches!(step.act, Act::Note | Act::Saw(_));
    state.decided.unkept.extend(written.iter().filter(decides).map(|step| step.id.number));
    effects.extend(written.into_iter().map(Effect::Write));
}
