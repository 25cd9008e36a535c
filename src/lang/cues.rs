//! Reporting verbs and phrases: `cues.toml`, whose head explains frames, complements and stances.

use super::lexicon::{Lexicon, WordId};
use crate::model::Stance;
use rustc_hash::FxHashMap;
use serde::Deserialize;

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
    /// Number of tokens.
    pub len: u8,
}

#[derive(Debug, Clone)]
struct Entry {
    rest: Vec<WordId>,
    unless: Vec<WordId>,
    cue: Cue,
}

/// A row that changes a cue's stance.
#[derive(Debug, Default)]
struct StanceRow {
    verbs: Vec<WordId>,
    verbs_not: Vec<WordId>,
    next: Vec<WordId>,
    negated: bool,
    marks: Option<bool>,
    direct: Option<bool>,
    before: Vec<Vec<WordId>>,
    content: Vec<Vec<WordId>>,
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
    /// Whether the words stand between quotation marks.
    pub marks: bool,
    /// Whether they are whole clauses between marks.
    pub direct: bool,
    /// The words of the sentence before the cue.
    pub before: &'a [WordId],
    /// The words of the content.
    pub content: &'a [WordId],
}

/// An active verb of so many letters may be glued to the name before it (`Waskitamengatakan`).
const GLUED: usize = 7;

/// The cue lexicon.
#[derive(Debug, Default)]
pub struct Cues {
    entries: FxHashMap<WordId, Vec<Entry>>,
    starts: Vec<bool>,
    by: Vec<WordId>,
    stances: Vec<StanceRow>,
    /// Examples of `cues.toml`, for the test that runs them.
    pub examples: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    clitic: Clitic,
    by: By,
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
struct By {
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueRow {
    frame: Frame,
    #[serde(default)]
    complement: Complement,
    #[serde(default)]
    unless: String,
    forms: String,
    stance: String,
    example: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StanceFileRow {
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    verbs_not: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    negated: bool,
    direct: Option<bool>,
    marks: Option<bool>,
    #[serde(default)]
    before: String,
    #[serde(default)]
    content: String,
    stance: String,
    example: String,
}

fn stance(name: &str) -> Result<Stance, String> {
    Stance::ALL.into_iter().find(|s| s.name() == name).ok_or_else(|| format!("cues.toml: no stance is named `{name}`"))
}

impl Cues {
    /// Reads `cues.toml`.
    ///
    /// # Errors
    /// A message with the file's name and what is wrong.
    pub fn load(text: &str, lexicon: &mut Lexicon) -> Result<Cues, String> {
        let file: File = toml::from_str(text).map_err(|e| format!("cues.toml: {e}"))?;
        let mut cues = Cues { by: ids(&file.by.words, lexicon), ..Cues::default() };
        for row in file.cue {
            let stance = stance(&row.stance)?;
            let unless = ids(&row.unless, lexicon);
            let cue = Cue { frame: row.frame, complement: row.complement, stance, clitic: false, len: 1 };
            for form in row.forms.split_whitespace() {
                if row.frame == Frame::Active && form.len() >= GLUED {
                    lexicon.add_glue(form);
                }
                cues.add(form, cue, &unless, lexicon);
                if matches!(row.frame, Frame::After | Frame::According | Frame::Passive) {
                    cues.add(&format!("{form}{}", file.clitic.ending), Cue { clitic: true, ..cue }, &unless, lexicon);
                }
            }
            cues.examples.push(row.example);
        }
        for row in file.stance {
            cues.examples.push(row.example);
            cues.stances.push(StanceRow {
                verbs: ids(&row.verbs, lexicon),
                verbs_not: ids(&row.verbs_not, lexicon),
                next: ids(&row.next, lexicon),
                negated: row.negated,
                marks: row.marks,
                direct: row.direct,
                before: phrases(&row.before, lexicon),
                content: phrases(&row.content, lexicon),
                stance: stance(&row.stance)?,
            });
        }
        Ok(cues)
    }

    fn add(&mut self, form: &str, cue: Cue, unless: &[WordId], lexicon: &mut Lexicon) {
        let words: Vec<_> = form.split('_').map(|w| lexicon.add(w)).collect();
        let Some((&first, rest)) = words.split_first() else { return };
        let entries = self.entries.entry(first).or_default();
        entries.push(Entry { rest: rest.to_vec(), unless: unless.to_vec(), cue: Cue { len: words.len() as u8, ..cue } });
        entries.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
        if self.starts.len() <= first.index() {
            self.starts.resize(first.index() + 1, false);
        }
        self.starts[first.index()] = true;
    }

    /// Every cue that begins with the words yielded by `words` (0 is the word at hand), the longest first.
    pub fn at<'a>(&'a self, first: WordId, words: impl Fn(usize) -> WordId + 'a) -> impl Iterator<Item = Cue> + 'a {
        let entries = if self.begins(first) { self.entries.get(&first).map_or(&[][..], |e| e) } else { &[] };
        let fits = move |e: &&Entry| {
            e.rest.iter().enumerate().all(|(i, &w)| words(i + 1) == w) && !e.unless.contains(&words(e.rest.len() + 1))
        };
        entries.iter().filter(fits).map(|e| e.cue)
    }

    /// Whether a word can begin a cue.
    pub fn begins(&self, word: WordId) -> bool {
        self.starts.get(word.index()).copied().unwrap_or(false)
    }

    /// Whether the word introduces the speaker of a passive.
    pub fn is_by(&self, word: WordId) -> bool {
        self.by.contains(&word)
    }

    /// The stance of a quote: what the rows say of its surroundings, else what its cue carries.
    pub fn stance(&self, context: StanceContext<'_>, own: Stance) -> Stance {
        self.stances.iter().find(|row| row.holds(context)).map_or(own, |row| row.stance)
    }
}

impl StanceRow {
    fn holds(&self, context: StanceContext<'_>) -> bool {
        let named = |list: &[WordId]| context.cue.iter().any(|w| list.contains(w));
        (self.verbs.is_empty() || named(&self.verbs))
            && !named(&self.verbs_not)
            && (self.next.is_empty() || self.next.contains(&context.next))
            && (!self.negated || context.negated)
            && self.direct.is_none_or(|direct| direct == context.direct)
            && self.marks.is_none_or(|marks| marks == context.marks)
            && (self.before.is_empty() || self.before.iter().any(|phrase| holds(context.before, phrase)))
            && (self.content.is_empty() || self.content.iter().any(|phrase| holds(context.content, phrase)))
    }
}

fn holds(words: &[WordId], phrase: &[WordId]) -> bool {
    !phrase.is_empty() && words.windows(phrase.len()).any(|w| w == phrase)
}

fn ids(words: &str, lexicon: &mut Lexicon) -> Vec<WordId> {
    words.split_whitespace().map(|w| lexicon.add(w)).collect()
}

fn phrases(words: &str, lexicon: &mut Lexicon) -> Vec<Vec<WordId>> {
    words.split_whitespace().map(|p| p.split('_').map(|w| lexicon.add(w)).collect()).collect()
}
