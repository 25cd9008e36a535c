//! Any text as a terminal shows it: sanitised, mapped back, wrapped, cut, painted; every cell is looked at.

use super::{chance, material, text};
use crate::checks::{harmless, screen};
use crate::engine::Target;
use crate::pieces::PIECES;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use simak::pane::paint::{Row, fit, view_told};
use simak::pane::wrap::wrap;
use simak::text::display::{Display, columns, hidden, letters, sanitize, sanitize_line};
use simak::text::words::{word_after, word_at, word_before};
use simak::theme::{Meaning, Theme};
use std::sync::OnceLock;

/// What is shown.
pub const DISPLAY: Target = Target {
    name: "display",
    about: "any text sanitised, wrapped, cut and painted; every cell looked at",
    run: display,
    make: |rng| material::text(rng, 20).into_bytes(),
    words: &[PIECES],
    longest: 600,
    share: 200,
};

fn display(input: &[u8]) {
    let (stored, chance) = (text(input), chance(input));
    let clean = sanitize(&stored);
    harmless(&clean);
    let line = sanitize_line(&stored);
    harmless(&line);
    assert!(!line.contains('\n'));
    assert_eq!(sanitize(&clean), clean, "what is clean stays as it is");
    let shown = Display::new(&stored);
    // (Of marks that are too many on one letter the display keeps some.)
    assert!(shown.text == clean || shown.text.len() < clean.len() && Display::new(&clean).text == shown.text);
    for (at, c) in shown.text.char_indices() {
        let back = shown.to_stored(at);
        assert_eq!(shown.to_shown(back), at);
        assert!(c == ' ' || c == '\n' || stored.get(back..).is_some_and(|rest| rest.starts_with(c)), "{c:?} at {at}");
    }
    let at = (chance >> 16) as usize % (stored.len() + 1);
    assert!(shown.to_shown(at) <= shown.text.len());
    for word in [word_after(&stored, at), word_before(&stored, at), word_at(&stored, at)].into_iter().flatten() {
        assert!(stored.get(word.start as usize..word.end as usize).is_some_and(|own| !own.is_empty()));
    }
    let width = 2 + chance as usize % 60;
    let (mut kept, mut last) = (String::new(), 0);
    for own in wrap(&clean, width, &[]) {
        let words = clean.get(own.start as usize..own.end as usize).expect("a line ends between characters");
        // (A letter that is wider than the line has one to itself.)
        let fits = columns(words) <= width || letters(words).filter(|letter| letter.wide > 0).count() == 1;
        assert!(own.start >= last && fits, "{words:?} in {width}");
        last = own.end;
        kept.extend(words.chars().filter(|c| !c.is_whitespace()));
    }
    assert!(clean.chars().filter(|c| !c.is_whitespace()).eq(kept.chars()), "a letter is lost");
    assert!(columns(&fit(&line, width)) <= width);
    painted(&stored, width as u16, chance);
}

/// A few rows, filled in every way.
fn painted(text: &str, width: u16, chance: u64) {
    static THEME: OnceLock<Theme> = OnceLock::new();
    let theme = THEME.get_or_init(Theme::default);
    let area = Rect::new(0, 0, width, 4);
    let mut buffer = Buffer::empty(area);
    let half = text.char_indices().nth(4).map_or(text, |(at, _)| &text[..at]);
    if let Some(mut row) = Row::new(&mut buffer, theme, area, 0) {
        row.put_right(half, Meaning::Dim, 1).put(text, Meaning::Title).put(half, Meaning::Text);
    }
    if let Some(row) = Row::new(&mut buffer, theme, area, 1) {
        row.over(Meaning::Selected).field(text, chance as usize % 20, Meaning::Text).skip(1).put(text, Meaning::Text);
    }
    view_told(text, theme, Rect { y: 2, height: 2, ..area }, &mut buffer);
    screen(&buffer);
    assert!(!buffer.content().iter().any(|cell| cell.symbol().chars().any(hidden)));
}
