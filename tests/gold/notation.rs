//! The notation of gold files, made to be read and written by hand.
//!
//! ```text
//! article nawala/rapat.txt                 # records of a file of records: kabar.jsonl#3
//! published 2031-01-15 | 2031-01-16        # any of these; `none` when it cannot be known
//! author Nama Penulis                      # as many as there are
//! outlet Nawala
//!
//! indirect denies: Nama Lengkap | Nama     # kind, stance (default asserts; a/b either, * any), names that count as right
//!     the words, exactly, as they stand in the article; ¶ where a quote goes on in the next paragraph
//! direct?: -                               # `?`: may be found or not; `-`: nobody is named
//!     …
//! time 2031-01-15 | 2031-W03: Rabu (15/1)  # values that count as right, then the words; `time?` as above
//! block caption: Kapal di pelabuhan.       # what a part of the article is for
//! ```
//! Quotes, times and blocks are each listed in the order of the text; that tells apart words that occur twice. The corpus gold has
//! `event DATE: word, word | other`, `link NAME | NAME`, each with the articles on the indented line below,
//! `apart NAME / NAME` and `published DATE | DATE: article`.

use jiff::civil::{Date, Weekday};
use std::path::Path;

/// Gold of one article.
#[derive(Debug, Default)]
pub struct ArticleGold {
    pub article: String,
    /// Days that count as right; empty for a date that cannot be known.
    pub published: Vec<String>,
    pub authors: Vec<String>,
    /// Spellings of the outlet that count as right; empty: not annotated.
    pub outlet: Vec<String>,
    pub quotes: Vec<QuoteGold>,
    pub times: Vec<TimeGold>,
    /// Line, kind, words.
    pub blocks: Vec<(usize, String, String)>,
}

/// One quote.
#[derive(Debug, Default)]
pub struct QuoteGold {
    pub line: usize,
    pub kind: String,
    pub required: bool,
    /// Stances that count as right; empty: any.
    pub stances: Vec<String>,
    /// Names that count as right; empty: nobody.
    pub speakers: Vec<String>,
    pub text: String,
    /// Which occurrence of the words, where the order of the text does not tell.
    pub nth: Option<usize>,
}

/// One temporal expression.
#[derive(Debug)]
pub struct TimeGold {
    pub line: usize,
    pub required: bool,
    pub values: Vec<String>,
    pub text: String,
    /// See [`QuoteGold::nth`].
    pub nth: Option<usize>,
}

/// Gold across articles.
#[derive(Debug, Default)]
pub struct CorpusGold {
    pub events: Vec<EventGold>,
    /// A voice (names that count as right) and the articles that must hold it as one speaker.
    pub links: Vec<(Vec<String>, Vec<String>)>,
    /// Two voices that must stay two.
    pub apart: Vec<(String, String)>,
    /// Publication dates of articles without gold of their own.
    pub published: Vec<(String, Vec<String>)>,
}

/// One event.
#[derive(Debug)]
pub struct EventGold {
    pub dates: Vec<String>,
    /// Each must be in the event's title or mentions, in one of its forms.
    pub words: Vec<Vec<String>>,
    pub articles: Vec<String>,
}

fn any_of(text: &str) -> Vec<String> {
    text.split('|').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The lines that say something: number from 1, whether indented, words.
fn lines(text: &str) -> impl Iterator<Item = (usize, bool, &str)> {
    let all = text.lines().enumerate().map(|(i, line)| (i + 1, line.starts_with(' '), line.trim()));
    all.filter(|(_, _, words)| !words.is_empty() && !words.starts_with('#'))
}

/// Reads the gold of one article.
pub fn article(text: &str) -> Result<ArticleGold, String> {
    let mut gold = ArticleGold::default();
    let mut open = false;
    for (line, indented, words) in lines(text) {
        let fault = |what: &str| format!("{line}: {what}: {words}");
        if indented {
            let quote = gold.quotes.last_mut().filter(|_| open).ok_or_else(|| fault("words without a quote above"))?;
            words.clone_into(&mut quote.text);
            open = false;
            continue;
        }
        if open {
            return Err(fault("the quote above has no words"));
        }
        let (head, rest) = words.split_once([' ', ':']).ok_or_else(|| fault("say what it is, then its value"))?;
        let (name, required) = head.strip_suffix('?').map_or((head, true), |name| (name, false));
        match name {
            "article" => gold.article = rest.trim().to_owned(),
            "published" if rest.trim() == "none" => gold.published = Vec::new(),
            "published" => gold.published = any_of(rest),
            "author" => gold.authors.push(rest.trim().to_owned()),
            "outlet" => gold.outlet = any_of(rest),
            "time" => {
                let (values, part) = rest.split_once(": ").ok_or_else(|| fault("time VALUE: words"))?;
                gold.times.push(TimeGold { line, required, values: any_of(values), text: part.trim().to_owned(), nth: None });
            }
            "block" => {
                let (kind, part) = rest.split_once(": ").ok_or_else(|| fault("block KIND: words"))?;
                gold.blocks.push((line, kind.trim().to_owned(), part.trim().to_owned()));
            }
            "direct" | "mixed" | "indirect" => {
                let after = words[head.len()..].trim_start();
                let (stances, names) = after.split_once(':').ok_or_else(|| fault("KIND STANCE: names"))?;
                let stances = match stances.trim() {
                    "" => vec!["asserts".to_owned()],
                    "*" => Vec::new(),
                    some => some.split('/').map(str::to_owned).collect(),
                };
                let speakers = if names.trim() == "-" { Vec::new() } else { any_of(names) };
                let (kind, text) = (name.to_owned(), String::new());
                gold.quotes.push(QuoteGold { line, kind, required, stances, speakers, text, nth: None });
                open = true;
            }
            _ => return Err(fault("unknown")),
        }
    }
    Ok(gold)
}

/// Reads the gold across articles.
pub fn corpus(text: &str) -> Result<CorpusGold, String> {
    let mut gold = CorpusGold::default();
    let mut target: Option<&mut Vec<String>> = None;
    for (line, indented, words) in lines(text) {
        let fault = |what: &str| format!("{line}: {what}: {words}");
        if indented {
            let articles = target.take().ok_or_else(|| fault("articles without an event or link above"))?;
            articles.extend(words.split_whitespace().map(str::to_owned));
            continue;
        }
        let (head, rest) = words.split_once(' ').ok_or_else(|| fault("say what it is, then its value"))?;
        match head {
            "event" => {
                let (dates, words) = rest.split_once(':').ok_or_else(|| fault("event DATE: words"))?;
                let words = words.split(',').map(any_of).collect();
                gold.events.push(EventGold { dates: any_of(dates), words, articles: Vec::new() });
                target = gold.events.last_mut().map(|event| &mut event.articles);
            }
            "link" => {
                gold.links.push((any_of(rest), Vec::new()));
                target = gold.links.last_mut().map(|link| &mut link.1);
            }
            "apart" => {
                let (one, other) = rest.split_once('/').ok_or_else(|| fault("apart NAME / NAME"))?;
                gold.apart.push((one.trim().to_owned(), other.trim().to_owned()));
            }
            "published" => {
                let (dates, article) = rest.split_once(": ").ok_or_else(|| fault("published DATE: article"))?;
                gold.published.push((article.trim().to_owned(), any_of(dates)));
            }
            _ => return Err(fault("unknown")),
        }
    }
    Ok(gold)
}

const MONTHS: &str = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember Jan Feb Mar Apr - Jun Jul Agu Sep Okt Nov Des";
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Senin", Weekday::Monday),
    ("Selasa", Weekday::Tuesday),
    ("Rabu", Weekday::Wednesday),
    ("Kamis", Weekday::Thursday),
    ("Jumat", Weekday::Friday),
    ("Sabtu", Weekday::Saturday),
    ("Minggu", Weekday::Sunday),
];

/// Weekdays of the sample corpus that its calendar (2031 where no year is printed) does not know: file and words.
pub fn false_weekdays(folder: &Path) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    let mut files: Vec<_> = ignore::WalkBuilder::new(folder).build().flatten().map(|entry| entry.into_path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.is_file()) {
        let name = super::key(&path.to_string_lossy(), 0, folder);
        let text = std::fs::read_to_string(path).unwrap();
        for (weekday, known) in WEEKDAYS {
            for (at, _) in text.match_indices(weekday) {
                let Some((date, length)) = date_after(&text[at + weekday.len()..]) else { continue };
                if date.weekday() != known {
                    wrong.push((name.clone(), text[at..at + weekday.len() + length].to_owned()));
                }
            }
        }
    }
    wrong
}

/// The day and month (and year) right after a weekday, and where they end.
fn date_after(rest: &str) -> Option<(Date, usize)> {
    let start = rest.find(|c: char| c.is_ascii_digit()).filter(|&start| start <= 8)?;
    rest[..start].chars().all(|c| c.is_lowercase() || " ,(".contains(c)).then_some(())?;
    let end = rest[start..].find(|c: char| !(c.is_alphanumeric() || c == '/' || c == ' ')).map_or(rest.len(), |n| start + n);
    let mut parts = rest[start..end].split(['/', ' ']).filter(|part| !part.is_empty());
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?;
    let month = match month.parse() {
        Ok(number) => number,
        Err(_) => (MONTHS.split(' ').position(|name| name == month)? % 12 + 1) as i8,
    };
    let year = parts.next().filter(|part| part.len() == 4).and_then(|part| part.parse().ok()).unwrap_or(2031);
    Some((Date::new(year, month, day).ok()?, end))
}
