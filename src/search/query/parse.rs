//! Words → [`Node`]. By hand, one function a rule of the grammar; depth and length are bounded, so that no text can exhaust
//! the stack or the time.
//!
//! ```text
//! any   = all { "OR" all }
//! all   = { part }
//! part  = "-" part | "(" any ")" | phrase | field ":" value | word
//! ```
//!
//! `AND` and `NOT` are understood, though nothing needs them. A quotation mark that is never closed runs to the end, as in
//! the search of the texts, so that nothing is wrong while a phrase is being typed.

use super::super::literal::pattern_of;
use super::ast::{Field, Is, Node, Pattern, Term, kinds};
use super::phrases::is_mark;
use super::when::When;
use super::wrong::Wrong;
use crate::lang::suggestion;
use crate::model::Stance;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A longer query is a mistake of the clipboard.
pub const MAX_BYTES: usize = 4096;

/// Brackets and signs inside of one another.
const MAX_DEPTH: usize = 32;

/// Parses a query; `None` where nothing is asked.
pub fn parse(query: &str) -> Result<Option<Node>, Wrong> {
    if query.len() > MAX_BYTES {
        let end = query.char_indices().map(|(at, _)| at).take_while(|at| *at <= MAX_BYTES).last().unwrap_or(0);
        return Err(Wrong::new(end..query.len(), format!("a query has at most {MAX_BYTES} bytes; leave this out")));
    }
    let mut parser = Parser { query, at: 0, depth: 0 };
    let node = parser.any()?;
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(Wrong::new(parser.here(), "no bracket is open here; put it in quotation marks to look for it")),
    }
}

struct Parser<'q> {
    query: &'q str,
    at: usize,
    depth: usize,
}

impl<'q> Parser<'q> {
    fn rest(&self) -> &'q str {
        self.query.get(self.at..).unwrap_or("")
    }

    /// The next character, white space passed over.
    fn peek(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.rest().chars().next()
    }

    /// The place of the next character; an empty one at the end.
    fn here(&self) -> Range<usize> {
        self.at..self.at + self.rest().chars().next().map_or(0, char::len_utf8)
    }

    /// Takes a word of the grammar if it stands next.
    fn keyword(&mut self, word: &str) -> Option<Range<usize>> {
        self.peek();
        let behind = self.rest().strip_prefix(word)?.chars().next();
        if behind.is_some_and(|c| !c.is_whitespace() && !is_mark(c) && !matches!(c, '(' | ')')) {
            return None;
        }
        let start = self.at;
        self.at += word.len();
        Some(start..self.at)
    }

    fn any(&mut self) -> Result<Option<Node>, Wrong> {
        let (mut parts, mut seen) = (Vec::new(), FxHashSet::default());
        loop {
            self.peek();
            let before = self.at;
            let part = self.all()?;
            let written = self.query.get(before..self.at).unwrap_or("").trim_end();
            let or = self.keyword("OR");
            match (part, or) {
                (Some(part), or) => {
                    parts.extend(seen.insert(written).then_some(part));
                    if or.is_none() {
                        break;
                    }
                }
                (None, Some(or)) => {
                    return Err(Wrong::new(or, "a term is expected before `OR`; in quotation marks it is a word"));
                }
                (None, None) if parts.is_empty() => return Ok(None),
                (None, None) => return Err(Wrong::new(self.here(), "a term is expected behind `OR`")),
            }
        }
        Ok(Some(if parts.len() == 1 { parts.remove(0) } else { Node::Any(parts) }))
    }

    fn all(&mut self) -> Result<Option<Node>, Wrong> {
        let (mut parts, mut seen) = (Vec::new(), FxHashSet::default());
        while let Some(next) = self.peek() {
            let before = self.at;
            if next == ')' || self.keyword("OR").is_some() {
                self.at = before;
                break;
            }
            if self.keyword("AND").is_none() {
                let part = self.part()?;
                // What is written twice side by side asks nothing more, and is asked once.
                let new = self.query.get(before..self.at).is_none_or(|written| seen.insert(written));
                parts.extend(part.filter(|_| new));
            }
        }
        Ok(if parts.len() > 1 { Some(Node::All(parts)) } else { parts.pop() })
    }

    fn part(&mut self) -> Result<Option<Node>, Wrong> {
        let start = self.at;
        let mut rest = self.rest().chars();
        let not = match (rest.next(), rest.next()) {
            (Some('-'), Some(c)) if !c.is_whitespace() && c != ')' => {
                self.at += 1;
                true
            }
            (Some('N'), _) if self.keyword("NOT").is_some() => {
                if matches!(self.peek(), None | Some(')')) {
                    return Err(Wrong::new(self.here(), "a term is expected behind `NOT`"));
                }
                true
            }
            _ => false,
        };
        if not {
            let inner = self.deeper(start..self.at, Self::part)?;
            return Ok(inner.map(|inner| Node::Not(Box::new(inner))));
        }
        match self.rest().chars().next() {
            Some('(') => self.bracket(),
            Some(c) if is_mark(c) => {
                let inside = self.quoted();
                Ok(words(self.query, inside.clone()).map(|w| Node::Term(Term::Phrase(w), inside)))
            }
            _ => self.word().map(Some),
        }
    }

    fn bracket(&mut self) -> Result<Option<Node>, Wrong> {
        let open = self.here();
        self.at = open.end;
        let inner = self.deeper(open.clone(), Self::any)?;
        if self.peek() != Some(')') {
            return Err(Wrong::new(open, "this bracket is not closed"));
        }
        self.at += 1;
        match inner {
            // So that it stays apart from what stands beside the brackets.
            Some(term @ Node::Term(..)) => Ok(Some(Node::All(vec![term]))),
            Some(inner) => Ok(Some(inner)),
            None => Err(Wrong::new(open.start..self.at, "a term is expected between the brackets")),
        }
    }

    fn deeper<T>(&mut self, at: Range<usize>, parse: fn(&mut Self) -> Result<T, Wrong>) -> Result<T, Wrong> {
        if self.depth == MAX_DEPTH {
            return Err(Wrong::new(at, format!("brackets and signs go {MAX_DEPTH} deep at most")));
        }
        self.depth += 1;
        let inner = parse(self);
        self.depth -= 1;
        inner
    }

    /// Passes over a phrase; the place of what stands between its marks.
    fn quoted(&mut self) -> Range<usize> {
        let start = self.here().end;
        let end = self.query.get(start..).and_then(|rest| rest.find(is_mark)).map_or(self.query.len(), |at| start + at);
        self.at = end;
        self.at = self.here().end;
        start..end
    }

    /// A word, or a field with its value. A bracket closes a word that has not opened it itself.
    fn word(&mut self) -> Result<Node, Wrong> {
        let start = self.at;
        let mut open = 0usize;
        for (i, c) in self.rest().char_indices() {
            match c {
                ':' if i > 0 => {
                    let head = start..start + i;
                    if let Some(field) = self.field(head.clone())? {
                        self.at = head.end + 1;
                        let term = self.value(field)?;
                        return Ok(Node::Term(term, start..self.at));
                    }
                }
                '(' => open += 1,
                ')' if open == 0 => break,
                ')' => open -= 1,
                c if c.is_whitespace() || is_mark(c) => break,
                _ => {}
            }
            self.at = start + i + c.len_utf8();
        }
        let word = self.query.get(start..self.at).unwrap_or("");
        Ok(Node::Term(Term::Word(word.into()), start..self.at))
    }

    /// The field that stands before a colon; `None` where that is a word like any other (`08:30`, `https://`).
    fn field(&self, head: Range<usize>) -> Result<Option<Field>, Wrong> {
        let name = self.query.get(head.clone()).unwrap_or("");
        if !name.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Ok(None);
        }
        if let Some(field) = Field::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name)) {
            return Ok(Some(field));
        }
        match self.query.get(head.end + 1..).and_then(|rest| rest.chars().next()) {
            Some(c) if c.is_alphanumeric() || is_mark(c) => {
                let near = suggestion(name, Field::ALL.map(Field::name));
                Err(Wrong::new(head, format!("`{name}` is no field{near}")))
            }
            _ => Ok(None),
        }
    }

    fn value(&mut self, field: Field) -> Result<Term, Wrong> {
        let start = self.at;
        let missing = |at| Err(Wrong::new(at, format!("{} is expected behind `{}:`", field.expects(), field.name())));
        let at = match self.rest().chars().next() {
            None | Some(')') => return missing(start..start),
            Some(c) if c.is_whitespace() => return missing(start..start),
            // A pattern has brackets of its own.
            Some(c) if field == Field::Re && !is_mark(c) => {
                let end = self.rest().find(|c: char| c.is_whitespace());
                self.at = end.map_or(self.query.len(), |end| start + end);
                start..self.at
            }
            Some('(') => {
                let name = field.name();
                return Err(Wrong::new(self.here(), format!("a value has no brackets; write ({name}:… OR {name}:…)")));
            }
            _ if field == Field::Date => self.pieces(),
            Some(c) if is_mark(c) => self.quoted(),
            Some(_) => {
                let end = self.rest().find(|c: char| c.is_whitespace() || is_mark(c) || c == ')');
                self.at = end.map_or(self.query.len(), |end| start + end);
                start..self.at
            }
        };
        if field == Field::Date {
            return When::read(self.query, at).map(Term::Date);
        }
        let Some(value) = words(self.query, at.clone()) else { return missing(start..self.at) };
        match field {
            Field::Speaker => Ok(Term::Speaker(value)),
            Field::Outlet => Ok(Term::Outlet(value)),
            Field::Tag => Ok(Term::Tag(value)),
            Field::Note => Ok(Term::Note(value)),
            Field::Stance => named(&value, at, "stance", &Stance::ALL.map(|s| (s.name(), s))).map(Term::Stance),
            Field::Kind => named(&value, at, "kind", &kinds().collect::<Vec<_>>()).map(Term::Kind),
            Field::Re => pattern_of(&value).map(|found| Term::Pattern(Pattern(found))).map_err(|why| Wrong::new(at, why)),
            Field::Is | Field::Date => named(&value, at, "state", &Is::ALL.map(|is| (is.name(), is))).map(Term::Is),
        }
    }

    /// Passes over bare and quoted pieces without a space between them.
    fn pieces(&mut self) -> Range<usize> {
        let start = self.at;
        while let Some(c) = self.rest().chars().next().filter(|c| !c.is_whitespace() && *c != ')') {
            if is_mark(c) {
                self.quoted();
            } else {
                self.at += c.len_utf8();
            }
        }
        start..self.at
    }
}

/// The words at a place; `None` where there is no letter or figure.
fn words(query: &str, at: Range<usize>) -> Option<Box<str>> {
    let words = query.get(at)?.trim();
    words.chars().any(|c| !c.is_whitespace()).then(|| words.into())
}

/// The value of this name; of those that begin like it, it is the first that is proposed.
fn named<T: Copy>(value: &str, at: Range<usize>, what: &str, known: &[(&str, T)]) -> Result<T, Wrong> {
    let names = || known.iter().map(|(name, _)| *name);
    let wanted = value.to_lowercase().replace(' ', "-");
    if let Some((_, found)) = known.iter().find(|(name, _)| *name == wanted) {
        return Ok(*found);
    }
    let begins: Vec<&str> = names().filter(|name| name.starts_with(&*wanted)).collect();
    let near = match begins.as_slice() {
        [] => suggestion(value, names()),
        [one] => format!("; did you mean `{one}`?"),
        several => format!("; there are: {}", several.join(", ")),
    };
    let near = if near.is_empty() { format!("; there are: {}", names().collect::<Vec<_>>().join(", ")) } else { near };
    Err(Wrong::new(at, format!("`{value}` is no {what}{near}")))
}
