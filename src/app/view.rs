//! State → screen. Reads the state, changes nothing: drawing twice gives the same buffer.

use super::State;
use super::layout::{Shown, inner, layout, overlay_area, overlay_frame};
use super::links::NARROWING;
use super::state::{Light, Overlay};
use super::{orders, review, status};
use crate::model::Corpus;
use crate::pane::paint::{Row, fit, number, view_told};
use crate::pane::{
    Focus, Item, articles, board, chooser, facets, formats, help, note, palette, queries, queue, quotes, reader, speakers,
    timeline, troubles,
};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear, Widget};
use unicode_width::UnicodeWidthStr;

/// Columns from which on the title of a pane that shares its place names the others as well.
const DESK_TITLES: u16 = 116;

/// Draws the whole screen into `area` of `buf`.
pub fn view(state: &State, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    Clear.render(area, buf);
    buf.set_style(area, theme.style(Meaning::Text));
    let shown = Shown { focus: state.focus, list: state.last_list, desk: state.desk };
    let layout = layout(area, shown, state.zoom);
    for rule in &layout.rules {
        for y in rule.top()..rule.bottom() {
            if rule.width > 0 {
                buf[(rule.x, y)].set_symbol("│").set_style(theme.style(Meaning::Border));
            }
        }
    }
    for (pane, outer) in &layout.panes {
        view_title(state, *pane, theme, *outer, buf);
        view_pane(state, *pane, theme, inner(*outer), buf);
    }
    status::view(state, theme, layout.status, buf);
    status::view_above(state, theme, area, buf);
    if state.continuations {
        status::view_continuations(state, theme, area, buf);
    }
    if let Some(overlay) = &state.overlay {
        view_overlay(state, overlay, theme, area, buf);
    }
    take_out_halves(area, buf);
}

/// Takes out wide letters of which something was laid over a half.
fn take_out_halves(area: Rect, buf: &mut Buffer) {
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            let wide = buf[(x, y)].symbol().width();
            let covered = (1..wide).any(|by| buf.cell((x + by as u16, y)).is_none_or(|cell| cell.symbol() != " "));
            if covered {
                buf[(x, y)].set_symbol(" ");
            }
        }
    }
}

fn view_pane(state: &State, pane: Focus, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let corpus = &*state.corpus;
    let focused = state.focus == pane;
    if pane != Focus::Reader && state.list(pane).is_empty() {
        return view_empty(state, pane, theme, area, buf);
    }
    match pane {
        Focus::Articles => {
            let beside = articles::Beside { focused, hits: &state.find.hits, review: &state.decided.review };
            articles::view(&state.articles, corpus, beside, theme, area, buf);
        }
        Focus::Reader => reader::view(&state.reader, corpus, around(state), theme, area, buf),
        Focus::Speakers => speakers::view(&state.speakers, (corpus, &state.decided.review), focused, theme, area, buf),
        Focus::Quotes => quotes::view(&state.quotes, (corpus, &state.decided.review), focused, theme, area, buf),
        Focus::Timeline => timeline::view(&state.timeline, (corpus, &state.decided.review), focused, theme, area, buf),
        Focus::Board(board) => {
            let entries = &state.boards[board as usize];
            board::view(entries, board, state.known(), focused, theme, area, buf);
        }
        Focus::Queue => {
            let beside = queue::Beside { corpus, review: &state.decided.review, focused };
            queue::view(&state.queue, beside, theme, area, buf);
        }
    }
}

/// What the reader shows beside the article: hits, and the quotes of the chosen speaker.
fn around(state: &State) -> reader::Around<'_> {
    let article = state.reader.article.unwrap_or(u32::MAX);
    let hits = &state.find.hits;
    let (from, to) = (hits.partition_point(|h| h.article < article), hits.partition_point(|h| h.article <= article));
    let lit = state.speakers.list.item().and_then(|speaker| {
        let voices = state.corpus.voices.get(article as usize)?;
        voices.iter().position(|s| *s == speaker).map(|v| v as u32)
    });
    reader::Around { hits: hits.get(from..to).unwrap_or(&[]), lit, review: &state.decided.review }
}

fn view_empty(state: &State, pane: Focus, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let loading = state.loading.as_ref().is_some_and(|l| !l.done);
    let text = match pane {
        Focus::Queue if state.queue.gathering => "Gathering the quotes …",
        Focus::Queue => review::NONE,
        Focus::Timeline if !state.timeline.facets.is_empty() => {
            "No event is as ticked (F; T shows statements), or none matches the filter."
        }
        _ if state.list(pane).filter.is_some() => "Nothing matches the filter; Esc drops it.",
        Focus::Quotes if state.speakers.list.item().is_none() => "No speaker is chosen.",
        _ if state.narrow.is_some() => "Nothing belongs to the narrowing; Esc drops it.",
        _ if loading => "Reading …",
        Focus::Articles if !state.corpus.troubles.is_empty() => "Nothing could be read; ! lists why.",
        Focus::Articles => "There are no articles.",
        Focus::Speakers | Focus::Quotes => "Nobody is quoted.",
        Focus::Board(board) => board.face().empty,
        _ => "Nothing is dated.",
    };
    let indent = area.width.min(2);
    view_told(text, theme, Rect { x: area.x + indent, width: area.width - indent, ..area }, buf);
}

fn view_title(state: &State, pane: Focus, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some(mut row) = Row::new(buf, theme, area, 0) else { return };
    let focused = state.focus == pane;
    let (title, border) = match focused {
        true => (Meaning::PaneTitleFocused, Meaning::BorderFocused),
        false => (Meaning::PaneTitle, Meaning::Border),
    };
    let rule = if focused { "━" } else { "─" };
    row.put(if focused { Meaning::PaneTitleFocused.glyph() } else { rule }, if focused { title } else { border });
    let share: Vec<Focus> = match pane.on_desk() && area.width >= DESK_TITLES {
        true => Focus::ALL.into_iter().filter(|focus| focus.on_desk()).collect(),
        false => vec![pane],
    };
    for (i, share) in share.into_iter().enumerate() {
        if i > 0 {
            row.put(rule, border).put(" ", border);
        }
        if let Some(key) = share.action().and_then(|a| state.keymap.keys_of(a).into_iter().next()) {
            row.put(&format!("{key} "), Meaning::KeyHint);
        }
        row.put(share.title(), if share == pane { title } else { Meaning::Dim }).put(" ", border);
    }
    let info = info(state, pane);
    let info = fit(&info, row.room().saturating_sub(6)).into_owned();
    if !info.is_empty() {
        row.put_right(rule, border, 2);
        row.put_right(&format!(" {info} "), Meaning::Dim, 2);
    }
    row.rule(rule, border);
}

/// What a pane's title says of its content.
fn info(state: &State, pane: Focus) -> String {
    let corpus = &state.corpus;
    let counted = |total: usize| {
        let shown = state.list(pane).len();
        if shown == total { number(total) } else { format!("{} of {}", number(shown), number(total)) }
    };
    let mut parts = Vec::new();
    let ranked = pane != Focus::Reader && state.list(pane).filter.as_ref().is_some_and(|filter| filter.query.is_ranked());
    let order = if ranked { "best match first" } else { orders::name(state, pane).unwrap_or("") };
    match pane {
        Focus::Articles => parts.push(format!("{}, {order}", counted(corpus.articles.len()))),
        Focus::Reader => {
            parts.extend(state.reader.progress().map(|p| format!("{p} %")));
            return parts.join(" · ");
        }
        Focus::Speakers => parts.push(format!("{}, {order}", counted(state.speakers.total()))),
        Focus::Quotes => {
            let speaker = state.quotes.speaker.and_then(|s| corpus.speakers.get(s as usize));
            let Some(speaker) = speaker else { return String::new() };
            let alleged = match speaker.alleged.len() {
                0 => String::new(),
                n => format!(", {n} of them only alleged"),
            };
            let all = counted(speaker.listed_count());
            parts.push(format!("{} · {all}{alleged}, {order}", fit(&speaker.name, NARROWING)));
        }
        Focus::Timeline => {
            parts.push(format!("{}, {order}", counted(corpus.events.len())));
            if !state.timeline.facets.is_empty() {
                parts.push(format!("only {}", facets::names(&state.timeline.facets)));
            }
        }
        Focus::Board(board) => parts.push(format!("{}, {order}", counted(state.boards[board as usize].total()))),
        Focus::Queue => parts.extend((!state.queue.is_empty()).then(|| state.queue.of.clone())),
    }
    let lit = state.list(pane).lit();
    let by = match pane {
        Focus::Articles => match state.lights.articles {
            Some(Light::Hits) => Some("hit".to_owned()),
            Some(Light::Item(item)) => Some(item_word(corpus, item)),
            None => None,
        },
        Focus::Speakers => state.lights.speakers.map(|item| item_word(corpus, item)),
        Focus::Timeline => state.lights.timeline.map(|item| item_word(corpus, item)),
        Focus::Board(_) => state.lights.boards.map(|item| item_word(corpus, item)),
        _ => None,
    };
    let bars = pane == Focus::Timeline && !state.timeline.list.is_empty();
    if bars {
        parts.push(timeline::bars_text(&state.timeline));
    }
    if let Some(by) = by.filter(|_| lit > 0) {
        parts.push(format!("{}{} {by}", Meaning::Related.glyph(), number(lit)));
    }
    if bars {
        parts.extend(timeline::beyond_text(&state.timeline));
    }
    parts.join(" · ")
}

fn item_word(corpus: &Corpus, item: Item) -> String {
    match item {
        Item::Article(_) => "in this article".to_owned(),
        Item::Quote(_) => "with this quote".to_owned(),
        Item::Event(_) => "of this event".to_owned(),
        Item::Entry(board, _) => format!("of this {}", board.face().entry),
        Item::Speaker(s) => format!("with {}", fit(corpus.speakers.get(s as usize).map_or("?", |s| &s.name), NARROWING)),
    }
}

fn view_overlay(state: &State, overlay: &Overlay, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let frame = overlay_frame(area);
    Clear.render(frame, buf);
    buf.set_style(frame, theme.style(Meaning::Text));
    let title = match overlay {
        Overlay::Help(_) => " Keys and signs ".to_owned(),
        Overlay::Palette(_) => " Actions ".to_owned(),
        Overlay::Facets(_) => " Timeline: show only ".to_owned(),
        Overlay::Formats(_) => " Write to a file ".to_owned(),
        Overlay::Speaker(..) => " Who said it ".to_owned(),
        Overlay::Queries(_) => " Saved queries ".to_owned(),
        Overlay::Note(..) => " Note ".to_owned(),
        Overlay::Troubles(_) => format!(" {} ", status::troubles_text(state)),
    };
    let block = Block::bordered().title(title).style(theme.style(Meaning::Overlay));
    block
        .border_style(theme.style(Meaning::BorderFocused))
        .title_style(theme.style(Meaning::PaneTitleFocused))
        .render(frame, buf);
    let inside = overlay_area(area);
    match overlay {
        Overlay::Help(help) => help::view(help, &state.keymap, theme, inside, buf),
        Overlay::Speaker(chooser, _) => chooser::view(chooser, theme, inside, buf),
        Overlay::Queries(queries) => queries::view(queries, theme, inside, buf),
        Overlay::Note(note, _) => note::view(note, theme, inside, buf),
        Overlay::Formats(chosen) => formats::view(chosen, theme, inside, buf),
        Overlay::Facets(choices) => facets::view(choices, &state.timeline.facets, theme, inside, buf),
        Overlay::Palette(palette) => palette::view(palette, &state.keymap, theme, inside, buf),
        Overlay::Troubles(troubles) => troubles::view(troubles, state.troubles(), theme, inside, buf),
    }
}
