//! Findings: where articles differ from each other, from the calendar or from themselves. Each says what differs and
//! where it stands; none says who is right.

use super::prepare::Prepared;
use crate::extract::WEEKDAY_MISMATCH;
use crate::lang::{Pack, WordId, lower_words, word_hash};
use crate::model::*;
use crate::text::{TokenKind, tokenize};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// Quotes of one speaker behind a denial among which the words are looked for that decline to answer.
const BEHIND: usize = 3;
/// Quotes of anybody behind a denial among which these stand.
const WITHIN: usize = 200;
/// Times around a quote among which stands that on which it was said.
const TIMES: usize = 64;
/// Words between a negation and the verb of answering that it denies.
const NEAR: usize = 4;
/// Persons of one event of whom it is asked who prints their names, the most quoted first.
const PERSONS: usize = 64;
/// Bytes from which an article's words are kept, to look names up in: many events may be told in it.
const LONG: usize = 64 << 10;
/// Days between two dates of one statement beyond which it was said twice.
const DAYS: i32 = 10;

/// What is linked already and findings are made of.
pub struct Linked<'a> {
    /// The articles, in order.
    pub articles: &'a [&'a Prepared],
    /// The speakers of their voices.
    pub voices: &'a [Vec<SpeakerIx>],
    /// The speakers.
    pub speakers: &'a [Speaker],
    /// The statements.
    pub statements: &'a [Statement],
    /// The events.
    pub events: &'a [Event],
    /// The dates that two articles give otherwise for one event.
    pub contested: &'a [[Mention; 2]],
    /// What each article is a copy of.
    pub copies: &'a [ArticleIx],
}

/// The findings of a corpus, by kind, then by place.
pub fn build(linked: &Linked, pack: &Pack) -> Vec<Finding> {
    let mut out = Vec::new();
    linked.statements.iter().for_each(|s| of_statement(linked, s, &mut out));
    for ix in 0..linked.articles.len() as u32 {
        weekdays(linked, ix, &mut out);
        framings(linked, ix, pack, &mut out);
    }
    let mut long = FxHashMap::default();
    linked.events.iter().for_each(|event| one_outlet(linked, event, &mut long, &mut out));
    let contested =
        linked.contested.iter().filter_map(|dates| linked.finding(FindingKind::EventDates, dates.to_vec(), Vec::new()));
    out.extend(contested);
    out.sort_by(|a, b| (a.kind, &a.places).cmp(&(b.kind, &b.places)));
    out.dedup_by(|a, b| (a.kind, &a.places) == (b.kind, &b.places));
    out
}

impl Linked<'_> {
    fn article(&self, ix: ArticleIx) -> Option<&Article> {
        Some(&self.articles.get(ix as usize)?.article)
    }

    fn quote(&self, at: QuoteRef) -> Option<&Quote> {
        self.article(at.article)?.quotes.get(at.quote as usize)
    }

    fn source(&self, ix: ArticleIx) -> ArticleIx {
        self.copies.get(ix as usize).copied().unwrap_or(ix)
    }

    fn speaker(&self, at: QuoteRef) -> Option<SpeakerIx> {
        self.voices.get(at.article as usize)?.get(self.quote(at)?.speaker? as usize).copied()
    }

    fn finding(&self, kind: FindingKind, places: Vec<Mention>, quotes: Vec<QuoteRef>) -> Option<Finding> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(kind.name().as_bytes());
        for place in &places {
            let id = &self.article(place.article)?.id;
            hasher.update(format!("|{id}|{}|{}", place.span.start, place.span.end).as_bytes());
        }
        let speaker = quotes.first().and_then(|q| self.speaker(*q));
        Some(Finding { id: hasher.finalize().to_hex().get(..16)?.into(), kind, places, quotes, speaker })
    }
}

/// What contradicts in the versions of a statement, and what they say of when it was said.
fn of_statement(linked: &Linked, statement: &Statement, out: &mut Vec<Finding>) {
    let Some((fullest, rest)) = statement.versions.split_first() else { return };
    for version in rest.iter().filter(|v| !v.copy) {
        let (here, there) = (version.quote, fullest.quote);
        let place = |span: Option<Span>, at: QuoteRef| {
            Some(Mention { article: at.article, span: span.or_else(|| linked.quote(at).map(|q| q.span))? })
        };
        for difference in version.differences.iter().filter(|d| d.kind.contradicts()) {
            let kind = match here.article == there.article {
                true => FindingKind::Paraphrase(difference.kind),
                false => FindingKind::Versions(difference.kind),
            };
            let places = [place(difference.here, here), place(difference.there, there)].into_iter().flatten().collect();
            out.extend(linked.finding(kind, places, vec![here, there]));
        }
        if matches!(version.relation, Relation::Identical | Relation::Shortened)
            && let (Some(a), Some(b)) = (said(linked, here), said(linked, there))
            && a.1 != b.1
            && a.1.until(b.1).map_or(i32::MAX, |s| s.get_days().abs()) <= DAYS
        {
            out.extend(linked.finding(FindingKind::Dates, vec![a.0, b.0], vec![here, there]));
        }
    }
}

/// The words that tell on which day something was said, and the day, where the article itself tells it.
fn said(linked: &Linked, at: QuoteRef) -> Option<(Mention, jiff::civil::Date)> {
    let (article, quote) = (linked.article(at.article)?, linked.quote(at)?);
    let value = quote.said.as_ref()?;
    let far = |t: &&TimeExpression| t.span.start.abs_diff(quote.span.end).min(quote.span.start.abs_diff(t.span.end));
    let from = article.times.partition_point(|t| t.span.start < quote.span.start).saturating_sub(TIMES);
    let to = article.times.partition_point(|t| t.span.start < quote.span.end) + TIMES;
    let near = article.times.get(from..to.min(article.times.len())).unwrap_or(&[]);
    let own = near.iter().filter(|t| &t.value == value && t.certainty != Certainty::Linked);
    let time = own.min_by_key(far)?;
    Some((Mention { article: at.article, span: time.span }, value.day()?))
}

/// Printed weekdays that are not those of the printed dates.
fn weekdays(linked: &Linked, ix: ArticleIx, out: &mut Vec<Finding>) {
    let Some(article) = linked.article(ix) else { return };
    for time in article.times.iter().filter(|t| t.rule == WEEKDAY_MISMATCH) {
        let places = vec![Mention { article: ix, span: time.span }];
        out.extend(linked.finding(FindingKind::Weekday, places, Vec::new()));
    }
}

/// Denials above words that decline to answer.
fn framings(linked: &Linked, ix: ArticleIx, pack: &Pack, out: &mut Vec<Finding>) {
    let Some(article) = linked.article(ix) else { return };
    for (i, frame) in (0..).zip(&article.quotes) {
        if frame.stance != Stance::Denies || frame.kind == QuoteKind::Direct || frame.speaker.is_none() || !frame.counts() {
            continue;
        }
        let rest = article.quotes.iter().enumerate().skip(i as usize + 1).take(WITHIN);
        let own = rest.filter(|(_, q)| q.speaker == frame.speaker && q.counts()).take(BEHIND);
        let Some((behind, words)) = own.filter_map(|(n, q)| Some((n as u32, declining(article, q, pack)?))).next() else {
            continue;
        };
        if !names_accusation(article, frame, pack) {
            continue;
        }
        let framed =
            frame.cue.map_or(frame.span, |c| Span { start: c.start.min(frame.span.start), end: c.end.max(frame.span.end) });
        let places = [framed, words].map(|span| Mention { article: ix, span }).to_vec();
        let quotes = [i, behind].map(|quote| QuoteRef { article: ix, quote }).to_vec();
        out.extend(linked.finding(FindingKind::Framing, places, quotes));
    }
}

/// Whether a denial is told as that of an accusation (`menolak tuduhan …`), cue and words together.
fn names_accusation(article: &Article, quote: &Quote, pack: &Pack) -> bool {
    lower_words(quote.span.of(&article.text)).iter().any(|w| pack.matters.is_accusation(w))
}

/// The words of a quote that decline to answer: `tidak melihat perlunya mengomentari`; all of one that is told as a refusal.
fn declining(article: &Article, quote: &Quote, pack: &Pack) -> Option<Span> {
    if quote.stance == Stance::Declines {
        if leaves_open(article, quote, pack) {
            return None;
        }
        let start = quote.cue.map_or(quote.span.start, |c| c.start.min(quote.span.start));
        return Some(Span { start, ..quote.span });
    }
    let text = quote.span.of(&article.text);
    let tokens = tokenize(text, &pack.lexicon);
    let words: Vec<_> = tokens.iter().filter(|t| t.kind == TokenKind::Word).collect();
    let answer = words.iter().enumerate().filter(|(_, t)| pack.matters.is_answer(&t.of(text).to_lowercase()));
    answer
        .filter_map(|(n, verb)| {
            let before = words.get(n.saturating_sub(NEAR)..n)?;
            let negation = before.iter().find(|t| pack.link.is_negation(t.word))?;
            // Whoever is named before it declines, not the speaker.
            let subject = words.iter().take_while(|t| t.span.start < negation.span.start).last();
            if subject.is_some_and(|t| t.capital() && t.span.start > 0)
                || (subject.is_some() && quote.kind == QuoteKind::Indirect)
            {
                return None;
            }
            let at = quote.span.start;
            Some(Span { start: at + negation.span.start, end: at + verb.span.end })
        })
        .next()
}

/// Whether somebody does not deny or does not confirm (`tidak membantah`): that leaves something open, and is no refusal to
/// speak of it.
fn leaves_open(article: &Article, quote: &Quote, pack: &Pack) -> bool {
    let Some(cue) = quote.cue.map(|c| c.of(&article.text)) else { return false };
    let tokens = tokenize(cue, &pack.lexicon);
    let word = |n: usize| tokens.get(n).map_or(WordId::UNKNOWN, |t| t.word);
    pack.cues.at(word(0), word).any(|c| matches!(c.stance, Stance::Denies | Stance::Confirms))
}

/// Persons quoted at an event that several sources tell, whose name only one of them prints. `long` keeps the words of long
/// articles, which may tell many events.
fn one_outlet(linked: &Linked, event: &Event, long: &mut FxHashMap<ArticleIx, FxHashSet<u32>>, out: &mut Vec<Finding>) {
    let told = event.articles();
    let sources: BTreeSet<ArticleIx> = told.iter().map(|a| linked.source(*a)).collect();
    if sources.len() < 2 {
        return;
    }
    let mut said: FxHashMap<SpeakerIx, QuoteRef> = FxHashMap::default();
    event.quotes.iter().rev().for_each(|q| said.extend(linked.speaker(*q).map(|speaker| (speaker, *q))));
    let person = |ix: &SpeakerIx| linked.speakers.get(*ix as usize).filter(|s| s.kind == SpeakerKind::Person);
    let named = |ix: &SpeakerIx| Some((*said.get(ix)?, lower_words(&person(ix)?.name).pop()?, None));
    let mut persons: Vec<(QuoteRef, String, Option<ArticleIx>)> = event.speakers.iter().filter_map(named).take(PERSONS).collect();
    for &ix in &told {
        let Some(article) = linked.article(ix).filter(|_| !persons.is_empty()) else { continue };
        let source = linked.source(ix);
        let text = if article.text.len() <= LONG { article.text.to_lowercase() } else { String::new() };
        let words = (article.text.len() > LONG).then(|| &*long.entry(ix).or_insert_with(|| parts(&article.text).collect()));
        let prints = |name: &str| match words {
            Some(words) => parts(name).all(|part| words.contains(&part)),
            None => text.contains(name),
        };
        // Whom a second source prints is no more asked for.
        persons.retain_mut(|(_, name, by)| !prints(name) || by.replace(source).is_none_or(|by| by == source));
    }
    for (quote, ..) in persons.into_iter().filter(|(.., by)| by.is_some()) {
        let Some(own) = linked.quote(quote) else { continue };
        let place = Mention { article: quote.article, span: own.mention.unwrap_or(own.span) };
        out.extend(linked.finding(FindingKind::OneOutlet, vec![place], vec![quote]));
    }
}

/// The words of a text without hyphens and apostrophes, hashed.
fn parts(text: &str) -> impl Iterator<Item = u32> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(word_hash)
}

#[cfg(test)]
mod tests {
    use crate::lang::Pack;
    use crate::link::testing::Build;
    use crate::link::{Linker, prepare};
    use crate::model::*;

    /// The findings as kind and words, place by place.
    fn found(list: Vec<Build>) -> Vec<(&'static str, Vec<String>)> {
        let mut linker = Linker::new(Pack::indonesian());
        linker.add(list.into_iter().map(|b| prepare(b.article(), Pack::indonesian())));
        let corpus = linker.corpus();
        let words = |m: &Mention| m.span.of(&corpus.articles[m.article as usize].text).to_owned();
        corpus.findings.iter().map(|f| (f.kind.name(), f.places.iter().map(words).collect())).collect()
    }

    #[test]
    fn a_paraphrase_against_the_quote_beside_it() {
        let text = "Rani Umbara mengatakan kapal Vestria Utara tiba di muara melalui selat. “Kapal Vestria Selatan tiba di muara \
            melalui selat pada pagi buta,” kata Rani Umbara.";
        let build = Build::new("a", text)
            .quote("kapal Vestria Utara tiba di muara melalui selat", "mengatakan", "Rani Umbara")
            .indirect()
            .quote("Kapal Vestria Selatan tiba di muara melalui selat pada pagi buta", "kata", "Rani Umbara");
        let want = vec!["Vestria Utara".to_owned(), "Vestria Selatan".to_owned()];
        assert_eq!(found(vec![build]), [("paraphrase", want)]);
    }

    #[test]
    fn a_denial_above_words_that_decline() {
        let build = |words: &str| {
            Build::new("a", &format!("Rani Umbara menolak tudingan itu. “{words},” ujar Rani Umbara."))
                .quote("tudingan itu", "menolak", "Rani Umbara")
                .indirect()
                .stance(Stance::Denies)
                .quote(words, "ujar", "Rani Umbara")
        };
        let want = vec!["menolak tudingan itu".to_owned(), "tidak merasa perlu mengomentari".to_owned()];
        assert_eq!(found(vec![build("Kami tidak merasa perlu mengomentari kabar burung")]), [("framing", want)]);
        assert!(found(vec![build("Kami tidak pernah menerima uang itu dan sudah mengomentari kabarnya")]).is_empty());
    }

    #[test]
    fn who_does_not_deny_something_else_declines_nothing() {
        let build = |cue: &str| {
            Build::new("a", &format!("Rani Umbara menolak tudingan itu. Rani Umbara {cue} penjualan kapal tua."))
                .quote("tudingan itu", "menolak", "Rani Umbara")
                .indirect()
                .stance(Stance::Denies)
                .quote("penjualan kapal tua", cue.split(' ').next_back().unwrap_or(cue), "Rani Umbara")
                .indirect()
                .stance(Stance::Declines)
        };
        assert!(found(vec![build("tidak membantah")]).is_empty());
        assert_eq!(found(vec![build("enggan menanggapi")]).len(), 1);
    }

    #[test]
    fn a_weekday_that_is_not_that_of_the_date() {
        let build = Build::new("a", "Dewan bersidang Senin (14/5/2031).").time("Senin (14/5/2031)", "2031-05-14");
        assert_eq!(
            found(vec![build.rule(crate::extract::WEEKDAY_MISMATCH)]),
            [("weekday", vec!["Senin (14/5/2031)".to_owned()])]
        );
    }
}
