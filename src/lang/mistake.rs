//! What is wrong in a file of a language pack, told so that whoever wrote it can mend it: file, line, column, the line
//! itself with carets under the place, and what to write instead.
//!
//! Every reader of a file goes through [`Source`]: TOML's own faults and unknown keys are told by it, what a layer finds
//! wrong with a value is told at the value's [`Text`].

use crate::text::display::sanitize_line;
use serde::de::DeserializeOwned;
use std::fmt;
use std::ops::Range;
use toml::Spanned;
use unicode_width::UnicodeWidthStr;

/// A string of a file that knows its place.
pub(super) type Text = Spanned<String>;

/// The widest excerpt of a line, and how much of it may stand before the carets.
const WIDE: usize = 96;
const BEFORE: usize = 40;

/// Something wrong in a file of language data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// What is wrong and what to do.
    pub message: String,
    excerpt: String,
    carets: Range<usize>,
}

impl Mistake {
    /// All of it on one line, without the excerpt.
    pub fn brief(&self) -> String {
        format!("line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        writeln!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        writeln!(f, "{gutter} |")?;
        writeln!(f, "{number} | {}", self.excerpt)?;
        write!(f, "{gutter} | {}{}", " ".repeat(self.carets.start), "^".repeat(self.carets.len().max(1)))
    }
}

impl std::error::Error for Mistake {}

/// A file of language data: its name for people, and its text.
#[derive(Copy, Clone, Debug)]
pub(super) struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl Source<'_> {
    /// Reads the rows of a file.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, Mistake> {
        toml::from_str(self.text).map_err(|error| {
            let at = error.span().unwrap_or_default();
            // A missing key is told of its whole row: its first line is enough.
            let line = self.text.get(at.start..).unwrap_or_default().find('\n').map_or(self.text.len(), |n| at.start + n);
            self.mistake(at.start..at.end.min(line), reworded(error.message()))
        })
    }

    /// A mistake at a place.
    pub fn mistake(self, at: Range<usize>, message: impl Into<String>) -> Mistake {
        let mut start = at.start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let (before, after) = self.text.split_at(start);
        let from = before.rfind('\n').map_or(0, |n| n + 1);
        let lead = before.get(from..).unwrap_or_default();
        let rest = after.lines().next().unwrap_or_default();
        let marked = rest.get(..at.end.saturating_sub(start).min(rest.len())).unwrap_or(rest);
        let tail = rest.get(marked.len()..).unwrap_or_default();
        let (excerpt, carets) = window(lead, marked, tail);
        Mistake {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: lead.chars().count() + 1,
            message: message.into(),
            excerpt,
            carets,
        }
    }

    /// A mistake at a value.
    pub fn at<T>(self, value: &Spanned<T>, message: impl Into<String>) -> Mistake {
        self.mistake(value.span(), message)
    }

    /// A mistake at a word inside a value.
    pub fn at_word(self, value: &Text, word: &str, message: impl Into<String>) -> Mistake {
        let span = value.span();
        let found = self.text.get(span.clone()).and_then(|part| {
            let whole = |n: &usize| {
                let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
                edge(part.get(..*n).and_then(|b| b.chars().next_back()))
                    && edge(part.get(n + word.len()..).and_then(|a| a.chars().next()))
            };
            part.match_indices(word).map(|(n, _)| n).find(whole)
        });
        let at = found.filter(|_| !word.is_empty()).map_or(span.clone(), |n| span.start + n..span.start + n + word.len());
        self.mistake(at, message)
    }

    /// The mistake of a value that is none of `known`.
    pub fn unknown<'k>(self, what: &str, value: &Text, known: impl IntoIterator<Item = &'k str>) -> Mistake {
        let name = value.get_ref();
        self.at(value, format!("unknown {what} `{name}`{}", suggestion(name, known)))
    }

    /// The words of a value; none is a mistake.
    pub fn words(self, value: &Text) -> Result<Vec<&str>, Mistake> {
        let words: Vec<&str> = value.get_ref().split_whitespace().collect();
        if words.is_empty() { Err(self.at(value, "no words here; write some, or take the row out")) } else { Ok(words) }
    }

    /// The phrases of a list; an empty one is a mistake, and so is none.
    pub fn phrases(self, list: &Spanned<Vec<Text>>) -> Result<Vec<&Text>, Mistake> {
        if list.get_ref().is_empty() {
            return Err(self.at(list, "the list is empty; write some words, or take the row out"));
        }
        let empty = list.get_ref().iter().find(|text| text.get_ref().trim().is_empty());
        match empty {
            Some(text) => Err(self.at(text, "empty words; write some, or take them out")),
            None => Ok(list.get_ref().iter().collect()),
        }
    }

    /// An example that marks a name with `⟦ ⟧`.
    pub fn marked(self, example: &Text) -> Result<String, Mistake> {
        self.between(example, '⟦', '⟧').map(|_| example.get_ref().clone())
    }

    /// What stands in an example between two signs; neither missing, nor open, nor empty.
    pub fn between(self, example: &Text, open: char, close: char) -> Result<&str, Mistake> {
        let text = example.get_ref();
        let inside = text.split_once(open).and_then(|(_, rest)| rest.split_once(close)).map(|(inside, _)| inside);
        let once = text.matches(open).count() == 1 && text.matches(close).count() == 1;
        inside.filter(|inside| once && !inside.trim().is_empty()).ok_or_else(|| {
            let message = format!("the example must have one {open}…{close}; write what the row matches between the two signs");
            self.at(example, message)
        })
    }
}

/// A line with the place in it: what is shown of it, and the columns of the carets.
fn window(lead: &str, marked: &str, tail: &str) -> (String, Range<usize>) {
    let [lead, marked, tail] = [lead, marked, tail].map(|part| part.replace('\t', " "));
    let [lead, marked, tail] = [&lead, &marked, &tail].map(|part| sanitize_line(part));
    let (mut shown, mut cut) = (lead.width(), 0);
    if lead.width() + marked.width() + tail.width() > WIDE {
        cut = lead.chars().count().saturating_sub(BEFORE);
    }
    let mut excerpt: String = if cut > 0 { "… ".to_owned() } else { String::new() };
    excerpt.extend(lead.chars().skip(cut));
    if cut > 0 {
        shown = excerpt.width();
    }
    let room = WIDE.saturating_sub(shown);
    let fits = |text: &str, room: usize| text.chars().take(room).collect::<String>();
    let body = fits(&marked, room);
    let carets = shown..shown + body.width();
    excerpt.push_str(&body);
    let rest = fits(&tail, WIDE.saturating_sub(carets.end));
    excerpt.push_str(&rest);
    if body.len() < marked.len() || rest.len() < tail.len() {
        excerpt.push_str(" …");
    }
    (excerpt, carets)
}

/// A message of the TOML reader in this program's words, with a suggestion for a name that is not known.
fn reworded(message: &str) -> String {
    let message = message.trim();
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    for (lead, what) in [("unknown field ", "key"), ("unknown variant ", "value")] {
        if let Some(rest) = message.strip_prefix(lead) {
            let names = quoted(rest);
            let (name, known) = names.split_first().map_or(("", &[][..]), |(name, known)| (name.as_str(), known));
            return format!("unknown {what} `{name}`{}", suggestion(name, known.iter().map(String::as_str)));
        }
    }
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("{field} is missing in this row; add it");
    }
    message.replace('\n', "; ")
}

/// `; did you mean …?` with the nearest of `known`, or what there is when nothing is near.
pub fn suggestion<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let lower = word.to_lowercase();
    let nearest = known.iter().map(|k| (strsim::damerau_levenshtein(&lower, k), k)).min_by_key(|(distance, _)| *distance);
    match nearest {
        Some((distance, k)) if distance <= 1 + lower.chars().count() / 4 => format!("; did you mean `{k}`?"),
        _ if !known.is_empty() && known.len() <= 12 => format!("; there are: {}", known.join(", ")),
        _ => String::new(),
    }
}
