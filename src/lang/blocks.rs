//! How titles, credits, captions and boilerplate are recognised: `blocks.toml` as word patterns under their first word,
//! for `extract::blocks`.
//!
//! A pattern is a short sequence of words and single characters; it is compared by word number, so a line costs one table
//! lookup unless its first word begins a pattern.

use super::mistake::{Mistake, Source, Text};
use super::{Lexicon, WordId};
use crate::model::BlockKind;
use serde::Deserialize;
use toml::Spanned;

/// One step of a pattern.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Step {
    /// This word, in any case.
    Word(WordId),
    /// This character.
    Sign(char),
}

/// Where in a line a pattern stands.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum At {
    /// It is the whole line.
    Line,
    /// The line begins with it.
    Start,
    /// The line ends with brackets that begin with it.
    Tail,
    /// Brackets anywhere that begin with it.
    Inside,
    /// The line begins with it and goes on with nothing but names.
    Names,
    /// One word, which a lost space glued to another one at the line's begin.
    Glued,
}

/// The metadata that a credit gives.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Who wrote it.
    Author,
    /// Who edited it.
    Editor,
    /// Where it is from.
    Source,
    /// Who translated it.
    Translator,
    /// Who owns it, since when.
    Copyright,
}

/// A pattern with what it tells.
#[derive(Clone, Debug)]
pub struct Pattern<T> {
    /// Its steps; never empty.
    pub steps: Box<[Step]>,
    /// What it tells.
    pub tells: T,
}

/// What a line pattern tells.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct LineRule {
    /// The kind of block.
    pub kind: BlockKind,
    /// Where the pattern stands.
    pub at: At,
    /// The metadata in the line.
    pub field: Option<Field>,
}

/// Patterns by their first step, the longest first.
#[derive(Clone, Debug)]
pub struct Patterns<T> {
    words: Vec<Vec<Pattern<T>>>,
    signs: Vec<(char, Vec<Pattern<T>>)>,
}

impl<T> Default for Patterns<T> {
    fn default() -> Self {
        Self { words: Vec::new(), signs: Vec::new() }
    }
}

impl<T> Patterns<T> {
    /// The patterns that begin with a word, the longest first.
    pub fn with_word(&self, first: WordId) -> &[Pattern<T>] {
        self.words.get(first.index()).map_or(&[], Vec::as_slice)
    }

    /// The patterns that begin with a character, the longest first.
    pub fn with_sign(&self, first: char) -> &[Pattern<T>] {
        self.signs.iter().find(|(c, _)| *c == first).map_or(&[], |(_, list)| list.as_slice())
    }

    /// Adds a pattern; without a step it is none.
    fn add(&mut self, text: &Text, lexicon: &mut Lexicon, tells: T) {
        let steps: Box<[Step]> = text.get_ref().split_whitespace().map(|part| step(part, lexicon)).collect();
        let Some(&first) = steps.first() else { return };
        let list = match first {
            Step::Word(word) => {
                if self.words.len() <= word.index() {
                    self.words.resize_with(word.index() + 1, Vec::new);
                }
                &mut self.words[word.index()]
            }
            Step::Sign(sign) => {
                let at = self.signs.iter().position(|(c, _)| *c == sign).unwrap_or(self.signs.len());
                if at == self.signs.len() {
                    self.signs.push((sign, Vec::new()));
                }
                &mut self.signs[at].1
            }
        };
        list.push(Pattern { steps, tells });
        list.sort_by_key(|p| std::cmp::Reverse(p.steps.len()));
    }
}

fn step(part: &str, lexicon: &mut Lexicon) -> Step {
    let mut chars = part.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if !c.is_alphanumeric() => Step::Sign(c),
        _ => Step::Word(lexicon.add(part)),
    }
}

/// An example of a row: a line, and whether it must match.
#[derive(Clone, Debug)]
pub struct BlockExample {
    /// The line, the matching part in `⟦ ⟧` where it is not all of it.
    pub line: String,
    /// What it must be; `None` for a counter-example, which stays a paragraph.
    pub kind: Option<BlockKind>,
}

/// The language's knowledge of an article's parts.
#[derive(Debug, Default)]
pub struct Blocks {
    /// What tells the kind of a line.
    pub lines: Patterns<LineRule>,
    /// Names of outlets; tells the name as the outlet writes it.
    pub outlets: Patterns<Box<str>>,
    /// Names of agencies credited as the origin.
    pub agencies: Patterns<()>,
    /// What stands before an agency in running text.
    pub relays: Patterns<()>,
    /// Words that a lost space glues to another one, in lower case, and what the line is then.
    pub glued: Vec<(Box<str>, BlockKind)>,
    /// Words with which names of publications begin.
    pub press: Patterns<()>,
    /// Words between the names of two authors.
    pub joiners: Vec<Box<str>>,
    examples: Vec<BlockExample>,
    mentions: Vec<(String, &'static str)>,
}

impl Blocks {
    /// Reads `blocks.toml`, adding its words to the lexicon.
    ///
    /// # Errors
    /// The first mistake of the file.
    pub(super) fn load(source: Source<'_>, lexicon: &mut Lexicon) -> Result<Self, Mistake> {
        let File { line, outlet, agency, relay, press, joiner } = source.read()?;
        let mut blocks = Blocks::default();
        blocks.add(BlockRows { line, outlet, agency }, source, lexicon)?;
        for row in relay {
            blocks.mentions.push((source.marked(&row.example)?, "credit"));
            source.phrases(&row.words)?.into_iter().for_each(|words| blocks.relays.add(words, lexicon, ()));
        }
        for row in press {
            blocks.mentions.push((source.marked(&row.example)?, "outlet"));
            source.phrases(&row.words)?.into_iter().for_each(|words| blocks.press.add(words, lexicon, ()));
        }
        for row in joiner {
            blocks.mentions.push((source.marked(&row.example)?, "author"));
            blocks.joiners.extend(source.phrases(&row.words)?.into_iter().map(|word| word.get_ref().as_str().into()));
        }
        Ok(blocks)
    }

    /// Adds rows of lines, outlets and agencies that stand in `source`.
    pub(super) fn add(&mut self, rows: BlockRows, source: Source<'_>, lexicon: &mut Lexicon) -> Result<(), Mistake> {
        for row in rows.line {
            let kind = row.kind().ok_or_else(|| source.unknown("kind", &row.kind, ASIDE.map(BlockKind::name)))?;
            let rule = LineRule { kind, at: row.at, field: row.field };
            for words in source.phrases(&row.words)? {
                if row.at == At::Glued {
                    self.glued.push((words.get_ref().to_lowercase().into(), kind));
                } else {
                    self.lines.add(words, lexicon, rule);
                }
            }
            self.examples.push(BlockExample { line: row.example.into_inner(), kind: Some(kind) });
            self.examples.extend(row.counter.map(|line| BlockExample { line: line.into_inner(), kind: None }));
        }
        for row in rows.outlet {
            let name = || row.name.as_str().into();
            source.phrases(&row.words)?.into_iter().for_each(|words| self.outlets.add(words, lexicon, name()));
            self.mentions.push((source.marked(&row.example)?, "outlet"));
        }
        for row in rows.agency {
            source.phrases(&row.words)?.into_iter().for_each(|words| self.agencies.add(words, lexicon, ()));
            self.mentions.push((source.marked(&row.example)?, "credit"));
        }
        Ok(())
    }

    /// The examples of the line rows.
    pub fn examples(&self) -> &[BlockExample] {
        &self.examples
    }

    /// The examples of outlets, credits and authors: a text with the name in `⟦ ⟧`, and what it is.
    pub fn mentions(&self) -> &[(String, &'static str)] {
        &self.mentions
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    line: Vec<LineRow>,
    outlet: Vec<OutletRow>,
    agency: Vec<NameRow>,
    relay: Vec<NameRow>,
    press: Vec<NameRow>,
    joiner: Vec<NameRow>,
}

/// The rows that a file of one's own may have, too.
#[derive(Default)]
pub(super) struct BlockRows {
    pub line: Vec<LineRow>,
    pub outlet: Vec<OutletRow>,
    pub agency: Vec<NameRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineRow {
    kind: Text,
    at: At,
    field: Option<Field>,
    words: Spanned<Vec<Text>>,
    pub example: Text,
    pub counter: Option<Text>,
}

/// What a line may be that is no running text.
const ASIDE: [BlockKind; 3] = [BlockKind::Boilerplate, BlockKind::Caption, BlockKind::Credit];

impl LineRow {
    /// The kind that it names, if there is such a one.
    pub fn kind(&self) -> Option<BlockKind> {
        ASIDE.into_iter().find(|kind| kind.name() == self.kind.get_ref())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutletRow {
    pub name: String,
    words: Spanned<Vec<Text>>,
    pub example: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameRow {
    words: Spanned<Vec<Text>>,
    pub example: Text,
}
