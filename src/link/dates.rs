//! Publication dates for articles that have none, from the dated articles that tell the same story.
//!
//! An undated article is compared, by the rare word pairs it shares, with dated ones only (a linked date never dates
//! another article). Its nearest neighbours must agree among themselves and outweigh what tells of another time; then the
//! article's own words choose the day: a day without a year (`25 Oktober`), else a weekday, else, for a copy, the day of
//! what it copies. Where nothing is near enough the article stays undated: no date is better than a guess.

use super::copies;
use super::prepare::{Prepared, Reading};
use crate::extract::{By, day_near};
use crate::lang::{Pack, pair_hash};
use crate::model::{Article, Certainty, Published, Span, TimeValue};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Dated articles that may share a pair of words before the pair says nothing of when.
const POSTINGS: usize = 48;
/// Rare pairs that an undated article must share with a dated one.
const LEAST_SHARED: usize = 5;
/// Part of an undated article's weight that it must share.
const LEAST_PART: f64 = 0.03;
/// The same where both tell of the same days, this near to the neighbour's date; how many neighbours are asked for that.
const LEAST_CONFIRMED: f64 = 0.05;
const SAME_DAYS: i32 = 3;
const NEAREST: usize = 8;
/// Neighbours with this part of the nearest one's weight must agree with it.
const RIVAL: f64 = 0.65;
/// Days from every near neighbour to a day without a year; from the nearest to the others, for a weekday.
const NEAR_YEAR: i32 = 183;
const NEAR_WEEKDAY: i32 = 10;
/// Passages shown as evidence.
const PASSAGES: usize = 3;

/// The dates that could be worked out: index of the article and its date.
pub fn infer(articles: &[&Prepared], pack: &Pack) -> Vec<(usize, Published)> {
    let undated: Vec<usize> = (0..articles.len()).filter(|&i| articles.get(i).is_some_and(|p| day(p).is_none())).collect();
    if undated.is_empty() || undated.len() == articles.len() {
        return Vec::new();
    }
    let shares = Shares::new(articles, &undated);
    undated.iter().filter_map(|&i| Some((i, date(articles, i, &shares, pack)?))).collect()
}

fn day(prepared: &Prepared) -> Option<Date> {
    prepared.article.published.as_ref().and_then(|p| p.value.bounds()).map(|b| b.1)
}

/// Where the pairs of the undated articles stand in dated ones.
struct Shares {
    postings: FxHashMap<u32, Vec<u32>>,
    dated: usize,
}

impl Shares {
    fn new(articles: &[&Prepared], undated: &[usize]) -> Self {
        let mut postings: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for hash in undated.iter().filter_map(|&i| articles.get(i)).flat_map(|p| p.story.iter()) {
            postings.entry(*hash).or_default();
        }
        let mut dated = 0;
        for (i, prepared) in articles.iter().enumerate().filter(|(_, p)| day(p).is_some()) {
            dated += 1;
            for hash in &prepared.story {
                if let Some(list) = postings.get_mut(hash).filter(|l| l.len() <= POSTINGS) {
                    list.push(i as u32);
                }
            }
        }
        Self { postings, dated }
    }

    /// What a pair that so many dated articles have says.
    fn weight(&self, with: usize) -> f64 {
        ((self.dated + 1) as f64 / with.max(1) as f64).ln()
    }
}

struct Neighbour {
    article: u32,
    part: f64,
    rare: usize,
}

/// Dated articles by how much of the article they share, the nearest first.
fn neighbours(prepared: &Prepared, shares: &Shares) -> Vec<Neighbour> {
    let mut sums: FxHashMap<u32, (f64, usize)> = FxHashMap::default();
    let mut whole = 0.0;
    let rare = 2.max(shares.dated / 100);
    for hash in &prepared.story {
        let list = shares.postings.get(hash).map_or(&[][..], Vec::as_slice);
        let weight = shares.weight(list.len());
        whole += weight;
        for article in list.iter().filter(|_| list.len() <= POSTINGS) {
            let sum = sums.entry(*article).or_default();
            sum.0 += weight;
            sum.1 += usize::from(list.len() <= rare);
        }
    }
    let part = |sum: f64| if whole > 0.0 { sum / whole } else { 0.0 };
    let mut out: Vec<_> = sums.into_iter().map(|(article, (sum, rare))| Neighbour { article, part: part(sum), rare }).collect();
    out.sort_by(|a, b| b.part.total_cmp(&a.part).then(a.article.cmp(&b.article)));
    out
}

fn date(articles: &[&Prepared], i: usize, shares: &Shares, pack: &Pack) -> Option<Published> {
    let me = articles.get(i)?;
    let near = neighbours(me, shares);
    if let Some((value, other, mut evidence)) = confirmed(me, &near, articles, pack) {
        evidence.extend(passages(&me.article, other, pack));
        let rule = "linked.same-days";
        return Some(Published { value: TimeValue::Day(value), certainty: Certainty::Linked, rule, evidence });
    }
    let best = near.first().filter(|n| n.part >= LEAST_PART && n.rare >= LEAST_SHARED)?;
    let anchor = day(articles.get(best.article as usize)?)?;
    let rivals: Vec<Date> =
        near.iter().take_while(|n| n.part >= RIVAL * best.part).filter_map(|n| day(articles.get(n.article as usize)?)).collect();
    let agree = |with: Date, within: i32| rivals.iter().all(|d| days_between(with, *d).is_some_and(|n| n.abs() <= within));
    let other = articles.get(best.article as usize)?;
    let (value, rule, mut evidence) = match day_near(&me.article, anchor, pack) {
        // A day without a year needs no more than that every neighbour would give it the same year.
        Some((day, by, words)) if by != By::Weekday && agree(day, NEAR_YEAR) => (day, "linked.day-without-year", words),
        Some((day, By::Weekday, words)) if agree(anchor, NEAR_WEEKDAY) => (day, "linked.weekday", words),
        None if copies::alike(&me.story, &other.story) && agree(anchor, 1) => (anchor, "linked.copy", Vec::new()),
        _ => return None,
    };
    evidence.extend(passages(&me.article, other, pack));
    Some(Published { value: TimeValue::Day(value), certainty: Certainty::Linked, rule, evidence })
}

/// The date by a neighbour that tells of the same days: the article prints a day of a month that lies next to the
/// neighbour's date, so that fewer shared words are enough.
fn confirmed<'a>(
    me: &Prepared,
    near: &[Neighbour],
    articles: &[&'a Prepared],
    pack: &Pack,
) -> Option<(Date, &'a Prepared, Vec<Span>)> {
    let open: Vec<(i8, i8)> = me.article.times.iter().filter_map(|t| day_of_month(&t.value)).collect();
    let same = |anchor: Date, &(month, day): &(i8, i8)| {
        let years = [anchor.year() - 1, anchor.year(), anchor.year() + 1];
        let days = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
        days.filter_map(|day| days_between(anchor, day)).any(|n| n.abs() <= SAME_DAYS)
    };
    let least = near.first()?.part * RIVAL;
    let close = near.iter().take(NEAREST).take_while(|n| n.part >= least.max(LEAST_CONFIRMED));
    let mut found = close.filter_map(|n| {
        let other = *articles.get(n.article as usize)?;
        let anchor = day(other).filter(|anchor| open.iter().any(|open| same(*anchor, open)))?;
        let (value, _, evidence) = day_near(&me.article, anchor, pack)?;
        days_between(anchor, value).filter(|n| n.abs() <= NEAR_WEEKDAY)?;
        Some((value, other, evidence))
    });
    let first = found.next()?;
    found.all(|(value, ..)| value == first.0).then_some(first)
}

/// Month and day of a value without a year.
fn day_of_month(value: &TimeValue) -> Option<(i8, i8)> {
    let TimeValue::Open(value) = value else { return None };
    let (month, day) = value.strip_prefix("XXXX-")?.get(..5)?.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

fn days_between(a: Date, b: Date) -> Option<i32> {
    a.until(b).ok().map(|s| s.get_days())
}

/// The longest passages whose word pairs another article has too, by position.
fn passages(article: &Article, other: &Prepared, pack: &Pack) -> Vec<Span> {
    let reading = Reading::new(article, pack);
    let mut found: Vec<(usize, Span)> = Vec::new();
    for sentence in &reading.sentences {
        let mut run: Option<(usize, Span)> = None;
        let mut before: Option<(u32, Span)> = None;
        for i in sentence.clone() {
            let (Some(&hash), Some(token)) = (reading.content.get(i), reading.tokens.get(i)) else { continue };
            if hash == 0 {
                continue;
            }
            if let Some((last, span)) = before.replace((hash, token.span)) {
                let joined = Span { start: span.start, end: token.span.end };
                run = match (other.story.binary_search(&pair_hash(last, hash)).is_ok(), run) {
                    (true, Some((n, r))) => Some((n + 1, Span { start: r.start, end: joined.end })),
                    (true, None) => Some((1, joined)),
                    (false, r) => {
                        found.extend(r);
                        None
                    }
                };
            }
        }
        found.extend(run);
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    found.truncate(PASSAGES);
    let mut out: Vec<Span> = found.into_iter().map(|f| f.1).collect();
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::prepare;
    use crate::link::testing::Build;

    const TOLD: &str = "Utusan Vestria menyebut tuduhan pengiriman kapal perang sebagai dongeng tanpa dasar. Delegasi Vestria \
        meninggalkan ruang sidang Dewan Samudra sesudah pemungutan suara. Laksamana Orlan membantah armada utara bergerak ke \
        Selat Karang.";
    const ALIKE: &str = "Dalam sidang Dewan Samudra, utusan itu menyebut tuduhan pengiriman kapal perang sebagai dongeng tanpa \
        dasar pada hari Senin. Armada utara bergerak ke Selat Karang, kata lawan. Laksamana Orlan membantah.";
    const OTHER: &str = "Tim putri Lembah Randu menjuarai turnamen voli pantai pada hari Senin. Pelatih memuji servis kapten. \
        Ribuan penonton memenuhi tribun hingga laga usai dan panitia menyiapkan hadiah sapi.";

    fn dates(list: Vec<Build>) -> Vec<(usize, String, String)> {
        let pack = Pack::indonesian();
        let all: Vec<_> = list.into_iter().map(|b| prepare(b.article(), pack)).collect();
        let refs: Vec<_> = all.iter().collect();
        let words =
            |i: usize, p: &Published| p.evidence.iter().map(|s| s.of(&all[i].article.text)).collect::<Vec<_>>().join(" | ");
        infer(&refs, pack).iter().map(|(i, p)| (*i, p.value.to_string(), words(*i, p))).collect()
    }

    #[test]
    fn a_weekday_is_the_one_nearest_to_the_same_story() {
        let far = "Panen raya gabah di Sawah Lor dimulai. Petani menjual gabah kepada koperasi dengan harga tetap.";
        let list = vec![
            Build::new("a", TOLD).published("2031-05-14"),
            Build::new("b", ALIKE).time("hari Senin", "XXXX-WXX-1"),
            Build::new("c", far).published("2030-01-02"),
            Build::new("d", OTHER).time("hari Senin", "XXXX-WXX-1"),
        ];
        let found = dates(list);
        assert_eq!(found.len(), 1, "what tells another story stays undated");
        assert_eq!((found[0].0, &*found[0].1), (1, "2031-05-12"));
        assert!(found[0].2.contains("dongeng tanpa dasar"), "{}", found[0].2);
    }

    #[test]
    fn a_day_without_a_year_takes_the_year_of_the_same_story() {
        let told = ALIKE.replace("hari Senin", "31 Desember");
        let list = vec![
            Build::new("a", TOLD).published("2031-01-02"),
            Build::new("b", &told).time("31 Desember", "XXXX-12-31"),
            Build::new("c", OTHER).published("2031-03-04"),
        ];
        assert_eq!(dates(list)[0].1, "2030-12-31");
    }

    /// Articles that tell of the same days need fewer words in common; other days, or another year as near, date nothing.
    #[test]
    fn the_same_days_link_what_shares_less() {
        let told = "Utusan Vestria menyebut tuduhan pengiriman kapal perang sebagai dongeng tanpa dasar di ruang sidang.";
        let text = "Seorang utusan menyebut tuduhan pengiriman kapal itu gurauan, kata Rina Amalia, Kamis (16/1). Nelayan Teluk \
            Damar tetap melaut seperti biasa dan harga ikan tidak berubah di pasar lama.";
        let mine = || Build::new("b", text).time("Kamis (16/1)", "XXXX-01-16");
        let one = |day: &str| vec![Build::new("a", told).published(day), mine(), Build::new("d", OTHER).published("2031-03-04")];
        assert_eq!(dates(one("2031-01-17"))[0].1, "2031-01-16");
        assert_eq!(dates(one("2031-02-17")).len(), 0, "other days");
        let mut two = one("2031-01-17");
        two.push(Build::new("e", told).published("2025-01-17"));
        assert_eq!(dates(two).len(), 0, "two years as near");
    }

    #[test]
    fn neighbours_that_disagree_date_nothing() {
        let list = vec![
            Build::new("a", TOLD).published("2031-05-14"),
            Build::new("b", ALIKE).time("hari Senin", "XXXX-WXX-1"),
            Build::new("c", TOLD).published("2029-05-14"),
            Build::new("d", OTHER).published("2029-05-14"),
        ];
        assert_eq!(dates(list).len(), 0);
    }
}
