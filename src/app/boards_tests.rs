//! The boards as a person uses them: keys in, screens and places out.

use super::testing::{Driver, corpus};
use super::*;
use crate::model::{Answer, Answered, Corpus, QuoteRef, Rows};
use crate::pane::{Board, Focus, Item};

fn entry(driver: &Driver, board: Board) -> (Option<u32>, usize, bool) {
    let entries = &driver.state.boards[board as usize];
    (entries.list.item(), entries.detail.chosen(), entries.inside)
}

fn in_reader(driver: &Driver) -> QuoteRef {
    QuoteRef { article: driver.state.reader.article.unwrap(), quote: driver.state.reader.quote.unwrap_or(u32::MAX) }
}

#[test]
fn every_board_stands_in_the_place_of_the_timeline_under_its_key() {
    for (key, title, words) in [
        ("5", "5 Ledger", "≠ denies"),
        ("6", "6 Drift", "▪ fullest"),
        ("7", "7 Balance", "∅ not at all"),
        ("8", "8 Findings", "⇄ paraphrase"),
    ] {
        for (width, height) in [(160, 50), (80, 24), (40, 10)] {
            let mut driver = Driver::new(width, height);
            driver.keys(&format!("{key} Home"));
            let text = driver.text();
            assert!(text.contains(title) && text.contains(words), "{key} at {width}×{height}\n{text}");
            driver.keys("2 4");
            assert_eq!((driver.state.desk, driver.state.focus), (Focus::Timeline, Focus::Timeline));
        }
    }
}

#[test]
fn a_claim_leads_to_its_sentences_to_their_place_and_back() {
    for (width, height) in [(160, 50), (80, 24), (40, 10)] {
        let mut driver = Driver::new(width, height);
        driver.keys("5 Home");
        assert_eq!(in_reader(&driver), QuoteRef { article: 0, quote: 0 }, "choosing shows the words of the claim");
        assert!(driver.state.articles.list.lit() == 2 && driver.state.speakers.list.lit() > 0);
        driver.keys("Enter j");
        assert_eq!(entry(&driver, Board::Ledger), (Some(0), 1, true));
        assert_eq!(driver.state.narrow, Some(Item::Entry(Board::Ledger, 0)));
        assert_eq!(driver.state.articles.list.len(), 2, "the articles are narrowed to those of the claim");
        assert_eq!(in_reader(&driver), QuoteRef { article: 0, quote: 2 });
        driver.keys("Enter");
        assert_eq!(driver.state.focus, Focus::Reader);
        driver.keys("Backspace");
        assert_eq!((driver.state.focus, entry(&driver, Board::Ledger)), (Focus::Board(Board::Ledger), (Some(0), 1, true)));
        driver.keys("Backspace");
        assert!(!entry(&driver, Board::Ledger).2);
        assert_eq!((driver.state.narrow, driver.state.articles.list.len()), (None, 4));
        driver.keys("L");
        assert_eq!(entry(&driver, Board::Ledger), (Some(0), 1, true), "forward again");
        driver.keys("Esc");
        assert_eq!((entry(&driver, Board::Ledger).2, driver.state.narrow), (false, None), "Esc leaves the sentences");
    }
}

#[test]
fn who_has_not_answered_is_shown_as_such_and_leads_to_where_they_are_accused() {
    let mut driver = Driver::new(160, 50);
    driver.keys("5 End");
    assert!(
        driver.text().contains("∅ no answer found in these 4 articles  pemerintah · accused in Suara Hilir"),
        "{}",
        driver.text()
    );
    driver.keys("Enter Home Enter");
    assert_eq!((driver.state.focus, driver.state.reader.article), (Focus::Reader, Some(1)));
    let place = driver.state.reader.place.unwrap();
    assert_eq!(place.of(&corpus().articles[1].text), "pemerintah");
    // An answer that is found takes its place: it is shown with what makes it one.
    let mut answered = (*corpus()).clone();
    let answer = answered.claims[0].answers[0].clone();
    let quote = QuoteRef { article: 1, quote: 0 };
    answered.claims[1].answers = vec![Answer { quote, how: Answered::Otherwise, rule: "otherwise.not-so", ..answer }];
    driver.send(Msg::Corpus(Arc::new(answered).into()));
    driver.keys("5 5");
    assert!(!driver.text().contains("no answer found"), "{}", driver.text());
    assert!(driver.text().contains("pemerintah answers: says otherwise (otherwise.not-so)"), "{}", driver.text());
}

#[test]
fn what_differs_between_versions_is_told_in_words() {
    let mut driver = Driver::new(160, 50);
    driver.keys("6 Home");
    let text = driver.text();
    assert!(text.contains("⇄ negation: nothing where the fullest version has “Tidak ada”"), "{text}");
    assert!(text.contains("− left out: “Kami memeriksanya setiap pekan”"), "{text}");
    let at = |words: &str| text.lines().position(|line| line.contains(words)).unwrap();
    assert!(at("▪ fullest") < at("⇄ contradicting · ") && at("⇄ contradicting · ") < at("· shortened · "), "{text}");
}

#[test]
fn an_article_a_speaker_and_an_event_narrow_the_boards() {
    let counts = |driver: &Driver| Board::ALL.map(|board| driver.state.boards[board as usize].list.len());
    let mut driver = Driver::new(160, 50);
    assert_eq!(counts(&driver), [2, 2, 3, 2]);
    for (keys, want) in
        [("3 f 'warga Enter Enter", [1, 0, 0, 0]), ("Esc Esc 4 Home j Enter", [1, 0, 2, 0]), ("Esc 1 End Enter", [0, 0, 0, 0])]
    {
        driver.keys(keys);
        assert_eq!(counts(&driver), want, "after {keys}");
    }
    driver.keys("Esc Esc");
    assert_eq!(counts(&driver), [2, 2, 3, 2]);
}

#[test]
fn filter_sort_and_copy_work_on_every_board() {
    for (key, board, query, left) in [
        ("5", Board::Ledger, "pemerintah", 1),
        ("6", Board::Drift, "contradicting", 1),
        ("7", Board::Balance, "komisi", 1),
        ("8", Board::Findings, "naya", 1),
    ] {
        let mut driver = Driver::new(160, 50);
        driver.keys(&format!("{key} f '{query} Enter"));
        assert_eq!(driver.state.boards[board as usize].list.len(), left, "{query}");
        driver.keys("Esc");
        let orders = board.face().orders;
        let mut seen = vec![driver.state.boards[board as usize].order_name(board.face())];
        for _ in 1..orders.len() {
            driver.keys("s");
            seen.push(driver.state.boards[board as usize].order_name(board.face()));
        }
        assert_eq!(seen, orders);
        driver.keys("s y");
        let copied = driver.effects.iter().rev().find_map(|e| if let Effect::Copy(text) = e { Some(text.clone()) } else { None });
        let text = copied.unwrap();
        assert!(text.starts_with(board.face().title) && text.contains("https://contoh.example/"), "{text}");
    }
}

#[test]
fn the_choice_on_a_board_survives_a_new_snapshot_and_its_end_does_no_harm() {
    let mut driver = Driver::new(160, 50);
    driver.keys("5 End Enter");
    let mut turned = (*corpus()).clone();
    turned.claims = turned.claims.into_iter().rev().collect();
    for hearing in &mut turned.hearings {
        hearing.accused_in.iter_mut().chain(&mut hearing.accuses_in).for_each(|c| *c = 1 - *c);
    }
    driver.send(Msg::Corpus(Arc::new(turned).into()));
    assert_eq!(entry(&driver, Board::Ledger), (Some(0), 1, true));
    driver.send(Msg::Corpus(Arc::<Corpus>::default().into()));
    assert_eq!(entry(&driver, Board::Ledger), (None, 0, false));
    let only = Corpus { claims: Rows::new(), ..(*corpus()).clone() };
    driver.send(Msg::Corpus(Arc::new(only).into()));
    assert!(driver.text().contains("Nobody is accused of anything."), "{}", driver.text());
}
