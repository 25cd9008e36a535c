//! The measures: how annotations found are matched with gold, and what is counted.
//!
//! A quote is right when it overlaps its gold (without marks and commas at the ends) by 0.9 of their union, 0.5 unless
//! direct; speaker and stance are counted over the quotes found. A time is right when it overlaps and has a value of the
//! gold. Gold marked optional counts neither way. Every difference is a line in the log.

use super::notation::{ArticleGold, CorpusGold};
use simak::model::{Article, ArticleIx, Block, Corpus, Event, QuoteRef};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Characters that do not count at the ends of a quote.
const TRIM: &str = " \t\r\n\"“”‘’'«»,";

/// A corpus whose articles can be found by the names that gold gives them.
pub struct Indexed<'a> {
    corpus: &'a Corpus,
    by_key: BTreeMap<String, ArticleIx>,
}

impl<'a> Indexed<'a> {
    pub fn new(corpus: &'a Corpus, folder: &Path) -> Self {
        let keys = corpus.articles.iter().enumerate();
        let by_key = keys.map(|(i, a)| (super::key(&a.source.path, a.source.record, folder), i as ArticleIx)).collect();
        Self { corpus, by_key }
    }

    fn find(&self, key: &str) -> Result<ArticleIx, String> {
        self.by_key.get(key).copied().ok_or_else(|| format!("no article `{key}` in the corpus"))
    }

    fn article(&self, ix: ArticleIx) -> &'a Article {
        &self.corpus.articles[ix as usize]
    }

    fn speaker_name(&self, quote: QuoteRef) -> Option<&'a str> {
        let speaker = self.corpus.speaker_of(quote).and_then(|ix| self.corpus.speakers.get(ix as usize));
        let article = self.article(quote.article);
        let voice = || article.voices.get(article.quotes.get(quote.quote as usize)?.speaker? as usize);
        speaker.map(|s| &*s.name).or_else(|| voice().map(|v| &*v.name))
    }
}

/// What was counted.
#[derive(Default)]
pub struct Tally {
    counts: BTreeMap<&'static str, usize>,
    /// Differences, one a line.
    pub log: Vec<String>,
}

impl Tally {
    fn add(&mut self, name: &'static str, n: usize) {
        *self.counts.entry(name).or_default() += n;
    }

    fn tell(&mut self, article: &str, line: String) {
        self.log.push(format!("  {article}: {line}"));
    }

    fn count(&self, name: &str) -> f64 {
        self.counts.get(name).copied().unwrap_or_default() as f64
    }

    fn ratio(&self, part: &str, whole: &str) -> f64 {
        if self.count(whole) == 0.0 { 0.0 } else { self.count(part) / self.count(whole) }
    }

    /// F1 of what was hit, of what the program gave (without optional matches) and of what gold wants.
    fn f1(&self, hit: &str, system: &str, optional: &str, gold: &str) -> f64 {
        let sum = self.count(system) - self.count(optional) + self.count(gold);
        if sum == 0.0 { 0.0 } else { 2.0 * self.count(hit) / sum }
    }

    /// Every measure, in the order of the table.
    pub fn measures(&self) -> Vec<(&'static str, f64)> {
        let mut measures = vec![
            ("quotes_f1", self.f1("quote hit", "quotes", "quote optional", "quote gold")),
            ("kind", self.ratio("kind", "quote hit")),
            ("speaker", self.ratio("speaker", "quote hit")),
            ("stance", self.ratio("stance", "stance gold")),
            ("times_value_f1", self.f1("value", "times", "time optional", "time gold")),
            ("times_extent_f1", self.f1("strict", "times", "time optional", "time gold")),
            ("published", self.ratio("published", "published gold")),
            ("events", self.ratio("event", "event gold")),
            ("links", self.ratio("link", "link gold")),
        ];
        for (name, part, whole) in [("byline", "byline", "byline gold"), ("blocks", "block", "block gold")] {
            if self.count(whole) > 0.0 {
                measures.push((name, self.ratio(part, whole)));
            }
        }
        measures
    }

    /// Scores one article; an error is a fault of the gold.
    pub fn article(&mut self, indexed: &Indexed, gold: &ArticleGold) -> Result<(), String> {
        let ix = indexed.find(&gold.article)?;
        self.published(indexed, ix, &gold.article, &gold.published);
        self.byline(indexed.article(ix), gold);
        self.blocks(indexed.article(ix), gold)?;
        self.quotes(indexed, ix, gold)?;
        self.times(indexed.article(ix), gold)
    }

    fn published(&mut self, indexed: &Indexed, ix: ArticleIx, name: &str, days: &[String]) {
        let got = indexed.article(ix).published.as_ref().map(|p| p.value.to_string());
        let right = match &got {
            None => days.is_empty(),
            Some(value) => days.iter().any(|day| value.get(..10) == Some(day)),
        };
        self.add("published gold", 1);
        self.add("published", right.into());
        if !right {
            self.tell(name, format!("published {got:?}, want {days:?}"));
        }
    }

    fn byline(&mut self, article: &Article, gold: &ArticleGold) {
        for author in &gold.authors {
            let right = article.authors.iter().any(|a| **a == **author);
            self.add("byline gold", 1);
            self.add("byline", right.into());
            if !right {
                self.tell(&gold.article, format!("authors {:?}, want {author}", article.authors));
            }
        }
        if !gold.outlet.is_empty() {
            let right = article.outlet.as_deref().is_some_and(|outlet| same_name(outlet, &gold.outlet));
            self.add("byline gold", 1);
            self.add("byline", right.into());
            if !right {
                self.tell(&gold.article, format!("outlet {:?}, want {:?}", article.outlet, gold.outlet));
            }
        }
    }

    fn blocks(&mut self, article: &Article, gold: &ArticleGold) -> Result<(), String> {
        let mut from = 0;
        for (line, kind, words) in &gold.blocks {
            let span = place(&article.text, words, from, None).ok_or_else(|| missing(*line, words))?;
            from = span.1;
            let same = |b: &Block| overlap((b.span.start as usize, b.span.end as usize), span) >= 0.8;
            let got = article.blocks.iter().find(|b| same(b)).map(|b| format!("{:?}", b.kind).to_lowercase());
            self.add("block gold", 1);
            self.add("block", (got.as_ref() == Some(kind)).into());
            if got.as_ref() != Some(kind) {
                self.tell(&gold.article, format!("block {got:?}, want {kind}: {}", head(words)));
            }
        }
        Ok(())
    }

    fn quotes(&mut self, indexed: &Indexed, ix: ArticleIx, gold: &ArticleGold) -> Result<(), String> {
        let article = indexed.article(ix);
        let text = &*article.text;
        let found: Vec<_> = article.quotes.iter().map(|q| trim(text, q.span.start as usize, q.span.end as usize)).collect();
        let mut used = vec![false; found.len()];
        let mut wanted = Vec::new();
        let mut from = 0;
        for quote in &gold.quotes {
            let (start, end) = place(text, &quote.text, from, quote.nth).ok_or_else(|| missing(quote.line, &quote.text))?;
            from = start;
            wanted.push((trim(text, start, end), quote));
        }
        wanted.sort_by_key(|(span, quote)| (!quote.required, span.0));
        for (span, quote) in wanted {
            self.add("quote gold", quote.required.into());
            let floor = if quote.kind == "direct" { 0.9 } else { 0.5 };
            let overlaps = found.iter().enumerate().filter(|(k, _)| !used[*k]).map(|(k, f)| (overlap(*f, span), k));
            let best = overlaps.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).filter(|(share, _)| *share >= floor);
            let Some((_, k)) = best else {
                if quote.required {
                    self.tell(&gold.article, format!("missed {} quote: {}", quote.kind, head(&quote.text)));
                }
                continue;
            };
            used[k] = true;
            if !quote.required {
                self.add("quote optional", 1);
                continue;
            }
            self.add("quote hit", 1);
            let got = &article.quotes[k];
            self.add("kind", (got.kind.name() == quote.kind).into());
            if got.kind.name() != quote.kind {
                self.tell(&gold.article, format!("kind {}, want {}: {}", got.kind.name(), quote.kind, head(&quote.text)));
            }
            let name = indexed.speaker_name(QuoteRef { article: ix, quote: k as u32 });
            let right = name.map_or(quote.speakers.is_empty(), |name| same_name(name, &quote.speakers));
            self.add("speaker", right.into());
            if !right {
                let want = quote.speakers.first().map_or("nobody", |name| name);
                self.tell(&gold.article, format!("speaker {name:?}, want {want}: {}", head(&quote.text)));
            }
            if !quote.stances.is_empty() {
                let right = quote.stances.iter().any(|stance| stance == got.stance.name());
                self.add("stance gold", 1);
                self.add("stance", right.into());
                if !right {
                    self.tell(
                        &gold.article,
                        format!("stance {}, want {:?}: {}", got.stance.name(), quote.stances, head(&quote.text)),
                    );
                }
            }
        }
        self.add("quotes", found.len());
        for (k, quote) in article.quotes.iter().enumerate().filter(|(k, _)| !used[*k]) {
            let words = &text[found[k].0..found[k].1];
            self.tell(&gold.article, format!("false {} quote ({}): {}", quote.kind.name(), quote.rule, head(words)));
        }
        Ok(())
    }

    fn times(&mut self, article: &Article, gold: &ArticleGold) -> Result<(), String> {
        let text = &*article.text;
        let mut used = vec![false; article.times.len()];
        let mut from = 0;
        for time in &gold.times {
            let (start, end) = place(text, &time.text, from, time.nth).ok_or_else(|| missing(time.line, &time.text))?;
            if time.nth.is_none() {
                from = end;
            }
            self.add("time gold", time.required.into());
            let common = |s: usize, e: usize| e.min(end).saturating_sub(s.max(start));
            let shares = article.times.iter().enumerate().filter(|(k, _)| !used[*k]);
            let shares = shares.map(|(k, t)| (common(t.span.start as usize, t.span.end as usize), k)).filter(|(n, _)| *n > 0);
            let Some((_, k)) = shares.max_by_key(|(n, k)| (*n, std::cmp::Reverse(*k))) else {
                if time.required {
                    self.tell(&gold.article, format!("missed time: {} = {}", time.text, time.values.join(" | ")));
                }
                continue;
            };
            used[k] = true;
            if !time.required {
                self.add("time optional", 1);
                continue;
            }
            let got = &article.times[k];
            self.add("strict", ((got.span.start as usize, got.span.end as usize) == (start, end)).into());
            let value = got.value.to_string();
            let right = time.values.contains(&value);
            self.add("value", right.into());
            if !right {
                self.tell(&gold.article, format!("time {} = {value}, want {}", time.text, time.values.join(" | ")));
            }
        }
        self.add("times", article.times.len());
        for (time, _) in article.times.iter().zip(&used).filter(|(_, used)| !**used) {
            let words = &text[time.span.start as usize..time.span.end as usize];
            self.tell(&gold.article, format!("false time: {words} = {}", time.value));
        }
        Ok(())
    }

    /// Scores what links articles; an error is a fault of the gold.
    pub fn corpus(&mut self, indexed: &Indexed, gold: &CorpusGold) -> Result<(), String> {
        for (key, days) in &gold.published {
            self.published(indexed, indexed.find(key)?, key, days);
        }
        for event in &gold.events {
            let wanted = event.articles.iter().map(|key| indexed.find(key)).collect::<Result<BTreeSet<_>, _>>()?;
            let right = indexed.corpus.events.iter().any(|e| {
                let dated = event.dates.contains(&e.date.value.to_string());
                let said = said(indexed, e);
                dated
                    && wanted.is_subset(&e.articles().into_iter().collect())
                    && event.words.iter().all(|forms| forms.iter().any(|form| said.contains(&form.to_lowercase())))
            });
            self.add("event gold", 1);
            self.add("event", right.into());
            if !right {
                self.tell("corpus", format!("no event {:?} {:?} in {:?}", event.dates, event.words, event.articles));
            }
        }
        for (names, keys) in &gold.links {
            let wanted = keys.iter().map(|key| indexed.find(key)).collect::<Result<BTreeSet<_>, _>>()?;
            let speakers = indexed.corpus.speakers.iter().filter(|s| same_name(&s.name, names));
            let held = speakers.map(|s| s.quotes.iter().map(|q| q.article).collect::<BTreeSet<_>>());
            let held: Vec<_> = held.collect();
            let right = held.iter().any(|articles| wanted.is_subset(articles));
            self.add("link gold", 1);
            self.add("link", right.into());
            if !right {
                self.tell("corpus", format!("{} is not one voice of {keys:?}", names[0]));
            }
        }
        for (one, other) in &gold.apart {
            let has = |name: &String| indexed.corpus.speakers.iter().any(|s| same_name(&s.name, std::slice::from_ref(name)));
            let right = has(one) && has(other);
            self.add("link gold", 1);
            self.add("link", right.into());
            if !right {
                self.tell("corpus", format!("{one} and {other} are not two voices"));
            }
        }
        Ok(())
    }
}

fn missing(line: usize, words: &str) -> String {
    format!("line {line}: not in the article, or not in this order: {words}")
}

/// The first words of a quote.
fn head(text: &str) -> String {
    text.chars().take(80).collect()
}

/// Title and mentions of an event in lower case.
fn said(indexed: &Indexed, event: &Event) -> String {
    let mut said = event.title.to_lowercase();
    for mention in &event.mentions {
        let text = &indexed.article(mention.article).text;
        said.push(' ');
        said.push_str(&text[mention.span.start as usize..mention.span.end as usize].to_lowercase());
    }
    said
}

/// Where the words stand: the next occurrence from `from`, or the n-th of all. At a `¶` the article has a new paragraph,
/// which may open with another mark.
fn place(text: &str, part: &str, from: usize, nth: Option<usize>) -> Option<(usize, usize)> {
    if let Some((first, rest)) = part.split_once(" ¶ ") {
        let (start, end) = place(text, first, from, nth)?;
        let between = text[end..].len() - text[end..].trim_start_matches(|c| TRIM.contains(c)).len();
        let (next, last) = place(text, rest, end, None)?;
        return (next == end + between).then_some((start, last));
    }
    let start = match nth {
        Some(n) => text.char_indices().map(|(at, _)| at).filter(|&at| text[at..].starts_with(part)).nth(n)?,
        None => from + text.get(from..)?.find(part)?,
    };
    Some((start, start + part.len()))
}

fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let part = &text[start..end];
    let left = part.len() - part.trim_start_matches(|c| TRIM.contains(c)).len();
    let kept = part[left..].trim_end_matches(|c| TRIM.contains(c)).len();
    (start + left, start + left + kept)
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> f64 {
    let common = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    if common == 0 { 0.0 } else { common as f64 / (a.1.max(b.1) - a.0.min(b.0)) as f64 }
}

fn same_name(name: &str, accepted: &[String]) -> bool {
    let words = |text: &str| {
        let kept = |c: char| !(c.is_alphanumeric() || c == '_' || c == '\'');
        text.split(kept).filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>()
    };
    accepted.iter().any(|other| words(other) == words(name))
}
