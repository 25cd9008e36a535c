//! A user's own additions to a language pack: one file, the same rows and the same checks as the pack's own files.
//!
//! What stands here goes before the pack: a verb's stance, or whom a name stands for, may be changed so. The file is read
//! by `loader`; here is only what it may say.

use super::blocks::{BlockRows, LineRow, NameRow, OutletRow};
use super::cues::{CueRow, StanceFileRow};
use super::link::{Same, Variant};
use super::mistake::{Mistake, Source};
use super::words::ClassRow;
use serde::Deserialize;

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
}
