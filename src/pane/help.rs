//! The help: every action with its keys, how a filter is written, then what the glyphs mean. It scrolls and filters.

use super::Motion;
use super::input::Input;
use super::list::scrollbar;
use super::paint::Row;
use super::speakers::kind_glyph;
use super::wrap::wrap;
use crate::action::{ACTIONS, Group};
use crate::keymap::Keymap;
use crate::model::{Span, SpeakerKind};
use crate::search::query::FORMS;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Keys with what they do.
type Keys = &'static [(&'static str, &'static str)];

/// The keys that mean something else while something is being selected, written or chosen.
const MODES: [(&str, Keys); 3] = [
    (
        "While a passage is being selected",
        &[
            ("h l  Left Right", "Move the end of the selection by a word."),
            ("j k  Down Up", "Move it by a line, as every movement of the text does."),
            ("o", "Move the other end from now on."),
            ("Enter", "Highlight the passage; i notes, # tags, b marks, y copies it, Esc lets it go."),
        ],
    ),
    (
        "While a note is being written",
        &[
            ("Esc", "Keep the note and close it; Ctrl-s keeps it and goes on."),
            ("Ctrl-c", "Leave the note as it was."),
            ("Ctrl-o", "Write it in $EDITOR."),
            ("Ctrl-u  Ctrl-r", "Take the last change of the note back; do it again."),
        ],
    ),
    (
        "In what is typed and chosen from",
        &[
            ("Tab  BackTab", "In a filter or in tags: complete, or what comes next; among formats: reviewed or all."),
            ("Ctrl-s", "In a filter: save it by a name."),
            ("Ctrl-x", "Among saved queries: forget the chosen one."),
            ("Ctrl-n  Ctrl-p", "Move the choice, as Down and Up do."),
        ],
    ),
];

/// What the help shows.
#[derive(Clone, Debug, Default)]
pub struct Help {
    /// First line drawn.
    pub top: usize,
    /// The filter.
    pub input: Input,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// Columns and lines that there is room for.
    size: (usize, usize),
}

/// One line of the help.
enum Line {
    Heading(&'static str),
    /// Keys or a sign, and what they mean: of an entry as much as has room on a line.
    Entry(String, String, Meaning),
    Empty,
}

impl Help {
    /// Moves the text.
    pub fn go(&mut self, keymap: &Keymap, motion: Motion) {
        let (width, page) = self.size;
        let last = lines(keymap, self.input.text(), width).len().saturating_sub(page);
        self.top = motion.apply(self.top, last + 1, page);
    }

    /// Tells how many columns and lines fit.
    pub fn set_size(&mut self, keymap: &Keymap, width: usize, page: usize) {
        self.size = (width, page);
        self.go(keymap, Motion::By(0));
    }
}

/// Where the text stands inside an overlay: below the line of its filter.
pub fn text_area(inner: Rect) -> Rect {
    let head = inner.height.min(1);
    Rect { y: inner.y + head, height: inner.height - head, ..inner }
}

/// Columns of the keys.
fn keys_width(width: usize) -> usize {
    if width >= 60 { 24 } else { 14 }
}

/// An entry, on as many lines as it takes.
fn entry(keys: &str, help: &str, meaning: Meaning, width: usize) -> Vec<Line> {
    let left = wrap(keys, keys_width(width), &[]);
    // Beside the keys two columns are left empty, and the last for the scrollbar.
    let right = wrap(help, width.saturating_sub(keys_width(width) + 3), &[]);
    let part = |text: &str, lines: &[Span], at: usize| lines.get(at).map_or(String::new(), |line| line.of(text).to_owned());
    (0..left.len().max(right.len())).map(|at| Line::Entry(part(keys, &left, at), part(help, &right, at), meaning)).collect()
}

fn lines(keymap: &Keymap, query: &str, width: usize) -> Vec<Line> {
    let wanted = |words: &[&str]| {
        let text = words.join(" ").to_lowercase();
        query.to_lowercase().split_whitespace().all(|atom| text.contains(atom))
    };
    let mut lines = Vec::new();
    let mut group = None;
    for row in ACTIONS {
        let keys = keymap.keys_of(row.action).join("  ");
        if wanted(&[&keys, row.name, row.help, row.group.title()]) {
            heading(&mut lines, &mut group, row.group);
            lines.extend(entry(&keys, row.help, Meaning::KeyHint, width));
        }
    }
    for (heading, keys) in MODES {
        let own = keys.iter().filter(|(keys, help)| wanted(&[keys, help, heading]));
        let own: Vec<Line> = own.flat_map(|(keys, help)| entry(keys, help, Meaning::KeyHint, width)).collect();
        if !own.is_empty() {
            lines.extend([Line::Empty, Line::Heading(heading)]);
            lines.extend(own);
        }
    }
    let forms = FORMS.iter().filter(|(form, help)| wanted(&[form, help, "filter query"]));
    let forms: Vec<Line> = forms.flat_map(|(form, help)| entry(form, help, Meaning::Input, width)).collect();
    if !forms.is_empty() {
        lines.extend([Line::Empty, Line::Heading("Filters")]);
        lines.extend(forms);
    }
    let legend: Vec<Line> = legend()
        .into_iter()
        .filter(|(glyph, help, _)| wanted(&[glyph, help, "signs"]))
        .flat_map(|(glyph, help, meaning)| entry(glyph, help, meaning, width))
        .collect();
    if !legend.is_empty() {
        lines.extend([Line::Empty, Line::Heading("Signs")]);
        lines.extend(legend);
    }
    if matches!(lines.first(), Some(Line::Empty)) {
        lines.remove(0);
    }
    lines
}

fn heading(lines: &mut Vec<Line>, last: &mut Option<Group>, group: Group) {
    if last.replace(group) != Some(group) {
        if !lines.is_empty() {
            lines.push(Line::Empty);
        }
        lines.push(Line::Heading(group.title()));
    }
}

fn legend() -> Vec<(&'static str, &'static str, Meaning)> {
    let of_meanings = Meaning::ALL.iter().filter(|m| !m.glyph().trim().is_empty()).map(|m| (m.glyph(), m.help(), *m));
    let own = [
        (kind_glyph(SpeakerKind::Person), "A person; after a number: voices quoted.", Meaning::Speaker),
        (kind_glyph(SpeakerKind::Organization), "An organization, a country, a capital that stands for one.", Meaning::Speaker),
        (kind_glyph(SpeakerKind::Unnamed), "A voice without a name.", Meaning::SpeakerUnnamed),
        (kind_glyph(SpeakerKind::Document), "A letter, a report, a treaty.", Meaning::Speaker),
        ("“", "After a number: quotes.", Meaning::Count),
        ("▤", "After a number: articles.", Meaning::Count),
        ("◆2", "On the timeline: so many sources tell it; ≈: several articles, but copies of one wire item.", Meaning::Several),
        ("‹ ›", "At the ends of the timeline's bars: there is more beyond.", Meaning::Dim),
        ("≠2 !1", "Before the counts: how often each stance is taken (below).", Meaning::Denies),
        (">", "In the reader: the hit at which you stand, or where the chosen event is told.", Meaning::HitChosen),
        ("*", "Hits of the search: on this line, or so many in this article.", Meaning::Hit),
    ];
    own.into_iter().chain(of_meanings).collect()
}

/// Draws the help into the inside of an overlay.
pub fn view(help: &Help, keymap: &Keymap, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    if let Some(mut row) = Row::new(buf, theme, inner, 0) {
        row.put("filter ", Meaning::Dim);
        if help.typing {
            help.input.view(&mut row, None);
        } else if help.input.text().is_empty() {
            row.put("/", Meaning::KeyHint)
                .put(" to filter, ", Meaning::Dim)
                .put("Esc", Meaning::KeyHint)
                .put(" to close", Meaning::Dim);
        } else {
            row.put(help.input.text(), Meaning::Input);
        }
    }
    let area = text_area(inner);
    let lines = lines(keymap, help.input.text(), area.width as usize);
    let keys = keys_width(area.width as usize);
    for (y, line) in lines.iter().skip(help.top).take(area.height as usize).enumerate() {
        let Some(mut row) = Row::new(buf, theme, area, y) else { break };
        match line {
            Line::Heading(title) => {
                row.put(title, Meaning::Subhead);
            }
            Line::Entry(keys_text, help, meaning) => {
                row.skip(1).field(keys_text, keys, *meaning).skip(1).put(help, Meaning::KeyHelp);
            }
            Line::Empty => {}
        }
    }
    if lines.is_empty()
        && let Some(mut row) = Row::new(buf, theme, area, 0)
    {
        row.put("Nothing matches.", Meaning::Dim);
    }
    scrollbar(help.top, area.height as usize, lines.len(), theme, area, buf);
}
