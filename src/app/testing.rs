//! Test support, also of `search`: a small corpus of fictional people, a driver that types keys, and screens as text files.
//!
//! A screen is checked whole, once as text and once as a layer of letters that stand for styles, since text alone would
//! not see a colour go missing. `UPDATE_EXPECT=1` writes the files anew.

#[cfg(test)]
mod corpus;

pub use corpus::corpus;

use super::{Effect, Msg, State, selection, update, view};
use crate::keymap::{Key, Keymap};
use crate::review::Review;
use crate::search;
use crate::store::Opened;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::sync::Arc;

/// A store that holds nothing yet.
pub fn fresh() -> Msg {
    Msg::Opened(Box::new(Opened { review: Review::new("log".into(), "Rani".into(), []), writable: true, ..Opened::default() }))
}

/// Types keys and answers the questions that the interface asks outside.
pub struct Driver {
    /// The state.
    pub state: State,
    /// Effects that were not answered, in order.
    pub effects: Vec<Effect>,
}

impl Driver {
    /// The corpus of the screens, on a screen of this size; nothing decided yet.
    pub fn new(width: u16, height: u16) -> Driver {
        let mut driver = Driver::unopened(width, height);
        driver.send(fresh());
        driver
    }

    /// The same, before the store has answered.
    pub fn unopened(width: u16, height: u16) -> Driver {
        let mut driver = Driver::empty(width, height);
        driver.send(Msg::Corpus(corpus().into()));
        driver
    }

    /// Nothing loaded yet.
    pub fn empty(width: u16, height: u16) -> Driver {
        let state = State::new(Arc::new(Keymap::default()), Arc::new(Theme::default()));
        let mut driver = Driver { state, effects: Vec::new() };
        driver.send(Msg::Resize(width, height));
        driver
    }

    /// Sends a message, and the answers to what it asks for.
    pub fn send(&mut self, msg: Msg) {
        for effect in update(&mut self.state, msg) {
            match effect {
                Effect::Filter { generation, list, query, corpus, review } => {
                    let today = "2031-03-12".parse().unwrap();
                    let asked = search::Asked { query: &query, list, corpus: &corpus, review: &review, today };
                    self.filter(generation, &asked);
                }
                Effect::Find { generation, query, corpus, review } => {
                    let mut all = Vec::new();
                    search::find(&corpus, &review, &query, &mut |hits, _| {
                        all = hits;
                        ControlFlow::Continue(())
                    });
                    self.send(Msg::Found { generation, hits: all, done: true });
                }
                Effect::Lay { generation, snapshot, wish } => {
                    let (snapshot, placed) = snapshot.laid(&wish, "2031-03-12".parse().unwrap());
                    self.send(Msg::Laid { generation, snapshot, placed: Box::new(placed) });
                }
                Effect::Select { generation, question } => {
                    let answer = selection::answer(*question, "2031-03-12".parse().unwrap());
                    self.send(Msg::Selected { generation, answer: Box::new(answer) });
                }
                other => self.effects.push(other),
            }
        }
    }

    fn filter(&mut self, generation: u64, asked: &search::Asked<'_>) {
        let mut all = Vec::new();
        search::filter(asked, &mut |items, _| {
            all = items;
            ControlFlow::Continue(())
        });
        self.send(Msg::Filtered { generation, list: asked.list, items: all, done: true });
    }

    /// Types keys in the notation of the keymap; a word in quotation marks is typed letter by letter.
    pub fn keys(&mut self, keys: &str) -> &mut Driver {
        for word in keys.split(' ').filter(|w| !w.is_empty()) {
            match word.strip_prefix('\'').filter(|rest| !rest.is_empty()) {
                Some(text) => {
                    for c in text.chars() {
                        let word = if c == '_' { "Space".to_owned() } else { c.to_string() };
                        self.send(Msg::Key(Key::parse(&word).unwrap().event()));
                    }
                }
                None => self.send(Msg::Key(Key::parse(word).unwrap().event())),
            }
        }
        self
    }

    /// The screen.
    pub fn buffer(&self) -> Buffer {
        let (width, height) = self.state.size;
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        view(&self.state, self.state.theme(), area, &mut buffer);
        buffer
    }

    /// The screen's text.
    pub fn text(&self) -> String {
        text(&self.buffer())
    }
}

/// A buffer's letters, a line a row.
fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                line.push_str(symbol);
                skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
            } else {
                skip -= 1;
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// A buffer's styles: a letter a cell, and what the letters stand for.
fn styles(buffer: &Buffer, theme: &Theme) -> String {
    let plain = ratatui::style::Style::reset().patch(theme.style(Meaning::Text));
    let mut letters: BTreeMap<String, char> = BTreeMap::new();
    let mut names = ('a'..='z').chain('A'..='Z');
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            let style = format!("{:?} on {:?} {:?}", cell.fg, cell.bg, cell.modifier);
            let is_plain = Some(cell.fg) == plain.fg && Some(cell.bg) == plain.bg && cell.modifier.is_empty();
            let letter = if is_plain { ' ' } else { *letters.entry(style).or_insert_with(|| names.next().unwrap_or('?')) };
            line.push(letter);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    let mut legend: Vec<_> = letters.into_iter().map(|(style, letter)| (letter, style)).collect();
    legend.sort();
    for (letter, style) in legend {
        let _ = writeln!(out, "{letter}: {style}");
    }
    out
}

/// Compares the screen with `tests/screens/<name>.txt`.
pub fn check_screen(name: &str, driver: &Driver) {
    let buffer = driver.buffer();
    let got = format!("{}\n=== styles ===\n{}", text(&buffer), styles(&buffer, driver.state.theme()));
    let path = format!("{}/tests/screens/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(format!("{}/tests/screens", env!("CARGO_MANIFEST_DIR"))).unwrap();
        return std::fs::write(&path, got).unwrap();
    }
    let want = std::fs::read_to_string(&path).unwrap_or_default();
    for (i, (want, got)) in want.lines().zip(got.lines()).enumerate() {
        assert_eq!(want, got, "{path}:{}; UPDATE_EXPECT=1 rewrites it", i + 1);
    }
    assert_eq!(want.lines().count(), got.lines().count(), "{path}: another number of lines; UPDATE_EXPECT=1 rewrites it");
}
