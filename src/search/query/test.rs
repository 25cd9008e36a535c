//! What one quote, or an item itself, answers to a term that is no word.

use super::super::Needle;
use super::ast::{Is, Kind, Term};
use super::held::{Held, Known};
use super::when::calendar_days;
use crate::model::{Attribution, Corpus, QuoteKind, Relation, Speaker, SpeakerKind, Stance, TimeValue};
use crate::review::{Judgement, Verdict};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// A term, worked out for one corpus and day.
pub(super) enum Test {
    /// Somebody of this name.
    Speaker(Named),
    /// A voice of this kind.
    Voice(SpeakerKind, FxHashMap<String, SpeakerKind>),
    /// For every article, whether its outlet is the one that is meant.
    Outlet(Vec<bool>),
    Stance(Stance),
    Quote(QuoteKind),
    Attribution(Attribution),
    Statement(Relation),
    Finding(&'static str),
    /// First and last day; `None` where the words name none.
    Date(Option<(Date, Date)>),
    Read(bool),
    Reviewed(bool),
    State(Is),
    /// In lower case.
    Tag(String),
    Note(Needle),
}

/// A name, and for every speaker of the corpus whether it is theirs.
pub(super) struct Named {
    needle: Option<Needle>,
    speakers: Vec<bool>,
}

impl Named {
    /// Whether this is a name that is meant: its words, or the beginnings of some, stand in it.
    pub fn is(&self, name: &str) -> bool {
        self.needle.as_ref().is_some_and(|needle| needle.first(name).is_some())
    }

    /// Whether a speaker is so named.
    pub fn has(&self, speaker: Option<u32>) -> bool {
        speaker.is_some_and(|ix| self.speakers.get(ix as usize).copied().unwrap_or(false))
    }
}

impl Test {
    /// The test of a term; `None` for words and phrases.
    pub fn new(term: &Term, known: &Known<'_>, today: Date) -> Option<Test> {
        let corpus = known.corpus;
        Some(match term {
            Term::Word(_) | Term::Phrase(_) | Term::Pattern(_) => return None,
            Term::Speaker(name) => Test::Speaker(named(name, corpus)),
            Term::Outlet(name) => Test::Outlet(outlets(name, corpus)),
            Term::Stance(stance) => Test::Stance(*stance),
            Term::Kind(Kind::Quote(kind)) => Test::Quote(*kind),
            Term::Kind(Kind::Attribution(attribution)) => Test::Attribution(*attribution),
            Term::Kind(Kind::Voice(kind)) => Test::Voice(*kind, kinds(known)),
            Term::Kind(Kind::Statement(relation)) => Test::Statement(*relation),
            Term::Kind(Kind::Finding(name)) => Test::Finding(name),
            Term::Date(when) => Test::Date(when.days(today)),
            Term::Is(is @ (Is::Read | Is::Unread)) => Test::Read(*is == Is::Read),
            Term::Is(is @ (Is::Reviewed | Is::Unreviewed)) => Test::Reviewed(*is == Is::Reviewed),
            Term::Is(is) => Test::State(*is),
            Term::Tag(name) => Test::Tag(name.to_lowercase()),
            Term::Note(words) => Test::Note(Needle::new(words)?),
        })
    }

    /// Whether a quote answers it.
    pub fn of_quote(&self, known: &Known<'_>, held: &Held<'_>) -> bool {
        let own = held.judgement;
        match self {
            Test::Speaker(named) => match own.and_then(|own| own.speaker.as_ref()) {
                Some(to) => to.name().is_some_and(|name| named.is(name)),
                None => known.corpus.all_speakers_of(held.at).any(|ix| named.has(Some(ix))),
            },
            Test::Voice(kind, kinds) => match own.and_then(|own| own.speaker.as_ref()) {
                // Of somebody whom the corpus does not know, a person is told by name.
                Some(to) => {
                    to.name().is_some_and(|name| *kind == kinds.get(&name.to_lowercase()).copied().unwrap_or(SpeakerKind::Person))
                }
                None => {
                    let mut of = known.corpus.all_speakers_of(held.at);
                    of.any(|ix| known.speaker(Some(ix)).is_some_and(|speaker| speaker.kind == *kind))
                }
            },
            Test::Outlet(outlets) => outlets.get(held.at.article as usize).copied().unwrap_or(false),
            Test::Stance(stance) => own.and_then(|own| own.stance).or(held.stance).unwrap_or(held.quote.stance) == *stance,
            Test::Quote(kind) => own.and_then(|own| own.kind).unwrap_or(held.quote.kind) == *kind,
            Test::Attribution(attribution) => held.quote.attribution() == *attribution,
            Test::Date(days) => {
                let said = own.and_then(|own| own.said.as_deref());
                match said {
                    Some(said) => overlap(*days, calendar_days(said.split('T').next().unwrap_or(said))),
                    None => {
                        let published = held.article.published.as_ref().map(|p| &p.value);
                        let when = held.date.or(held.quote.said.as_ref().filter(|said| said.bounds().is_some()));
                        overlap(*days, when.or(published).and_then(TimeValue::bounds))
                    }
                }
            }
            Test::Reviewed(wanted) => own.is_some_and(Judgement::is_reviewed) == *wanted,
            Test::State(_) | Test::Tag(_) | Test::Note(_) => own.is_some_and(|own| self.of_judgement(own)),
            Test::Read(wanted) => {
                let article = known.decided.article(held.article).and_then(|of| of.own);
                article.is_some_and(|own| own.read) == *wanted
            }
            Test::Statement(_) | Test::Finding(_) => false,
        }
    }

    /// Whether what a person decided answers it.
    pub fn of_judgement(&self, own: &Judgement) -> bool {
        match self {
            Test::State(is) => match is {
                Is::Accepted => own.verdict == Some(Verdict::Accepted),
                Is::Rejected => own.verdict == Some(Verdict::Rejected),
                Is::Flagged => own.verdict == Some(Verdict::Flagged),
                Is::Skipped => own.verdict == Some(Verdict::Skipped),
                Is::Corrected => own.is_corrected(),
                Is::Marked => own.mark,
                Is::Noted => own.note.as_deref().is_some_and(|note| !note.trim().is_empty()),
                Is::Highlighted => own.highlight,
                Is::Read => own.read,
                Is::Unread => !own.read,
                Is::Reviewed => own.is_reviewed(),
                Is::Unreviewed => !own.is_reviewed(),
            },
            Test::Tag(name) => own.tags.iter().any(|tag| tag.to_lowercase() == *name),
            Test::Note(words) => own.note.as_deref().is_some_and(|note| {
                let mut found = false;
                words.each(note, |_| found = true);
                found
            }),
            _ => false,
        }
    }
}

/// Whether two stretches of days share one.
pub(super) fn overlap(asked: Option<(Date, Date)>, own: Option<(Date, Date)>) -> bool {
    asked.zip(own).is_some_and(|((from, to), (start, end))| start <= to && from <= end)
}

fn named(name: &str, corpus: &Corpus) -> Named {
    let needle = Needle::beginning(name);
    let is = |name: &str| needle.as_ref().is_some_and(|needle| needle.first(name).is_some());
    let speakers = corpus.speakers.iter().map(|s| is(&s.name) || s.aliases.iter().any(|alias| is(alias))).collect();
    Named { needle, speakers }
}

fn outlets(name: &str, corpus: &Corpus) -> Vec<bool> {
    let Some(needle) = Needle::beginning(name) else { return Vec::new() };
    let mut seen: FxHashMap<&str, bool> = FxHashMap::default();
    let mut is = |outlet| *seen.entry(outlet).or_insert_with(|| needle.first(outlet).is_some());
    corpus.articles.iter().map(|article| article.outlet.as_deref().is_some_and(&mut is)).collect()
}

/// The kinds of voices by their names in lower case, where a person said whose words some are.
fn kinds(known: &Known<'_>) -> FxHashMap<String, SpeakerKind> {
    let wanted = |name: &str| !known.decided.given_to(name).is_empty();
    let named = known.corpus.speakers.iter().filter(|s| wanted(&s.name));
    named.map(|speaker| (speaker.name.to_lowercase(), speaker.kind)).collect()
}

impl<'a> Known<'a> {
    /// A speaker of the corpus.
    pub fn speaker(&self, ix: Option<u32>) -> Option<&'a Speaker> {
        self.corpus.speakers.get(ix? as usize)
    }

    /// The days on which an article was published.
    pub fn published(&self, article: u32) -> Option<(Date, Date)> {
        self.corpus.articles.get(article as usize)?.published.as_ref()?.value.bounds()
    }
}
