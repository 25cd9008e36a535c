//! What an event is called: the best clause among those that tell of it.
//!
//! A title is a whole clause that can be understood by itself. Where no dated sentence has one, the words of a quote are
//! taken, or the sentence that a dated one points back to.

use super::MEMBERS;
use super::agreement::{Counts, Told, resemblance};
use crate::lang::Pack;
use crate::link::prepare::Prepared;
use crate::link::tellings::{Telling, quotes_in};
use crate::link::titles;
use crate::model::*;
use jiff::civil::Date;
use std::cmp::Reverse;

/// Bytes of a title that tells enough.
const TITLE: usize = 48;
/// Tellings of an event among which those of other articles are looked for that one resembles.
const LIKE: usize = 256;
/// Bytes near which a sentence makes a good title.
const MIDDLING: usize = 140;

/// The telling that titles an event, and where its title stands: in it, or right before it.
pub fn title<'t, 'a>(
    articles: &[&Prepared],
    told: &[&'t Told<'a>],
    days: (Date, Date),
    counts: &Counts,
    pack: &Pack,
) -> Option<(&'t Told<'a>, Span)> {
    // Where one tells of the event as what takes place then, what others do there does not title it.
    let statement = told.iter().any(|t| t.speaker.is_some());
    let takes_place = !statement && told.iter().any(|t| t.telling.occasion && is_clause(t.telling));
    let may = |t: &&&Told| !takes_place || t.telling.occasion;
    let mut ranked: Vec<_> =
        told.iter().filter(may).filter_map(|t| Some((*t, rank(articles, t, told, days, counts, pack)?))).collect();
    ranked.sort_by_key(|(_, (rank, _))| Reverse(*rank));
    let (best, ((whole, ..), named)) = ranked.first()?;
    let own = || Some((*best, *named));
    // The clause of a noun has its own date: what stands around it has another.
    if *whole || is_clause(best.telling) {
        return own();
    }
    let of = |find: &dyn Fn(&Article, &Told) -> Option<Span>| {
        let mut first = ranked.iter().take(MEMBERS).map(|(t, _)| *t);
        first.find_map(|t| Some((t, find(&articles.get(t.article as usize)?.article, t)?)))
    };
    let said = |article: &Article, t: &Told| said(article, t, days, pack);
    let before = |article: &Article, t: &Told| other(article, t, t.telling.before?, days, pack);
    of(&said).or_else(|| of(&before)).or_else(own)
}

/// Whether only a clause of a noun in its sentence tells of it.
fn is_clause(telling: &Telling) -> bool {
    telling.part != telling.sentence && telling.sentence.contains(telling.part)
}

/// What makes one telling a better title than another: first that it is a whole clause and understood by itself.
type Rank = (bool, bool, bool, bool, bool, bool, bool, u32, Reverse<usize>, Reverse<(u32, Span)>);

/// How good a title a telling makes, and which.
fn rank(
    articles: &[&Prepared],
    t: &Told,
    told: &[&Told],
    days: (Date, Date),
    counts: &Counts,
    pack: &Pack,
) -> Option<(Rank, Span)> {
    let article = &articles.get(t.article as usize)?.article;
    let (text, times) = (&article.text, &article.times);
    let part = t.telling.part;
    let fits = (t.start, t.end) == days;
    let sentence = part == t.telling.sentence;
    let main = sentence && !titles::is_aside(text, part, t.time.span, pack);
    let title = titles::title(text, part, t.time.span, times, pack);
    // Of what somebody says of a day only that day makes a title.
    let spoken = quotes_in(&article.quotes, t.time.span).iter().any(|q| q.span.contains(t.time.span));
    let by_itself = match spoken {
        true => title.contains(t.time.span),
        false => !t.telling.back && titles::stands_alone(text, part, sentence, times, pack),
    };
    let whole = by_itself && titles::is_whole(text, title, pack);
    // What the others tell as well titles it, and a sentence of middling length best.
    let (like, length) = (likeness(t, told, counts), Reverse(part.len().abs_diff(MIDDLING)));
    let (long, place) = (title.len() >= TITLE, Reverse((t.article, t.telling.sentence)));
    Some(((whole, fits, by_itself, t.speaker.is_none(), main, long, t.names_who(), like, length, place), title))
}

/// The title of another part of the article, where it is a whole clause and has no date of its own.
fn other(article: &Article, t: &Told, part: Span, (first, last): (Date, Date), pack: &Pack) -> Option<Span> {
    let span = titles::title(&article.text, part, t.time.span, &article.times, pack);
    let alone = titles::stands_alone(&article.text, part, false, &article.times, pack);
    let inside = article.times.iter().skip(article.times.partition_point(|time| time.span.start < span.start));
    let inside = inside.take_while(|time| time.span.start < span.end).filter(|time| span.contains(time.span));
    let days = inside.filter_map(|time| time.value.bounds());
    let elsewhen = days.clone().any(|(start, end)| end < first || start > last);
    (alone && !elsewhen && titles::is_whole(&article.text, span, pack)).then_some(span)
}

/// The words of a quote of a statement.
fn said(article: &Article, t: &Told, days: (Date, Date), pack: &Pack) -> Option<Span> {
    t.telling.voice?;
    let of = quotes_in(&article.quotes, t.telling.sentence).iter().filter(|q| q.speaker == t.telling.voice);
    of.map(|q| q.span).find_map(|span| other(article, t, span, days, pack))
}

/// How much a telling resembles the others of its event, in twentieths.
fn likeness(this: &Told, told: &[&Told], counts: &Counts) -> u32 {
    let others = told.iter().take(LIKE).filter(|t| t.article != this.article).take(MEMBERS);
    let (n, sum) = others.fold((0.0, 0.0), |(n, sum), t| (n + 1.0, sum + resemblance(this, t, counts)));
    if n < 2.0 { 0 } else { (20.0 * sum / n) as u32 }
}
