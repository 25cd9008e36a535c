//! What written text must be: harmless on a terminal; and how Markdown is built, by a reader that is not ours.

use pulldown_cmark::{Event, Options, Parser, Tag};
use std::collections::BTreeMap;

/// What Markdown readers commonly understand, and then some.
fn extensions() -> Options {
    (Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_OLD_FOOTNOTES) | Options::ENABLE_FOOTNOTES
}

/// Nothing in a text acts on a terminal; these characters may break its lines.
#[track_caller]
pub fn harmless(text: &str, breaks: &[char]) {
    let odd = |c: &char| !breaks.contains(c) && simak::text::display::hidden(*c);
    assert!(!text.chars().any(|c| odd(&c)), "{:?} in {text:?}", text.chars().find(odd));
}

/// How a text is built: its tags and its events without the words in them.
pub fn markup(markdown: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for event in Parser::new_ext(markdown, extensions()) {
        let name = match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                assert!(dest_url.starts_with("https://"), "{dest_url}");
                format!("link {link_type:?}")
            }
            Event::Start(Tag::FootnoteDefinition(_)) => "footnote".to_owned(),
            Event::Start(tag) => format!("{tag:?}").split([' ', '(', '{']).next().unwrap().to_owned(),
            Event::FootnoteReference(_) => "reference".to_owned(),
            Event::Text(_) | Event::End(_) | Event::SoftBreak => continue,
            other => format!("{other:?}").split(['(', ' ']).next().unwrap().to_owned(),
        };
        *found.entry(name).or_default() += 1;
    }
    found
}
