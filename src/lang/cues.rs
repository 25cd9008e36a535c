//! Reporting verbs and phrases: `cues.toml`, whose head explains frames, complements and stances.

use super::clauses::{Clauses, Table};
use super::doubts::{self, Doubts};
use super::interviews::{self, Interviews};
use super::lexicon::{Lexicon, WordId};
use super::mistake::{Mistake, Source, Text};
use crate::model::Stance;
use serde::Deserialize;
use toml::Spanned;

/// Where speaker and content stand about a cue.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Frame {
    /// Content, cue, speaker.
    After,
    /// Speaker, cue, content.
    Active,
    /// The content beside it, the speaker behind.
    Passive,
    /// Cue, speaker, content.
    According,
    /// Cue, who carried the words.
    Relay,
    /// Speaker, cue, content, in a headline only.
    Headline,
    /// A noun: cue, speaker, conjunction, content.
    Noun,
}

/// What may stand as content of an active verb.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Complement {
    /// Anything.
    #[default]
    Clause,
    /// The object of an accusation, a denial and the like.
    Object,
    /// Only what is marked as content.
    Marked,
    /// A clause with a predicate of its own, nothing less.
    Predicate,
}

/// A cue as it was matched.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Cue {
    /// Where speaker and content stand.
    pub frame: Frame,
    /// What may be content.
    pub complement: Complement,
    /// The stance it carries by itself.
    pub stance: Stance,
    /// Whether the speaker is a clitic on the cue.
    pub clitic: bool,
    /// Whether what follows must be somebody, and no thing.
    pub whom: bool,
    /// Number of tokens.
    pub len: u8,
}

#[derive(Debug, Clone)]
struct Entry {
    rest: Vec<WordId>,
    around: Around,
    cue: Cue,
}

/// What must not, what must stand right behind a cue, and what must stand somewhere behind it.
#[derive(Debug, Clone)]
struct Around {
    unless: Vec<WordId>,
    only: Vec<WordId>,
    far: Vec<WordId>,
}

/// A row that changes a cue's stance.
#[derive(Debug, Default)]
struct StanceRow {
    verbs: Vec<WordId>,
    verbs_not: Vec<WordId>,
    next: Vec<WordId>,
    negated: bool,
    refused: bool,
    before: Vec<Vec<WordId>>,
    stance: Stance,
}

/// What a stance depends on.
#[derive(Copy, Clone, Debug)]
pub struct StanceContext<'a> {
    /// The cue's words; empty when the quote has none.
    pub cue: &'a [WordId],
    /// The word behind the cue.
    pub next: WordId,
    /// Whether a negation stands before the cue.
    pub negated: bool,
    /// Whether what stands before the cue tells that it is not wanted or not yet done.
    pub refused: bool,
    /// The words of the sentence before the cue.
    pub before: &'a [WordId],
}

/// An active verb of so many letters may be glued to the name before it (`Waskitamengatakan`).
const GLUED: usize = 7;

/// So many words behind a cue one of its row's `far` words is looked for.
const FAR: usize = 16;

/// The cue lexicon.
#[derive(Debug, Default)]
pub struct Cues {
    /// Cues by the number of their first word, the longest first.
    entries: Vec<Vec<Entry>>,
    by: Vec<WordId>,
    clitic: String,
    titles: Vec<WordId>,
    titled: Vec<WordId>,
    stances: Vec<StanceRow>,
    /// What clauses are known by.
    pub clauses: Clauses,
    /// What interviews are known by.
    pub interviews: Interviews,
    /// What doubtful words are known by.
    pub doubts: Doubts,
    /// Examples of `cues.toml`, for the test that runs them.
    pub examples: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    clitic: Clitic,
    by: By,
    title: Title,
    clause: Table,
    interview: interviews::Table,
    doubt: doubts::Table,
    cue: Vec<CueRow>,
    stance: Vec<StanceFileRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clitic {
    ending: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Title {
    announces: String,
    things: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct By {
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CueRow {
    frame: Frame,
    complement: Option<Spanned<Complement>>,
    #[serde(default)]
    unless: String,
    #[serde(default)]
    only: String,
    #[serde(default)]
    far: String,
    #[serde(default)]
    whom: bool,
    forms: Text,
    pub stance: Text,
    pub example: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StanceFileRow {
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    verbs_not: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    negated: bool,
    #[serde(default)]
    refused: bool,
    #[serde(default)]
    before: String,
    pub stance: Text,
    pub example: Text,
}

fn stance(source: Source<'_>, name: &Text) -> Result<Stance, Mistake> {
    let known = Stance::ALL.iter().map(|s| s.name());
    Stance::ALL.into_iter().find(|s| s.name() == name.get_ref()).ok_or_else(|| source.unknown("stance", name, known))
}

/// Rows of cues and stances with the file that they stand in.
pub(super) struct CueRows<'a> {
    pub source: Source<'a>,
    pub cues: Vec<CueRow>,
    pub stances: Vec<StanceFileRow>,
}

impl Cues {
    /// Reads `cues.toml`; the rows of `own` go before those of the file.
    ///
    /// # Errors
    /// The first mistake of either.
    pub(super) fn load(source: Source<'_>, own: Option<CueRows<'_>>, lexicon: &mut Lexicon) -> Result<Cues, Mistake> {
        let file: File = source.read()?;
        let mut cues = Cues {
            by: lexicon.add_all(&file.by.words),
            titles: lexicon.add_all(&file.title.announces),
            titled: lexicon.add_all(&file.title.things),
            clitic: file.clitic.ending.clone(),
            clauses: Clauses::load(file.clause, lexicon),
            interviews: Interviews::load(&file.interview, lexicon),
            doubts: Doubts::load(&file.doubt, lexicon),
            examples: file.interview.examples.into_iter().chain(file.doubt.examples).map(Spanned::into_inner).collect(),
            ..Cues::default()
        };
        let rows = CueRows { source, cues: file.cue, stances: file.stance };
        for CueRows { source, cues: rows, stances } in own.into_iter().chain([rows]) {
            for row in rows {
                cues.add_row(source, row, &file.clitic.ending, lexicon)?;
            }
            for row in stances {
                cues.add_stance(source, row, lexicon)?;
            }
        }
        Ok(cues)
    }

    fn add_row(&mut self, source: Source<'_>, row: CueRow, clitic: &str, lexicon: &mut Lexicon) -> Result<(), Mistake> {
        let stance = stance(source, &row.stance)?;
        if let Some(complement) = row.complement.as_ref().filter(|_| row.frame != Frame::Active) {
            return Err(source.at(complement, "`complement` tells of the frame `active` only; take it out, or change the frame"));
        }
        let complement = row.complement.map(Spanned::into_inner).unwrap_or_default();
        let around =
            Around { unless: lexicon.add_all(&row.unless), only: lexicon.add_all(&row.only), far: lexicon.add_all(&row.far) };
        let cue = Cue { frame: row.frame, complement, stance, clitic: false, whom: row.whom, len: 1 };
        let shown = shown_cue(source, &row.example)?;
        let mut found = row.frame == Frame::Relay;
        for form in source.words(&row.forms)? {
            if form.split('_').any(str::is_empty) {
                return Err(source.at_word(&row.forms, form, format!("`{form}`: `_` joins two words; write one on either side")));
            }
            found |= shown == form.to_lowercase().replace('_', " ");
            if row.frame == Frame::Active && form.len() >= GLUED {
                lexicon.add_glue(form);
            }
            self.add(form, cue, &around, lexicon);
            if matches!(row.frame, Frame::After | Frame::According | Frame::Passive) {
                self.add(&format!("{form}{clitic}"), Cue { clitic: true, ..cue }, &around, lexicon);
                found |= shown == format!("{form}{clitic}").to_lowercase().replace('_', " ");
            }
        }
        if !found {
            return Err(source.at(&row.example, format!("`{shown}` is no form of this row; put the brackets around one that is")));
        }
        self.examples.push(row.example.into_inner());
        Ok(())
    }

    fn add_stance(&mut self, source: Source<'_>, row: StanceFileRow, lexicon: &mut Lexicon) -> Result<(), Mistake> {
        let words = [&row.verbs, &row.verbs_not, &row.next, &row.before];
        let free = words.iter().all(|w| w.trim().is_empty()) && !row.negated && !row.refused;
        if free {
            let message = "a stance without a condition would hold for every quote; give verbs, next, negated, refused or before";
            return Err(source.at(&row.stance, message));
        }
        let stance = stance(source, &row.stance)?;
        shown_cue(source, &row.example)?;
        self.examples.push(row.example.into_inner());
        self.stances.push(StanceRow {
            verbs: lexicon.add_all(&row.verbs),
            verbs_not: lexicon.add_all(&row.verbs_not),
            next: lexicon.add_all(&row.next),
            negated: row.negated,
            refused: row.refused,
            before: phrases(&row.before, lexicon),
            stance,
        });
        Ok(())
    }

    fn add(&mut self, form: &str, cue: Cue, around: &Around, lexicon: &mut Lexicon) {
        let words: Vec<_> = form.split('_').map(|w| lexicon.add(w)).collect();
        let Some((&first, rest)) = words.split_first() else { return };
        if self.entries.len() <= first.index() {
            self.entries.resize_with(first.index() + 1, Vec::new);
        }
        let entries = &mut self.entries[first.index()];
        entries.push(Entry { rest: rest.to_vec(), around: around.clone(), cue: Cue { len: words.len() as u8, ..cue } });
        entries.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
    }

    /// Every cue that begins with the words yielded by `words` (0 is the word at hand), the longest first.
    pub fn at<'a>(&'a self, first: WordId, words: impl Fn(usize) -> WordId + 'a) -> impl Iterator<Item = Cue> + 'a {
        let entries = self.entries.get(first.index()).map_or(&[][..], |e| e);
        let fits = move |e: &&Entry| {
            let (next, second) = (words(e.rest.len() + 1), words(e.rest.len() + 2));
            let Around { unless, only, far } = &e.around;
            e.rest.iter().enumerate().all(|(i, &w)| words(i + 1) == w)
                && !unless.contains(&next)
                && (only.is_empty() || only.contains(&next) || only.contains(&second))
                && (far.is_empty() || (1..=FAR).any(|k| far.contains(&words(e.rest.len() + k))))
        };
        entries.iter().filter(fits).map(|e| e.cue)
    }

    /// Whether a word can begin a cue of any kind.
    pub fn starts(&self, word: WordId) -> bool {
        self.entries.get(word.index()).is_some_and(|e| !e.is_empty())
    }

    /// Whether a word can begin a cue that tells by itself that something is said: no verb of headlines, no noun, no act of the
    /// law.
    pub fn begins(&self, word: WordId) -> bool {
        let plain = |e: &Entry| {
            let accuses = e.cue.frame == Frame::Passive && e.cue.stance == Stance::Accuses;
            e.around.far.is_empty() && !matches!(e.cue.frame, Frame::Headline | Frame::Noun) && !accuses
        };
        self.entries.get(word.index()).is_some_and(|e| e.iter().any(plain))
    }

    /// Whether the word introduces the speaker of a passive.
    pub fn is_by(&self, word: WordId) -> bool {
        self.by.contains(&word)
    }

    /// Whether a word ends with the clitic that stands for a speaker already told of.
    pub fn has_clitic(&self, word: &str) -> bool {
        word.strip_suffix(self.clitic.as_str()).is_some_and(|stem| stem.len() > 3)
    }

    /// Whether what stands between marks a few words behind this one is the name of a thing (`bertajuk “…”`).
    pub fn announces_title(&self, word: WordId) -> bool {
        self.titles.contains(&word)
    }

    /// Whether what stands between marks right behind this word is the name of such a thing (`film “…”`).
    pub fn has_title(&self, word: WordId) -> bool {
        self.titled.contains(&word)
    }

    /// The stance of a quote: what the rows say of its surroundings, else what its cue carries.
    pub fn stance(&self, context: StanceContext<'_>, own: Stance) -> Stance {
        self.stances.iter().find(|row| row.holds(context)).map_or(own, |row| row.stance)
    }
}

impl StanceRow {
    fn holds(&self, context: StanceContext<'_>) -> bool {
        let named = |list: &[WordId]| context.cue.iter().any(|w| list.contains(w));
        (!self.negated || context.negated)
            && (!self.refused || context.refused)
            && (self.verbs.is_empty() || named(&self.verbs))
            && !named(&self.verbs_not)
            && (self.next.is_empty() || self.next.contains(&context.next))
            && (self.before.is_empty() || self.before.iter().any(|phrase| holds(context.before, phrase)))
    }
}

/// The cue that an example shows; its content and, where it is shown, its speaker must be bracketed as well.
fn shown_cue(source: Source<'_>, example: &Text) -> Result<String, Mistake> {
    source.between(example, '{', '}')?;
    if example.get_ref().contains(['<', '>']) {
        source.between(example, '<', '>')?;
    }
    Ok(source.between(example, '[', ']')?.to_lowercase())
}

fn holds(words: &[WordId], phrase: &[WordId]) -> bool {
    phrase.first().is_some_and(|first| words.contains(first)) && words.windows(phrase.len()).any(|w| w == phrase)
}

fn phrases(words: &str, lexicon: &mut Lexicon) -> Vec<Vec<WordId>> {
    words.split_whitespace().map(|p| p.split('_').map(|w| lexicon.add(w)).collect()).collect()
}
