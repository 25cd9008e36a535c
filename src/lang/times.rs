//! Words of time: `times.toml` as a table indexed by word number, for `extract::times`.
//!
//! A word may have several parts to play (*minggu* is Sunday and a week, *kemarin* is yesterday and *last*), so each word
//! has one small record with all of them; which one counts is the grammar's business. Phrases of several words are
//! listed under their first word, the longest first.

mod rows;

use super::mistake::{Mistake, Source, Text};
use super::{Lexicon, WordId};
use crate::model::{PartOfDay, TimeUnit};
use rows::{File, PhraseRow};
use serde::Deserialize;
use toml::Spanned;

/// A part that a word can play in larger forms.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeRole {
    /// Stands before a time of day.
    Clock,
    /// Makes a time of day approximate; belongs to the expression.
    About,
    /// A time zone.
    Zone,
    /// The head noun of a date.
    Date,
    /// Between the two ends of a range.
    Until,
    /// May follow a word between the ends of a range.
    UntilTail,
    /// Makes a set.
    Every,
    /// Beginning, middle or end of a period.
    Edge,
    /// Head of a quarter.
    Quarter,
    /// Head of a half-year.
    Half,
    /// Makes a decade of a year, after a hyphen.
    Suffix,
    /// Adds a half to the number before.
    AndAHalf,
    /// An unknown number of.
    Some,
    /// Makes a period of the recent past, told as a duration.
    Latest,
    /// May stand between a unit and its shift.
    Linker,
    /// May stand between the linker and a shift to the future.
    Coming,
    /// With the noun for day: the hours before dawn.
    Small,
    /// Before a lone year or month.
    Lead,
    /// After a number that is a count.
    Counted,
    /// Turns a lone month towards the future.
    Future,
    /// Before a lone month, which is then the last one.
    Since,
    /// Before a lone month that is the one to come: of a delivery.
    Delivery,
    /// Before a number that is no year.
    Numbered,
    /// Before a shift to the future: makes a stretch of time of the number before it.
    Towards,
    /// Before a number of units with a shift to the future, which then is a stretch of time.
    During,
    /// Before a part of the day or a weekday, with which it makes a noun that is no time.
    Compound,
    /// After a number of units, or before one: makes a set.
    Once,
    /// Between how often and the unit that it is counted in.
    Often,
    /// Before a year of any century.
    On,
    /// After the noun for year or month: makes another one of it.
    KindOf,
    /// Before a day on which something was said at an occasion, which may be in print later.
    Occasion,
    /// Before a day on which something was said, read or received, which is the day of writing.
    Reported,
    /// First letter of a word between the ends of a range.
    UntilFirst,
    /// Last letter of it.
    UntilLast,
    /// Before the last of several days of one month.
    And,
    /// Behind an hour before noon.
    BeforeNoon,
    /// Behind an hour after noon.
    AfterNoon,
    /// Behind a year or century that is none of our era.
    OtherEra,
    /// Before the word for our era: a year or century before it.
    Before,
    /// Our era.
    Era,
    /// Right before a weekday, which then lies ahead.
    Deadline,
    /// Before a time that is not that of speaking.
    Aside,
}

impl TimeRole {
    fn bit(self) -> u64 {
        1 << self as u64
    }
}

/// How a numeral word combines with others.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumeralKind {
    /// A number by itself.
    Digit,
    /// Adds ten to the digit before it.
    Teen,
    /// Multiplies what stands before it.
    Scale,
    /// A rank, used with quarters and half-years only.
    Ordinal,
}

/// What the unit in a word counts.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum UnitWord {
    /// The unit; its number stands before it.
    Plain(TimeUnit),
    /// One of it.
    One(TimeUnit),
    /// An unknown number of it.
    Many(TimeUnit),
    /// Each of it, behind the word for every.
    Each(TimeUnit),
}

/// Direction of a shift.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Shift {
    /// -1 past, 0 present, 1 future.
    pub direction: i8,
    /// From the last date told instead of the day of publication.
    pub told: bool,
}

/// Everything that a word can mean in a temporal expression. The default means nothing.
#[derive(Copy, Clone, Debug, Default)]
pub struct TimeWord {
    /// Month, 1 to 12, or 0.
    pub month: u8,
    /// Day of the week, 1 (Monday) to 7, or 0.
    pub weekday: u8,
    /// Month or weekday only with a capital letter.
    pub capital: bool,
    /// Never a month alone.
    pub never_bare: bool,
    /// Part of the day.
    pub part: Option<PartOfDay>,
    /// Unit of time.
    pub unit: Option<UnitWord>,
    /// Number.
    pub numeral: Option<(NumeralKind, u32)>,
    /// Shift to past or future.
    pub shift: Option<Shift>,
    roles: u64,
    phrases: (u32, u32),
}

impl TimeWord {
    /// A word that means nothing here.
    pub const NOTHING: TimeWord = TimeWord {
        month: 0,
        weekday: 0,
        capital: false,
        never_bare: false,
        part: None,
        unit: None,
        numeral: None,
        shift: None,
        roles: 0,
        phrases: (0, 0),
    };

    /// Whether the word can play this part.
    pub fn has(&self, role: TimeRole) -> bool {
        self.roles & role.bit() != 0
    }

    /// Whether a temporal expression can begin with the word.
    pub fn begins(&self) -> bool {
        const STARTS: [TimeRole; 10] = [
            TimeRole::Clock,
            TimeRole::About,
            TimeRole::Date,
            TimeRole::Every,
            TimeRole::Edge,
            TimeRole::Quarter,
            TimeRole::Half,
            TimeRole::Some,
            TimeRole::AndAHalf,
            TimeRole::Once,
        ];
        self.month != 0
            || self.weekday != 0
            || self.part.is_some()
            || self.unit.is_some()
            || self.numeral.is_some_and(|(kind, _)| kind == NumeralKind::Digit)
            || self.phrases.0 != self.phrases.1
            || STARTS.iter().any(|&role| self.has(role))
    }
}

/// What a fixed phrase means.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum PhraseMeaning {
    /// So many units from the day of publication, or from the last date told.
    Shift {
        /// The unit.
        unit: TimeUnit,
        /// How many, negative for the past.
        by: i32,
        /// From the last date told.
        told: bool,
        /// Part of that day.
        part: Option<PartOfDay>,
    },
    /// Now.
    Present,
    /// Some time ago.
    Past,
    /// Some time to come.
    Future,
    /// A season, with its TIMEX3 code; a time only with its year.
    Season(&'static str),
    /// A feast on the same month and day of every year; a time only with its year.
    Feast(u8, u8),
    /// A month of the Muslim calendar, 1 to 12; a time only between a day and a year.
    Lunar(u8),
}

/// A fixed phrase.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Its words.
    pub words: Box<[WordId]>,
    /// What it means.
    pub meaning: PhraseMeaning,
}

/// A sentence of the pack with the expressions that must be found in it.
#[derive(Clone, Debug)]
pub struct Example {
    /// The sentence; expressions in square brackets.
    pub sentence: String,
    /// Their values, in order.
    pub values: Vec<String>,
}

/// The words of time of one language.
#[derive(Debug, Default)]
pub struct Times {
    words: Vec<TimeWord>,
    phrases: Vec<Phrase>,
    examples: Vec<Example>,
}

impl Times {
    /// What a word means; nothing for words of other layers.
    pub fn word(&self, id: WordId) -> &TimeWord {
        self.words.get(id.index()).unwrap_or(&TimeWord::NOTHING)
    }

    /// The phrases that begin with a word, the longest first.
    pub fn phrases(&self, word: &TimeWord) -> &[Phrase] {
        self.phrases.get(word.phrases.0 as usize..word.phrases.1 as usize).unwrap_or(&[])
    }

    /// The examples of every row.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Reads `times.toml`, adding its words to the lexicon.
    ///
    /// # Errors
    /// The first mistake of the file.
    pub(super) fn load(source: Source<'_>, lexicon: &mut Lexicon) -> Result<Self, Mistake> {
        let file: File = source.read()?;
        let mut times = Times::default();
        times.calendar(source, &file, lexicon)?;
        times.counting(source, &file, lexicon)?;
        for row in &file.marker {
            times.row(&row.words, lexicon, &row.example, &row.value, &row.counter, |w| w.roles |= row.role.bit());
        }
        times.list_phrases(source, file.phrase, lexicon)?;
        Ok(times)
    }

    fn entry(&mut self, id: WordId) -> &mut TimeWord {
        if self.words.len() <= id.index() {
            self.words.resize(id.index() + 1, TimeWord::NOTHING);
        }
        &mut self.words[id.index()]
    }

    fn row(
        &mut self,
        words: &[String],
        lexicon: &mut Lexicon,
        example: &str,
        value: &str,
        counter: &str,
        mut set: impl FnMut(&mut TimeWord),
    ) {
        for word in words {
            let id = lexicon.add(word);
            set(self.entry(id));
        }
        let values = value.split_whitespace().map(str::to_owned).collect();
        self.examples.push(Example { sentence: example.to_owned(), values });
        if !counter.is_empty() {
            self.examples.push(Example { sentence: counter.to_owned(), values: Vec::new() });
        }
    }

    fn calendar(&mut self, source: Source<'_>, file: &File, lexicon: &mut Lexicon) -> Result<(), Mistake> {
        for row in &file.month {
            let number = within(source, &row.number, 1..=12, "months are 1 to 12")?;
            self.row(&row.words, lexicon, &row.example, &row.value, &row.counter, |w| {
                (w.month, w.capital, w.never_bare) = (number, row.capital, !row.bare);
            });
        }
        for row in &file.weekday {
            let number = within(source, &row.number, 1..=7, "days of the week are 1 (Monday) to 7")?;
            self.row(&row.words, lexicon, &row.example, &row.value, &row.counter, |w| {
                (w.weekday, w.capital) = (number, row.capital);
            });
        }
        for row in &file.part {
            let part = part(source, &row.part)?;
            self.row(&row.words, lexicon, &row.example, &row.value, &row.counter, |w| w.part = Some(part));
        }
        Ok(())
    }

    fn counting(&mut self, source: Source<'_>, file: &File, lexicon: &mut Lexicon) -> Result<(), Mistake> {
        for row in &file.unit {
            let unit = unit(source, &row.unit)?;
            let all = [
                (&row.words, UnitWord::Plain(unit)),
                (&row.one, UnitWord::One(unit)),
                (&row.many, UnitWord::Many(unit)),
                (&row.each, UnitWord::Each(unit)),
            ];
            for (words, meaning) in all {
                for word in words {
                    let id = lexicon.add(word);
                    self.entry(id).unit = Some(meaning);
                }
            }
            self.row(&[], lexicon, &row.example, &row.value, &row.counter, |_| {});
        }
        for row in &file.numeral {
            for (word, &number) in &row.words {
                let id = lexicon.add(word);
                self.entry(id).numeral = Some((row.kind, number));
            }
            self.row(&[], lexicon, &row.example, &row.value, &row.counter, |_| {});
        }
        for row in &file.shift {
            let known = "a direction is -1 (past), 0 (present) or 1 (future)";
            let shift = Shift { direction: within(source, &row.direction, -1..=1, known)?, told: row.told };
            self.row(&row.words, lexicon, &row.example, &row.value, &row.counter, |w| w.shift = Some(shift));
        }
        Ok(())
    }

    fn list_phrases(&mut self, source: Source<'_>, rows: Vec<PhraseRow>, lexicon: &mut Lexicon) -> Result<(), Mistake> {
        let mut phrases = Vec::new();
        for row in rows {
            let meaning = row.meaning(source)?;
            for words in source.phrases(&row.words)? {
                let words: Box<[WordId]> = lexicon.add_all(words.get_ref());
                phrases.push(Phrase { words, meaning });
            }
            self.row(&[], lexicon, &row.example, &row.value, &row.counter, |_| {});
        }
        phrases.sort_by(|a, b| (a.words[0], b.words.len()).cmp(&(b.words[0], a.words.len())));
        let mut start = 0;
        while let Some(first) = phrases.get(start).map(|p| p.words[0]) {
            let end = start + phrases[start..].iter().take_while(|p| p.words[0] == first).count();
            self.entry(first).phrases = (start as u32, end as u32);
            start = end;
        }
        self.phrases = phrases;
        Ok(())
    }
}

/// A number of a row, if it is one of those that mean something.
fn within<T: Copy + PartialOrd + std::fmt::Display>(
    source: Source<'_>,
    number: &Spanned<T>,
    range: std::ops::RangeInclusive<T>,
    known: &str,
) -> Result<T, Mistake> {
    let value = *number.get_ref();
    if range.contains(&value) { Ok(value) } else { Err(source.at(number, format!("there is no {value} here; {known}"))) }
}

/// Parts of the day, as they are written.
const PARTS: &[(&str, PartOfDay)] = &[
    ("morning", PartOfDay::Morning),
    ("afternoon", PartOfDay::Afternoon),
    ("evening", PartOfDay::Evening),
    ("night", PartOfDay::Night),
];

/// Units of time, as they are written.
const UNITS: &[(&str, TimeUnit)] = &[
    ("second", TimeUnit::Second),
    ("minute", TimeUnit::Minute),
    ("hour", TimeUnit::Hour),
    ("day", TimeUnit::Day),
    ("week", TimeUnit::Week),
    ("month", TimeUnit::Month),
    ("year", TimeUnit::Year),
    ("decade", TimeUnit::Decade),
    ("century", TimeUnit::Century),
];

/// References without a value, as they are written.
const REFERENCES: &[(&str, PhraseMeaning)] =
    &[("present", PhraseMeaning::Present), ("past", PhraseMeaning::Past), ("future", PhraseMeaning::Future)];

/// Seasons, as they are written, and their TIMEX3 codes.
const SEASONS: &[(&str, &str)] = &[("spring", "SP"), ("summer", "SU"), ("autumn", "FA"), ("winter", "WI")];

fn named<T: Copy>(source: Source<'_>, what: &str, name: &Text, known: &[(&str, T)]) -> Result<T, Mistake> {
    let found = known.iter().find(|(k, _)| k == name.get_ref()).map(|(_, value)| *value);
    found.ok_or_else(|| source.unknown(what, name, known.iter().map(|(k, _)| *k)))
}

fn part(source: Source<'_>, name: &Text) -> Result<PartOfDay, Mistake> {
    named(source, "part of the day", name, PARTS)
}

fn unit(source: Source<'_>, name: &Text) -> Result<TimeUnit, Mistake> {
    named(source, "unit", name, UNITS)
}

impl PhraseRow {
    fn meaning(&self, source: Source<'_>) -> Result<PhraseMeaning, Mistake> {
        let part = self.part.as_ref().map(|name| part(source, name)).transpose()?;
        if let Some(name) = &self.season {
            return named(source, "season", name, SEASONS).map(PhraseMeaning::Season);
        }
        if let Some(feast) = &self.feast {
            let [month, day] = *feast.get_ref();
            let sound = (1..=12).contains(&month) && (1..=31).contains(&day);
            return if sound { Ok(PhraseMeaning::Feast(month, day)) } else { Err(source.at(feast, "a feast is `[month, day]`")) };
        }
        if let Some(lunar) = &self.lunar {
            return within(source, lunar, 1..=12, "months are 1 to 12").map(PhraseMeaning::Lunar);
        }
        match (&self.reference, &self.unit) {
            (Some(name), _) => named(source, "reference", name, REFERENCES),
            (None, Some(name)) => Ok(PhraseMeaning::Shift { unit: unit(source, name)?, by: self.by, told: self.told, part }),
            (None, None) => Err(source.at(&self.words, "the phrase has no `unit`, `reference` or `season`; write what it means")),
        }
    }
}
