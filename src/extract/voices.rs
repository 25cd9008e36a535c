//! Whose the words are: the steps of all units, in order, turned into quotes with voices.
//!
//! The active speaker is whoever was last quoted, or is told of for the first time since; a clitic (`katanya`), a pronoun and
//! a quote without attribution mean them. Names inside quotation marks never count.

use super::context::Context;
use super::nesting::nested;
use super::nicknames::told_in;
use super::people::{People, Person, aged, beyond_brackets, name_words};
use super::phrase::{Head, Phrase};
use super::quotes::{Draft, Step, Who, in_passing};
use super::roles::roles;
use super::said::{Asked, said};
use crate::lang::{Class, lower_words};
use crate::model::{Quote, QuoteKind, Span, SpeakerKind, Voice, VoiceIx};
use crate::text::TokenKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Quotes with the voices they belong to.
#[derive(Default)]
pub(crate) struct Voices {
    pub quotes: Vec<Quote>,
    pub voices: Vec<Voice>,
    /// See [`Article::people`](crate::model::Article::people).
    pub people: Vec<Voice>,
    /// See [`Article::bodies`](crate::model::Article::bodies).
    pub bodies: Box<[Box<str>]>,
}

/// Resolves the steps of all units. `units[n]` is the token range that `steps[n]` came from.
pub(crate) fn voices(ctx: &Context<'_>, people: People, units: &[Range<usize>], steps: Vec<Vec<Step>>) -> Voices {
    let mut cast = Cast::new(ctx, people);
    let mut quotes: Vec<Quote> = Vec::new();
    for (unit, steps) in units.iter().zip(steps) {
        let quoted = steps.iter().any(|s| match s {
            Step::Quote(draft) => !in_passing(draft.rule),
            step => matches!(step, Step::Said(..)),
        });
        for step in steps {
            match step {
                Step::Subject(..) if quoted => {}
                Step::Subject(p, reports) => cast.told_of(&p, reports),
                Step::Said(p, cue) => {
                    let found = cast.voice(&p);
                    cast.active = found.map(|f| Active::Voice(f.0)).or(cast.active);
                    if let Some(quote) = quotes.last_mut().filter(|q| stands_before(q, ctx.span(unit.clone()))) {
                        (quote.speaker, quote.speaker_rule) = found.map_or((quote.speaker, quote.speaker_rule), split);
                        quote.cue = Some(ctx.span(cue));
                        quote.mention = Some(ctx.span(p.core.clone()));
                        quote.rule = "direct.said-so";
                    }
                }
                Step::Faces(p) => cast.active = cast.voice(&p).map(|found| Active::Voice(found.0)).or(cast.active),
                Step::Quote(draft) => {
                    let speaker = cast.speaker(&draft);
                    // (Who is only said to speak does not become who is speaking.)
                    if let Some((voice, _)) = speaker.filter(|_| draft.doubt.is_none() && !in_passing(draft.rule)) {
                        cast.speaks(voice, &draft);
                    }
                    quotes.push(cast.quote(draft, speaker, unit.clone()));
                }
            }
        }
    }
    let people = cast.silent();
    Voices { quotes: nested(quotes), voices: cast.mentioned(), people, bodies: ctx.bodies() }
}

/// At most so many people are kept who say nothing.
const SILENT: usize = 48;

/// At most so many voices or titles are compared for one mention: keeps the time linear in any text.
const NEAR: usize = 64;

/// A body lends its name to words without attribution over at most so many bytes: about two paragraphs.
const LENT: u32 = 800;

/// At most so many tokens before and behind are looked at for a name.
const FAR: usize = 240;

/// At most so many names there are weighed.
const CLOSE: usize = 12;

/// A voice, and the rule that found it.
type Found = (VoiceIx, &'static str);

fn split((voice, rule): Found) -> (Option<VoiceIx>, Option<&'static str>) {
    (Some(voice), Some(rule))
}

/// Somebody told of: a person may be the subject of a sentence before they are ever quoted.
#[derive(Copy, Clone)]
enum Active {
    Voice(VoiceIx),
    Person(usize),
}

/// `“C.” Hal itu dikatakan S.`: whether a quote without attribution stands right before the sentence that gives it one.
fn stands_before(quote: &Quote, unit: Span) -> bool {
    quote.rule == "direct.standing" && unit.start.saturating_sub(quote.span.end) < 8
}

struct Cast<'a, 'b> {
    ctx: &'a Context<'b>,
    people: People,
    voices: Vec<Voice>,
    of_person: FxHashMap<usize, VoiceIx>,
    of_name: FxHashMap<String, VoiceIx>,
    /// The active speaker.
    active: Option<Active>,
    /// Who spoke last of those who have a name.
    last_person: Option<VoiceIx>,
    /// Who was quoted last, when it is somebody without a name who is pointed at (`wisatawan itu mengaku`).
    pointed: Option<VoiceIx>,
    /// Mentions that stand before the last one of their voice, and are not among its mentions yet.
    between: Vec<(VoiceIx, Span)>,
}

impl<'a, 'b> Cast<'a, 'b> {
    fn new(ctx: &'a Context<'b>, people: People) -> Self {
        let (of_person, of_name) = (FxHashMap::default(), FxHashMap::default());
        Cast {
            ctx,
            people,
            voices: Vec::new(),
            of_person,
            of_name,
            active: None,
            last_person: None,
            pointed: None,
            between: Vec::new(),
        }
    }

    /// Somebody is the subject of a sentence without quotes. They are active from where they are first told of; whoever
    /// is told of again may as well be
    /// the object of the talk, but for who is told to speak (`Rani membahas usul itu.`).
    fn told_of(&mut self, p: &Phrase, reports: bool) {
        let short = p.name.len() < 2 && p.role.is_empty() && !reports && !aged(self.ctx, p.name.end);
        if self.ctx.is_class(p.core.start, Class::KIN) || short {
            return;
        }
        if let Some(person) = self.people.named(self.ctx, p.name.clone())
            && (reports || self.people.first_told_of(person) >= p.name.start)
            && (!p.role.is_empty() || self.surely(person, p))
        {
            self.active = Some(Active::Person(person));
        }
    }

    /// Whether a capitalised name is a person's beyond doubt: a title, a given name, a short form by which they speak.
    fn surely(&self, person: usize, p: &Phrase) -> bool {
        let ctx = self.ctx;
        !self.people.all[person].roles.is_empty() || aged(ctx, p.name.end) || p.name.clone().any(|i| ctx.sure_name(i))
    }

    /// Somebody is quoted. A body, a paper or whoever no title with a proper name tells apart does not become active where
    /// their words are only reported: the clitic behind the next quote means the person who tells of them.
    fn speaks(&mut self, voice: VoiceIx, draft: &Draft) {
        let ctx = self.ctx;
        let single = |p: &Phrase| {
            let titled =
                ctx.is_class(p.core.start, Class::ROLE) && p.core.clone().any(|i| ctx.capital(i) && !ctx.opens_sentence(i));
            titled || p.indefinite && ctx.is_class(p.range.start, Class::SINGULAR)
        };
        if self.voices[voice as usize].kind == SpeakerKind::Person {
            self.last_person = Some(voice);
        }
        let unnamed = self.voices[voice as usize].kind == SpeakerKind::Unnamed && draft.kind == QuoteKind::Indirect;
        let pointed = matches!(&draft.who, Who::Phrase(p) if p.demonstrative) || self.pointed == Some(voice);
        self.pointed = (unnamed && pointed).then_some(voice);
        let reported = match self.voices[voice as usize].kind {
            SpeakerKind::Person => false,
            SpeakerKind::Unnamed => draft.kind == QuoteKind::Indirect && !matches!(&draft.who, Who::Phrase(p) if single(p)),
            SpeakerKind::Organization | SpeakerKind::Document => draft.kind != QuoteKind::Direct,
        };
        if !reported || self.active.is_none() {
            self.active = Some(Active::Voice(voice));
        }
    }

    fn speaker(&mut self, draft: &Draft) -> Option<Found> {
        let rule = match &draft.who {
            Who::Phrase(p) => return self.voice(p),
            Who::Told(None) => "speaker.clitic",
            Who::Told(Some(_)) => "speaker.pronoun",
            Who::Same => "speaker.same",
        };
        let told = |class| matches!(&draft.who, Who::Told(Some(w)) if self.ctx.is_class(w.start, class));
        let (personal, several) = (told(Class::PERSONAL), told(Class::PLURAL));
        let active = self.active_voice();
        if personal
            && draft.kind == QuoteKind::Indirect
            && let Some(voice) = self.pointed
        {
            return Some((voice, rule));
        }
        if matches!(draft.who, Who::Same) && active.is_some_and(|v| self.names_itself(v, draft.span)) {
            return None;
        }
        if several && active.is_some_and(|v| self.voices[v as usize].kind == SpeakerKind::Person) {
            return self.several(active).map(|voice| (voice, rule));
        }
        // A verse or a caption in marks, long after a body was told of, is not that body's.
        if matches!(draft.who, Who::Same) && active.is_some_and(|v| self.long_silent(v, draft.span)) {
            return None;
        }
        let body = |v: &VoiceIx| matches!(self.voices[*v as usize].kind, SpeakerKind::Organization | SpeakerKind::Document);
        let other = active.filter(|v| personal && body(v)).and(self.last_person);
        if let Some(voice) = other.or(active) {
            return Some((voice, rule));
        }
        let at = self.ctx.tokens.partition_point(|t| t.span.start < draft.span.start);
        let told = matches!(draft.who, Who::Told(_)).then(|| self.told_before(at)).flatten();
        Some((told?, rule))
    }

    /// Whether a body or a document was told of last far before these words: they have no reason to be its.
    fn long_silent(&self, voice: VoiceIx, span: Span) -> bool {
        let Some(voice) = self.voices.get(voice as usize) else { return false };
        let body = matches!(voice.kind, SpeakerKind::Organization | SpeakerKind::Document);
        body && voice.mentions.last().is_some_and(|m| span.start.saturating_sub(m.end) > LENT)
    }

    /// Whether words name the person whose they would be: a caption, a headline in marks.
    fn names_itself(&self, voice: VoiceIx, span: Span) -> bool {
        let voice = &self.voices[voice as usize];
        let words = lower_words(span.of(self.ctx.text));
        let name = |name: &str| Some(lower_words(name)).filter(|n| !n.is_empty() && words.starts_with(n)).is_some();
        voice.kind == SpeakerKind::Person && (name(&voice.name) || voice.aliases.iter().take(NEAR).any(|a| name(a)))
    }

    /// Whom `mereka` means where a single person is active: those without a name of whom was told since.
    fn several(&self, active: Option<VoiceIx>) -> Option<VoiceIx> {
        let last = |v: &Voice| v.mentions.last().map_or(0, |m| m.start);
        let person = active.map_or(0, |v| last(&self.voices[v as usize]));
        let many = |v: &Voice| matches!(v.kind, SpeakerKind::Unnamed | SpeakerKind::Organization);
        self.recent(|v| many(v) && last(v) > person)
    }

    /// Who is told of most before `at`, where nobody has spoken yet.
    fn told_before(&mut self, at: usize) -> Option<VoiceIx> {
        let ctx = self.ctx;
        let told = |p: &Person| p.mentions.iter().take(NEAR).filter(|m| m.0 < at).count();
        let known = self.people.all.iter().take(NEAR).map(told).enumerate().filter(|(_, count)| *count > 0);
        if let Some((person, _)) = known.max_by_key(|&(n, count)| (count, usize::MAX - n)) {
            return Some(self.person_voice(person));
        }
        // Somebody of whom only one name is told, more than once.
        let headed = Class::LOCATIVE | Class::ORGANIZATION_HEAD | Class::PLACE_HEAD | Class::DOCUMENT;
        let single = |&i: &usize| {
            i > 0 && ctx.name(i) && !ctx.capital(i - 1) && !ctx.capital(i + 1) && !ctx.is_class(i - 1, headed) && !ctx.entity(i)
        };
        let around = at.saturating_sub(FAR)..ctx.tokens.len().min(at + FAR);
        let again = |&i: &usize| around.clone().any(|k| k != i && ctx.letters(k) == ctx.letters(i));
        let certain = |i: &usize| ctx.is_class(*i, Class::GIVEN_NAME) || again(i);
        let name = (around.start..at).rev().filter(single).take(CLOSE).find(certain)?;
        let person = self.people.create(ctx, name..name + 1);
        Some(self.person_voice(person))
    }

    fn active_voice(&mut self) -> Option<VoiceIx> {
        match self.active? {
            Active::Voice(voice) => Some(voice),
            Active::Person(person) => Some(self.person_voice(person)),
        }
    }

    /// The active speaker, if it is a person by name.
    fn active_person(&mut self) -> Option<VoiceIx> {
        self.active_voice().filter(|&v| self.voices[v as usize].kind == SpeakerKind::Person)
    }

    /// Whom another way to call somebody means: whoever is speaking, unless the words name them as somebody else's.
    fn meant(&mut self, p: &Phrase) -> Option<VoiceIx> {
        let named = name_words(self.ctx, p.core.clone());
        let none = p.demonstrative && self.active.is_none();
        let spoke = self.active_person().or(self.last_person);
        let voice = spoke.or_else(|| none.then(|| self.told_before(p.core.start)).flatten())?;
        let own = lower_words(&self.voices[voice as usize].name);
        (!own.first().is_some_and(|w| named.contains(w))).then_some(voice)
    }

    fn quote(&mut self, draft: Draft, found: Option<Found>, unit: Range<usize>) -> Quote {
        let (speaker, speaker_rule) = found.map_or((None, None), split);
        let mention = match &draft.who {
            Who::Phrase(p) => Some(self.ctx.span(p.core.clone())),
            Who::Told(Some(range)) => Some(self.ctx.span(range.clone())),
            _ => None,
        };
        if let (Some(voice), Some(mention)) = (speaker, mention) {
            // One that stands before the last is put in its place at the end: all at once, for there may be many.
            let mentions = &mut self.voices[voice as usize].mentions;
            if mentions.last().is_none_or(|last| *last < mention) {
                mentions.push(mention);
            } else {
                self.between.push((voice, mention));
            }
        }
        let mut also: Vec<VoiceIx> = Vec::new();
        for phrase in draft.also.iter().filter(|_| speaker.is_some()) {
            let joined = self.voice(phrase).map(|found| found.0);
            also.extend(joined.filter(|voice| speaker != Some(*voice) && !also.contains(voice)));
        }
        let asked = Asked { quote: draft.span, kind: draft.kind, cue: draft.cue.as_ref(), mention, unit };
        let said = said(self.ctx, &asked);
        Quote {
            kind: draft.kind,
            span: draft.span,
            cue: draft.cue.map(|c| self.ctx.span(c)),
            mention,
            speaker,
            also,
            doubt: draft.doubt.map(|words| self.ctx.span(words)),
            chain: draft.chain.into_iter().map(Into::into).collect(),
            stance: draft.stance,
            said,
            rule: draft.rule,
            speaker_rule,
            confidence: if speaker.is_some() { draft.confidence } else { draft.confidence.min(40) },
            decided: None,
        }
    }

    /// The voice that a phrase names.
    fn voice(&mut self, p: &Phrase) -> Option<Found> {
        match p.head {
            Head::Person => {
                let known = self.people.named(self.ctx, p.name.clone());
                let person = known.unwrap_or_else(|| self.people.create(self.ctx, p.name.clone()));
                let whole = || name_words(self.ctx, p.name.clone()).len() >= self.people.all[person].words.len();
                let rule = match known {
                    None => "speaker.new-name",
                    Some(_) if whole() => "speaker.full-name",
                    Some(_) => "speaker.short-name",
                };
                let voice = self.person_voice(person);
                let held = &mut self.voices[voice as usize].roles;
                for role in roles(self.ctx, p.role.clone()) {
                    if held.len() < NEAR && !held.contains(&role) {
                        held.push(role);
                    }
                }
                Some((voice, rule))
            }
            Head::Pronoun => None,
            Head::Organization => Some(self.organization(p)),
            Head::Document => Some((self.named_voice(&self.printed(p), SpeakerKind::Document, p), "speaker.document")),
            Head::Description => Some(self.described(p)),
        }
    }

    /// The voices, each with all of its mentions in order.
    fn mentioned(mut self) -> Vec<Voice> {
        let between = std::mem::take(&mut self.between);
        let unordered: FxHashSet<VoiceIx> = between.iter().map(|(voice, _)| *voice).collect();
        between.into_iter().for_each(|(voice, mention)| self.voices[voice as usize].mentions.push(mention));
        for voice in unordered {
            let mentions = &mut self.voices[voice as usize].mentions;
            mentions.sort_unstable();
            mentions.dedup();
        }
        self.voices
    }

    /// Those who are named in full and not quoted.
    fn silent(&self) -> Vec<Voice> {
        let told = self.people.all.iter().enumerate().filter(|(n, p)| p.words.len() > 1 && !self.of_person.contains_key(n));
        let voice = |p: &Person| Voice {
            name: p.name.as_str().into(),
            kind: SpeakerKind::Person,
            aliases: Vec::new(),
            roles: p.roles.clone(),
            mentions: Vec::new(),
        };
        told.take(SILENT).map(|(_, p)| voice(p)).collect()
    }

    fn person_voice(&mut self, person: usize) -> VoiceIx {
        if let Some(&voice) = self.of_person.get(&person) {
            return voice;
        }
        let p = &self.people.all[person];
        let voice = self.voices.len() as VoiceIx;
        self.voices.push(Voice {
            name: p.name.as_str().into(),
            kind: SpeakerKind::Person,
            aliases: p.aliases.iter().filter(|a| **a != p.name).map(|a| a.as_str().into()).collect(),
            roles: p.roles.clone(),
            mentions: p.mentions.iter().map(|m| m.1).collect(),
        });
        self.of_person.insert(person, voice);
        voice
    }

    /// A title or description: its holder if the article names one, else an unnamed voice.
    fn described(&mut self, p: &Phrase) -> Found {
        let ctx = self.ctx;
        let words: Vec<String> = p.core.clone().filter(|&i| ctx.is_word(i)).map(|i| ctx.letters(i).to_lowercase()).collect();
        if let Some(name) = told_in(ctx, p.core.clone()) {
            let known = self.people.named(ctx, name.clone());
            let person = known.unwrap_or_else(|| self.people.create(ctx, name));
            return (self.person_voice(person), "speaker.nickname");
        }
        if !p.indefinite
            && let Some(person) = self.people.holder(&words, p.core.start, ctx.pack)
        {
            return (self.person_voice(person), "speaker.title-holder");
        }
        if p.demonstrative || words.len() == 1 {
            let same = |v: &Voice| v.kind == SpeakerKind::Unnamed && begins_with(&v.name, &words);
            if let Some(voice) = self.recent(same) {
                return (voice, "speaker.description-again");
            }
        }
        // `kata politikus Fraksi Randu ini`: another way to call whoever is speaking.
        let family = ctx.is_class(p.core.start, Class::KIN) && p.core.len() > 2;
        let whole = !ctx.is_class(p.core.start, Class::UNNAMED) || family || p.core.clone().any(|i| ctx.capital(i));
        let origin = p.core.clone().skip(1).any(|i| ctx.is_class(i, Class::ORIGIN) && ctx.lower(i));
        // `pria 26 tahun itu`, `ibu dua anak itu`: what tells somebody apart.
        let counted = p.core.len() > 2 && p.core.clone().skip(1).any(|i| tells_apart(ctx, i));
        // `kata pria yang lahir di Randu`: somebody definite, but for who will not be named.
        let named = |i: usize| ctx.is_class(i, Class::NEGATION) || ctx.is_class(i, Class::DETERMINER);
        let pointed = !p.indefinite
            && ctx.is_class(p.core.start, Class::HUMAN)
            && ctx.is_class(p.range.end, Class::RELATIVE)
            && !(p.range.end..p.range.end + 4).any(named);
        if (p.demonstrative || pointed || origin && !p.indefinite)
            && (whole || counted || origin || pointed)
            && (counted || pointed || ctx.is_class(p.core.start, Class::ROLE) || family && p.demonstrative)
            && let Some(voice) = self.meant(p)
        {
            return (voice, "speaker.epithet");
        }
        let name = self.printed(p);
        (self.named_voice(&name, SpeakerKind::Unnamed, p), "speaker.description")
    }

    /// An organization: by its name, by a bracketed abbreviation, or by head noun (`badan tersebut`).
    fn organization(&mut self, p: &Phrase) -> Found {
        let ctx = self.ctx;
        let name = self.printed(p);
        if p.core.len() == 1
            && let Some(person) = self.people.initialled(&name)
        {
            return (self.person_voice(person), "speaker.initials");
        }
        let bare = p.core.len() == 1 && ctx.lower_or_first(p.core.start) && ctx.is_class(p.core.start, Class::ORGANIZATION_HEAD);
        if p.demonstrative || bare {
            let words: Vec<String> = name_words(ctx, p.core.clone());
            let held = |v: &Voice| words.first().is_some_and(|w| v.name.to_lowercase().split_whitespace().any(|x| x == w));
            if let Some(voice) = self.recent(|v| v.kind == SpeakerKind::Organization && held(v)) {
                return (voice, "speaker.organization-again");
            }
        }
        let long = self.people.stands_for(&name);
        let voice = self.named_voice(long.as_deref().unwrap_or(&name), SpeakerKind::Organization, p);
        if long.is_some() {
            let aliases = &mut self.voices[voice as usize].aliases;
            if !aliases.iter().any(|a| **a == *name) {
                aliases.push(name.as_str().into());
            }
            return (voice, "speaker.abbreviation");
        }
        (voice, "speaker.organization")
    }

    /// The latest voice that fits, among the last ones.
    fn recent(&self, fits: impl Fn(&Voice) -> bool) -> Option<VoiceIx> {
        let from = self.voices.len().saturating_sub(NEAR);
        self.voices[from..].iter().rposition(fits).map(|n| (from + n) as VoiceIx)
    }

    /// The phrase as printed, without bracketed abbreviations: `Badan Air (BA) Randu` is the `Badan Air Randu`.
    fn printed(&self, p: &Phrase) -> String {
        let ctx = self.ctx;
        let Some(open) = p.core.clone().find(|&i| ctx.is(i, '(') && i > p.core.start) else { return ctx.spelt(p.core.clone()) };
        let mut name = ctx.spelt(p.core.start..open);
        if p.head == Head::Organization {
            name += &beyond_brackets(ctx, open, p.core.end);
        }
        name
    }

    fn named_voice(&mut self, name: &str, kind: SpeakerKind, p: &Phrase) -> VoiceIx {
        let key = name.to_lowercase();
        if let Some(&voice) = self.of_name.get(&key) {
            return voice;
        }
        let voice = self.voices.len() as VoiceIx;
        let titled = kind == SpeakerKind::Unnamed && self.ctx.is_class(p.core.start, Class::ROLE);
        self.voices.push(Voice {
            name: name.into(),
            kind,
            aliases: Vec::new(),
            roles: if titled { roles(self.ctx, p.core.clone()) } else { Vec::new() },
            mentions: Vec::new(),
        });
        self.of_name.insert(key, voice);
        voice
    }
}

/// Whether a word counts or relates (`pria 26 tahun itu`, `ibu dua anak itu`, `pengacara yang dikenal galak itu`).
fn tells_apart(ctx: &Context<'_>, i: usize) -> bool {
    let relates = Class::DETERMINER | Class::RELATIVE;
    ctx.token(i).kind == TokenKind::Number || ctx.lower(i) && ctx.is_class(i, relates)
}

fn begins_with(name: &str, words: &[String]) -> bool {
    let lower = name.to_lowercase();
    words.first().is_some_and(|w| lower.split_whitespace().next() == Some(w.as_str()))
}
