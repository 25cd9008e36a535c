//! A time that somebody asks for in words, read as an article's own would be.

use super::{find, resolve};
use crate::lang::Pack;
use crate::model::{Block, BlockKind, Certainty, Published, Span, TimeValue};
use crate::text::tokenize;
use jiff::civil::Date;

/// The time that words name when they are written on `today`: `pekan lalu`, `12 Oktober`. `None` where they are not one
/// temporal expression from end to end.
pub fn time_of(words: &str, today: Date, pack: &Pack) -> Option<TimeValue> {
    let tokens = tokenize(words, &pack.lexicon);
    let whole = Block { kind: BlockKind::Paragraph, span: Span::new(0, words.len()), rule: "asked" };
    let written = Published { value: TimeValue::Day(today), certainty: Certainty::Stated, rule: "asked", evidence: Vec::new() };
    let found = find(words, &tokens, &[whole], pack);
    let mut times = resolve(&found, Some(&written)).into_iter();
    let (time, next) = (times.next()?, times.next());
    let bare = |from: u32, to: u32| !Span { start: from, end: to }.of(words).chars().any(char::is_alphanumeric);
    let whole = next.is_none() && bare(0, time.span.start) && bare(time.span.end, words.len() as u32);
    whole.then_some(time.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_one_time_from_end_to_end() {
        let today: Date = "2024-11-06".parse().unwrap();
        let read = |words| time_of(words, today, Pack::indonesian()).map(|value| value.to_string());
        for (words, want) in [
            ("pekan lalu", "2024-W44"),
            ("Pekan Lalu", "2024-W44"),
            ("bulan lalu", "2024-10"),
            ("tahun ini", "2024"),
            ("hari ini", "2024-11-06"),
            ("kemarin", "2024-11-05"),
            (" dua hari lalu ", "2024-11-04"),
            ("Senin lalu", "2024-11-04"),
            ("12 Oktober", "2024-10-12"),
            ("12 Oktober 2023", "2023-10-12"),
            ("Oktober 2023", "2023-10"),
            ("Oktober", "2024-10"),
            ("12/10/2023", "2023-10-12"),
        ] {
            assert_eq!(read(words).as_deref(), Some(want), "{words}");
        }
        for words in ["", "lalu", "pekan lalu di pelabuhan", "kata pekan lalu", "kemarin dan Senin lalu", "2024 kapal"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
