//! Settings files: TOML in which every key knows its line, so that whatever is wrong can be told with file, line and
//! the next step. Configuration, key bindings and themes are read through this; serde would lose the lines of keys that
//! are well formed but wrong (a clash, an unknown name).

pub use crate::lang::suggestion;

use std::fmt;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Something wrong in a settings file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file as it was named.
    pub file: String,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Fault {}

/// A parsed settings file.
#[derive(Debug)]
pub struct Document<'a> {
    file: &'a str,
    text: &'a str,
    root: Spanned<DeTable<'a>>,
}

/// One key of a settings file with its value.
#[derive(Copy, Clone, Debug)]
pub struct Setting<'d> {
    /// The key.
    pub key: &'d str,
    /// Its line, from 1.
    pub line: usize,
    document: &'d Document<'d>,
    value: &'d DeValue<'d>,
}

impl<'a> Document<'a> {
    /// Reads TOML; the fault is the first thing that is no TOML.
    pub fn parse(file: &'a str, text: &'a str) -> Result<Document<'a>, Fault> {
        match DeTable::parse(text) {
            Ok(root) => Ok(Document { file, text, root }),
            Err(error) => {
                let line = error.span().map_or(0, |span| line_of(text, span.start));
                let message = error.message().trim().replace('\n', "; ");
                Err(Fault { file: file.to_owned(), line, message })
            }
        }
    }

    /// The keys of the top level, in the order in which they stand.
    pub fn settings(&self) -> Vec<Setting<'_>> {
        self.of_table(self.root.get_ref())
    }

    fn of_table<'d>(&'d self, table: &'d DeTable<'d>) -> Vec<Setting<'d>> {
        let mut settings: Vec<_> = table.iter().map(|(key, value)| (key.span().start, self.setting(key, value))).collect();
        settings.sort_by_key(|(at, _)| *at);
        settings.into_iter().map(|(_, setting)| setting).collect()
    }

    fn setting<'d>(&'d self, key: &'d Spanned<std::borrow::Cow<'d, str>>, value: &'d Spanned<DeValue<'d>>) -> Setting<'d> {
        let line = line_of(self.text, key.span().start);
        Setting { key: key.get_ref(), line, document: self, value: value.get_ref() }
    }
}

impl<'d> Setting<'d> {
    /// A fault at this key.
    pub fn fault(&self, message: impl Into<String>) -> Fault {
        Fault { file: self.document.file.to_owned(), line: self.line, message: message.into() }
    }

    /// The fault of a key that is none of `known`, with a suggestion.
    pub fn unknown<'k>(&self, what: &str, known: impl IntoIterator<Item = &'k str>) -> Fault {
        self.fault(format!("unknown {what} `{}`{}", self.key, suggestion(self.key, known)))
    }

    /// The value, where it must be a string.
    pub fn text(&self) -> Result<&'d str, Fault> {
        self.value.as_str().ok_or_else(|| self.must_be("a string in quotation marks"))
    }

    /// The value, where it must be `true` or `false`.
    pub fn flag(&self) -> Result<bool, Fault> {
        self.value.as_bool().ok_or_else(|| self.must_be("true or false"))
    }

    /// The value, where it must be a string or a list of strings.
    pub fn texts(&self) -> Result<Vec<&'d str>, Fault> {
        if let Some(text) = self.value.as_str() {
            return Ok(vec![text]);
        }
        let texts = self.value.as_array().and_then(|items| items.iter().map(|item| item.get_ref().as_str()).collect());
        texts.ok_or_else(|| self.must_be("a string or a list of strings"))
    }

    /// The keys of the value, where it is a table.
    pub fn table(&self) -> Option<Vec<Setting<'d>>> {
        self.value.as_table().map(|table| self.document.of_table(table))
    }

    /// The keys of the value, where it must be a table.
    pub fn must_be_table(&self) -> Result<Vec<Setting<'d>>, Fault> {
        self.table().ok_or_else(|| self.must_be("a table"))
    }

    fn must_be(&self, what: &str) -> Fault {
        self.fault(format!("`{}` must be {what}, and is {}", self.key, article(self.value.type_str())))
    }
}

fn article(kind: &str) -> String {
    let an = kind.starts_with(['a', 'i']);
    format!("{} {kind}", if an { "an" } else { "a" })
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', text.as_bytes().get(..offset).unwrap_or(text.as_bytes())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_know_their_lines_and_keep_their_order() {
        let document = Document::parse("c.toml", "theme = 'dark'\n\n[keys]\nzoom = 'x'\ndown = ['j']\n").unwrap();
        let settings = document.settings();
        assert_eq!(settings.iter().map(|s| (s.key, s.line)).collect::<Vec<_>>(), [("theme", 1), ("keys", 3)]);
        let keys = settings[1].table().unwrap();
        assert_eq!(keys.iter().map(|s| (s.key, s.line)).collect::<Vec<_>>(), [("zoom", 4), ("down", 5)]);
        assert_eq!(keys[1].texts().unwrap(), ["j"]);
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_line() {
        let fault = Document::parse("c.toml", "theme = 'dark'\nmouse = maybe\n").unwrap_err();
        assert_eq!(fault.line, 2, "{fault}");
    }

    #[test]
    fn a_wrong_type_says_what_is_wanted() {
        let document = Document::parse("c.toml", "mouse = 1\n").unwrap();
        let fault = document.settings()[0].flag().unwrap_err();
        assert_eq!(fault.to_string(), "c.toml:1: `mouse` must be true or false, and is an integer");
    }

    #[test]
    fn the_nearest_name_is_suggested_and_nothing_far() {
        let known = ["theme", "mouse", "keys"];
        assert_eq!(suggestion("them", known), "; did you mean `theme`?");
        assert_eq!(suggestion("Mouse", known), "; did you mean `mouse`?");
        assert_eq!(suggestion("unrelated", known), "; there are: theme, mouse, keys");
    }
}
