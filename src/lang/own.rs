//! A user's own additions to a language pack: one file, the same rows and the same checks as the pack's own files.
//!
//! What stands here goes before the pack: a verb's stance, or whom a name stands for, may be changed so. The file is read
//! by `loader`; here is only what it may say. What its examples show is kept, to be run by `extract::examples`.

use super::blocks::{BlockRows, LineRow, NameRow, OutletRow};
use super::cues::{CueRow, StanceFileRow};
use super::link::{Same, Variant};
use super::mistake::{Mistake, Source, Text};
use super::words::ClassRow;
use crate::model::{BlockKind, Stance};
use serde::Deserialize;

/// A user's own additions to a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// The file that they stand in.
    pub file: String,
    /// How many rows it has.
    pub rows: usize,
    /// What the examples of the rows show; those of word classes are looked at when the file is read.
    pub examples: Vec<Example>,
}

/// An example with what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// As it is written, with its signs.
    pub text: String,
    /// What has to be found in it.
    pub shows: Shows,
    place: Mistake,
}

/// What an example shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shows {
    /// `{content} [cue] <who>` with this stance.
    Quote(Stance),
    /// One of these forms, which stands for the name.
    Same {
        /// The name.
        name: String,
        /// The forms.
        forms: Vec<String>,
    },
    /// A spelling of a name, and another one: of the same name or of another.
    Spelling {
        /// The other spelling.
        other: String,
        /// Whether both are one name.
        one: bool,
    },
    /// A line of this kind, the part in `⟦ ⟧` where not all of it is.
    Line(BlockKind),
    /// The outlet of this name, between `⟦ ⟧`.
    Outlet(String),
    /// An agency, between `⟦ ⟧`.
    Credit,
}

impl Example {
    /// The mistake of an example that does not show what is found.
    pub fn mistake(&self, message: String) -> Mistake {
        let mut mistake = self.place.clone();
        mistake.message = message;
        mistake
    }
}

/// The rows of a file of one's own.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Rows {
    /// Word classes, as in `words.toml`: names, titles, organizations, places.
    pub class: Vec<ClassRow>,
    /// Reporting verbs, as in `cues.toml`.
    pub cue: Vec<CueRow>,
    /// What changes a stance, as in `cues.toml`.
    pub stance: Vec<StanceFileRow>,
    /// Who stands for whom, as in `link.toml`.
    pub same: Vec<Same>,
    /// Spellings of one name, as in `link.toml`.
    pub variant: Vec<Variant>,
    /// Credits and boilerplate, as in `blocks.toml`.
    pub line: Vec<LineRow>,
    /// Outlets, as in `blocks.toml`.
    pub outlet: Vec<OutletRow>,
    /// Agencies, as in `blocks.toml`.
    pub agency: Vec<NameRow>,
}

impl Rows {
    /// Reads a file.
    pub fn read(source: Source<'_>) -> Result<Rows, Mistake> {
        source.read()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        let words = self.class.len() + self.cue.len() + self.stance.len() + self.same.len() + self.variant.len();
        words + self.line.len() + self.outlet.len() + self.agency.len()
    }

    /// The rows about lines, outlets and agencies.
    pub fn blocks(&mut self) -> BlockRows {
        use std::mem::take;
        BlockRows { line: take(&mut self.line), outlet: take(&mut self.outlet), agency: take(&mut self.agency) }
    }

    /// What the examples show. A name that nothing has is told by whoever adds the row.
    pub fn examples(&self, source: Source<'_>) -> Vec<Example> {
        let at = |text: &Text, shows| Example { text: text.get_ref().clone(), shows, place: source.at(text, "") };
        let stances = self.cue.iter().map(|row| (&row.stance, &row.example));
        let stances = stances.chain(self.stance.iter().map(|row| (&row.stance, &row.example)));
        let named = |name: &Text| Stance::ALL.into_iter().find(|stance| stance.name() == name.get_ref());
        let mut out: Vec<Example> =
            stances.filter_map(|(stance, example)| Some(at(example, Shows::Quote(named(stance)?)))).collect();
        for row in &self.same {
            let forms = row.forms.get_ref().iter().map(|form| form.get_ref().clone()).collect();
            out.push(at(&row.example, Shows::Same { name: row.name.get_ref().clone(), forms }));
        }
        for row in &self.variant {
            for ([first, other], one) in [(&row.one, true), (&row.apart, false)] {
                let (text, other) = (first.clone(), other.clone());
                out.push(Example { text, shows: Shows::Spelling { other, one }, place: source.at(&row.words, "") });
            }
        }
        for row in &self.line {
            out.extend(row.kind().map(|kind| at(&row.example, Shows::Line(kind))));
            out.extend(row.counter.as_ref().map(|counter| at(counter, Shows::Line(BlockKind::Paragraph))));
        }
        out.extend(self.outlet.iter().map(|row| at(&row.example, Shows::Outlet(row.name.clone()))));
        out.extend(self.agency.iter().map(|row| at(&row.example, Shows::Credit)));
        out
    }
}
