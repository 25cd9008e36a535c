//! How a decision holds on to its text: by content first, by place last.
//!
//! An article is held by the hash of its source's bytes (its identifier), the hash of its text, its address, its place
//! and its title, in this order of trust. A passage is held by its exact words, the words before and behind it, and its
//! position: the quote and position selectors of the W3C's Web Annotation Data Model (section 4.2.4 and 4.2.5,
//! <https://www.w3.org/TR/annotation-model/#text-quote-selector>). The words before and behind are only compared, so
//! that text edited there does not lose the passage.

use crate::model::{Article, Span};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many characters before and behind a passage are remembered.
pub const CONTEXT: usize = 32;

/// What an article is found again by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ArticleAnchor {
    /// Its identifier, the hash of its source's bytes.
    pub id: Arc<str>,
    /// The hash of its text (BLAKE3, the first 16 hexadecimal digits).
    pub text: Box<str>,
    /// The file.
    pub path: Arc<str>,
    /// Number of the record in it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub record: u32,
    /// Address on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Box<str>>,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Box<str>>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<Box<str>>,
}

/// A voice of an article: whoever the article gives this name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VoiceAnchor {
    /// The article.
    pub article: Arc<ArticleAnchor>,
    /// The fullest name that it gives the voice.
    pub name: Box<str>,
}

/// What a passage of an article is found again by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Passage {
    /// Its words, letter by letter.
    pub exact: Box<str>,
    /// Up to [`CONTEXT`] characters before them.
    pub prefix: Box<str>,
    /// Up to [`CONTEXT`] characters behind them.
    pub suffix: Box<str>,
    /// The byte of the text at which they began.
    pub start: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(record: &u32) -> bool {
    *record == 0
}

/// Hash of a text, as [`ArticleAnchor::text`] holds it.
pub fn text_hash(text: &str) -> Box<str> {
    blake3::hash(text.as_bytes()).to_hex().get(..16).unwrap_or_default().into()
}

impl ArticleAnchor {
    /// The anchor of an article.
    pub fn of(article: &Article) -> ArticleAnchor {
        ArticleAnchor {
            id: Arc::clone(&article.id),
            text: text_hash(&article.text),
            path: Arc::clone(&article.source.path),
            record: article.source.record,
            url: article.source.url.clone(),
            title: article.title.clone(),
            outlet: article.outlet.clone(),
        }
    }
}

impl Passage {
    /// The anchor of a span of a text.
    pub fn of(text: &str, span: Span) -> Passage {
        let before = text.get(..span.start as usize).unwrap_or("");
        let behind = text.get(span.end as usize..).unwrap_or("");
        let from = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
        let to = behind.char_indices().nth(CONTEXT).map_or(behind.len(), |(at, _)| at);
        Passage {
            exact: span.of(text).into(),
            prefix: before.get(from..).unwrap_or("").into(),
            suffix: behind.get(..to).unwrap_or("").into(),
            start: span.start,
        }
    }

    /// Where the words stand in a text that may have changed since: where they stood, if they and what surrounds them
    /// still do; else at the place whose surroundings are most alike, the nearest of those; `None` where the words are
    /// nowhere. Words are found again also where only the white space between them or the form of quotation marks and
    /// dashes has changed.
    pub fn find(&self, text: &str) -> Option<Span> {
        let start = self.start as usize;
        let here = Span::new(start, start.saturating_add(self.exact.len()));
        let unmoved = !self.exact.is_empty() && text.get(start..).is_some_and(|rest| rest.starts_with(&*self.exact));
        if unmoved && self.alike(text, here) == self.prefix.len() + self.suffix.len() {
            return Some(here);
        }
        let exact = || {
            self.best(
                text,
                memchr::memmem::find_iter(text.as_bytes(), self.exact.as_bytes()).map(|at| Span::new(at, at + self.exact.len())),
            )
        };
        if self.exact.is_empty() { None } else { exact().or_else(|| self.find_folded(text)) }
    }

    /// Whether the words stand in a text several times with surroundings that are equally like the remembered ones, so that only
    /// the position tells which is meant.
    pub fn is_ambiguous(&self, text: &str) -> bool {
        let places = memchr::memmem::find_iter(text.as_bytes(), self.exact.as_bytes());
        let mut alike: Vec<usize> = places.map(|at| self.alike(text, Span::new(at, at + self.exact.len()))).collect();
        alike.sort_unstable();
        matches!(alike.as_slice(), [.., a, b] if a == b)
    }

    /// The span among some whose surroundings are most like the remembered ones.
    fn best(&self, text: &str, spans: impl Iterator<Item = Span>) -> Option<Span> {
        spans.max_by_key(|span| (self.alike(text, *span), std::cmp::Reverse(span.start.abs_diff(self.start))))
    }

    /// How many bytes right before and right behind a span are as remembered.
    fn alike(&self, text: &str, span: Span) -> usize {
        let before = text.as_bytes().get(..span.start as usize).unwrap_or_default();
        let behind = text.as_bytes().get(span.end as usize..).unwrap_or_default();
        let same = |pair: &(&u8, &u8)| pair.0 == pair.1;
        let left = before.iter().rev().zip(self.prefix.as_bytes().iter().rev()).take_while(same).count();
        left + behind.iter().zip(self.suffix.as_bytes()).take_while(same).count()
    }

    fn find_folded(&self, text: &str) -> Option<Span> {
        let (wanted, _) = folded(self.exact.trim());
        let (hay, places) = folded(text);
        if wanted.is_empty() {
            return None;
        }
        let span = |at: usize| {
            let start = *places.get(at)?;
            // The byte behind the last one: where the next character begins.
            let last = *places.get(at + wanted.len() - 1)? as usize;
            let end = last + text.get(last..)?.chars().next()?.len_utf8();
            Some(Span::new(start as usize, end))
        };
        self.best(text, memchr::memmem::find_iter(hay.as_bytes(), wanted.as_bytes()).filter_map(span))
    }
}

/// A text in which white space of any length is one blank, and quotation marks and dashes have one form; for each of its
/// bytes the byte of the text at which the character begins.
fn folded(text: &str) -> (String, Vec<u32>) {
    let (mut out, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, c) in text.char_indices() {
        let c = match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
            '‘' | '’' | '‚' | '‛' | '`' | '´' | '′' => '\'',
            '‐' | '‑' | '‒' | '–' | '—' | '―' => '-',
            c if c.is_whitespace() => ' ',
            '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{ad}' => continue,
            c => c,
        };
        if c == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        out.push(c);
        places.resize(out.len(), at as u32);
    }
    (out, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(text: &str, words: &str) -> Passage {
        let at = text.find(words).unwrap();
        Passage::of(text, Span::new(at, at + words.len()))
    }

    #[test]
    fn words_are_found_where_they_went() {
        let text = "Pasar Tarum sepi. “Kami menunggu,” kata Rani. Hujan turun. “Kami menunggu,” kata Dewi.";
        let second = text.rfind("Kami menunggu,").unwrap();
        let passage = Passage::of(text, Span::new(second, second + "Kami menunggu,".len()));
        let rows = [
            (text.to_owned(), Some(second)),
            // Edited in front, behind, and between.
            (format!("Baru. {text}"), Some(second + 6)),
            (text.replace("Pasar Tarum sepi. ", ""), Some(second - 18)),
            (text.replace("Hujan turun.", "Hujan deras turun semalam."), Some(second + 14)),
            (text.replace("kata Dewi", "ujar Dewi Lasmi"), Some(second)),
            // The other one is gone; the same words stand once only.
            (text.replace("“Kami menunggu,” kata Rani. ", ""), Some(second - "“Kami menunggu,” kata Rani. ".len())),
            (text.replace("menunggu", "pulang"), None),
            (String::new(), None),
        ];
        for (text, at) in rows {
            let want = at.map(|at| Span::new(at, at + "Kami menunggu,".len()));
            assert_eq!(passage.find(&text), want, "{text}");
        }
    }

    #[test]
    fn marks_and_white_space_may_change() {
        let passage = anchor("kata Rani: “Kami ‘tidak’ takut — sama sekali”.", "Kami ‘tidak’ takut — sama sekali");
        let text = "kata Rani: \"Kami 'tidak'\n  takut - sama\u{a0}sekali\".";
        let found = passage.find(text).unwrap();
        assert_eq!(found.of(text), "Kami 'tidak'\n  takut - sama\u{a0}sekali");
    }

    #[test]
    fn any_cut_of_any_text_is_found_in_it() {
        let text = "a“é” 𝒜 a“é” \u{200b}a“é”";
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (i, &start) in ends.iter().enumerate() {
            for &end in &ends[i + 1..] {
                let span = Span::new(start, end);
                assert_eq!(Passage::of(text, span).find(text), Some(span));
            }
        }
    }

    #[test]
    fn what_does_not_fit_a_text_is_found_nowhere_and_breaks_nothing() {
        let passage = Passage { exact: "x".into(), prefix: "é".into(), suffix: "".into(), start: u32::MAX };
        assert_eq!(passage.find("é"), None);
        assert_eq!(passage.find("éx"), Some(Span::new(2, 3)));
        assert!(!anchor("a b", "b").is_ambiguous("a b"));
        let twice = Passage { exact: "air".into(), prefix: "".into(), suffix: "".into(), start: 0 };
        assert!(twice.is_ambiguous("air, air") && !twice.is_ambiguous("air"));
        assert!(!Passage { suffix: "!".into(), ..twice }.is_ambiguous("air, air!"));
        let inside = Passage { start: 1, ..passage };
        assert_eq!(inside.find("éx"), Some(Span::new(2, 3)));
    }
}
