//! What an event is called: the best clause among those that tell of it.
//!
//! A title is a whole clause that can be understood by itself. Where no dated sentence has one, the words of a quote are
//! taken, or the sentence that a dated one points back to, or the headline of an article that tells of it first. What one article
//! tells in no such words is no line.

use super::agreement::{Counts, MEMBERS, Told, resemblance};
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

/// What an event is called.
pub struct Title<'t, 'a> {
    /// The telling that titles it.
    pub by: &'t Told<'a>,
    /// The words that do: in it, or right before it.
    pub named: Span,
    /// Whether the headline of its article does instead: no clause can be understood by itself.
    pub headline: bool,
}

/// The title of an event; `None` where nothing that can be understood by itself tells of it.
pub fn title<'t, 'a>(
    articles: &[&Prepared],
    told: &[&'t Told<'a>],
    days: (Date, Date),
    counts: &Counts,
    pack: &Pack,
) -> Option<Title<'t, 'a>> {
    let titled = |(by, named): (&'t Told<'a>, Span)| Title { by, named, headline: false };
    // Where one tells of the event as what takes place then, what others do there does not title it.
    let statement = told.iter().any(|t| t.speaker.is_some());
    let takes_place = !statement && told.iter().any(|t| t.telling.occasion && is_clause(t.telling));
    let may = |t: &&&Told| !takes_place || t.telling.occasion;
    let mut ranked: Vec<_> =
        told.iter().filter(may).filter_map(|t| Some((*t, rank(articles, t, told, days, counts, pack)?))).collect();
    ranked.sort_by_key(|(_, (rank, _))| Reverse(*rank));
    let (best, ((whole, ..), named)) = ranked.first()?;
    // The clause of a noun has its own date: what stands around it has another.
    if *whole || is_clause(best.telling) {
        return Some(titled((*best, *named)));
    }
    let of = |find: &dyn Fn(&Article, &Told) -> Option<Span>| {
        let mut first = ranked.iter().take(MEMBERS).map(|(t, _)| *t);
        first.find_map(|t| Some((t, find(&articles.get(t.article as usize)?.article, t)?)))
    };
    let said = |article: &Article, t: &Told| said(article, t, days, pack);
    // A clause of which the first words point back is of what the sentence before tells.
    let back = |article: &Article, t: &Told| {
        let title = titles::title(&article.text, t.telling.part, t.time.span, &article.times, pack);
        titles::points_back(title.of(&article.text), pack)
    };
    let before = |article: &Article, t: &Told| {
        let part = t.telling.before.or_else(|| t.telling.previous.filter(|_| back(article, t)))?;
        other(article, t, part, days, pack)
    };
    let headed = |t: &Told| {
        let title = articles.get(t.article as usize)?.article.title.as_deref()?;
        titles::is_headline(title, pack).then_some(())
    };
    let opening = ranked.iter().find(|(t, _)| t.telling.opening && headed(t).is_some());
    if let Some((by, _)) = opening {
        return Some(Title { by, named: by.telling.sentence, headline: true });
    }
    // What several articles tell is an event, however they tell it; and what somebody says has whoever says it.
    let scrap = || articles.get(best.article as usize).is_none_or(|p| titles::is_scrap(named.of(&p.article.text), pack));
    let several = told.iter().any(|t| t.article != best.article) || best.telling.voice.is_some() && !scrap();
    of(&said).or_else(|| of(&before)).or_else(|| several.then_some((*best, *named))).map(titled)
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
    let quoted = |q: &Quote| q.kind == QuoteKind::Direct && q.span.contains(title);
    let piece = quotes_in(&article.quotes, title).iter().any(quoted);
    let scrap = titles::is_scrap(title.of(text), pack) || titles::speaks(title.of(text), pack);
    // What somebody says is a statement's own title, and no happening's.
    let piece = piece && t.telling.voice.is_none();
    let whole = by_itself && !piece && !scrap && titles::is_whole(text, title, pack);
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
    let speaks = titles::speaks(span.of(&article.text), pack);
    (alone
        && !elsewhen
        && !speaks
        && !titles::is_scrap(span.of(&article.text), pack)
        && titles::is_whole(&article.text, span, pack))
    .then_some(span)
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
