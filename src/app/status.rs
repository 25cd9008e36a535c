//! The line at the bottom: what is being typed, or what state the panes are in, what can be done, and how loading goes.

use super::prompt::Kind;
use super::{Loading, State, correct};
use crate::action::Action;
use crate::keymap::Continuation;
use crate::pane::paint::{Row, fit, long_date, number, plural};
use crate::pane::wrap::wrap;
use crate::pane::{Focus, facets};
use crate::search::query::Completion;
use crate::text::display::{clip, columns, sanitize_line};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

/// Draws the line.
pub fn view(state: &State, theme: &Theme, area: Rect, buf: &mut Buffer) {
    buf.set_style(area.intersection(buf.area), theme.style(Meaning::StatusBar));
    let Some(mut row) = Row::new(buf, theme, area, 0) else { return };
    if let Some(loading) = state.loading.as_ref().filter(|l| !l.done) {
        view_loading(loading, &mut row);
    }
    if view_prompt(state, &mut row) {
        return;
    }
    view_unkept(state, &mut row);
    if state.decided.pending {
        row.put_right(" working it out… ", Meaning::Count, 24);
    }
    if let Some(notice) = &state.notice {
        row.put(" ", Meaning::Notice).put(notice, Meaning::Notice);
        return;
    }
    let pending = state.pending.shown();
    if !pending.is_empty() {
        row.put_right(&format!(" {pending}… "), Meaning::StatusMode, 4);
    }
    view_modes(state, &mut row);
    view_hints(state, &mut row);
}

/// How many decisions are not kept, where keeping fails.
fn view_unkept(state: &State, row: &mut Row<'_>) {
    let unkept = state.decided.unkept.len();
    if state.decided.failing && unkept > 0 {
        row.put_right(&format!(" {} not kept ", plural(unkept, "decision", "decisions")), Meaning::Error, 8);
    }
}

/// The prompt, if one is open.
fn view_prompt(state: &State, row: &mut Row<'_>) -> bool {
    let Some(prompt) = &state.prompt else { return false };
    let (sign, found) = match prompt.kind {
        Kind::Find => ("/", find_text(state)),
        Kind::Scope => ("scope ", "Enter shows these articles alone".to_owned()),
        Kind::Rename => ("name ", "Enter keeps the name".to_owned()),
        Kind::Tags => ("tags ", "Enter keeps the tags".to_owned()),
        Kind::Said => {
            let value = correct::time_said(prompt.input.text(), prompt.day).ok();
            ("said ", value.map_or(String::new(), |value| long_date(&value)))
        }
        Kind::File => {
            let there = prompt.export.as_ref().and_then(|wanted| wanted.in_the_way.as_deref()) == Some(prompt.input.text());
            let what = if there { "it is there already: Enter replaces it" } else { "Enter writes it" };
            ("file ", what.to_owned())
        }
        Kind::Filter(focus) => {
            let filter = state.list(focus).filter.as_ref();
            let more = if filter.is_some_and(|f| !f.done) { "…" } else { "" };
            ("filter ", plural(state.list(focus).len(), "match", "matches") + more)
        }
    };
    if prompt.wrong.is_some() {
        row.put_right(" not understood ", Meaning::Error, 12);
    } else if !prompt.input.text().is_empty() {
        row.put_right(&format!(" {found} "), Meaning::Count, 12);
    } else if prompt.kind == Kind::Rename {
        row.put_right(" a name ", Meaning::Dim, 12);
    } else if prompt.kind == Kind::Said {
        row.put_right(" a date, 2024-10-12 or in words; none: as it was found ", Meaning::Dim, 12);
    } else if prompt.kind == Kind::File {
        row.put_right(" the name of a file ", Meaning::Dim, 12);
    } else if prompt.kind == Kind::Tags {
        row.put_right(" tags, parted by blanks; Tab completes; none takes all away ", Meaning::Dim, 12);
    } else if prompt.kind == Kind::Find {
        row.put_right(" words, or a \"phrase\" ", Meaning::Dim, 12);
    } else {
        row.put_right(" words, \"phrases\", field:value; Tab completes ", Meaning::Dim, 12);
    }
    row.put(&format!(" {sign}"), Meaning::StatusMode);
    prompt.input.view(row, prompt.wrong.as_ref().map(|wrong| wrong.at.clone()));
    true
}

/// Draws above the line what the word at the cursor can become, as much as there is room for around what stands there.
fn view_completing(completion: &Completion, chosen: usize, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let line = Rect { y: area.bottom().saturating_sub(2), height: 1.min(area.height.saturating_sub(1)), ..area };
    clear(line, theme, buf);
    let Some(mut row) = Row::new(buf, theme, line, 0) else { return };
    let wide = |value: &String| columns(&fit(value, line.width as usize)) + 2;
    let mut first = chosen;
    let mut used = completion.values.get(chosen).map_or(0, wide) + 2;
    while let Some(before) = first.checked_sub(1).and_then(|at| completion.values.get(at)).map(wide) {
        if used + before > line.width as usize / 2 {
            break;
        }
        (first, used) = (first - 1, used + before);
    }
    row.put(if first > 0 { "‹" } else { " " }, Meaning::Dim);
    for (at, value) in completion.values.iter().enumerate().skip(first) {
        if at > chosen && wide(value) > row.room() {
            row.put("›", Meaning::Dim);
            break;
        }
        row.put(" ", Meaning::Overlay).put(value, if at == chosen { Meaning::Selected } else { Meaning::KeyHelp });
        row.put(" ", Meaning::Overlay);
    }
}

/// Draws above the line what is being completed, or else what is wrong with the query that is being typed; the part is marked
/// in the line itself. A notice for which the line is too short takes as many as it needs.
pub fn view_above(state: &State, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some(prompt) = &state.prompt else {
        let (text, _) = clip(state.notice.as_deref().unwrap_or_default(), area.area() as usize);
        if columns(&text) + 1 > area.width as usize {
            view_wrapped(&text, ("", Meaning::Notice), theme, area, buf);
        }
        return;
    };
    if let Some((completion, chosen)) = &prompt.completing {
        return view_completing(completion, *chosen, theme, area, buf);
    }
    let Some(wrong) = &prompt.wrong else { return };
    let stop = if wrong.message.ends_with('?') { "" } else { "." };
    let text = format!("{}{stop}", wrong.message);
    let above = Rect { height: area.height.saturating_sub(1), ..area };
    view_wrapped(&sanitize_line(&text), (Meaning::Error.glyph(), Meaning::Error), theme, above, buf);
}

/// Draws a text on the last rows of an area, as many as it takes but the first one; before it a glyph, where there is one.
fn view_wrapped(text: &str, (glyph, meaning): (&str, Meaning), theme: &Theme, area: Rect, buf: &mut Buffer) {
    let indent = glyph.width() + usize::from(!glyph.is_empty()) + 1;
    let lines = wrap(text, (area.width as usize).saturating_sub(indent), &[]);
    let height = (lines.len() as u16).min(area.height.saturating_sub(1));
    let popup = Rect { y: area.bottom() - height, height, ..area };
    if popup.is_empty() {
        return;
    }
    clear(popup, theme, buf);
    for (y, line) in lines.into_iter().enumerate() {
        let Some(mut row) = Row::new(buf, theme, popup, y) else { break };
        if y == 0 && !glyph.is_empty() {
            row.put(" ", Meaning::Overlay).put(glyph, meaning).put(" ", Meaning::Overlay);
        } else {
            row.put(&" ".repeat(indent), Meaning::Overlay);
        }
        row.put(line.of(text), meaning);
    }
}

/// Makes room for what is laid over the panes.
fn clear(area: Rect, theme: &Theme, buf: &mut Buffer) {
    Clear.render(area, buf);
    buf.set_style(area, theme.style(Meaning::Text));
    buf.set_style(area, theme.style(Meaning::Overlay));
}

/// How many hits there are, and at which one the reader stands.
fn find_text(state: &State) -> String {
    let find = &state.find;
    let more = match (find.done, find.hits.len() >= crate::search::MAX_HITS) {
        (false, _) => "…",
        (true, true) => "+",
        (true, false) => "",
    };
    let all = format!("{}{more} in {}", plural(find.hits.len(), "hit", "hits"), plural(find.articles, "article", "articles"));
    let here = state.reader.article.zip(state.reader.place).and_then(|(article, place)| {
        let start = find.hits.partition_point(|h| h.article < article);
        let own = find.hits.get(start..find.hits.partition_point(|h| h.article <= article))?;
        let at = own.iter().position(|h| h.span == place)?;
        Some(format!("{}/{} here · ", at + 1, own.len()))
    });
    format!("{}{all}", here.unwrap_or_default())
}

/// States that would surprise if they were not named.
fn view_modes(state: &State, row: &mut Row<'_>) {
    let mut modes = Vec::new();
    if !state.scopes.is_empty() {
        let names: Vec<String> = state.scopes.iter().map(|scope| fit(&sanitize_line(&scope.name), 24).into_owned()).collect();
        let room = row.room().saturating_sub(18).min(52);
        modes.push(format!("scope: {}", fit(&names.join(" › "), room)));
    }
    if state.decided.as_found {
        modes.push("as found".to_owned());
    }
    if let Some(selecting) = state.reader.selecting.filter(|_| state.focus == Focus::Reader) {
        let article = state.reader.article.and_then(|ix| state.corpus.articles.get(ix as usize));
        let words = article.map_or(0, |article| selecting.span().of(&article.text).split_whitespace().count());
        row.put(" ", Meaning::StatusBar).put(&format!("[selecting {}]", plural(words, "word", "words")), Meaning::StatusMode);
        return;
    }
    if let Some(item) = state.narrow {
        // The key of the help has room beside it.
        let room = row.room().saturating_sub(18).min(28);
        modes.push(format!("only: {}", fit(&super::links::narrowing(state.known(), item), room)));
    }
    for focus in Focus::lists() {
        if let Some(filter) = &state.list(focus).filter {
            modes.push(format!("{} filter: {}", focus.title().to_lowercase(), fit(filter.query.text(), 20)));
        }
    }
    if state.timeline.facets != facets::opening() && !state.timeline.facets.is_empty() {
        modes.push(format!("timeline: {}", fit(&facets::names(&state.timeline.facets), 28)));
    }
    if !state.find.query.is_empty() {
        modes.push(format!("/{}: {}", fit(&state.find.query, 20), find_text(state)));
    }
    if state.zoom {
        modes.push("zoom".to_owned());
    }
    if state.mouse {
        modes.push("mouse".to_owned());
    }
    if let Some(name) = state.merging.name() {
        modes.push(format!("merge: {}", fit(name, 28)));
    }
    for mode in modes {
        row.put(" ", Meaning::StatusBar).put(&format!("[{mode}]"), Meaning::StatusMode);
    }
}

/// How much went wrong.
pub(super) fn troubles_text(state: &State) -> String {
    let (unread, lost) = state.troubles().counts();
    let unread = (unread > 0 || lost == 0).then(|| plural(unread, "trouble", "troubles"));
    let lost = (lost > 0).then(|| format!("{} unplaced", plural(lost, "decision", "decisions")));
    unread.into_iter().chain(lost).collect::<Vec<_>>().join(" · ")
}

/// The keys that matter most in the focused pane, as many as there is room for.
fn view_hints(state: &State, row: &mut Row<'_>) {
    if state.troubles().counts() != (0, 0) && state.loading.as_ref().is_none_or(|l| l.done) {
        row.put_right(&format!(" ! {} ", troubles_text(state)), Meaning::Error, 20);
    }
    let differing = state.decided.review.differing();
    if let Some(key) = state.keymap.keys_of(Action::ReviewDifferences).first().filter(|_| differing > 0 && !state.queue.settling)
    {
        row.put_right(&format!(" {key} {} ", plural(differing, "difference", "differences")), Meaning::Contradicts, 20);
    }
    let follow = match state.focus {
        Focus::Articles => "read",
        Focus::Reader => "speaker",
        Focus::Speakers => "quotes",
        Focus::Quotes => "its place",
        Focus::Timeline => "articles",
        Focus::Board(board) if state.boards[board as usize].inside => "its place",
        Focus::Board(_) => "sentences",
        Focus::Queue => "its place",
    };
    if state.focus == Focus::Reader && state.reader.selecting.is_some() {
        for (key, word) in [("h l", "words"), ("j k", "lines"), ("o", "other end"), ("Enter", "highlight")] {
            if key.len() + word.len() + 4 <= row.room() {
                row.put("  ", Meaning::StatusBar).put(key, Meaning::KeyHint).put(" ", Meaning::StatusBar);
                row.put(word, Meaning::KeyHelp);
            }
        }
        return view_keys(
            state,
            &[(Action::Note, "note"), (Action::Tag, "tag"), (Action::Copy, "copy"), (Action::Clear, "let go")],
            row,
        );
    }
    let queue = state.focus == Focus::Queue;
    let none = queue && state.queue.is_empty();
    let own: &[(Action, &str)] = match state.focus {
        Focus::Reader => &[(Action::NextQuote, "next quote"), (Action::NextArticle, "next article"), (Action::Copy, "copy")],
        Focus::Quotes | Focus::Speakers | Focus::Board(_) => &[(Action::Copy, "copy")],
        Focus::Queue if state.queue.settling => &[
            (Action::Accept, "accept"),
            (Action::Reject, "reject"),
            (Action::TakeOther, "as the other"),
            (Action::Skip, "leave"),
            (Action::Back, "undo"),
        ],
        Focus::Queue if none => &[(Action::ReviewAll, "review all")],
        Focus::Queue => &[
            (Action::Accept, "accept"),
            (Action::Reject, "reject"),
            (Action::Flag, "flag"),
            (Action::Skip, "pass"),
            (Action::Back, "undo"),
        ],
        Focus::Timeline => &[(Action::ZoomIn, "zoom in"), (Action::ZoomOut, "out"), (Action::Facets, "show only")],
        _ => &[],
    };
    let clearable = state.narrow.is_some()
        || !state.scopes.is_empty()
        || state.timeline.facets != facets::opening()
        || !state.find.query.is_empty()
        || Focus::ALL.iter().any(|f| state.list(*f).filter.is_some());
    let mut hints = vec![(Action::Help, "keys")];
    hints.extend((!none).then_some((Action::Follow, follow)));
    hints.extend(own);
    if clearable {
        hints.push((Action::Clear, "show all"));
    }
    if state.jumps.at > 0 && !queue {
        hints.push((Action::Back, "back"));
    }
    if !state.find.query.is_empty() {
        hints.push((Action::FindNext, "next hit"));
    }
    hints.extend([
        (Action::Find, "find"),
        (Action::Filter, "filter"),
        (Action::NextPane, "next pane"),
        (Action::Zoom, "zoom"),
        (Action::Sort, "sort"),
        (Action::Palette, "actions"),
        (Action::Quit, "quit"),
    ]);
    let off = |action: &Action| queue && matches!(action, Action::Filter | Action::Sort);
    hints.retain(|(action, _)| !off(action));
    view_keys(state, &hints, row);
}

/// Keys with what they do, as many as there is room for.
fn view_keys(state: &State, hints: &[(Action, &str)], row: &mut Row<'_>) {
    for (action, word) in hints {
        let Some(key) = state.keymap.keys_of(*action).into_iter().next() else { continue };
        if key.chars().count() + word.len() + 4 > row.room() {
            continue;
        }
        row.put("  ", Meaning::StatusBar).put(&key, Meaning::KeyHint).put(" ", Meaning::StatusBar).put(word, Meaning::KeyHelp);
    }
}

fn view_loading(loading: &Loading, row: &mut Row<'_>) {
    let files = match loading.walked {
        true => format!("{}/{} files", number(loading.files_read as usize), number(loading.files_found as usize)),
        false => format!("{}/{}… files", number(loading.files_read as usize), number(loading.files_found as usize)),
    };
    let megabytes = format!("{:.1} MB", loading.bytes_read as f64 / 1e6);
    let articles = plural(loading.articles as usize, "article", "articles");
    if let Some(name) = &loading.slow {
        let name = name.rsplit('/').next().unwrap_or(name);
        row.put_right(&format!(" {} takes long ", fit(&sanitize_line(name), 28)), Meaning::Count, 60);
    }
    let troubles = match loading.troubles {
        0 => String::new(),
        n => format!(" · {}", plural(n as usize, "trouble", "troubles")),
    };
    let word = if loading.cancelled { "stopping" } else { "reading" };
    if row.room() >= 100 {
        row.put_right(&format!(" {files} · {megabytes} · {articles}{troubles} "), Meaning::Count, 24);
    } else {
        row.put_right(&format!(" {articles} "), Meaning::Count, 16);
    }
    let width = if row.room() >= 90 { 20 } else { 8 };
    let done = (loading.bytes_read.min(loading.bytes_found) * width).checked_div(loading.bytes_found).unwrap_or(0) as usize;
    row.put_right(&Meaning::ProgressRest.glyph().repeat(width as usize - done), Meaning::ProgressRest, 16);
    row.put_right(&Meaning::Progress.glyph().repeat(done), Meaning::Progress, 16);
    row.put_right(&format!(" {word} "), Meaning::StatusMode, 30);
}

/// Draws above the line what can follow the keys typed so far.
pub fn view_continuations(state: &State, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let found = state.keymap.continuations(&state.pending);
    let height = (found.len() as u16).min(area.height.saturating_sub(2));
    let help = |next: &Continuation| next.action.map_or("more digits, then a movement", |action| action.row().help);
    let shown = |next: &Continuation| format!("{} {}", state.pending.shown(), next.keys);
    let wide = found.iter().map(|next| shown(next).width() + help(next).width() + 4).max().unwrap_or(0);
    let width = area.width.min(wide as u16);
    let popup = Rect { x: area.right() - width, y: area.bottom().saturating_sub(height + 1), width, height };
    if popup.is_empty() {
        return;
    }
    clear(popup, theme, buf);
    for (y, next) in found.iter().enumerate() {
        let Some(mut row) = Row::new(buf, theme, popup, y) else { break };
        row.skip(1).put(&shown(next), Meaning::KeyHint).put("  ", Meaning::Overlay).put(help(next), Meaning::KeyHelp);
    }
}
