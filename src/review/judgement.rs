//! What is decided of one subject at present.

use super::anchor::Passage;
use super::field::{Field, SaidBy, Value, Verdict};
use crate::model::{Article, Quote, QuoteKind, Span, Stance};

/// Everything decided of one subject. What was not decided is `None`, empty or `false`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// Whether what was found is right.
    pub verdict: Option<Verdict>,
    /// Whose words they are, where that was corrected.
    pub speaker: Option<SaidBy>,
    /// Where the words stand, where that was corrected.
    pub span: Option<Passage>,
    /// How they are reported, where that was corrected.
    pub kind: Option<QuoteKind>,
    /// What the speaker does with them, where that was corrected.
    pub stance: Option<Stance>,
    /// When they were said, where that was corrected: a TIMEX3 value.
    pub said: Option<Box<str>>,
    /// A note in Markdown.
    pub note: Option<Box<str>>,
    /// Tags, in order of the alphabet, each once.
    pub tags: Vec<Box<str>>,
    /// Whether it is marked.
    pub mark: bool,
    /// Whether it is lit up.
    pub highlight: bool,
    /// Whether it was read.
    pub read: bool,
    /// Whether a decision on who is who holds.
    pub holds: bool,
    /// The query saved by this name.
    pub query: Option<Box<str>>,
    /// Position in the log of the last step that changed it, but for reading.
    pub latest: u32,
}

impl Judgement {
    /// What is decided of a field.
    pub fn get(&self, field: &Field) -> Option<Value> {
        let on = |is: bool| is.then_some(Value::On);
        match field {
            Field::Verdict => self.verdict.map(Value::Verdict),
            Field::Speaker => self.speaker.clone().map(Value::Speaker),
            Field::Span => self.span.clone().map(Value::Span),
            Field::Kind => self.kind.map(Value::Kind),
            Field::Stance => self.stance.map(Value::Stance),
            Field::Said => self.said.clone().map(Value::Text),
            Field::Note => self.note.clone().map(Value::Text),
            Field::Tag(name) => on(self.tags.binary_search(name).is_ok()),
            Field::Mark => on(self.mark),
            Field::Highlight => on(self.highlight),
            Field::Read => on(self.read),
            Field::Holds => on(self.holds),
            Field::Query => self.query.clone().map(Value::Text),
        }
    }

    /// Sets a field. A value that is not of the field's kind sets nothing.
    pub(super) fn set(&mut self, field: &Field, value: Option<Value>) {
        match (field, value) {
            (Field::Verdict, Some(Value::Verdict(to))) => self.verdict = Some(to),
            (Field::Speaker, Some(Value::Speaker(to))) => self.speaker = Some(to),
            (Field::Span, Some(Value::Span(to))) => self.span = Some(to),
            (Field::Kind, Some(Value::Kind(to))) => self.kind = Some(to),
            (Field::Stance, Some(Value::Stance(to))) => self.stance = Some(to),
            (Field::Said, Some(Value::Text(to))) => self.said = Some(to),
            (Field::Note, Some(Value::Text(to))) => self.note = Some(to),
            (Field::Query, Some(Value::Text(to))) => self.query = Some(to),
            (Field::Tag(name), Some(Value::On)) => {
                if let Err(at) = self.tags.binary_search(name) {
                    self.tags.insert(at, name.clone());
                }
            }
            (Field::Mark, Some(Value::On)) => self.mark = true,
            (Field::Highlight, Some(Value::On)) => self.highlight = true,
            (Field::Read, Some(Value::On)) => self.read = true,
            (Field::Holds, Some(Value::On)) => self.holds = true,
            (field, None) => self.clear(field),
            (_, Some(_)) => {}
        }
    }

    fn clear(&mut self, field: &Field) {
        match field {
            Field::Verdict => self.verdict = None,
            Field::Speaker => self.speaker = None,
            Field::Span => self.span = None,
            Field::Kind => self.kind = None,
            Field::Stance => self.stance = None,
            Field::Said => self.said = None,
            Field::Note => self.note = None,
            Field::Tag(name) => self.tags.retain(|own| own != name),
            Field::Mark => self.mark = false,
            Field::Highlight => self.highlight = false,
            Field::Read => self.read = false,
            Field::Holds => self.holds = false,
            Field::Query => self.query = None,
        }
    }

    /// Whether anything of what was found was corrected.
    pub fn is_corrected(&self) -> bool {
        self.speaker.is_some() || self.span.is_some() || self.kind.is_some() || self.stance.is_some() || self.said.is_some()
    }

    /// Whether anything is decided that a person would miss: more than that it was read.
    pub fn is_decided(&self) -> bool {
        let own = self.note.is_some() || !self.tags.is_empty() || self.mark || self.highlight;
        self.verdict.is_some() || self.is_corrected() || own || self.holds
    }

    /// All of it in a few words, as a list of what is lost tells it: `accepted, #banjir, a note`.
    pub fn summary(&self) -> String {
        let mut words: Vec<String> = self.outcome().map(str::to_owned).into_iter().collect();
        if self.verdict.is_none() && self.is_corrected() {
            words.push("corrected".to_owned());
        }
        words.extend(self.tags.iter().map(|tag| format!("#{tag}")));
        let marks = [(self.mark, "marked"), (self.highlight, "highlighted"), (self.holds, "who is who")];
        words.extend(marks.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned()));
        words.extend(self.note.as_ref().map(|note| format!("note: {note}")));
        words.join(", ")
    }

    /// Whether a person has said what to make of it; what was skipped is not reviewed.
    pub fn is_reviewed(&self) -> bool {
        Outcome::of(self).is_some_and(|outcome| outcome != Outcome::Skipped)
    }

    /// What was decided, in one word: `corrected` for what was corrected and not decided otherwise.
    pub fn outcome(&self) -> Option<&'static str> {
        Outcome::of(self).map(Outcome::name)
    }
}

/// What was decided of something that was found.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Accepted as it was found.
    Accepted,
    /// Corrected, and by that accepted.
    Corrected,
    /// Rejected.
    Rejected,
    /// To be looked at again.
    Flagged,
    /// Passed over.
    Skipped,
}

impl Outcome {
    /// What was decided, if anything was.
    pub fn of(judgement: &Judgement) -> Option<Outcome> {
        match judgement.verdict {
            None | Some(Verdict::Accepted) if judgement.is_corrected() => Some(Outcome::Corrected),
            None => None,
            Some(Verdict::Accepted) => Some(Outcome::Accepted),
            Some(Verdict::Rejected) => Some(Outcome::Rejected),
            Some(Verdict::Flagged) => Some(Outcome::Flagged),
            Some(Verdict::Skipped) => Some(Outcome::Skipped),
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Accepted => Verdict::Accepted.name(),
            Outcome::Corrected => "corrected",
            Outcome::Rejected => Verdict::Rejected.name(),
            Outcome::Flagged => Verdict::Flagged.name(),
            Outcome::Skipped => Verdict::Skipped.name(),
        }
    }
}

/// A quote as it is now: as found, or as a person corrected it. `judgement` is that of this quote.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Effective<'a> {
    /// Where the words stand.
    pub span: Span,
    /// How they are reported.
    pub kind: QuoteKind,
    /// What the speaker does with them.
    pub stance: Stance,
    /// Whose words they are, where a person said so; `None`: as the corpus has it.
    pub speaker: Option<&'a SaidBy>,
    /// When they were said, where a person said so: a TIMEX3 value.
    pub said: Option<&'a str>,
}

impl<'a> Effective<'a> {
    /// A quote of this article, with what was decided of it.
    pub fn of(article: &Article, quote: &Quote, judgement: Option<&'a Judgement>) -> Effective<'a> {
        let found = quote.found();
        let corrected = judgement.and_then(|j| j.span.as_ref()).and_then(|passage| passage.find(&article.text));
        Effective {
            span: corrected.unwrap_or(found.span),
            kind: judgement.and_then(|j| j.kind).unwrap_or(found.kind),
            stance: judgement.and_then(|j| j.stance).unwrap_or(found.stance),
            speaker: judgement.and_then(|j| j.speaker.as_ref()),
            said: judgement.and_then(|j| j.said.as_deref()),
        }
    }
}
