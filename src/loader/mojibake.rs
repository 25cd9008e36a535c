//! UTF-8 that was taken for Windows-1252 and saved as UTF-8 once more (`â€œYaâ€\u{9d}`). The text stays as it is, its marks are
//! read as they were meant (`text::Clear`), and it is told.

/// So many letters must look so: one alone may be meant.
const LETTERS: usize = 2;

/// What to tell of a text with letters that were decoded twice.
pub(super) fn told(text: &str) -> Option<String> {
    let places = places(text);
    let message = || {
        format!(
            "{places} letters were decoded twice (â€œ for “); its quotation marks are read as they were meant, words with other \
             such letters are not: get the text anew from where it came"
        )
    };
    (places >= LETTERS).then(message)
}

/// How often a letter stands where the first byte of a sequence of UTF-8 would be, with the next as its second byte. Of all
/// such pairs those that no language writes: `â€`, `Ã` and `Â` before a sign.
fn places(text: &str) -> usize {
    let letter = |&at: &usize| {
        let mut letters = text.get(at..).unwrap_or("").chars();
        match (letters.next(), letters.next()) {
            (Some('â'), Some(next)) => next == '€',
            (Some('Ã' | 'Â'), Some(next)) => matches!(next, '\u{80}'..='\u{bf}'),
            _ => false,
        }
    };
    memchr::memchr_iter(0xc3, text.as_bytes()).filter(letter).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_were_decoded_twice_are_told() {
        assert!(told("â€œKopi habis,â€ kata Rani â€“ petani").is_some_and(|told| told.starts_with("3 letters")));
        assert!(told("SÃ£o Vereno, cafÃ©").is_some());
        for text in ["“Kopi,” São Vereno, café", "SÃO PAULO, AÇÃO", "à â ê", "â€", "cafÃ©"] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
