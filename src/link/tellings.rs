//! The dated sentences of one article: what may be an event, before articles are compared.
//!
//! A telling is a sentence of running text with a verb and a date. The date outside a quote is preferred (it dates the
//! statement, or what happened), then the finer one, then the first. Lengths of time, dates at the edge of a stretch
//! (`sejak …`) and years or months that only name something (`Piala Dunia 2026`, `pengiriman Januari`) tell of nothing.

use super::prepare::{Reading, pair_hash};
use crate::lang::Pack;
use crate::model::{Article, Precision, Quote, Span, TimeExpression, TimeKind, VoiceIx};
use crate::text::{Sentence, TokenKind};

/// A dated sentence.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Telling {
    /// The sentence.
    pub sentence: Span,
    /// The index of its date in [`Article::times`].
    pub time: u32,
    /// Who says it, when the date is that of a statement.
    pub voice: Option<VoiceIx>,
    /// Its features: `start..end` into [`super::Prepared`]'s.
    pub features: (u32, u32),
}

/// Content words kept of a telling: those nearest to its date.
const WORD_LIMIT: usize = 20;
/// The bit of a feature that is a verb with the word behind it: what was done. Every other feature has it clear.
pub const DEED: u32 = 1;
/// Content words that a telling has at least.
const WORD_LEAST: usize = 3;

/// The tellings of an article, with the pool of their features.
pub fn find(article: &Article, reading: &Reading, pack: &Pack) -> (Box<[Telling]>, Box<[u32]>) {
    let mut tellings = Vec::new();
    let mut pool = Vec::new();
    let mut next = 0;
    for sentence in &reading.sentences {
        let span = reading.span(sentence);
        while article.times.get(next).is_some_and(|t| t.span.start < span.start) {
            next += 1;
        }
        let first = next;
        while article.times.get(next).is_some_and(|t| t.span.start < span.end) {
            next += 1;
        }
        let times = article.times.get(first..next).unwrap_or(&[]);
        let quotes = quotes_in(&article.quotes, span);
        let Some((best, inside)) = date_of(times, quotes, sentence, reading, pack) else { continue };
        let Some(time) = times.get(best) else { continue };
        if !has_verb(sentence, reading, pack) {
            continue;
        }
        let start = pool.len();
        if !add_features(&mut pool, sentence, times, quotes, time.span, reading, pack) {
            continue;
        }
        tellings.push(Telling {
            sentence: span,
            time: (first + best) as u32,
            voice: if inside { None } else { said_by(quotes, time.span, sentence, reading, pack) },
            features: (start as u32, pool.len() as u32),
        });
    }
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

/// The date a sentence tells of, and whether it stands inside a quote.
fn date_of(times: &[TimeExpression], quotes: &[Quote], s: &Sentence, reading: &Reading, pack: &Pack) -> Option<(usize, bool)> {
    let rank = |i: usize| -> Option<(bool, Precision, usize)> {
        let time = times.get(i)?;
        let precision = time.value.precision()?;
        let dated = matches!(time.kind, TimeKind::Date | TimeKind::Time);
        let inside = quotes.iter().any(|q| q.span.overlaps(time.span));
        let coarse = precision >= Precision::Month;
        if !dated
            || precision == Precision::Era
            || (precision > Precision::Month && inside)
            || !happens_then(time.span, coarse, s, reading, pack)
        {
            return None;
        }
        Some((inside, precision.max(Precision::Day), i))
    };
    (0..times.len()).filter_map(rank).min().map(|(inside, _, i)| (i, inside))
}

/// Whether the words before a date make it the time of something. A coarse date must follow a word without content
/// (`pada 2019`) or begin the sentence; what it follows otherwise has it as part of a name.
fn happens_then(time: Span, coarse: bool, s: &Sentence, reading: &Reading, pack: &Pack) -> bool {
    let tokens = reading.tokens.get(s.clone()).unwrap_or(&[]);
    let at = tokens.partition_point(|t| t.span.start < time.start);
    let Some(before) = at.checked_sub(1).and_then(|i| tokens.get(i)) else { return true };
    if before.kind == TokenKind::Word && pack.link.is_edge(before.word) {
        return false;
    }
    !coarse || (before.kind == TokenKind::Word && pack.link.is_stop(before.word))
}

fn has_verb(sentence: &Sentence, reading: &Reading, pack: &Pack) -> bool {
    sentence.clone().any(|i| is_verb(i, reading, pack))
}

fn is_verb(token: usize, reading: &Reading, pack: &Pack) -> bool {
    reading
        .tokens
        .get(token)
        .is_some_and(|t| t.kind == TokenKind::Word && pack.link.is_verb(t.word, &t.of(reading.text).to_lowercase()))
}

/// Whose statement the date is that of: the speaker of the first quote with its cue in the sentence. Not when a verb
/// before the date has taken it already and the cue comes later (`… menandatangani perjanjian pada Juni, menyebut …`).
fn said_by(quotes: &[Quote], time: Span, s: &Sentence, reading: &Reading, pack: &Pack) -> Option<VoiceIx> {
    let sentence = reading.span(s);
    let quote = quotes.iter().find(|q| q.speaker.is_some() && q.cue.is_some_and(|c| sentence.contains(c)))?;
    let before = || (s.start..s.end).filter(|i| reading.tokens.get(*i).is_some_and(|t| t.span.end <= time.start));
    let outside = |i: &usize| reading.tokens.get(*i).is_some_and(|t| !quotes.iter().any(|q| q.span.overlaps(t.span)));
    let late = quote.cue.is_some_and(|c| c.start >= time.end);
    let taken = late && before().filter(outside).any(|i| is_verb(i, reading, pack));
    if taken { None } else { quote.speaker }
}

/// Adds the words and pairs of words nearest to the date, without those of any date and those that name a speaker (who
/// says two things a day is not the same event twice); false when they are too few.
fn add_features(
    pool: &mut Vec<u32>,
    s: &Sentence,
    times: &[TimeExpression],
    quotes: &[Quote],
    time: Span,
    reading: &Reading,
    pack: &Pack,
) -> bool {
    let mut words: Vec<(Span, u32)> = Vec::new();
    let aside = |span: Span| {
        times.iter().any(|t| t.span.contains(span)) || quotes.iter().any(|q| q.mention.is_some_and(|m| m.contains(span)))
    };
    for i in s.clone() {
        let (Some(&hash), Some(token)) = (reading.content.get(i), reading.tokens.get(i)) else { continue };
        if hash != 0 && !aside(token.span) {
            words.push((token.span, hash));
        }
    }
    if words.len() < WORD_LEAST {
        return false;
    }
    let near = words.partition_point(|w| w.0.start < time.start);
    let first = near.saturating_sub(WORD_LIMIT / 2).min(words.len().saturating_sub(WORD_LIMIT));
    let words = words.get(first..words.len().min(first + WORD_LIMIT)).unwrap_or(&[]);
    let start = pool.len();
    pool.extend(words.iter().map(|w| w.1 & !DEED));
    for pair in words.windows(2) {
        let [(span, a), (_, b)] = pair else { continue };
        let word = span.of(reading.text).to_lowercase();
        let deed = pack.link.is_verb(pack.lexicon.id(&word), &word);
        pool.push(pair_hash(*a, *b) & !DEED | if deed { DEED } else { 0 });
    }
    let mut own = pool.split_off(start);
    own.sort_unstable();
    own.dedup();
    pool.append(&mut own);
    true
}

#[cfg(test)]
mod tests {
    use crate::lang::Pack;
    use crate::link::prepare;
    use crate::link::testing::Build;

    fn told(build: Build) -> Vec<(String, String)> {
        let p = prepare(build.article(), Pack::indonesian());
        let text = &p.article.text;
        p.tellings.iter().map(|t| (t.sentence.of(text).to_owned(), p.article.times[t.time as usize].value.to_string())).collect()
    }

    #[test]
    fn a_sentence_with_a_verb_and_a_date_is_a_telling() {
        let b = Build::new("a", "Dewan kota membuka jembatan baru pada Senin (3/6). Antrean panjang di Tuban.")
            .time("Senin (3/6)", "2024-06-03");
        assert_eq!(told(b).len(), 1);
        let b = Build::new("b", "Jadwal kapal Tuban Senin (3/6)").time("Senin (3/6)", "2024-06-03");
        assert_eq!(told(b).len(), 0, "no verb");
        let b = Build::new("c", "Pabrik gula itu mempekerjakan warga desa sejak 2020.").time("2020", "2020");
        assert_eq!(told(b).len(), 0, "an edge");
        let b = Build::new("d", "Tim muda menjuarai Piala Laut 2020 dengan gemilang.").time("2020", "2020");
        assert_eq!(told(b).len(), 0, "part of a name");
        let b = Build::new("f", "Harga kopra untuk pengiriman Januari merosot tajam.").time("Januari", "2020-01");
        assert_eq!(told(b).len(), 0, "part of a name");
        let b = Build::new("e", "Pada 2020 tim muda menjuarai Piala Laut.").time("2020", "2020");
        assert_eq!(told(b).len(), 1);
    }

    #[test]
    fn the_date_outside_the_quote_is_that_of_the_statement() {
        let b = Build::new("a", "“Kapal tiba di dermaga pada Juni,” kata Rani Umbara, Senin (3/6).")
            .time("Juni", "2024-06")
            .time("Senin (3/6)", "2024-06-03")
            .quote("Kapal tiba di dermaga pada Juni", "kata", "Rani Umbara");
        let p = prepare(b.article(), Pack::indonesian());
        assert_eq!(p.tellings[0].voice, Some(0));
        assert_eq!(p.article.times[p.tellings[0].time as usize].value.to_string(), "2024-06-03");
    }

    #[test]
    fn a_date_that_a_verb_has_taken_is_none_of_a_later_statement() {
        let b = Build::new("a", "Vestria menandatangani perjanjian laut pada Juni 2024, menyebutnya “awal yang baik”.")
            .time("Juni 2024", "2024-06")
            .quote_of("awal yang baik", "menyebutnya", "Vestria", crate::model::SpeakerKind::Organization);
        assert_eq!(prepare(b.article(), Pack::indonesian()).tellings[0].voice, None);
    }
}
