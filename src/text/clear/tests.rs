use super::*;
use proptest::prelude::*;

fn clear(text: &str) -> String {
    Clear::of(text).text.into_owned()
}

#[test]
fn words_parted_at_line_ends_are_one() {
    assert_eq!(clear("Ia menga-\ntakan peme-\r\n  rintah se\u{ad}hat."), "Ia mengatakan pemerintah sehat.");
    assert_eq!(clear("kata Wati Les-\ntari, Kamis (12/6/\n2031)."), "kata Wati Lestari, Kamis (12/6/2031).");
    assert_eq!(clear("Warga-\nwarga, sayur-\nmayur, bolak-\nbalik"), "Warga-warga, sayur-mayur, bolak-balik");
    assert_eq!(clear("KTP-\nnya se-\nPulau Randu"), "KTP-nya se-Pulau Randu");
    assert_eq!(clear("bu\u{ad}\npati"), "bupati");
    for same in ["Siranda -\nkapal itu", "Siranda-\n\nkapal", "Muara-\nKapal", "12-\n13 Juni", "a - b", "- satu\n- dua"] {
        assert_eq!(clear(same), same);
    }
}

#[test]
fn sentences_run_on_over_printed_lines() {
    let text = "Warga Randu sudah lama meng-\nhendaki jembatan baru di atas\nsungai itu. Bupati setuju dan\nakan datang.\n\nJudul\nKapal itu";
    let shown =
        "Warga Randu sudah lama menghendaki jembatan baru di atas sungai itu. Bupati setuju dan akan datang.\n\nJudul\nKapal itu";
    assert_eq!(clear(text), shown);
    let long = format!("{}\nkapal\nmenga-\ntakan", "kapal ".repeat(40));
    assert_eq!(clear(&long), long.replace("-\n", ""));
}

#[test]
fn what_is_not_seen_is_left_out() {
    assert_eq!(clear("\u{2060}\"Ya,\" kata \u{200b}Rani\u{feff}. Kon\u{fb02}ik \u{fb01}nal"), "\"Ya,\" kata Rani. Konflik final");
}

#[test]
fn signs_of_emphasis_and_links_are_left_out() {
    assert_eq!(clear("kata **Rani Umbara**, _Bima_ dan ***Sari***."), "kata Rani Umbara, Bima dan Sari.");
    assert_eq!(
        clear("kata [Rani](https://muara.invalid/r_a_) dan [[Bima]], [[Sari|Bu Sari]].[^1]"),
        "kata Rani dan Bima, Bu Sari."
    );
    assert_eq!(clear("**[Rani](/rani)** ![foto](a/b://c.png) <!-- “Ya,” kata Sari --> pulang"), "Rani   pulang");
    for same in [
        "* satu\n* dua",
        "2*3*4",
        "a_b_c",
        "***",
        "@rani_umbara_",
        "[Baca juga](satu)",
        "k****n",
        "[^1]: Catatan",
        "[a]",
        "<!-- a",
        "* * *",
        "Judul\n\n*Tiga ratus ton beras hilang.*\n\nIsi",
    ] {
        assert_eq!(clear(same), same);
    }
}

#[test]
fn marks_that_were_decoded_twice_are_read_as_they_were_meant() {
    assert_eq!(
        clear("â€œKopi, â€˜habisâ€™â€¦â€\u{9d} kata Rani â€“ Bima. â€œYa,â€ katanya"),
        "“Kopi, ‘habis’…” kata Rani – Bima. “Ya,” katanya"
    );
    assert_eq!(clear("â€ž é"), "â€ž é");
}

#[test]
fn spans_lead_back_and_forth() {
    let text = "“Ba\u{ad}ik,” kata **Rani Um-\nbara** di Kon\u{fb02}ik.";
    let clear = Clear::of(text);
    assert_eq!(clear.text, "“Baik,” kata Rani Umbara di Konflik.");
    for (word, there) in
        [("Baik", "Ba\u{ad}ik"), ("Rani Umbara", "Rani Um-\nbara"), ("kata", "kata"), ("Konflik", "Kon\u{fb02}ik")]
    {
        let at = clear.text.find(word).unwrap();
        let span = Span::new(at, at + word.len());
        assert_eq!(clear.back(span).of(text), there);
        assert_eq!(clear.forth(clear.back(span)), span);
    }
}

proptest! {
    #[test]
    fn every_span_of_any_text_leads_back_in_order(
        text in "([a-zé]{1,3}|[ \n*_\\[\\]()<>!/-]|-\n|\u{ad}|\u{200b}|\u{fb01}|\\*\\*|\\]\\(/|<!--|-->|\r\n|“){0,50}",
    ) {
        let clear = Clear::of(&text);
        let bounds: Vec<usize> = (0..=clear.text.len()).filter(|&i| clear.text.is_char_boundary(i)).collect();
        let mut last = 0;
        for pair in bounds.windows(2) {
            let span = clear.back(Span::new(pair[0], pair[1]));
            prop_assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
            prop_assert!(span.start >= last && span.end >= span.start && span.end as usize <= text.len());
            last = span.end;
            let forth = clear.forth(span);
            prop_assert!(forth.end as usize <= clear.text.len());
        }
    }
}
