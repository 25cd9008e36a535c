//! The dated sentences of one article: what may be an event, before articles are compared.
//!
//! A telling is a sentence of running text with a verb and a date. The date outside a quote is preferred (it dates the
//! statement, or what happened), then the finer one, then the first. Lengths of time, dates at the edge of a stretch
//! (`sejak …`), years or months that only name something (`Piala Dunia 2026`, `pengiriman Januari`) and days on which
//! something was only quoted or gathered (`dikutip dari …, Rabu`) tell of nothing, nor does the text of a post that is shown.
//!
//! News tells its matter first, without a date, and dates it where somebody is quoted (`…, kata Rani, Rabu`): the first
//! sentence is a telling too then, its *lead*, with the date of that statement.

mod dating;
mod leads;
mod posted;

pub use leads::own_day;

use super::prepare::{Reading, TITLES};
use super::titles::{self, time_at};
use crate::lang::{Class, Link, Pack, pair_hash, word_hash};
use crate::model::{Article, Precision, Quote, Span, TimeExpression, TimeKind, TimeValue, Voice, VoiceIx};
use crate::text::{Sentence, Token, TokenKind};
use jiff::civil::Date;

/// A dated sentence.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct Telling {
    /// The sentence.
    pub sentence: Span,
    /// The index of its date in [`Article::times`], or [`OWN_DAY`].
    pub time: u32,
    /// Who says it, when the date is that of a statement.
    pub voice: Option<VoiceIx>,
    /// Its features: `start..end` into [`super::Prepared`]'s.
    pub features: (u32, u32),
    /// Which of them are names: a range of the same pool.
    pub names: (u32, u32),
    /// Which of them, with what stands beside them, only tell where: a range of the same pool.
    pub places: (u32, u32),
    /// Whether it tells what takes place then (`… digelar pada Senin`), not what somebody does there.
    pub occasion: bool,
    /// Whether it begins by pointing back to what stands before (`Foto tersebut …`).
    pub back: bool,
    /// Whether it tells of what is measured or forecast every day anew.
    pub bulletin: bool,
    /// Whether its time is told of another place: the day may be another one here.
    pub elsewhere: bool,
    /// Whether its day is only that on which a source was read: what the source tells may be older.
    pub cited: bool,
    /// The part of the sentence that has the date; what titles it.
    pub part: Span,
    /// The telling among the article's whose date it has, when it is the lead and has none itself.
    pub dated_by: Option<u32>,
    /// Whether it is a lead whose article was published on another day than that of the statement.
    pub late: bool,
    /// Whether its time is that of what came before what it tells: its hour is none of the event.
    pub after: bool,
    /// The sentence before it, where it points back to that.
    pub before: Option<Span>,
    /// The sentence before it, where that tells something.
    pub previous: Option<Span>,
    /// Whether it is the first sentence of its article: what that is about.
    pub opening: bool,
}

impl Telling {
    /// Whether it is what the article is about, and its day only that on which the article appeared.
    pub fn is_of_own_day(&self) -> bool {
        self.time == OWN_DAY
    }
}

/// `start..end` in the pool of features.
type Range = (u32, u32);

/// Content words kept of a telling: those nearest to its date.
const WORD_LIMIT: usize = 20;
/// The bit of a feature that is a verb with a word beside it: what was done. Every other feature has it clear.
pub const DEED: u32 = 1;
/// The bit of a feature that is a number. Every other feature has it clear.
pub const FIGURE: u32 = 2;
/// Content words before and behind a verb that make a deed with it: its subject's head may stand before a name and a place.
const BEFORE: usize = 4;
const BEHIND: usize = 2;
/// Tokens before a date among which stands what it is only beside of.
const ASIDE: usize = 10;
/// Content words that a telling has at least, and that a quote has for its words alone to tell what is said.
const WORD_LEAST: usize = 3;
const SAID_LEAST: usize = 6;
/// Sentences among which the statement must stand that dates the lead.
const LEAD_WITHIN: usize = 8;
/// Tokens behind a word of origin among which its number stands (`dari Rp 9`, `dari US$ 9`).
const CURRENCY: usize = 4;
/// Nouns of a place before its name (`di pintu gudang …`).
const PLACE_NOUNS: usize = 2;
/// Tokens at the beginning of a sentence that may point back.
const POINTING: usize = 3;
/// The date of a telling that has none in the text: the day on which the article appeared.
pub const OWN_DAY: u32 = u32::MAX;

/// The tellings of an article, with the pool of their features. `mentions` are those of its voices, in order.
pub fn find(article: &Article, mentions: &[(Span, VoiceIx)], reading: &Reading, pack: &Pack) -> (Box<[Telling]>, Box<[u32]>) {
    let mut tellings: Vec<Telling> = Vec::new();
    let mut pool = Vec::new();
    let (mut next, mut lead, mut main) = (0, None, None);
    let published = article.published.as_ref().and_then(|p| p.value.bounds()).map(|b| b.1);
    let posted = posted::passages(article, reading);
    for (n, sentence) in reading.sentences.iter().enumerate() {
        let span = reading.span(sentence);
        while article.times.get(next).is_some_and(|t| t.span.start < span.start) {
            next += 1;
        }
        let first = next;
        while article.times.get(next).is_some_and(|t| t.span.start < span.end) {
            next += 1;
        }
        let times = article.times.get(first..next).unwrap_or(&[]);
        let here = Here { sentence, times, quotes: quotes_in(&article.quotes, span), reading, pack, published };
        let shown = posted.get(posted.partition_point(|p| p.end <= span.start)).is_some_and(|p| p.overlaps(span));
        if shown || !here.has_verb() || here.is_of_the_article() || here.announces() {
            continue;
        }
        let Some((best, inside)) = here.date() else {
            if n == 0 && here.names_somebody() && !here.looks_back() {
                let found = here.add_features(&mut pool, sentence, span);
                let (bulletin, dated_by) = (here.is_bulletin(), Some(0));
                lead = found.map(|Features { own, names, places }| Telling {
                    sentence: span,
                    part: span,
                    features: own,
                    names,
                    places,
                    bulletin,
                    dated_by,
                    opening: true,
                    ..Telling::default()
                });
                let past = here.is_told_as_past() && !titles::is_state(reading.text, span, pack);
                main = lead.filter(|_| past).map(|lead: Telling| Telling { voice: here.speaker(), ..lead });
            }
            continue;
        };
        let Some(time) = here.times.get(best) else { continue };
        // `Peristiwa itu terjadi pada …` is the day of the lead, and tells nothing else.
        if !inside && n > 0 && n < LEAD_WITHIN && lead.is_some() && here.dates_the_matter(time) {
            let time = (first + best) as u32;
            tellings.extend(lead.take().map(|lead| Telling { time, dated_by: None, ..lead }));
            continue;
        }
        let said = if inside { None } else { here.said_by(time.span) };
        let voice = if inside { None } else { said.map(|s| s.0).or_else(|| here.passed_on_by(mentions)) };
        if voice.is_none() && !inside && here.is_gathered(time.span) {
            continue;
        }
        let cited = !inside && here.is_cited(time.span, said.map(|s| s.1));
        let previous = n.checked_sub(1).and_then(|n| reading.sentences.get(n)).filter(|b| here.tells(b)).map(|b| reading.span(b));
        // Who passes on what stands before tells of that.
        let before = n.checked_sub(1).and_then(|n| reading.sentences.get(n)).filter(|_| here.pointer().is_some());
        let passed = before.filter(|b| here.passes_on() && here.tells(b));
        let part = match (passed, said) {
            (Some(before), _) => reading.span(before),
            (None, Some(_)) => span,
            (None, None) => here.dated_part(time.span, inside),
        };
        let of = match (passed, said) {
            (Some(before), _) => before.clone(),
            (None, Some((_, quote))) => reading.at(quote.span.start).min(sentence.start)..sentence.end,
            (None, None) if inside => sentence.clone(),
            (None, None) => reading.at(part.start).max(sentence.start)..sentence.end,
        };
        let found = here.add_features(&mut pool, &of, time.span);
        let Some(found) = found.or_else(|| here.add_features(&mut pool, sentence, time.span)) else { continue };
        let (occasion, after) = (!inside && here.takes_place(time.span), here.is_after(time.span));
        let (time, by) = ((first + best) as u32, tellings.len() as u32);
        tellings.push(Telling {
            sentence: span,
            time,
            voice,
            back: passed.is_none() && here.points_back(),
            features: found.own,
            names: found.names,
            places: found.places,
            occasion,
            bulletin: here.is_bulletin(),
            elsewhere: here.is_elsewhere(),
            cited,
            part,
            after,
            before: before.map(|b| reading.span(b)),
            previous,
            opening: n == 0,
            ..Telling::default()
        });
        if !inside
            && let Some(lead) = lead.take()
            && voice.is_some()
            && n < LEAD_WITHIN
            && let Some(late) = leads::is_of_the_day(article, time)
        {
            tellings.push(Telling { time, cited, late, dated_by: Some(by), ..lead });
        }
    }
    // What the article is about is told of some day, be it only its own.
    if let Some(main) = main
        && leads::has_own_day(article)
        && !tellings.iter().any(|t| t.opening)
    {
        tellings.push(Telling { time: OWN_DAY, dated_by: None, ..main });
    }
    leads::date_by_deed(article, &mut tellings, &pool);
    (tellings.into_boxed_slice(), pool.into_boxed_slice())
}

/// The quotes that overlap a span. Quotes may nest, so a long one that began earlier is looked for a little way back.
pub fn quotes_in(quotes: &[Quote], span: Span) -> &[Quote] {
    let end = quotes.partition_point(|q| q.span.start < span.end);
    let from = quotes.partition_point(|q| q.span.start < span.start);
    let back = from.saturating_sub(4);
    let first = (back..from).find(|&i| quotes.get(i).is_some_and(|q| q.span.overlaps(span))).unwrap_or(from);
    quotes.get(first..end).unwrap_or(&[])
}

/// Where the voices of an article are named, in order.
pub fn mentions(article: &Article) -> Box<[(Span, VoiceIx)]> {
    let of = |(voice, v): (VoiceIx, &Voice)| v.mentions.iter().map(move |m| (*m, voice)).collect::<Vec<_>>();
    let mut all: Vec<(Span, VoiceIx)> = (0..).zip(&article.voices).flat_map(of).collect();
    all.sort_unstable();
    all.into_boxed_slice()
}

/// The voices that are named inside a span, as often as they are.
pub fn named_in(mentions: &[(Span, VoiceIx)], span: Span) -> impl Iterator<Item = VoiceIx> {
    let from = mentions.partition_point(|(m, _)| m.start < span.start);
    let of = mentions.get(from..).unwrap_or(&[]).iter().take_while(move |(m, _)| m.start < span.end);
    of.filter(move |(m, _)| span.contains(*m)).map(|(_, voice)| *voice)
}

/// Spans in any order that a smaller one may stand in, found without a look at each of them.
struct Covers(Vec<Span>);

impl Covers {
    /// Of these spans: by their starts, each with the greatest end up to there.
    fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_unstable();
        let mut end = 0;
        for span in &mut spans {
            end = end.max(span.end);
            span.end = end;
        }
        Self(spans)
    }

    /// Whether a span stands in one of them.
    fn contain(&self, span: Span) -> bool {
        let before = self.0.get(..self.0.partition_point(|s| s.start <= span.start)).unwrap_or(&[]);
        before.last().is_some_and(|s| span.end <= s.end)
    }
}

/// A sentence with what was found in it.
struct Here<'a> {
    sentence: &'a Sentence,
    times: &'a [TimeExpression],
    quotes: &'a [Quote],
    reading: &'a Reading<'a>,
    pack: &'a Pack,
    published: Option<Date>,
}

impl Here<'_> {
    fn tokens(&self) -> &[Token] {
        self.reading.tokens.get(self.sentence.clone()).unwrap_or(&[])
    }

    /// Whether its time is that of another place (`Rabu waktu setempat`).
    fn is_elsewhere(&self) -> bool {
        self.tokens().iter().any(|t| self.pack.link.is_elsewhere(t.word))
    }

    /// Whether the sentence tells of what is measured or forecast every day; not by a word of a name (`Menteri Perdagangan`).
    fn is_bulletin(&self) -> bool {
        let in_name = |i: usize| i.checked_sub(1).is_some_and(|before| self.reading.capital(before).is_some());
        let mut words = self.sentence.clone().filter_map(|i| Some((i, self.reading.tokens.get(i)?)));
        words.any(|(i, t)| self.pack.link.is_bulletin(t.word) && !(t.capital() && in_name(i)))
    }

    fn has_verb(&self) -> bool {
        self.tokens().iter().any(|t| self.is_verb(t))
    }

    fn is_verb(&self, token: &Token) -> bool {
        token.kind == TokenKind::Word && self.pack.link.is_verb(token.word, &token.of(self.reading.text).to_lowercase())
    }

    /// Whether the article speaks of itself (`artikel ini …`).
    fn is_of_the_article(&self) -> bool {
        self.tokens().windows(2).any(|w| match w {
            [noun, this] => self.pack.link.is_article(noun.word) && self.pack.link.points_back(this.word),
            _ => false,
        })
    }

    /// Whether it only announces what stands below it (`Berikut 10 perahu …`).
    fn announces(&self) -> bool {
        let mut words = self.tokens().iter().filter(|t| t.kind == TokenKind::Word);
        words.next().is_some_and(|t| self.pack.link.has(t.word, Link::ANNOUNCES))
    }

    /// The first of its tokens that begins at a byte or behind it.
    fn at(&self, byte: u32) -> usize {
        self.tokens().partition_point(|t| t.span.start < byte)
    }

    /// The tokens of a part of the sentence.
    fn within(&self, span: Span) -> &[Token] {
        self.tokens().get(self.at(span.start)..self.at(span.end)).unwrap_or(&[])
    }

    /// Whether the sentence names somebody or some place behind its first word: what only explains a thing is no news.
    fn names_somebody(&self) -> bool {
        let mut words = self.tokens().iter().filter(|t| t.kind == TokenKind::Word);
        words.next().is_some() && words.any(|t| t.capital())
    }

    /// Whether what it tells has happened: nothing in it is still to come, a habit, a condition or a question.
    fn is_told_as_past(&self) -> bool {
        let quoted = |t: &Token| self.quotes.iter().any(|q| q.span.overlaps(t.span));
        let open = Link::FUTURE | Link::SUPPOSES | Link::HABIT | Link::SPEAKS;
        let mut own = self.tokens().iter().filter(|t| !quoted(t));
        !own.any(|t| self.pack.link.has(t.word, open) && !t.capital() || t.of(self.reading.text) == "?")
    }

    /// Whose words it tells, if it tells of some.
    fn speaker(&self) -> Option<VoiceIx> {
        let sentence = self.reading.span(self.sentence);
        let quotes = self.quotes.iter().filter(|q| q.counts() && q.cue.is_some_and(|c| sentence.contains(c)));
        quotes.filter(|q| sentence.contains(q.span)).find_map(|q| q.speaker)
    }

    /// Whether it only tells the day of what stands before (`Peristiwa itu terjadi pada Selasa`).
    fn dates_the_matter(&self, time: &TimeExpression) -> bool {
        let day = time.value.precision().is_some_and(|p| p <= Precision::Day);
        let mut words = self.tokens().windows(2).take(POINTING);
        let points = |w: &[Token]| match w {
            [noun, this] => self.pack.link.has(noun.word, Link::HAPPENING) && self.pack.link.points_back(this.word),
            _ => false,
        };
        day && words.any(points)
    }

    /// Whether it tells of some time before now that it does not name (`baru-baru ini`).
    fn looks_back(&self) -> bool {
        self.times.iter().any(|t| t.value == TimeValue::Past)
    }

    fn points_back(&self) -> bool {
        self.tokens().iter().take(POINTING).any(|t| self.pack.link.points_back(t.word))
    }

    /// Whose statement the date is that of, and which: the first quote with its cue in the sentence. Not when a verb
    /// before the date has taken it already and the cue comes later (`… menandatangani perjanjian pada Juni, menyebut …`).
    fn said_by(&self, time: Span) -> Option<(VoiceIx, &Quote)> {
        let sentence = self.reading.span(self.sentence);
        let quote =
            self.quotes.iter().find(|q| q.counts() && q.speaker.is_some() && q.cue.is_some_and(|c| sentence.contains(c)))?;
        let outside = |t: &&Token| t.span.end <= time.start && !self.quotes.iter().any(|q| q.span.overlaps(t.span));
        let late = quote.cue.is_some_and(|c| c.start >= time.end);
        let taken = late && self.tokens().iter().filter(outside).any(|t| self.is_verb(t));
        if taken { None } else { Some((quote.speaker?, quote)) }
    }

    /// Whether it only tells who passed on what stands before.
    fn passes_on(&self) -> bool {
        let passed = |t: &Token| self.pack.link.is_passed_on(t.word);
        self.pointer().is_some_and(|back| self.tokens().iter().skip(back + 1).take(POINTING).any(passed))
    }

    /// The word at the beginning that points back, no date's (`hari ini`).
    fn pointer(&self) -> Option<usize> {
        let dated = |t: &Token| time_at(self.times, t.span).is_some();
        let words: Vec<_> = self.tokens().iter().take(self.pack.link.longest_lead_in()).map(|t| t.word).collect();
        let lead = match self.pack.link.lead_in(&words) {
            // `Hal itu` leads in as well as it points back.
            n if n < POINTING && !self.tokens().get(n).is_some_and(|t| t.kind == TokenKind::Punct) => 0,
            n => n,
        };
        let back = |t: &Token| self.pack.link.points_back(t.word) && !dated(t);
        self.tokens().iter().skip(lead).take(POINTING).position(back).map(|n| lead + n)
    }

    /// Whether another sentence tells something by itself.
    fn tells(&self, other: &Sentence) -> bool {
        let tokens = self.reading.tokens.get(other.clone()).unwrap_or(&[]);
        let back = tokens.iter().take(POINTING).any(|t| self.pack.link.points_back(t.word));
        !back && tokens.iter().any(|t| self.is_verb(t))
    }

    /// Who passed on what stands before (`Hal itu disampaikan juru bicara …, Rani Umbara, Rabu`): the only voice named.
    fn passed_on_by(&self, mentions: &[(Span, VoiceIx)]) -> Option<VoiceIx> {
        if !self.passes_on() {
            return None;
        }
        let mut named = named_in(mentions, self.reading.span(self.sentence));
        let voice = named.next()?;
        named.all(|other| other == voice).then_some(voice)
    }

    /// Adds the words and pairs of words nearest to the date, without those of any date and those that name a speaker (who
    /// says two things a day is not the same event twice); nothing when they are too few. `whole` may begin before the
    /// sentence, with the quote that ends in it.
    fn add_features(&self, pool: &mut Vec<u32>, whole: &Sentence, time: Span) -> Option<Features> {
        // Of how long something lasts the number is part of what is told (`3 tahun penjara`).
        let number = |span: Span| span.of(self.reading.text).starts_with(|c: char| c.is_ascii_digit());
        let mentions = Covers::new(self.quotes.iter().filter_map(|q| q.mention));
        let quoted = Covers::new(self.quotes.iter().map(|q| q.span));
        let aside = |span: Span| {
            let dates = |t: &TimeExpression| t.kind != TimeKind::Duration || !number(span);
            time_at(self.times, span).is_some_and(dates) || mentions.contain(span)
        };
        let content = |i: &usize| self.reading.content.get(*i).is_some_and(|h| *h != 0);
        let found: Vec<usize> =
            whole.clone().filter(content).filter(|i| self.reading.tokens.get(*i).is_some_and(|t| !aside(t.span))).collect();
        // Where somebody speaks tells less than what is said.
        let spoken = |i: &usize| self.reading.tokens.get(*i).is_some_and(|t| quoted.contain(t.span));
        let said: Vec<usize> = found.iter().copied().filter(spoken).collect();
        let (found, cut) = if said.len() >= SAID_LEAST { (said, true) } else { (found, false) };
        if found.len() < WORD_LEAST {
            return None;
        }
        let at = |i: &usize| self.reading.tokens.get(*i).is_some_and(|t| t.span.start < time.start);
        let near = if cut { found.len() } else { found.partition_point(at) };
        let first = near.saturating_sub(WORD_LIMIT / 2).min(found.len().saturating_sub(WORD_LIMIT));
        let places = self.places(whole);
        let near = found.iter().skip(first).take(WORD_LIMIT);
        let near: Vec<Word> =
            near.filter_map(|i| Some(Word { place: places.binary_search(i).is_ok(), ..self.word(*i)? })).collect();
        let mut add = |list: Vec<u32>| {
            let from = pool.len() as u32;
            pool.extend(list);
            (from, pool.len() as u32)
        };
        let [own, names, places] = features(&near).map(&mut add);
        Some(Features { own, names, places })
    }

    /// The tokens that tell where: names behind a word of place, with the noun of the place (`di gedung Dewan Kota, Randu`).
    fn places(&self, whole: &Sentence) -> Vec<usize> {
        let mut found = Vec::new();
        let mut nouns = None;
        for i in whole.clone() {
            let Some(token) = self.reading.tokens.get(i) else { break };
            let dated = || time_at(self.times, token.span).is_some();
            let joins = matches!(token.of(self.reading.text), "," | "-" | "(" | ")");
            nouns = match (token.kind, nouns) {
                (TokenKind::Word, _) if self.pack.link.has(token.word, Link::WHERE) => Some(0),
                (TokenKind::Word, Some(0)) if self.pack.link.has(token.word, Link::OCCASION) => None,
                (TokenKind::Punct, Some(_)) if joins => nouns,
                (TokenKind::Word | TokenKind::Number, Some(n)) if !dated() => {
                    let name = token.kind == TokenKind::Number || token.capital();
                    let noun = || n < PLACE_NOUNS && !self.pack.link.is_stop(token.word) && !self.is_verb(token);
                    match (name, noun()) {
                        (true, _) => Some(PLACE_NOUNS),
                        (false, true) => Some(n + 1),
                        (false, false) => None,
                    }
                }
                _ => None,
            };
            found.extend(nouns.map(|_| i));
        }
        found
    }

    /// Whether a word is one of a name: its capital does not only open a sentence, it is no title, and the name is not that of a
    /// kind of occasion (`Rapat Umum Pemegang Saham Tahunan`).
    fn is_name(&self, at: usize) -> bool {
        let Some(this) = self.reading.capital(at) else { return false };
        let mut run = (0..=at).rev().map_while(|i| self.reading.capital(i));
        if run.any(|t| self.pack.link.has(t.word, Link::OCCASION)) {
            return false;
        }
        let alone = self.reading.opens(at) && self.reading.capital(at + 1).is_none();
        !alone && !self.pack.words.class(this.word).any(TITLES | Class::UNNAMED | Class::KIN)
    }

    /// What a word is compared by: a number by its digits, any other by its stem.
    fn word(&self, at: usize) -> Option<Word> {
        let token = self.reading.tokens.get(at)?;
        let letters = token.of(self.reading.text).to_lowercase();
        if token.kind == TokenKind::Number {
            return Some(Word { key: self.figure(at, &letters) & !DEED | FIGURE, verb: false, name: false, place: false });
        }
        // A name may have a verb's form (`Meilani`): its capital tells, where it does not open a sentence.
        let named = self.is_name(at);
        let verb = (!named || self.reading.opens(at)) && self.pack.link.is_verb(token.word, &letters);
        let name = !verb && named;
        Some(Word { key: self.pack.matters.key_hash(&letters) & !(DEED | FIGURE), verb, name, place: false })
    }

    /// A number, with the one that a hyphen ties to it (`2-1`).
    fn figure(&self, at: usize, digits: &str) -> u32 {
        let token = |i: Option<usize>| i.and_then(|i| self.reading.tokens.get(i));
        let tied = |hyphen: Option<usize>, other: Option<usize>| {
            let sign = token(hyphen).is_some_and(|t| matches!(t.of(self.reading.text), "-" | "–"));
            token(other).filter(|t| sign && t.kind == TokenKind::Number).map(|t| word_hash(t.of(self.reading.text)))
        };
        let own = word_hash(digits);
        let before = tied(at.checked_sub(1), at.checked_sub(2)).map(|other| pair_hash(other, own));
        before.or_else(|| tied(Some(at + 1), Some(at + 2)).map(|other| pair_hash(own, other))).unwrap_or(own)
    }
}

/// The words, the pairs of neighbours, and the deeds: a verb with each word near it; which of the words and pairs are names;
/// and what there is only because of words that tell where. Ascending, each once.
fn features(words: &[Word]) -> [Vec<u32>; 3] {
    let (mut there, mut elsewhere) = (Vec::new(), Vec::new());
    let mut add = |key: u32, place: bool| if place { there.push(key) } else { elsewhere.push(key) };
    let mut names: Vec<u32> = words.iter().filter(|w| w.name).map(|w| w.key).collect();
    words.iter().for_each(|w| add(w.key, w.place));
    for pair in words.windows(2) {
        if let [a, b] = pair
            && !a.verb
            && !b.verb
        {
            let key = pair_hash(a.key, b.key) & !(DEED | FIGURE);
            add(key, a.place || b.place);
            names.extend(Some(key).filter(|_| a.name && b.name));
        }
    }
    for (i, verb) in words.iter().enumerate().filter(|(_, w)| w.verb) {
        let beside = words.iter().skip(i.saturating_sub(BEFORE)).take(i.min(BEFORE) + 1 + BEHIND).filter(|w| !w.verb);
        beside.for_each(|w| add(pair_hash(verb.key, w.key) & !FIGURE | DEED, w.place));
    }
    let ascending = |mut list: Vec<u32>| {
        list.sort_unstable();
        list.dedup();
        list
    };
    let elsewhere = ascending(elsewhere);
    let places = ascending(there.iter().copied().filter(|key| elsewhere.binary_search(key).is_err()).collect());
    [ascending([elsewhere, there].concat()), ascending(names), places]
}

/// Where in the pool a telling's features are, which of them are names, and which only tell where.
struct Features {
    own: Range,
    names: Range,
    places: Range,
}

/// A content word of a telling.
struct Word {
    key: u32,
    verb: bool,
    name: bool,
    place: bool,
}

#[cfg(test)]
mod tests;
