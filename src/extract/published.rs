//! The publication date: as the record states it, or worked out from the article's own words.
//!
//! Inference stands on evidence that is kept with the date: the words it was worked out from, and the rule. What could
//! only be guessed stays unknown; `link` may date the article later, with a day near by that others tell.

use super::back;
use super::days::{Day, Reading};
use super::times::{self, Base, FEAST, YearRef, record_date};
use crate::lang::Pack;
use crate::model::{Article, Block, BlockKind, Certainty, Given, Published, Source, Span, TimeValue};
use crate::text::{Clear, Shape, Token, TokenKind, tokenize, within};
use jiff::civil::Date;

/// Works out the publication date of an article.
pub(super) fn published(given: &Given, source: &Source, reading: &Reading<'_>) -> Option<Published> {
    let known = |value, certainty, rule, evidence| Some(Published { value, certainty, rule, evidence });
    if let Some(value) = given.published.as_deref().and_then(|line| record_date(line, reading.pack)) {
        return known(value, Certainty::Stated, "published.record", Vec::new());
    }
    if let Some((value, span)) = reading.date_line() {
        return known(value, Certainty::Stated, "published.date-line", vec![span]);
    }
    if let Some(date) = source.url.as_deref().and_then(url_date) {
        return known(TimeValue::Day(date), Certainty::Inferred, "published.url", Vec::new());
    }
    let days = reading.days(None);
    let (date, by, evidence) = choose(&days)?;
    let rule = match by {
        By::Count => "published.counted-from",
        By::Night => "published.day-after-night",
        By::Misprint => "published.misprint",
        By::Year => "published.weekday-year",
        By::Day | By::Weekday => "published.latest-reported",
    };
    known(TimeValue::Day(date), Certainty::Inferred, rule, evidence)
}

/// What a publication day was worked out from.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum By {
    /// A day told beside a word that counts it from the day of writing.
    Count,
    /// What was said the night before.
    Night,
    /// A day whose weekday and date contradict each other.
    Misprint,
    /// A day and a year printed elsewhere that fits its weekday.
    Year,
    /// A day.
    Day,
    /// A weekday alone.
    Weekday,
}

/// The publication day of an article without a year of its own, when something else says that it is near `anchor`; with
/// the words it was worked out from.
pub fn day_near(article: &Article, anchor: Date, pack: &Pack) -> Option<(Date, By, Vec<Span>)> {
    let clear = Clear::of(&article.text);
    let (text, blocks) = (&*clear.text, back::forth(&article.blocks, &clear));
    let tokens = tokenize(text, &pack.lexicon);
    let found = times::find(text, &tokens, &blocks, pack);
    let reading = Reading { text, tokens: &tokens, blocks: &blocks, found: &found, pack };
    let (date, by, evidence) = choose(&reading.days(Some(anchor)))?;
    Some((date, by, evidence.into_iter().map(|span| clear.back(span)).collect()))
}

/// The publication day that the days told allow: the day that one of them is counted from, else the latest on which
/// something was reported; what was said at night is in print the day after.
fn choose(days: &[Day]) -> Option<(Date, By, Vec<Span>)> {
    if let Some((day, by)) = days.iter().find_map(|day| Some((day, day.claims?))) {
        let date = day.date.checked_sub(jiff::Span::new().days(by)).ok()?;
        return Some((date, By::Count, [Some(day.span), day.year].into_iter().flatten().collect()));
    }
    let latest = days.iter().filter(|day| day.reported).map(|day| day.date).max()?;
    let told = || days.iter().filter(|day| day.reported && day.date == latest);
    let mut evidence: Vec<Span> = told().flat_map(|day| [Some(day.span), day.year]).flatten().take(4).collect();
    evidence.sort_by_key(|span| span.start);
    evidence.dedup();
    if told().all(|day| day.night) {
        return Some((latest.tomorrow().ok()?, By::Night, evidence));
    }
    let by = if told().all(|day| day.alone) {
        By::Weekday
    } else if told().all(|day| day.misprint) {
        By::Misprint
    } else if told().all(|day| day.year.is_some()) {
        By::Year
    } else {
        By::Day
    };
    Some((latest, by, evidence))
}

impl Reading<'_> {
    /// A full date in the dateline, or alone on a line near either end.
    fn date_line(&self) -> Option<(TimeValue, Span)> {
        let paragraph = |b: &Block| b.kind == BlockKind::Paragraph;
        let (first, last) = (self.blocks.iter().position(paragraph), self.blocks.iter().rposition(paragraph));
        let mut lines = self.found.iter().filter_map(|item| {
            let Base::MonthDay { year: YearRef::Given(year), month, day, .. } = item.base else { return None };
            // `Hari Buruh 2024` on a line is a heading.
            if item.rule == FEAST {
                return None;
            }
            let at = self.blocks.partition_point(|b| b.span.end <= item.span.start);
            let block = self.blocks.get(at)?;
            let near = first.is_none_or(|first| first >= at) || last.is_none_or(|last| last <= at);
            let alone = || near && item.claims.is_none() && self.names_only(block.span, item.span);
            let date = Date::new(year, month as i8, day as i8).ok()?;
            let value = match item.clock {
                Some(clock) => TimeValue::Clock(date, clock.hour, clock.minute),
                None => TimeValue::Day(date),
            };
            (block.kind == BlockKind::Dateline || alone()).then_some((value, item.span))
        });
        // Two such lines are a programme, not a date line.
        let first = lines.next()?;
        lines.next().is_none().then_some(first)
    }

    /// Whether nothing but names, figures and signs shares a line with a date: a place or an outlet, no sentence.
    fn names_only(&self, line: Span, date: Span) -> bool {
        let mut rest = self.tokens[within(self.tokens, line)].iter().filter(|t| !date.contains(t.span));
        let fits = |t: &Token| {
            (t.kind == TokenKind::Word && t.shape != Shape::Lower) || t.kind == TokenKind::Number || t.kind == TokenKind::Punct
        };
        line.len() <= date.len() + 32 && rest.all(|t| fits(t) && !t.is(self.text, '.'))
    }
}

/// A date in the path of a web address: `/2025/06/18/`, `/2025-06-18-…`, `/20250618…`.
pub(super) fn url_date(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    parts.windows(3).find_map(|w| {
        let sound = w[0].len() == 4 && w[1].len() == 2 && w[2].len() == 2;
        let (year, month, day) = (w[0].parse::<i16>().ok()?, w[1].parse::<i8>().ok()?, w[2].parse::<i8>().ok()?);
        let near = (1990..2100).contains(&year);
        Date::new(year, month, day).ok().filter(|_| sound && near)
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::lang::Pack;
    use crate::model::{Certainty, Document, Given, Published, Source};

    fn dated(given: Option<&str>, url: Option<&str>, text: &str) -> Option<Published> {
        let given = Given { published: given.map(Box::from), ..Given::default() };
        let source = Source { url: url.map(Box::from), ..Source::default() };
        extract(Document { given, source, text: text.into(), ..Document::default() }, Pack::indonesian()).published
    }

    /// A record's date line, and the value read from it.
    #[test]
    fn every_outlets_way_of_writing() {
        for (line, value) in [
            ("Rabu, 18 Jun 2025 07:30 WIB", "2025-06-18T07:30"),
            ("Kompas.com- 18/06/2025, 21:35 WIB", "2025-06-18T21:35"),
            ("Diperbarui 18 Jun 2025, 14:05 WIB", "2025-06-18T14:05"),
            ("18 Juni 2025 | 20.04 WIB", "2025-06-18T20:04"),
            (",\u{a0}Jurnalis-Senin, 16 Juni 2025 |15:20 WIB", "2025-06-16T15:20"),
            (",\u{a0}Jurnalis-Jum'at, 20 Juni 2025 |15:20 WIB", "2025-06-20T15:20"),
            ("Rabu   18 Jun 2025  22:02 WIB", "2025-06-18T22:02"),
            ("2025-06-18", "2025-06-18"),
            ("2025-06-18T22:02:10+07:00", "2025-06-18T22:02"),
            ("2025-06-18T15:02:10.000Z", "2025-06-18T15:02"),
            ("2025-06-18 22:02", "2025-06-18T22:02"),
            ("20250618", "2025-06-18"),
            ("June 18, 2025", "2025-06-18"),
            ("Wed, 18 Jun 2025 07:30:00 +0700", "2025-06-18T07:30"),
            ("Senin, 03/02/2025", "2025-02-03"),
        ] {
            let got = dated(Some(line), None, "Kapal itu tiba.");
            assert_eq!(got.as_ref().map(|p| p.value.to_string()).as_deref(), Some(value), "{line}");
            assert_eq!(got.map(|p| p.certainty), Some(Certainty::Stated), "{line}");
        }
    }

    #[test]
    fn a_line_without_a_full_date_states_nothing() {
        for line in ["", "kemarin", "12 Juni", "pukul 07:30 WIB", "99/99/2025", "31 Februari 2025", "1750233600"] {
            assert_eq!(dated(Some(line), None, "Kapal itu tiba."), None, "{line}");
        }
    }

    /// A text, and the day and rule inferred from it; an empty value where nothing may be.
    #[test]
    fn what_the_text_tells() {
        for (text, value, rule) in [
            ("MUARA JATI, 12 Maret 2026 — Kapal itu tiba.", "2026-03-12", "published.date-line"),
            ("Judul Berita Kapal\n\nKamis, 12 Maret 2026\n\nKapal itu tiba.", "2026-03-12", "published.date-line"),
            ("“Kapal tiba,” kata Rina, Kamis (12/3/2026).", "2026-03-12", "published.latest-reported"),
            ("“Kapal tiba,” kata Rina, Kamis (12/3/2026) malam.", "2026-03-13", "published.day-after-night"),
            ("Kapal tiba kemarin (12/3/2026).", "2026-03-13", "published.counted-from"),
            ("Kapal tiba hari ini (12/3/2026).", "2026-03-12", "published.counted-from"),
            ("Kapal tiba besok, kata Rina. Ia datang besok, Jumat (13/3/2026).", "2026-03-12", "published.counted-from"),
            ("Kapal tiba Rabu (11/3/2026) kemarin.", "2026-03-12", "published.counted-from"),
            // The weekday fixes the year, with the year that the copyright line or another date prints.
            (
                "Kapal tiba, kata Rina, Jumat (26/1).\n\nCOPYRIGHT © Kantor Berita Muara 2024",
                "2024-01-26",
                "published.weekday-year",
            ),
            (
                "Kapal tiba, kata Rina, Sabtu (13/7). Perjanjian itu dibuat pada Juni 2024.",
                "2024-07-13",
                "published.weekday-year",
            ),
            // Weekday and date contradict each other: one was carried over from the day, the month or the year before.
            ("Kapal tiba, kata Rina, Jumat (12/3/2026).", "2026-03-13", "published.misprint"),
            ("Kapal tiba, kata Rina, Rabu (12/3/2026).", "2026-03-12", "published.misprint"),
            ("Kapal tiba, kata Rina, Minggu (12/3/2026).", "2026-04-12", "published.misprint"),
            ("Kapal tiba, kata Rina, Kamis (12/3/2025). Ia lahir pada 2026.", "2026-03-12", "published.misprint"),
            // What was read or received, and what was told by day, is in print the same day.
            ("Kapal tiba pada Rabu, dikutip Kamis (12/3/2026).", "2026-03-12", "published.latest-reported"),
            ("Kapal tiba pada Kamis (12/3/2026) pagi.", "2026-03-12", "published.latest-reported"),
            // No year at all, a planned day, an occasion, an old date: nothing to stand on.
            ("Kapal tiba, kata Rina, Jumat (26/1).", "", ""),
            ("Rapat akan digelar, Kamis (12/3/2026).", "", ""),
            ("Kapal tiba, kata Rina, Sabtu (12/3/2026).", "", ""),
            ("Kapal tiba pada Kamis (12/3/2026).", "", ""),
            ("Kapal tiba, kata Rina dalam acara di Teluk Damar, Kamis (12/3/2026).", "", ""),
            ("Pelabuhan itu dibuka pada 12 Maret 1998.", "", ""),
            ("Kapal itu tiba.", "", ""),
        ] {
            let got = dated(None, None, text).map(|p| (p.value.to_string(), p.rule));
            let want = (!value.is_empty()).then(|| (value.to_owned(), rule));
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn an_address_dates_what_the_text_does_not() {
        let got = |url| dated(None, Some(url), "Kapal itu tiba.").map(|p| p.value.to_string());
        assert_eq!(got("https://muara.example/read/2025/06/18/21353591/kapal").as_deref(), Some("2025-06-18"));
        assert_eq!(got("https://muara.example/2025-06-18-kapal").as_deref(), Some("2025-06-18"));
        assert_eq!(got("https://muara.example/read/6055023/kapal-2025-99-18"), None);
    }
}
