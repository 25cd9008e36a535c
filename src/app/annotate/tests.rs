//! Marks, notes, tags: on everything, seen, found by queries, taken back.

use super::super::testing::{Driver, check_screen};
use crate::review::Judgement;

/// What is decided about anything, in the order in which it was first decided about.
fn decided(driver: &Driver) -> Vec<Judgement> {
    driver.state.decided.review.subjects().map(|(_, _, own)| own.clone()).filter(|own| !own.read).collect()
}

#[test]
fn everything_can_be_marked_noted_and_tagged_and_that_taken_back() {
    for (keys, what) in [("1 g g", "article"), ("3 g g", "speaker"), ("4 g g", "event"), ("1 Enter ]", "quote"), ("A", "quote")] {
        let mut driver = Driver::new(160, 50);
        driver.keys(keys).keys("b i 'periksa_lagi Esc # 'banjir_uang,banjir Enter");
        let own = decided(&driver).into_iter().find(|own| own.mark).unwrap_or_else(|| panic!("{what}"));
        assert_eq!(own.note.as_deref(), Some("periksa lagi"), "{what}");
        assert_eq!(own.tags, ["banjir".into(), "uang".into()], "{what}");
        let subject = driver.state.decided.review.subjects().find(|(.., own)| own.mark).unwrap().1.kind();
        assert_eq!(subject, what);
        assert!(driver.text().contains('★') && driver.text().contains('✎'), "{what}: {}", driver.text());
        driver.keys("u u u");
        assert!(decided(&driver).iter().all(|own| Judgement { latest: 0, ..own.clone() } == Judgement::default()), "{what}");
        driver.keys("Ctrl-r Ctrl-r Ctrl-r");
        assert!(decided(&driver).iter().any(|own| own.mark && own.note.is_some() && own.tags.len() == 2), "{what}");
        // What is written anew is what was there, and nothing takes all away.
        driver.keys("# Ctrl-u Enter i Ctrl-j Esc b");
        assert!(decided(&driver).iter().all(|own| own.tags.is_empty() && own.note.is_none() && !own.mark), "{what}");
    }
}

#[test]
fn what_was_noted_is_found_by_queries() {
    let mut driver = Driver::new(160, 50);
    driver.keys("1 g g j # 'banjir Enter f 'tag:banjir Enter");
    assert_eq!(driver.state.articles.list.len(), 1);
    driver.keys("Esc f 'is:marked Enter");
    assert_eq!(driver.state.articles.list.len(), 0);
    driver.keys("Esc f 'is:unread Enter");
    let unread = driver.state.articles.list.len();
    driver.keys("Esc g g U");
    driver.keys("f 'is:unread Enter");
    assert_eq!(driver.state.articles.list.len() + 1, unread);
}

#[test]
fn screens_of_marks_notes_and_tags() {
    for (width, height) in [(160, 50), (80, 24), (40, 10)] {
        let mut driver = Driver::new(width, height);
        driver.keys("1 g g b i 'minta_dokumen_asli Esc Enter ] # 'bendungan Enter i 'cek_rekaman Enter 'Rani: Esc");
        check_screen(&format!("noted-{width}x{height}"), &driver);
        driver.keys("i");
        check_screen(&format!("noting-{width}x{height}"), &driver);
    }
}
