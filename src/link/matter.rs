//! What an accusation, a denial, a confirmation or a refusal is about: worked out of one article alone.
//!
//! The words are those of its sentence, for a denial is often two words (`“cerita palsu”`) whose matter stands around them.
//! What has no matter of its own (`tuduhan tersebut`) points back to the last one that has. The accused is the first name
//! of what is alleged; who denies what has no name is the accused himself.

use super::names::whole;
use super::prepare::{Reading, TITLES};
use super::tellings::DEED;
use crate::lang::{Class, Pack, WordId, lower_words};
use crate::model::{Article, Quote, Span, SpeakerKind, Stance, Voice};
use crate::text::{Token, TokenKind};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// What one quote of an article does with a matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    /// The index of the quote in [`Article::quotes`].
    pub quote: u32,
    /// What it is about: keys of names and stems, ascending; those of deeds have [`DEED`] set.
    pub features: Box<[u32]>,
    /// Who is accused.
    pub accused: Accused,
    /// Who is accused together with them.
    pub also: Box<[(Span, u32)]>,
    /// Whether it makes a claim by itself: what somebody does is told as an accusation or a denial of something, and not only
    /// by the words that are said.
    pub founds: bool,
    /// The matter before it that it points back to, as an index into the article's matters; its own features say nothing.
    pub back: Option<u32>,
}

/// Who is accused, as one article tells it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Accused {
    /// Nobody by name.
    Nobody,
    /// Whoever speaks.
    Speaker,
    /// Who is named here; the key is that of an organization's name.
    Named(Span, u32),
}

/// Features below which a quote has no matter of its own.
const LEAST: usize = 2;
/// Features kept of a matter.
const MOST: usize = 24;
/// Tokens before and behind a quote and its cue that are read of its sentence: further off stands what others say.
const NEAR: usize = 240;

/// Classes of words that are names wherever they stand.
const LISTED: Class =
    Class(Class::PLACE.0 | Class::STATE.0 | Class::GIVEN_NAME.0 | Class::ORGANIZATION.0 | Class::ORGANIZATION_WORD.0);

/// Classes of words before a name that belong to it.
const HOLDS: Class = Class(
    Class::ROLE.0
        | Class::HONORIFIC.0
        | Class::RANK.0
        | Class::UNNAMED.0
        | Class::KIN.0
        | Class::ORGANIZATION_HEAD.0
        | Class::ORGANIZATION_WORD.0,
);

/// Whether a stance is one that claims are made of.
pub fn takes_sides(stance: Stance) -> bool {
    matches!(stance, Stance::Accuses | Stance::Denies | Stance::Confirms | Stance::Declines)
}

/// The matters of an article, in order.
pub fn find(article: &Article, reading: &Reading, pack: &Pack) -> Box<[Matter]> {
    let mut out: Vec<Matter> = Vec::new();
    let people = people(article);
    // The last matter that stands by itself, to which others point back.
    let mut last: Option<u32> = None;
    let sides = article.quotes.iter().enumerate().filter(|(_, q)| takes_sides(q.stance) && q.counts());
    for (i, quote) in sides {
        let about = About { article, reading, pack, quote, people: &people };
        let words = about.words();
        let (accused, also) = about.accused(&words);
        let mut features: Vec<u32> = words.iter().filter(|w| w.counts).map(|w| w.key).collect();
        features.sort_unstable();
        features.dedup();
        features.truncate(MOST);
        // Who goes on denying denies the same.
        let goes_on = quote.stance == Stance::Denies
            && out
                .last()
                .and_then(|m| article.quotes.get(m.quote as usize).filter(|_| m.quote + 1 == i as u32))
                .is_some_and(|q| q.speaker == quote.speaker && matches!(q.stance, Stance::Denies | Stance::Declines));
        let own = !goes_on && !about.points_back(&words) && features.iter().any(|f| f & DEED != 0) && features.len() >= LEAST;
        let back = last.filter(|_| !own);
        if back.is_none() {
            last = Some(out.len() as u32);
        }
        let founds = about.founds(&words);
        out.push(Matter { quote: i as u32, features: features.into(), accused, also, founds, back });
    }
    out.into()
}

struct About<'a> {
    article: &'a Article,
    reading: &'a Reading<'a>,
    pack: &'a Pack,
    quote: &'a Quote,
    /// Words of the names of everybody whom the article names, in lower case.
    people: &'a FxHashSet<Vec<String>>,
}

/// The words of all whole names of an article's people.
fn people(article: &Article) -> FxHashSet<Vec<String>> {
    let persons = article.voices.iter().chain(&article.people).filter(|v| v.kind == SpeakerKind::Person);
    let names = persons.flat_map(|v| std::iter::once(&v.name).chain(&v.aliases));
    names.map(|name| lower_words(name)).filter(|words| words.len() > 1).collect()
}

/// Tokens of a run of capitals before a name in it, and of the name, at most.
const RUN: usize = 8;

/// A word of a matter, or a name.
struct Word {
    span: Span,
    key: u32,
    name: bool,
    /// Whether it tells what the matter is.
    counts: bool,
    /// Whether it is a noun that means an accusation.
    accusation: bool,
    verb: bool,
    that: bool,
    /// Whether it is a title or a body's kind: the name behind it is that of who holds it.
    holds: bool,
    pronoun: bool,
    /// Whether what stands behind it is no subject: a preposition, a law or another document.
    aside: bool,
}

impl About<'_> {
    /// The tokens of the quote and of the sentence that reports it.
    fn range(&self) -> Range<usize> {
        let at = |span: Span| self.reading.tokens.partition_point(|t| t.span.end <= span.start);
        let of = |span: Span| at(span)..self.reading.tokens.partition_point(|t| t.span.start < span.end);
        let quote = of(self.quote.span);
        // Of a quote in marks only its own words and those between it and its cue; else the sentence.
        let cue = self.quote.cue.map(of).unwrap_or(quote.clone());
        let sentences = &self.reading.sentences;
        let home = sentences.get(sentences.partition_point(|s| s.end <= cue.start)).filter(|s| s.start <= cue.start);
        match home {
            Some(home) if home.start <= quote.start && quote.start < home.end => {
                let start = home.start.max(quote.start.min(cue.start).saturating_sub(NEAR));
                start..home.end.min(quote.end.max(cue.end) + NEAR).max(quote.end)
            }
            _ => quote,
        }
    }

    fn words(&self) -> Vec<Word> {
        let (text, tokens) = (self.reading.text, &self.reading.tokens);
        let range = self.range();
        let aside = |span: Span| {
            let of = |s: Option<Span>| s.is_some_and(|s| s.contains(span));
            let times = &self.article.times;
            let time = times.get(times.partition_point(|t| t.span.end <= span.start));
            of(self.quote.cue) || of(self.quote.mention) || time.is_some_and(|t| t.span.contains(span))
        };
        let lower: Vec<String> = tokens.get(range.clone()).unwrap_or(&[]).iter().map(|t| t.of(text).to_lowercase()).collect();
        let mut out = Vec::new();
        let mut i = 0;
        while let (Some(token), Some(rest)) = (tokens.get(range.start + i), lower.get(i..)) {
            let name = self.name_at(range.start + i, rest);
            let len = name.map_or(1, |(len, _)| len).max(1);
            let last = tokens.get(range.start + i + len - 1).unwrap_or(token);
            let span = Span { start: token.span.start, end: last.span.end };
            i += len;
            if token.kind != TokenKind::Word {
                continue;
            }
            let word = rest.first().map_or("", String::as_str);
            let link = &self.pack.link;
            let content = name.is_some() || !(link.is_stop(token.word) || token.span.len() == 1);
            let accusation = self.pack.matters.is_accusation(word);
            let verb = name.is_none() && link.is_verb(token.word, word);
            let key = match name {
                Some((_, key)) => key & !DEED,
                None => self.pack.matters.key_hash(word) | DEED,
            };
            let class = self.pack.words.class(token.word);
            out.push(Word {
                span,
                holds: class.any(HOLDS) || name.is_none() && self.leads(token, rest),
                pronoun: class.any(Class::PRONOUN),
                aside: name.is_none() && class.any(Class::PREPOSITION | Class::LOCATIVE | Class::DOCUMENT),
                key,
                name: name.is_some(),
                counts: content && !accusation && !aside(span),
                accusation,
                verb,
                that: class.any(Class::THAT),
            });
        }
        out
    }

    /// The name at a token: how many tokens it takes, and its key. Names of states and bodies by their canonical name.
    fn name_at(&self, at: usize, rest: &[String]) -> Option<(usize, u32)> {
        let (tokens, link) = (&self.reading.tokens, &self.pack.link);
        let capital = |i: usize| self.reading.capital(i).is_some_and(|t| t.span.len() > 1);
        if let Some((len, name)) = link.same_at(rest).filter(|_| capital(at)) {
            return (!self.title(tokens.get(at)?)).then(|| (len, whole(name, self.pack)));
        }
        // The first word of a sentence is a name where a list has it, or where another name follows.
        let listed = |t: &Token| self.pack.words.class(t.word).any(LISTED);
        // `Jaksa Agung Rani Waskita`, `Rani WB`: a name that the article prints as one is one.
        let named = |from: usize, to: usize| rest.get(from..to).is_some_and(|words| self.people.contains(words));
        if let Some(len) = (2..RUN).rev().find(|len| named(0, *len)).filter(|_| capital(at)) {
            return Some((len, whole(rest.get(..len)?, self.pack)));
        }
        if self.leads(tokens.get(at)?, rest) {
            return None;
        }
        let first = tokens.get(at).filter(|t| capital(at) && !self.title(t) && !link.is_stop(t.word))?;
        if self.reading.opens(at) && !listed(first) && !capital(at + 1) {
            return None;
        }
        let len = (0..rest.len()).take_while(|n| capital(at + n) && !self.title(tokens.get(at + n).unwrap_or(first))).count();
        Some((len, whole(rest.get(..len)?, self.pack)))
    }

    /// Whether capitals go on from a token to a whole name that the article prints: it is part of the title before it.
    fn leads(&self, token: &Token, rest: &[String]) -> bool {
        let from = self.reading.at(token.span.start);
        let run = (0..RUN).take_while(|n| self.reading.capital(from + n).is_some()).count().min(rest.len());
        (1..run).any(|a| (a + 2..=run).any(|b| rest.get(a..b).is_some_and(|words| self.people.contains(words))))
    }

    fn title(&self, token: &Token) -> bool {
        self.pack.words.class(token.word).any(TITLES | Class::THAT | Class::PREPOSITION)
    }

    /// Whether the quote says no more than that it is about an accusation told before (`tuduhan tersebut`, `tuduhan Vestria
    /// hanyalah rumor`).
    fn points_back(&self, words: &[Word]) -> bool {
        let own = || words.iter().filter(|w| self.quote.span.contains(w.span));
        own().any(|w| w.accusation) && !own().any(|w| w.that) && own().filter(|w| w.counts && !w.name).count() < LEAST
    }

    /// What is alleged: behind the noun of accusation and its `bahwa`, where there is one.
    fn alleged<'w>(&self, words: &'w [Word]) -> &'w [Word] {
        let quote = words.partition_point(|w| w.span.start < self.quote.span.start);
        let cue = self.quote.cue.filter(|c| c.start < self.quote.span.start);
        let cue = cue.map_or(quote, |c| words.partition_point(|w| w.span.start < c.end));
        let between = words.get(cue..quote).unwrap_or(&[]);
        let from = if between.iter().any(|w| w.name) && !between.last().is_some_and(|w| w.that) { cue } else { quote };
        let rest = words.get(from..).unwrap_or(&[]);
        let noun = rest.iter().position(|w| w.accusation);
        let that = noun.and_then(|n| rest.iter().skip(n).position(|w| w.that).map(|t| n + t + 1));
        rest.get(that.unwrap_or(0)..).unwrap_or(&[])
    }

    /// Who is accused: the first name before what they are to have done.
    fn accused(&self, words: &[Word]) -> (Accused, Box<[(Span, u32)]>) {
        if self.headline(words) {
            return (Accused::Nobody, Box::default());
        }
        let mention = |w: &Word| self.quote.mention.is_some_and(|m| m.overlaps(w.span));
        let alleged = self.alleged(words);
        let deed = alleged.iter().position(|w| w.verb);
        let before = alleged.get(..deed.unwrap_or(alleged.len())).unwrap_or(&[]);
        let subject = before.iter().position(|w| w.name && !mention(w));
        // Behind the noun itself stands who alleges it, behind a preposition or a law nobody who did anything, and right
        // behind another noun only what that one is of.
        let lead = before.get(..subject.unwrap_or(0)).unwrap_or(&[]);
        let other = lead.iter().any(|w| w.accusation || w.aside) || lead.last().is_some_and(|w| w.counts && !w.name && !w.holds);
        // `X dituding S menggelapkan C`: whoever is to have done it stands right before the verb.
        if self.quote.stance == Stance::Accuses
            && subject.is_none()
            && deed.is_some()
            && before.iter().all(|w| mention(w) || !w.counts)
            && let Some(named) = self.before_the_cue(words).filter(|named| !named.is_empty())
        {
            let (first, also) = named.split_first().map_or((None, &[][..]), |(first, also)| (Some(*first), also));
            return first.map_or((Accused::Nobody, Box::default()), |(span, key)| (Accused::Named(span, key), also.into()));
        }
        // What is denied of a thing, nobody is accused of.
        let of_thing = || deed.is_some() && before.iter().any(|w| w.counts && !w.name) && !before.iter().any(|w| w.pronoun);
        match (self.quote.stance, subject.filter(|_| !other)) {
            (Stance::Accuses | Stance::Denies, Some(n)) => {
                let named = self.joint(before.get(n..).unwrap_or(&[]));
                let Some(((span, key), also)) = named.split_first() else { return (Accused::Nobody, Box::default()) };
                (Accused::Named(*span, *key), also.into())
            }
            (Stance::Denies, None) if !of_thing() => (Accused::Speaker, Box::default()),
            _ => (Accused::Nobody, Box::default()),
        }
    }

    /// The names right before the verb of a passive accusation.
    fn before_the_cue(&self, words: &[Word]) -> Option<Vec<(Span, u32)>> {
        let cue = self.quote.cue.filter(|cue| cue.start < self.quote.span.start)?;
        let to = words.partition_point(|w| w.span.end <= cue.start);
        let mention = |w: &Word| self.quote.mention.is_some_and(|m| m.overlaps(w.span));
        let before = words.get(..to)?;
        let last = before.iter().rposition(|w| w.name || w.counts)?;
        let first = before.get(..=last)?.iter().rposition(|w| !(w.name || w.holds || !w.counts)).map_or(0, |n| n + 1);
        let names = before.get(first..=last)?;
        let from = names.iter().position(|w| w.name && !mention(w))?;
        names.get(from..).map(|names| self.joint(names))
    }

    /// A name and those joined to it (`Hasta Wirya dan Sri Lumintu`), each as the article names them in full.
    fn joint(&self, words: &[Word]) -> Vec<(Span, u32)> {
        let mut named: Vec<(Span, u32)> = Vec::new();
        let mut end = None;
        for word in words {
            if word.name {
                if end.is_some_and(|end| !self.joins(Span { start: end, end: word.span.start })) {
                    break;
                }
                named.push(self.in_full(word));
                end = Some(word.span.end);
            } else if !word.holds && word.counts {
                break;
            }
        }
        named
    }

    /// Whether only a conjunction stands between two names, and titles; behind a comma stands who the first one is.
    fn joins(&self, between: Span) -> bool {
        let tokens = self.reading.within(between);
        let joins = |t: &Token| self.pack.words.class(t.word).any(Class::COORDINATOR);
        let holds = |t: &Token| t.capital() || self.pack.words.class(t.word).any(HOLDS);
        tokens.iter().any(joins) && tokens.iter().all(|t| joins(t) || holds(t))
    }

    /// The name of whom a word names, where the article knows them: a title, a place or an office before it is none of it.
    fn in_full(&self, word: &Word) -> (Span, u32) {
        let known = self.article.voices.iter().chain(&self.article.people);
        let mut named = known.filter(|voice| voice.kind != SpeakerKind::Unnamed);
        let mention = |voice: &&Voice| voice.mentions.iter().any(|m| m.overlaps(word.span));
        let Some(voice) = named.find(mention) else { return (word.span, word.key) };
        let span = voice.mentions.iter().find(|m| m.overlaps(word.span)).copied().unwrap_or(word.span);
        let words = self.pack.link.organization(&voice.name);
        (span, whole(words.iter().flat_map(|w| lower_words(w)), self.pack) & !DEED)
    }

    /// Whether the quote makes a claim. Its verb tells what its speaker does (`menuduh`, `membantah`); words that are one in
    /// themselves must begin with whom they accuse (`Vestria mengarang cerita`) or with what they deny (`tuduhan itu tidak
    /// benar`), or tell of the denial themselves. One name alone is no matter.
    fn founds(&self, words: &[Word]) -> bool {
        let Some(cue) = self.quote.cue else { return false };
        let does = |byte: u32| {
            let at = self.reading.at(byte);
            let word = |n: usize| self.reading.tokens.get(at + n).map_or(WordId::UNKNOWN, |t| t.word);
            self.pack.cues.at(word(0), word).map(|c| c.stance).find(|s| *s != Stance::Asserts)
        };
        let told = does(cue.start).is_some();
        let own: Vec<&Word> = words.iter().filter(|w| self.quote.span.contains(w.span)).collect();
        let accusation = |n: usize| own.iter().filter(|w| w.counts || w.accusation).take(n).any(|w| w.accusation);
        let matter =
            accusation(own.len()) || own.iter().any(|w| w.verb) || own.iter().filter(|w| w.counts && !w.name).count() >= LEAST;
        let by_words = match self.quote.stance {
            Stance::Denies => accusation(LEAST) || own.iter().any(|w| does(w.span.start) == Some(Stance::Denies)),
            _ => own.first().is_some_and(|w| w.name),
        };
        matter && (told || by_words)
    }

    /// Whether most words are written with a capital, so that capitals tell no names.
    fn headline(&self, words: &[Word]) -> bool {
        let times = &self.article.times;
        let dated =
            |w: &Word| times.get(times.partition_point(|t| t.span.end <= w.span.start)).is_some_and(|t| t.span.overlaps(w.span));
        let plain: Vec<&Word> = words.iter().filter(|w| !w.name && !w.holds && !dated(w)).collect();
        let capitals = plain.iter().filter(|w| w.span.of(self.reading.text).starts_with(char::is_uppercase)).count();
        words.len() > 3 && 2 * capitals > plain.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::prepare;
    use crate::link::testing::Build;
    use crate::model::SpeakerKind;

    /// Who is accused in a sentence, and whether it makes a claim.
    fn matter(text: &str, said: &str, cue: &str, stance: Stance) -> (String, bool) {
        let kind = SpeakerKind::Person;
        let build = Build::new("a", text).quote_of(said, cue, "Rani Umbara", kind).indirect().stance(stance);
        let p = prepare(build.article(), Pack::indonesian());
        let matter = &p.matters[0];
        let accused = match matter.accused {
            Accused::Nobody => "nobody".to_owned(),
            Accused::Speaker => "speaker".to_owned(),
            Accused::Named(span, _) => span.of(&p.article.text).to_owned(),
        };
        (accused, matter.founds)
    }

    #[test]
    fn who_is_accused_does_what_is_alleged() {
        use Stance::{Accuses, Denies};
        for (text, said, cue, stance, accused) in [
            ("Rani Umbara menuduh Vestria mengirim kapal.", "Vestria mengirim kapal", "menuduh", Accuses, "Vestria"),
            ("Jaksa mendakwa keduanya dengan Pasal 365 KUHP.", "keduanya dengan Pasal 365 KUHP", "mendakwa", Accuses, "nobody"),
            (
                "Jaksa mendakwa para mandor berdasarkan Undang-Undang Pelayaran Laut.",
                "para mandor berdasarkan Undang-Undang Pelayaran Laut",
                "mendakwa",
                Accuses,
                "nobody",
            ),
            ("Rani Umbara membantah menerima suap.", "menerima suap", "membantah", Denies, "speaker"),
            ("Rani Umbara membantah bahwa dia menerima suap.", "dia menerima suap", "membantah", Denies, "speaker"),
            (
                "Rani Umbara membantah sidang itu mengganggu panen warga.",
                "sidang itu mengganggu panen warga",
                "membantah",
                Denies,
                "nobody",
            ),
            (
                "Rani Umbara membantah dalang di balik siaran Malam Kelam.",
                "dalang di balik siaran Malam Kelam",
                "membantah",
                Denies,
                "speaker",
            ),
        ] {
            assert_eq!(matter(text, said, cue, stance).0, accused, "{text}");
        }
    }

    #[test]
    fn a_claim_is_told_as_one_or_names_the_accusation() {
        use Stance::{Accuses, Denies};
        for (text, said, cue, stance, founds) in [
            ("Rani Umbara membantah menerima suap.", "menerima suap", "membantah", Denies, true),
            ("Rani Umbara menepis penalti Tomas.", "penalti Tomas", "menepis", Denies, false),
            ("Rani Umbara mengatakan tudingan itu tidak berdasar.", "tudingan itu tidak berdasar", "mengatakan", Denies, true),
            (
                "Vestria dengan tegas membantah tudingan Orlan, kata Rani Umbara.",
                "Vestria dengan tegas membantah tudingan Orlan",
                "kata",
                Denies,
                true,
            ),
            ("Rani Umbara menegaskan hal itu tidak benar.", "hal itu tidak benar", "menegaskan", Denies, false),
            (
                "Rani Umbara menjelaskan laporan warga berkaitan dengan dugaan fitnah.",
                "laporan warga berkaitan dengan dugaan fitnah",
                "menjelaskan",
                Denies,
                false,
            ),
            ("Rani Umbara mengatakan Vestria mengarang cerita.", "Vestria mengarang cerita", "mengatakan", Accuses, true),
            ("Rani Umbara mengatakan pukat itu merusak karang.", "pukat itu merusak karang", "mengatakan", Accuses, false),
        ] {
            assert_eq!(matter(text, said, cue, stance).1, founds, "{text}");
        }
    }
}
