//! The examples of `times.toml`, and what anchors do.

use super::{find, resolve};
use crate::extract::{Known, blocks};
use crate::lang::Pack;
use crate::model::{Certainty, Published, TimeValue};
use crate::text::tokenize;

fn read(text: &str, published: Option<&str>) -> Vec<(String, String)> {
    let pack = Pack::indonesian();
    let tokens = tokenize(text, &pack.lexicon);
    let blocks = blocks(text, &tokens, Known::default(), pack);
    let date = published.and_then(|date| date.parse().ok()).map(|date| Published {
        value: TimeValue::Day(date),
        certainty: Certainty::Stated,
        rule: "test",
        evidence: Vec::new(),
    });
    let times = resolve(&find(text, &tokens, &blocks, pack), date.as_ref());
    times.iter().map(|t| (t.span.of(text).to_owned(), t.value.to_string())).collect()
}

#[test]
fn every_row_of_the_pack_does_what_its_example_says() {
    let mut wrong = Vec::new();
    for example in Pack::indonesian().times.examples() {
        let text = example.sentence.replace(['[', ']'], "");
        let parts = example.sentence.split('[').skip(1).map(|part| part.split(']').next().unwrap_or("").to_owned());
        let want: Vec<_> = parts.zip(example.values.iter().cloned()).collect();
        let got = read(&text, Some("2026-03-18"));
        if got != want {
            wrong.push(format!("{:?}\n  want {want:?}\n  got  {got:?}", example.sentence));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_guessed_without_an_anchor() {
    for (text, value) in [
        ("Kapal tiba tanggal 25 Oktober.", "XXXX-10-25"),
        ("Kapal tiba pada hari Senin.", "XXXX-WXX-1"),
        ("Kapal tiba pekan lalu.", "XXXX-WXX"),
        ("Kapal tiba bulan lalu.", "XXXX-XX"),
        ("Kapal tiba pada bulan Juni.", "XXXX-06"),
        ("Kapal tiba tahun lalu.", "XXXX"),
        ("Kapal tiba kemarin.", "XXXX-XX-XX"),
        ("Kapal tiba Selasa malam.", "XXXX-WXX-2TNI"),
        ("Kapal tiba pukul 05.00.", "T05:00"),
        ("Kapal tiba pada kuartal III.", "XXXX-Q3"),
    ] {
        let got: Vec<_> = read(text, None).into_iter().map(|(_, value)| value).collect();
        assert_eq!(got, [value], "{text}");
    }
}

#[test]
fn a_narrative_goes_on_from_the_last_date_told() {
    let text = "Rapat digelar Senin (16/3). Pukul 20.00 warga pulang. Keesokan harinya mereka kembali pukul 07.00.";
    let values: Vec<_> = read(text, Some("2026-03-18")).into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, ["2026-03-16", "2026-03-16T20:00", "2026-03-17", "2026-03-17T07:00"]);
}

#[test]
fn a_weekday_told_in_full_is_meant_again() {
    let text = "Ia berbicara Rabu (18 Maret 2026). Pernyataan itu, kata Rina pada Rabu lalu, jelas.";
    let values: Vec<_> = read(text, Some("2026-03-18")).into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, ["2026-03-18", "2026-03-18"]);
}

#[test]
fn a_day_that_is_not_its_weekday_is_told() {
    let pack = Pack::indonesian();
    let text = "Kapal tiba Rabu (19/6/2025).";
    let tokens = tokenize(text, &pack.lexicon);
    let times = resolve(&find(text, &tokens, &blocks(text, &tokens, Known::default(), pack), pack), None);
    assert_eq!(
        times.iter().map(|t| (t.value.to_string(), t.rule)).collect::<Vec<_>>(),
        [("2025-06-19".into(), "date.weekday-mismatch")]
    );
}

proptest::proptest! {
    /// Whatever words of time are thrown together, expressions are ordered, apart, and whole characters.
    #[test]
    fn any_heap_of_words_gives_ordered_expressions(picks in proptest::collection::vec((0usize..64, 0usize..5), 0..40)) {
        const HEAP: [&str; 64] = [
            "Senin", "Minggu", "minggu", "(", ")", "17", "3", "/", "2026", "-", "–", "Maret", "Mei", "pukul", "jam", "08.30", "WIB",
            "hingga", "sampai", "dengan", "tanggal", "tahun", "bulan", "pekan", "hari", "lalu", "depan", "ini", "yang", "akan", "datang",
            "dua", "puluh", "setengah", "ribu", "belas", "setiap", "awal", "akhir", "kuartal", "III", "II-2025", "semester", "1990", "an",
            "abad", "ke-19", "kemarin", "besok", "lusa", "pagi", "malam", "dini", "sekitar", "itu", "sama", "kemudian", "beberapa", ",", ".",
            "\n", "9999", "99:99", "“",
        ];
        let text: String = picks.iter().map(|&(word, gap)| [HEAP[word], if gap == 0 { "" } else { " " }].concat()).collect();
        for published in [None, Some("2026-03-18"), Some("9999-12-31"), Some("-009999-01-01")] {
            let pack = Pack::indonesian();
            let tokens = tokenize(&text, &pack.lexicon);
            let date = published.and_then(|d| d.parse().ok()).map(|date| Published {
                value: TimeValue::Day(date),
                certainty: Certainty::Stated,
                rule: "test",
                evidence: Vec::new(),
            });
            let blocks = blocks(&text, &tokens, Known::default(), pack);
            let times = resolve(&find(&text, &tokens, &blocks, pack), date.as_ref());
            assert!(times.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{text}");
            assert!(times.iter().all(|t| !t.span.of(&text).is_empty() && !t.value.to_string().is_empty()), "{text}: {times:?}");
        }
    }
}
