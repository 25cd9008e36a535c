//! Selecting passages by keys, and what is decided of them.

use super::super::testing::{Driver, check_screen, corpus};
use super::super::{Effect, Msg};

fn selected(driver: &Driver) -> String {
    let article = &driver.state.corpus.articles[driver.state.reader.article.unwrap() as usize];
    driver.state.reader.selecting.map_or(String::new(), |selecting| selecting.span().of(&article.text).to_owned())
}

fn highlights(driver: &Driver) -> Vec<String> {
    let article = &driver.state.corpus.articles[driver.state.reader.article.unwrap() as usize];
    let passages = driver.state.decided.review.passages(article).filter(|(_, own)| own.highlight);
    passages.map(|(span, _)| span.of(&article.text).to_owned()).collect()
}

#[test]
fn a_selection_is_moved_by_words_lines_and_from_either_end() {
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'bantah Enter Enter g g v");
    assert_eq!(selected(&driver), "LUMBA");
    driver.keys("l Right l");
    assert_eq!(selected(&driver), "LUMBA, Kabar Pagi — Gubernur");
    driver.keys("h Left");
    assert_eq!(selected(&driver), "LUMBA, Kabar");
    driver.keys("v l");
    assert_eq!(selected(&driver), "Kabar", "the other end has moved");
    driver.keys("l l");
    assert_eq!(selected(&driver), "Kabar Pagi — Gubernur", "past the one that stands");
    driver.keys("j");
    let two_lines = selected(&driver);
    assert!(two_lines.starts_with("Kabar Pagi — Gubernur Sagara") && two_lines.contains("bendungan"), "{two_lines}");
    driver.keys("k");
    assert_eq!(selected(&driver), "Kabar Pagi — Gubernur");
    driver.keys("G");
    assert!(selected(&driver).contains("\nWirya akan"), "{}", selected(&driver));
    driver.keys("Esc");
    assert_eq!(selected(&driver), "");
    // From a quote, its words.
    driver.keys("2 ] v");
    assert_eq!(selected(&driver), "bendungan itu retak");
    driver.keys("1");
    driver.keys("v");
    assert!(driver.text().contains("A passage is selected in the reader"), "{}", driver.text());
}

#[test]
fn passages_are_highlighted_noted_tagged_copied_gone_through_and_found() {
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'bantah Enter Enter g g v l l Enter");
    assert_eq!(highlights(&driver), ["LUMBA, Kabar Pagi"]);
    assert!(driver.text().contains('▪'), "{}", driver.text());
    driver.keys("] v l i 'cek_lagi Esc ] v # 'bunyi,dinding Enter");
    driver.keys("< < <");
    assert!(driver.text().contains("This is your first passage here."), "{}", driver.text());
    driver.keys(">");
    assert!(driver.text().contains("cek lagi"), "{}", driver.text());
    driver.keys("> >");
    assert!(driver.text().contains("This is your last passage here."), "{}", driver.text());
    driver.keys("Enter");
    // Beside the quote at the same place there is the passage; each has its own.
    driver.keys("1 Esc Esc f Ctrl-u '(tag:dinding)_(is:noted)_(is:highlighted) Enter");
    assert_eq!(driver.state.articles.list.len(), 1);
    driver.keys("Esc / 'cek_lagi Enter");
    assert!(driver.text().contains("1 hit in 1 article") && driver.text().contains("cek lagi"), "{}", driver.text());
    driver.keys("Esc / '#dinding Enter");
    assert!(driver.text().contains("1 hit in 1 article"), "{}", driver.text());
    // The highlight is taken away where one stands, and comes back.
    driver.keys("Esc g g > H");
    assert_eq!(highlights(&driver), [""; 0]);
    driver.keys("u");
    assert_eq!(highlights(&driver), ["LUMBA, Kabar Pagi"]);
    driver.keys("g g v l y");
    let copied = driver.effects.iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    assert!(copied.unwrap().starts_with("“LUMBA, Kabar”\n— in Kabar Pagi"));
}

#[test]
fn a_quote_is_highlighted_by_one_key_and_stays_so_in_the_next_snapshot() {
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'bantah Enter Enter ] ] H");
    let words = ["Tidak ada retakan di dinding bendungan. Kami memeriksanya setiap pekan"];
    assert_eq!(highlights(&driver), words);
    driver.send(Msg::Corpus(corpus().into()));
    assert_eq!(highlights(&driver), words);
    driver.keys("] ] H");
    assert_eq!(highlights(&driver).len(), 2);
}

#[test]
fn a_note_comes_back_from_the_editor() {
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'bantah Enter Enter ] i 'satu Enter 'dua Ctrl-o");
    assert!(matches!(driver.effects.last(), Some(Effect::EditText(text)) if text == "satu\ndua"));
    driver.send(Msg::Edited("satu\n\n- dua\n- tiga\n".to_owned()));
    assert!(driver.state.overlay.is_none() && driver.text().contains("Noted."), "{}", driver.text());
    assert!(driver.text().contains("satu"), "{}", driver.text());
    driver.keys("i Ctrl-c");
    assert!(driver.text().contains("The note is as it was."));
    // What nobody waits for changes nothing.
    driver.send(Msg::Edited("lain".to_owned()));
    assert!(!driver.text().contains("lain"));
    // No byte of a note acts on the terminal.
    driver.keys("i");
    driver.send(Msg::Paste("\u{1b}[31mmerah\u{7} \u{202e}".to_owned()));
    assert!(driver.text().contains("merah"));
    assert!(driver.text().chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'));
}

#[test]
fn screens_at_three_sizes() {
    for (width, height) in [(160, 50), (80, 24), (40, 10)] {
        let mut driver = Driver::new(width, height);
        driver.keys("f 'bantah Enter Enter ] v l l l l l l l j");
        check_screen(&format!("selecting-{width}x{height}"), &driver);
        driver.keys("i 'periksa_bunyi Esc g g v l l Enter >");
        check_screen(&format!("passages-{width}x{height}"), &driver);
    }
}
