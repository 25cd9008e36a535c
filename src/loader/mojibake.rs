//! UTF-8 that was taken for Windows-1252 and saved as UTF-8 once more (`â€œYaâ€\u{9d}`): undone where nothing is lost, else told.

use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// So many letters must come out of it: one alone may be meant.
const LETTERS: usize = 2;

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The text as it was meant.
    Undone(String),
    /// So many places that cannot be undone without loss.
    Left(usize),
}

impl Found {
    /// What to do about it.
    pub fn message(&self) -> String {
        match self {
            Found::Undone(_) => {
                "its letters were decoded twice (â€œ for “); read as they were meant: save it anew as UTF-8".to_owned()
            }
            Found::Left(places) => format!(
                "{places} places were decoded twice (â€œ for “) and cannot be undone without loss; its quotes may be missed: \
                 get the text anew from where it came"
            ),
        }
    }
}

/// Looks for letters that were decoded twice.
pub(super) fn find(text: &str) -> Option<Found> {
    let places = places(text);
    if places < LETTERS {
        return None;
    }
    Some(undone(text).map_or(Found::Left(places), Found::Undone))
}

/// The text whose UTF-8 was taken for Windows-1252, if this can be the outcome letter by letter.
fn undone(text: &str) -> Option<String> {
    let (bytes, _, lossy) = WINDOWS_1252.encode(text);
    let text = String::from_utf8(bytes.into_owned()).ok().filter(|_| !lossy)?;
    // (What comes out is no text if it holds characters of control that the other did not.)
    (!text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))).then_some(text)
}

/// How often a letter stands where the first byte of a sequence of UTF-8 would be, with the next as its second byte. Of all
/// such pairs those that no language writes: `â€`, `Ã` and `Â` before a sign.
fn places(text: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xc3, bytes)
        .filter(|&at| {
            let rest = text.get(at..).unwrap_or("");
            let mut letters = rest.chars();
            match (letters.next(), letters.next()) {
                (Some('â'), Some(next)) => next == '€',
                (Some('Ã' | 'Â'), Some(next)) => matches!(next, '\u{80}'..='\u{bf}'),
                _ => false,
            }
        })
        .count()
}

/// A text as it was meant, with a word about it.
pub(super) fn mended(text: Cow<'_, str>) -> (Cow<'_, str>, Option<String>) {
    match find(&text) {
        Some(found) => {
            let message = found.message();
            match found {
                Found::Undone(text) => (text.into(), Some(message)),
                Found::Left(_) => (text, Some(message)),
            }
        }
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twice(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn what_was_decoded_twice_is_undone_where_nothing_is_lost() {
        for text in ["“Kopi habis,” kata Rani – petani", "São Vereno, café, naïve", "‘Ya’… – katanya"] {
            assert_eq!(find(&twice(text)), Some(Found::Undone(text.to_owned())), "{text}");
            assert_eq!(find(text), None);
        }
        let lost = twice("“Kopi habis,” kata Rani “di” rumah").replace('\u{9d}', "");
        assert_eq!(find(&lost), Some(Found::Left(4)));
        assert_eq!(find(&format!("“{}”", twice("“Ya” “”"))), Some(Found::Left(4)));
        for text in ["SÃO PAULO, AÇÃO", "à â ê", "Â", "â€"] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
