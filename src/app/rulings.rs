//! Who is who, as a person decides it: merging speakers, setting a voice apart, renaming, taking the last decision back.
//!
//! The linked snapshot stays beside the ruled one that is shown. A decision is kept at once, and laid over the snapshot
//! outside; the ruled corpus comes back as a message of its own.

use super::carry::carry;
use super::state::State;
use super::{Effect, Snapshot, session};
use crate::model::{Corpus, QuoteRef, Ruling, SpeakerIx, VoiceRef};
use crate::pane::Focus;
use std::sync::Arc;

/// What a person has decided.
#[derive(Clone, Debug, Default)]
pub struct Rulings {
    /// The decisions, in their order.
    pub list: Vec<Ruling>,
    /// The corpus as it was linked.
    base: Arc<Corpus>,
    /// The speaker that waits to be merged with another: one of their voices, and the name.
    merging: Option<(VoiceRef, Box<str>)>,
    /// Which question the last effect asked.
    generation: u64,
}

impl Rulings {
    /// The name of the speaker that waits to be merged.
    pub fn merging(&self) -> Option<&str> {
        self.merging.as_ref().map(|m| &*m.1)
    }
}

/// Takes a linked snapshot: shows it, or has it ruled first.
pub fn corpus_came(state: &mut State, snapshot: Snapshot) -> Vec<Effect> {
    state.rulings.base = Arc::clone(&snapshot.corpus);
    if state.rulings.list.is_empty() { carry(state, snapshot) } else { vec![ask(state)] }
}

/// Takes a ruled snapshot, unless it answers an older question.
pub fn ruled(state: &mut State, generation: u64, snapshot: Snapshot) -> Vec<Effect> {
    if state.rulings.generation == generation { carry(state, snapshot) } else { Vec::new() }
}

/// Takes up what was decided in an earlier run. What was decided in this one before goes after it.
pub fn take_up(state: &mut State, mut before: Vec<Ruling>) -> Vec<Effect> {
    if before.is_empty() {
        return Vec::new();
    }
    before.append(&mut state.rulings.list);
    state.rulings.list = before;
    if state.rulings.base.articles.is_empty() { Vec::new() } else { vec![ask(state)] }
}

fn ask(state: &mut State) -> Effect {
    state.generation += 1;
    state.rulings.generation = state.generation;
    let Rulings { list, base, generation, .. } = &state.rulings;
    Effect::Rule { generation: *generation, corpus: Arc::clone(base), rulings: list.clone() }
}

/// The first call marks the chosen speaker, the second merges it with the one chosen then.
pub fn merge(state: &mut State) -> Vec<Effect> {
    let Some((speaker, voice)) = chosen(state) else { return told(state, "No speaker is chosen.") };
    let name = name(state, speaker);
    let Some((first, before)) = state.rulings.merging.take() else {
        state.rulings.merging = Some((voice, name.clone()));
        return told(state, &format!("{name}: choose who is the same, and do it again; the name of the second stays."));
    };
    if first == voice {
        return told(state, "That is the same speaker: nothing was merged.");
    }
    decide(state, Ruling::Same(voice, first), &format!("{before} and {name} are one now."))
}

/// Sets the voice of the chosen quote's article apart.
pub fn split(state: &mut State) -> Vec<Effect> {
    let Some(at) = quote(state) else {
        return told(state, "Choose one of the speaker's quotes: its article's voice is set apart.");
    };
    let Some(voice) = voice_of(&state.corpus, at) else { return told(state, "Nobody is known to have said this.") };
    let speaker = state.corpus.speaker_of(at).map(|s| name(state, s)).unwrap_or_default();
    decide(state, Ruling::Apart(voice), &format!("In this article {speaker} is somebody else now."))
}

/// Gives the chosen speaker a name.
pub fn rename(state: &mut State, voice: VoiceRef, name: &str) -> Vec<Effect> {
    match name.trim() {
        "" => told(state, "A name cannot be empty: nothing was renamed."),
        name => decide(state, Ruling::Named(voice, name.into()), &format!("The name is {name} now.")),
    }
}

/// Takes the last decision back.
pub fn undo(state: &mut State) -> Vec<Effect> {
    if state.rulings.merging.take().is_some() {
        return told(state, "Nothing is merged.");
    }
    match state.rulings.list.pop() {
        Some(_) => decided(state, "The last decision about speakers is taken back."),
        None => told(state, "There is no decision about speakers to take back."),
    }
}

/// Lets go of a merge that has begun; whether there was one.
pub fn let_go(state: &mut State) -> bool {
    state.rulings.merging.take().is_some()
}

/// The chosen speaker's name and one of their voices, to be renamed.
pub fn to_rename(state: &State) -> Option<(VoiceRef, Box<str>)> {
    let (speaker, voice) = chosen(state)?;
    Some((voice, name(state, speaker)))
}

fn decide(state: &mut State, ruling: Ruling, notice: &str) -> Vec<Effect> {
    state.rulings.list.push(ruling);
    decided(state, notice)
}

/// Has what was decided kept and shown.
fn decided(state: &mut State, notice: &str) -> Vec<Effect> {
    state.notice = Some(notice.to_owned());
    let mut effects = vec![ask(state)];
    effects.extend(session::keep(state));
    effects
}

fn told(state: &mut State, notice: &str) -> Vec<Effect> {
    state.notice = Some(notice.to_owned());
    Vec::new()
}

/// The speaker that is meant: the chosen one of the list, or whose quote is chosen.
fn chosen(state: &State) -> Option<(SpeakerIx, VoiceRef)> {
    let corpus = &state.corpus;
    let at = match quote(state) {
        Some(at) => at,
        None => *corpus.speakers.get(state.speakers.list.item()? as usize)?.quotes.first()?,
    };
    Some((corpus.speaker_of(at)?, voice_of(corpus, at)?))
}

/// The chosen quote, where one can be.
fn quote(state: &State) -> Option<QuoteRef> {
    match state.focus {
        Focus::Quotes => state.quotes.chosen(&state.corpus),
        Focus::Reader => state.reader.article.zip(state.reader.quote).map(|(article, quote)| QuoteRef { article, quote }),
        _ => None,
    }
}

fn voice_of(corpus: &Corpus, at: QuoteRef) -> Option<VoiceRef> {
    let (article, quote) = corpus.quote(at)?;
    let voice = article.voices.get(quote.speaker? as usize)?;
    Some(VoiceRef { article: Arc::clone(&article.id), name: voice.name.clone() })
}

fn name(state: &State, speaker: SpeakerIx) -> Box<str> {
    state.corpus.speakers.get(speaker as usize).map_or("".into(), |s| s.name.clone())
}

#[cfg(test)]
mod tests {
    use super::super::Effect;
    use super::super::testing::Driver;
    use crate::model::Ruling;

    fn names(driver: &Driver) -> Vec<String> {
        driver.state.corpus().speakers.iter().map(|s| format!("{} {}", s.name, s.quotes.len())).collect()
    }

    #[test]
    fn merged_split_renamed_and_taken_back() {
        let mut driver = Driver::new(160, 50);
        let before = names(&driver);
        driver.keys("3 M j M");
        let merged = names(&driver);
        assert_eq!(merged.len() + 1, before.len(), "{before:?} {merged:?}");
        driver.keys("u");
        assert_eq!(names(&driver), before);
        driver.keys("g g R Ctrl-u 'Nama_Lain Enter");
        assert!(names(&driver).iter().any(|n| n.starts_with("Nama Lain ")), "{:?}", names(&driver));
        assert!(driver.text().contains("Nama Lain"));
        driver.keys("u");
        assert_eq!(names(&driver), before);
    }

    #[test]
    fn a_merge_that_has_begun_is_seen_and_let_go() {
        let mut driver = Driver::new(160, 50);
        driver.keys("3 M j");
        assert!(driver.text().contains("[merge: "), "{}", driver.text());
        driver.keys("Esc");
        assert!(!driver.text().contains("[merge: "));
        driver.keys("S");
        assert!(driver.text().contains("Choose one of the speaker's quotes"));
    }

    #[test]
    fn a_decision_is_kept_at_once() {
        let mut driver = Driver::new(160, 50);
        let session = crate::store::Session::default();
        driver.send(super::super::Msg::Session { session, notice: None });
        driver.keys("3 M j M");
        let kept = driver.effects.iter().rev().find_map(|e| match e {
            Effect::Keep(session) => Some(session.rulings.clone()),
            _ => None,
        });
        assert!(matches!(kept.as_deref(), Some([Ruling::Same(..)])), "{kept:?}");
    }
}
