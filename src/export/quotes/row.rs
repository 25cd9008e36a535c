//! One quote as it is exported: as found or as a person corrected it, with what was decided of it.

use crate::export::brief::dates;
use crate::export::wire::{CodePoints, quote_id};
use crate::model::{
    Article, ArticleIx, Attribution, Certainty, Corpus, Quote, QuoteKind, QuoteRef, Span, Speaker, SpeakerKind, Stance, TimeValue,
};
use crate::review::{Effective, Judgement, Outcome, Passage, Review, SaidBy, Verdict, VoiceAnchor};
use jiff::Timestamp;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A quote.
pub struct Row<'a> {
    /// Its identifier in the extraction document: of its article and the place at which it was found.
    pub id: String,
    /// The article it stands in.
    pub article: &'a Article,
    /// Hash of the article's text (BLAKE3, the first 16 hexadecimal digits).
    pub text_hash: Arc<str>,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its first code point.
    pub start: u32,
    /// One past its last code point.
    pub end: u32,
    /// How the words are reported.
    pub kind: QuoteKind,
    /// What the speaker does with them.
    pub stance: Stance,
    /// Whose words they are; `None` where that is unknown.
    pub speaker: Option<Said<'a>>,
    /// Who speaks together with them; nobody where a person corrected the speaker.
    pub also: Vec<Said<'a>>,
    /// The words of the article that show that they are only said to be.
    pub doubt: Option<&'a str>,
    /// When they were said or, where that is not told, when the article appeared; `None` where neither is on a calendar.
    pub date: Option<Dated>,
    /// When they were said, as a person wrote it.
    pub said: Option<&'a str>,
    /// The rule that found it.
    pub rule: &'static str,
    /// How sure the rule is, 0 to 100.
    pub confidence: u8,
    /// What a person says of it.
    pub verdict: Option<Verdict>,
    /// What was decided.
    pub outcome: Option<Outcome>,
    /// What a person corrected: names of fields.
    pub corrected: Vec<&'static str>,
    /// A person's tags.
    pub tags: &'a [Box<str>],
    /// A person's note, in Markdown.
    pub note: Option<&'a str>,
    /// Whether a person marked it.
    pub marked: bool,
    /// Who decided last, and when; `None` where nothing is decided.
    pub decided: Option<Decided<'a>>,
}

/// Whose words they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<'a> {
    /// The name.
    pub name: &'a str,
    /// Identifier of the speaker in the extraction document; `None` for one that a person named who is not in it.
    pub id: Option<&'a str>,
    /// What kind of voice it is.
    pub kind: Option<SpeakerKind>,
    /// The title that the article gives them, with the organization.
    pub role: Option<String>,
}

/// A date with how it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The date at its own precision.
    pub value: TimeValue,
    /// The first day it covers.
    pub start: Date,
    /// The last day it covers.
    pub end: Date,
    /// How it is known.
    pub how: How,
}

/// How a date is known.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// A person says that it was said then.
    Corrected,
    /// The sentence tells that it was said then.
    Told,
    /// The article appeared then, which is known so.
    Published(Certainty),
}

/// Who decided last, and when.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Decided<'a> {
    /// Who.
    pub who: &'a str,
    /// When it was kept.
    pub at: Option<Timestamp>,
}

/// The speakers of a corpus, to be found by a voice.
pub(super) struct Voices<'a> {
    corpus: &'a Corpus,
    articles: FxHashMap<&'a str, ArticleIx>,
}

impl<'a> Voices<'a> {
    pub fn new(corpus: &'a Corpus) -> Self {
        Voices { corpus, articles: (0..).zip(&corpus.articles).map(|(ix, article)| (&*article.id, ix)).collect() }
    }

    fn speaker(&self, anchor: &VoiceAnchor) -> Option<&'a Speaker> {
        let article = *self.articles.get(&*anchor.article.id)? as usize;
        let voice = self.corpus.articles.get(article)?.voices.iter().position(|voice| voice.name == anchor.name)?;
        self.corpus.speakers.get(*self.corpus.voices.get(article)?.get(voice)? as usize)
    }
}

impl<'a> Row<'a> {
    /// The quote at a place of a corpus.
    pub(super) fn new(
        at: QuoteRef,
        article: &'a Article,
        voices: &Voices<'a>,
        review: &'a Review,
        points: &CodePoints<'_>,
        text_hash: &Arc<str>,
    ) -> Option<Row<'a>> {
        let quote = article.quotes.get(at.quote as usize)?;
        let judgement = review.quote(article, quote);
        let Effective { span, kind, stance, speaker, said } = Effective::of(article, quote, judgement);
        let also = match speaker {
            None => joint(at, voices.corpus),
            Some(_) => Vec::new(),
        };
        let speaker = match speaker {
            None => found(at, article, quote, voices.corpus),
            Some(SaidBy::Unknown) => None,
            Some(SaidBy::Named(name)) => Some(Said { name, id: None, kind: None, role: None }),
            Some(SaidBy::Voice(anchor, name)) => Some(match voices.speaker(anchor) {
                Some(speaker) => of_corpus(speaker, speaker.roles.first().map(|r| (&*r.title, r.affiliation.as_deref()))),
                None => Said { name, id: None, kind: None, role: None },
            }),
        };
        Some(Row {
            id: quote_id(article, at.quote, points)?,
            article,
            text_hash: Arc::clone(text_hash),
            span,
            start: points.at(span.start),
            end: points.at(span.end),
            kind,
            stance,
            speaker,
            also,
            doubt: quote.doubt.map(|words| words.of(&article.text)),
            date: date(article, quote, said),
            said,
            rule: quote.rule,
            confidence: quote.confidence,
            verdict: judgement.and_then(|own| own.verdict),
            outcome: judgement.and_then(Outcome::of),
            corrected: judgement.map(corrected).unwrap_or_default(),
            tags: judgement.map(|own| own.tags.as_slice()).unwrap_or_default(),
            note: judgement.and_then(|own| own.note.as_deref()).filter(|note| !note.trim().is_empty()),
            marked: judgement.is_some_and(|own| own.mark),
            decided: judgement.filter(|own| says(own)).and_then(|own| decided(own, review)),
        })
    }

    /// The words, letter by letter.
    pub fn words(&self) -> &'a str {
        self.span.of(&self.article.text)
    }

    /// The words as they may be shown as somebody's: between quotation marks where the article has them so, else said to be
    /// reported.
    pub fn told(&self) -> String {
        match self.kind {
            QuoteKind::Indirect => format!("reported: {}", self.words()),
            QuoteKind::Direct | QuoteKind::Mixed => format!("“{}”", self.words()),
        }
    }

    /// The words with those before and behind.
    pub fn passage(&self) -> Passage {
        Passage::of(&self.article.text, self.span)
    }

    /// Whether they are the speaker's words, or only said to be.
    pub fn attribution(&self) -> Attribution {
        if self.doubt.is_some() { Attribution::Alleged } else { Attribution::Reported }
    }

    /// Everybody whose words they are: `A`, `A and B`, `A, B and C`; `None` where that is unknown.
    pub fn speakers(&self) -> Option<String> {
        let mut names = self.speaker.as_ref()?.name.trim().to_owned();
        for (n, other) in self.also.iter().enumerate() {
            names.push_str(if n + 1 == self.also.len() { " and " } else { ", " });
            names.push_str(other.name.trim());
        }
        Some(names)
    }

    /// What was decided, in one word.
    pub fn outcome(&self) -> Option<&'static str> {
        self.outcome.map(Outcome::name)
    }

    /// The file, and the record in it.
    pub fn path(&self) -> String {
        let source = &self.article.source;
        if source.record > 0 { format!("{}, record {}", source.path, source.record) } else { source.path.to_string() }
    }
}

impl Dated {
    /// When, and how that is known: `Tue 11 Mar 2031 (published, to the day, stated)`.
    pub fn told(&self) -> String {
        let words = dates::date(&self.value);
        match self.how {
            How::Published(how) => format!("{words} (published, {})", dates::how_known(&self.value, how)),
            How::Told => format!("{words} (said then, as its sentence tells)"),
            How::Corrected => format!("{words} (said then, as corrected)"),
        }
    }
}

impl How {
    /// Of what the date is: `said` or `published`.
    pub fn of(self) -> &'static str {
        if matches!(self, How::Published(_)) { "published" } else { "said" }
    }

    /// How it is known, in one word.
    pub fn name(self) -> &'static str {
        match self {
            How::Corrected => "corrected",
            How::Told => "told",
            How::Published(how) => how.name(),
        }
    }

    /// Every way, in one word.
    pub(super) fn names() -> [&'static str; 5] {
        let published = Certainty::ALL.map(How::Published);
        let [stated, inferred, linked] = published.map(How::name);
        [How::Corrected.name(), How::Told.name(), stated, inferred, linked]
    }
}

/// The speaker as found, with the title that this article gives them.
fn found<'a>(at: QuoteRef, article: &'a Article, quote: &Quote, corpus: &'a Corpus) -> Option<Said<'a>> {
    let voice = article.voices.get(quote.speaker? as usize)?;
    let role = voice.roles.first().map(|role| (&*role.title, role.affiliation.as_deref()));
    match corpus.speaker_of(at).and_then(|ix| corpus.speakers.get(ix as usize)) {
        Some(speaker) => Some(of_corpus(speaker, role)),
        None => Some(Said { name: &voice.name, id: None, kind: Some(voice.kind), role: role.map(titled) }),
    }
}

/// Who speaks together with the first speaker.
fn joint(at: QuoteRef, corpus: &Corpus) -> Vec<Said<'_>> {
    let others = corpus.all_speakers_of(at).skip(1).filter_map(|ix| corpus.speakers.get(ix as usize));
    others.map(|speaker| of_corpus(speaker, speaker.roles.first().map(|r| (&*r.title, r.affiliation.as_deref())))).collect()
}

fn of_corpus<'a>(speaker: &'a Speaker, role: Option<(&str, Option<&str>)>) -> Said<'a> {
    Said { name: &speaker.name, id: Some(&speaker.id), kind: Some(speaker.kind), role: role.map(titled) }
}

fn titled((title, affiliation): (&str, Option<&str>)) -> String {
    affiliation.map_or_else(|| title.to_owned(), |of| format!("{title}, {of}"))
}

/// When it was said, or else when the article appeared. What a person says holds, even where it is on no calendar.
fn date(article: &Article, quote: &Quote, corrected: Option<&str>) -> Option<Dated> {
    let dated = |value: TimeValue, how| value.bounds().map(|(start, end)| Dated { value, start, end, how });
    match corrected {
        Some(value) => dated(TimeValue::read(value), How::Corrected),
        None => quote.found().said.clone().and_then(|value| dated(value, How::Told)).or_else(|| {
            let published = article.published.as_ref()?;
            dated(published.value.clone(), How::Published(published.certainty))
        }),
    }
}

/// Names of the fields that a person corrected.
fn corrected(own: &Judgement) -> Vec<&'static str> {
    let fields = [
        (own.speaker.is_some(), "speaker"),
        (own.span.is_some(), "span"),
        (own.kind.is_some(), "kind"),
        (own.stance.is_some(), "stance"),
        (own.said.is_some(), "said"),
    ];
    fields.into_iter().filter_map(|(is, name)| is.then_some(name)).collect()
}

/// Whether anything is decided at present.
fn says(own: &Judgement) -> bool {
    own.verdict.is_some() || own.is_corrected() || own.note.is_some() || !own.tags.is_empty() || own.mark
}

fn decided<'a>(own: &Judgement, review: &'a Review) -> Option<Decided<'a>> {
    let step = review.steps().get(own.latest as usize)?;
    let at = if step.at > 0 { Timestamp::from_millisecond(step.at).ok() } else { None };
    Some(Decided { who: &step.who, at })
}
