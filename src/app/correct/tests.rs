//! Corrections: the span word by word, kind, stance, speaker; the words themselves stay the article's.

use super::super::Msg;
use super::super::testing::{Driver, check_screen, corpus};
use super::*;
use crate::review::Judgement;

/// The chosen quote as it is now, with what is decided of it.
fn now(driver: &Driver) -> (String, Judgement) {
    let at = meant(&driver.state).unwrap();
    let (article, quote) = driver.state.corpus.quote(at).unwrap();
    let own = driver.state.decided.review.quote(article, quote).cloned().unwrap_or_default();
    let words = Effective::of(article, quote, Some(&own)).span.of(&article.text).to_owned();
    assert!(article.text.contains(&words));
    (words, own)
}

#[test]
fn ends_move_by_words_and_back() {
    let text = "kata Rani, “Kami tidak takut!” Lalu 3,5 ton beras tiba.";
    let span = |words: &str| {
        let at = text.find(words).unwrap();
        Span::new(at, at + words.len())
    };
    let rows = [
        ("Kami tidak takut", Edge::StartEarlier, Some("Rani, “Kami tidak takut")),
        ("Kami tidak takut", Edge::StartLater, Some("tidak takut")),
        ("Kami tidak takut", Edge::EndEarlier, Some("Kami tidak")),
        ("Kami tidak takut", Edge::EndLater, Some("Kami tidak takut!” Lalu")),
        ("Lalu", Edge::EndLater, Some("Lalu 3,5")),
        ("Lalu", Edge::StartLater, None),
        ("Lalu", Edge::EndEarlier, None),
        ("kata", Edge::StartEarlier, None),
        ("beras tiba.", Edge::EndLater, None),
    ];
    for (words, edge, want) in rows {
        assert_eq!(moved(text, span(words), edge).map(|s| s.of(text)), want, "{words} {edge:?}");
    }
}

#[test]
fn a_correction_counts_as_accepted_and_what_was_found_again_as_none() {
    let mut driver = Driver::new(160, 50);
    driver.keys("1 Enter ]");
    let (found, _) = now(&driver);
    driver.keys("c E");
    let (words, own) = now(&driver);
    assert!(found.starts_with(&words) && words.len() < found.len(), "{found} {words}");
    assert_eq!(own.outcome(), Some("corrected"));
    driver.keys("c e");
    // A mark at the end may stay outside; then it is corrected still.
    let (words, _) = now(&driver);
    assert!(found.starts_with(&words));
    driver.keys("u u");
    assert_eq!(now(&driver), (found.clone(), Judgement { latest: now(&driver).1.latest, ..Judgement::default() }));
    driver.keys("c k");
    assert!(now(&driver).1.kind.is_some());
    driver.keys("c k c k");
    assert_eq!((now(&driver).1.kind, now(&driver).1.outcome()), (None, Some("accepted")));
    driver.keys("c t");
    assert_eq!(now(&driver).1.outcome(), Some("corrected"));
    assert!(driver.text().contains("± corrected"), "{}", driver.text());
}

#[test]
fn a_speaker_is_chosen_typed_or_denied() {
    let mut driver = Driver::new(160, 50);
    driver.keys("A c s 'naya Enter");
    let (_, own) = now(&driver);
    assert_eq!(own.speaker.as_ref().and_then(SaidBy::name), Some("Naya Kirana"));
    assert!(matches!(own.speaker, Some(SaidBy::Voice(..))));
    assert!(driver.text().contains("Naya Kirana (corrected)"));
    driver.keys("c s 'Zainal_Qosim Enter");
    assert_eq!(now(&driver).1.speaker, Some(SaidBy::Named("Zainal Qosim".into())));
    driver.keys("c s End Enter");
    driver.keys("u");
    assert_eq!(now(&driver).1.speaker, Some(SaidBy::Named("Zainal Qosim".into())));
    // Cancelling changes nothing.
    let before = now(&driver);
    driver.keys("c s 'naya Esc");
    assert_eq!(now(&driver), before);
}

#[test]
fn who_said_it_is_asked_of_the_same_quote_when_articles_go() {
    let mut driver = Driver::new(160, 50);
    driver.keys("A");
    let last = corpus().articles.len() - 1;
    while driver.state.queue.chosen().unwrap().article as usize != last {
        driver.keys("j");
    }
    let (words, _) = now(&driver);
    driver.keys("c s");
    let fewer = Corpus { articles: corpus().articles.iter().skip(last).cloned().collect(), ..Corpus::default() };
    driver.send(Msg::Corpus(Arc::new(fewer).into()));
    driver.keys("'Zainal Enter");
    assert_eq!(now(&driver).0, words);
    assert_eq!(now(&driver).1.speaker, Some(SaidBy::Named("Zainal".into())));
    // Of a quote that is gone nothing is asked any more.
    driver.keys("c s");
    driver.send(Msg::Corpus(Arc::new(Corpus::default()).into()));
    assert!(driver.state.overlay.is_none());
}

#[test]
fn screens_of_choosing_a_speaker() {
    for (width, height) in [(160, 50), (80, 24), (40, 10)] {
        let mut driver = Driver::new(width, height);
        driver.keys("A j c s 'wa");
        check_screen(&format!("who-said-it-{width}x{height}"), &driver);
        driver.keys("Enter");
        check_screen(&format!("corrected-{width}x{height}"), &driver);
    }
}

#[test]
fn when_it_was_said_is_written_as_a_date_or_in_words() {
    let article =
        |words: &str, day: Option<&str>| time_said(words, day.map(|day| day.parse().unwrap())).map(|value| value.to_string());
    for (words, day, want) in [
        ("2024-10-12", None, Some("2024-10-12")),
        (" 2024-10 ", None, Some("2024-10")),
        ("2024-W42", None, Some("2024-W42")),
        ("12 Oktober 2024", None, Some("2024-10-12")),
        ("kemarin", Some("2031-03-04"), Some("2031-03-03")),
        ("Senin", Some("2031-03-04"), Some("2031-03-03")),
        ("kemarin", None, None),
        ("2024-13-40", None, None),
        ("entah", Some("2031-03-04"), None),
    ] {
        assert_eq!(article(words, day).ok().as_deref(), want, "{words}");
    }
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'bantah Enter Enter ] c d 'entah Enter");
    assert!(driver.state.prompt.is_some() && driver.text().contains("or in words as articles write it"), "{}", driver.text());
    driver.keys("Esc c d Enter");
    let verdicts = driver.state.decided.review.subjects().filter(|(.., own)| own.verdict.is_some()).count();
    assert_eq!(verdicts, 0, "nothing was written: {}", driver.text());
    driver.keys("c d 'kemarin");
    assert!(driver.text().contains("Mon 2031-03-03"), "{}", driver.text());
    driver.keys("Enter");
    assert!(driver.text().contains("said Mon 2031-03-03 (corrected)"), "{}", driver.text());
    driver.keys("Enter f 'date:2031-03-03 Enter");
    assert_eq!(driver.state.quotes.list.len(), 1, "the correction is asked");
    driver.keys("Esc Enter c d Ctrl-u Enter");
    assert!(!driver.text().contains("(corrected)"), "{}", driver.text());
}
