//! Who is who, as a person decides it: merging speakers, setting a voice apart, renaming.

use super::Effect;
use super::decide::decide;
use super::state::State;
use crate::model::{QuoteRef, SpeakerIx};
use crate::pane::Focus;
use crate::review::{Field, Subject, Target, Value, VoiceAnchor, Who};
use std::sync::Arc;

/// The speaker that waits to be merged with another: one of their voices, and the name.
#[derive(Clone, Debug, Default)]
pub struct Merging(Option<(VoiceAnchor, Box<str>)>);

impl Merging {
    /// The name of the speaker that waits.
    pub fn name(&self) -> Option<&str> {
        self.0.as_ref().map(|(_, name)| &**name)
    }
}

/// The first call marks the chosen speaker, the second merges it with the one chosen then.
pub fn merge(state: &mut State) -> Vec<Effect> {
    let Some((speaker, voice)) = chosen(state) else { return state.told("No speaker is chosen.") };
    let name = name(state, speaker);
    let Some((first, before)) = state.merging.0.take() else {
        state.merging.0 = Some((voice, name.clone()));
        return state.told(&format!("{name}: choose who is the same, and do it again; the name of the second stays."));
    };
    if first == voice {
        return state.told("That is the same speaker: nothing was merged.");
    }
    rule(state, Who::Same(voice, first), &format!("{before} and {name} are one now."))
}

/// Sets the voice of the chosen quote's article apart.
pub fn split(state: &mut State) -> Vec<Effect> {
    let Some(at) = quote(state) else {
        return state.told("Choose one of the speaker's quotes: its article's voice is set apart.");
    };
    let corpus = Arc::clone(&state.corpus);
    let Some(voice) = state.decided.review.voice(&corpus, at) else {
        return state.told("Nobody is known to have said this.");
    };
    let speaker = state.corpus.speaker_of(at).map(|s| name(state, s)).unwrap_or_default();
    rule(state, Who::Apart(voice), &format!("In this article {speaker} is somebody else now."))
}

/// Gives the chosen speaker a name.
pub fn rename(state: &mut State, voice: VoiceAnchor, name: &str) -> Vec<Effect> {
    match name.trim() {
        "" => state.told("A name cannot be empty: nothing was renamed."),
        name => rule(state, Who::Named(voice, name.into()), &format!("The name is {name} now.")),
    }
}

/// Lets go of a merge that has begun; whether there was one.
pub fn let_go(state: &mut State) -> bool {
    state.merging.0.take().is_some()
}

/// The chosen speaker's name and one of their voices, to be renamed.
pub fn to_rename(state: &mut State) -> Option<(VoiceAnchor, Box<str>)> {
    let (speaker, voice) = chosen(state)?;
    Some((voice, name(state, speaker)))
}

fn rule(state: &mut State, who: Who, notice: &str) -> Vec<Effect> {
    let target = Target { subject: Arc::new(Subject::Who(who)), item: None };
    decide(state, vec![(target, Field::Holds, Some(Value::On))], notice)
}

/// The speaker that is meant: the chosen one of the list, or whose quote is chosen.
fn chosen(state: &mut State) -> Option<(SpeakerIx, VoiceAnchor)> {
    let corpus = Arc::clone(&state.corpus);
    let at = match quote(state) {
        Some(at) => at,
        None => *corpus.speakers.get(state.speakers.list.item()? as usize)?.quotes.first()?,
    };
    Some((corpus.speaker_of(at)?, state.decided.review.voice(&corpus, at)?))
}

/// The chosen quote, where one can be.
fn quote(state: &State) -> Option<QuoteRef> {
    match state.focus {
        Focus::Quotes => state.quotes.chosen(&state.corpus),
        Focus::Reader => state.reader.article.zip(state.reader.quote).map(|(article, quote)| QuoteRef { article, quote }),
        _ => None,
    }
}

fn name(state: &State, speaker: SpeakerIx) -> Box<str> {
    state.corpus.speakers.get(speaker as usize).map_or("".into(), |s| s.name.clone())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Driver, corpus};
    use super::super::{Effect, Msg};
    use super::*;

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
    fn a_decision_is_given_out_at_once() {
        let mut driver = Driver::new(160, 50);
        driver.keys("3 M j M");
        let written = driver.effects.iter().rev().find_map(|e| match e {
            Effect::Write(step) => Some(Arc::clone(step)),
            _ => None,
        });
        let step = written.unwrap();
        assert!(matches!(&*step.changes[0].subject, Subject::Who(Who::Same(..))), "{step:?}");
        assert_eq!(driver.state.decided.unkept.len(), 1);
        driver.send(Msg::Kept { number: step.id.number, at: 7 });
        assert_eq!((driver.state.decided.unkept.len(), driver.state.decided.review.last().unwrap().at), (0, 7));
    }

    #[test]
    fn where_nothing_can_be_kept_nothing_is_decided() {
        let mut driver = Driver::empty(160, 50);
        driver.send(Msg::Opened(Box::default()));
        driver.send(Msg::Corpus(corpus().into()));
        let before = names(&driver);
        driver.keys("3 M j M");
        assert_eq!(names(&driver), before);
        assert!(driver.text().contains("Nothing can be decided here"), "{}", driver.text());
        assert!(!driver.effects.iter().any(|effect| matches!(effect, Effect::Write(_))));
    }
}
