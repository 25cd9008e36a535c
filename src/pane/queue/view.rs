//! A queue as it is drawn: how far one is, the list, the chosen quote.

use super::{Queue, certainty, differences, meaning};
use crate::model::{Article, Corpus, Quote, QuoteKind, QuoteRef, TimeValue};
use crate::pane::list::{Slot, scrollbar};
use crate::pane::paint::{Row, number, short_date};
use crate::pane::wrap::wrap;
use crate::review::{Effective, Item, Review};
use crate::text::display::clip;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// The head, the list, and the chosen quote.
pub fn parts(area: Rect) -> (Rect, Rect, Rect) {
    let head = Rect { height: area.height.min(1), ..area };
    let rest = area.height - head.height;
    let below = match rest {
        0..=3 => 0,
        4..=8 => rest / 2,
        // At least ten rows stay above the chosen one where there is room.
        _ => (rest.saturating_sub(13)).clamp(3, 8),
    };
    let list = Rect { y: area.y + head.height, height: rest - below, ..area };
    (head, list, Rect { y: list.bottom(), height: below, ..area })
}

/// What the view shows beside the queue.
#[derive(Copy, Clone, Debug)]
pub struct Beside<'a> {
    /// The corpus.
    pub corpus: &'a Corpus,
    /// What was decided.
    pub review: &'a Review,
    /// Whether the pane has the focus.
    pub focused: bool,
}

/// Draws the queue.
pub fn view(queue: &Queue, beside: Beside<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let (head, list, below) = parts(area);
    view_head(queue, theme, head, buf);
    let page = list.height as usize;
    let visible = queue.list.visible(page);
    let rows = queue.list.rows(list, page);
    for (y, at) in visible.clone().enumerate() {
        let place = queue.list.items().get(at).and_then(|item| queue.order.rows.get(*item as usize));
        let Some((article, quote)) = place.and_then(|place| beside.corpus.quote(*place)) else { continue };
        let slot = Slot { area: rows, y, chosen: at == queue.list.position(), focused: beside.focused, lit: false };
        let Some(mut row) = slot.row(0, theme, buf) else { break };
        view_row(&mut row, article, quote, *place.unwrap_or(&QuoteRef { article: 0, quote: 0 }), beside);
    }
    scrollbar(visible.start, page, queue.list.len(), theme, list, buf);
    if let Some(at) = queue.chosen().filter(|_| !below.is_empty()) {
        view_chosen(at, beside, theme, below, buf);
    }
}

fn view_head(queue: &Queue, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some(mut row) = Row::new(buf, theme, area, 0) else { return };
    let progress = queue.progress();
    let done = progress.done();
    let width = if area.width >= 100 { 20 } else { 8 };
    let filled = (done * width).checked_div(progress.all).unwrap_or(0);
    row.skip(1).put(&Meaning::Progress.glyph().repeat(filled), Meaning::Progress);
    row.put(&Meaning::ProgressRest.glyph().repeat(width - filled), Meaning::ProgressRest);
    row.put(&format!(" {} of {} ", number(done), number(progress.all)), Meaning::Count);
    let parts = [
        (progress.accepted, Meaning::Accepted, "accepted"),
        (progress.corrected, Meaning::Corrected, "corrected"),
        (progress.rejected, Meaning::Rejected, "rejected"),
        (progress.flagged, Meaning::Flagged, "flagged"),
        (progress.skipped, Meaning::Skipped, "skipped"),
    ];
    let worded = area.width >= 100;
    for (count, meaning, word) in parts.into_iter().filter(|(count, ..)| *count > 0) {
        let word = if worded { format!(" {word}") } else { String::new() };
        row.put(&format!(" {}{}{word}", meaning.glyph(), number(count)), meaning);
    }
    if let Some(pace) = queue.pace() {
        row.put(&format!("  {} an hour", number(pace as usize)), Meaning::Dim);
    }
}

/// Whose words they are, as a person decided or as was found.
fn speaker<'a>(at: QuoteRef, effective: &Effective<'a>, corpus: &'a Corpus) -> Option<Cow<'a, str>> {
    match effective.speaker {
        Some(decided) => decided.name().map(Cow::Borrowed),
        None => corpus.names_of(at).map(Cow::Owned),
    }
}

fn view_row(row: &mut Row<'_>, article: &Article, quote: &Quote, at: QuoteRef, Beside { corpus, review, .. }: Beside<'_>) {
    let judgement = review.quote(article, quote);
    let effective = Effective::of(article, quote, judgement);
    match judgement.and_then(meaning) {
        Some(meaning) => row.put(meaning.glyph(), meaning).skip(1),
        None => row.skip(2),
    };
    // The same in every row, whatever stands at its end.
    let room = (row.room().saturating_sub(9) / 3).clamp(8, 26);
    let differences = review.differences_on(&Item::of_quote(article, quote));
    row.put_decided(judgement, 30);
    match differences.is_empty() {
        true => drop(row.field(&format!("{:>3} %", certainty(quote)), 6, Meaning::Count)),
        false => differences::put_short(row, differences),
    }
    let stance = Meaning::of_stance(effective.stance);
    row.put(Meaning::of_quote(effective.kind).glyph(), Meaning::of_quote(effective.kind));
    row.field(stance.glyph(), 2, stance);
    if !quote.is_reported() {
        row.field(Meaning::Alleged.glyph(), 2, Meaning::Alleged);
    }
    let name = speaker(at, &effective, corpus);
    match name {
        Some(name) => row.field(&name, room, Meaning::Speaker),
        None => row.field("? nobody found", room, Meaning::Unknown),
    };
    let words = words(article, &effective, row.room());
    row.skip(1).put(&words, Meaning::of_quote(effective.kind));
}

/// As many of the words as fill so many columns.
fn words(article: &Article, effective: &Effective<'_>, columns: usize) -> String {
    let (words, _) = clip(effective.span.of(&article.text), columns);
    if effective.kind == QuoteKind::Indirect { words.into_owned() } else { format!("“{words}”") }
}

fn view_chosen(at: QuoteRef, Beside { corpus, review, .. }: Beside<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some((article, quote)) = corpus.quote(at) else { return };
    let judgement = review.quote(article, quote);
    let effective = Effective::of(article, quote, judgement);
    let Some(mut row) = Row::new(buf, theme, area, 0) else { return };
    row.put("─ ", Meaning::Border).put(&format!("{} % sure: {}", certainty(quote), quote.rule), Meaning::Subhead);
    row.put(&format!(" · {}", effective.kind.name()), Meaning::of_quote(effective.kind));
    row.put(&format!(" · {}", effective.stance.name()), Meaning::of_stance(effective.stance));
    if !quote.is_reported() {
        row.put(" · only alleged", Meaning::Alleged);
    }
    match (speaker(at, &effective, corpus), effective.speaker, quote.speaker_rule) {
        (Some(name), Some(_), _) => row.put(&format!(" · {name} (corrected)"), Meaning::Speaker),
        (Some(name), None, Some(rule)) => row.put(&format!(" · {name}: {rule}"), Meaning::Speaker),
        (Some(name), None, None) => row.put(&format!(" · {name}"), Meaning::Speaker),
        (None, ..) => row.put(" · nobody is known to have said it", Meaning::Unknown),
    };
    let corrected = effective.said.map(TimeValue::read);
    if let Some(said) = corrected.as_ref().or(quote.said.as_ref()) {
        let how = if corrected.is_some() { " (corrected)" } else { "" };
        row.put(&format!(" · said {}{how}", short_date(said)), Meaning::Time);
    }
    let outlet = article.outlet.as_deref().unwrap_or("outlet unknown");
    row.put(&format!(" · {outlet}"), Meaning::Outlet);
    if let Some(published) = &article.published {
        row.put(&format!(" {}", short_date(&published.value)), Meaning::of_certainty(published.certainty));
    }
    row.put(" ", Meaning::Border).rule("─", Meaning::Border);
    let differences = review.differences_on(&Item::of_quote(article, quote));
    // A line at least is left for the words.
    let shown = differences.len().min((area.height as usize).saturating_sub(2));
    for (difference, y) in differences.iter().take(shown).zip(1..) {
        let Some(mut row) = Row::new(buf, theme, area, y) else { break };
        differences::put_full(&mut row, difference, review);
    }
    let area = Rect { y: area.y + shown as u16, height: area.height - shown as u16, ..area };
    let words = words(article, &effective, area.area() as usize);
    let lines = wrap(&words, area.width.saturating_sub(4) as usize, &[]);
    for y in 1..area.height as usize {
        let (Some(mut row), Some(line)) = (Row::new(buf, theme, area, y), lines.get(y - 1)) else { break };
        // The last row holds the rest, cut off.
        let end = if y + 1 == area.height as usize { words.len() } else { line.end as usize };
        let text = words.get(line.start as usize..end).unwrap_or("");
        row.skip(2).put(text, Meaning::of_quote(effective.kind));
    }
}
