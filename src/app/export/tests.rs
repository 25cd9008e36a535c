//! Writing quotes to a file by keys.

use super::super::testing::{Driver, check_screen, corpus};
use super::super::{Effect, Export, Msg, selection};
use super::*;
use crate::model::QuoteRef;

/// What was last asked to be written.
fn asked(driver: &Driver) -> Export {
    let last = driver.effects.iter().rev().find_map(|effect| match effect {
        Effect::Export(export) => Some(Export::clone(export)),
        _ => None,
    });
    last.expect("nothing was asked to be written")
}

/// The quotes that are to be written.
fn quotes(export: &Export) -> Vec<QuoteRef> {
    selection::quotes(export.source.clone(), &export.corpus, &export.review, "2031-03-12".parse().unwrap())
}

#[test]
fn what_is_shown_is_written_in_the_chosen_format_under_the_chosen_name() {
    let all = corpus().articles.iter().map(|article| article.quotes.len()).sum::<usize>();
    let mut driver = Driver::new(160, 50);
    driver.keys("w j Enter");
    assert!(driver.text().contains("file quotes.csv"), "{}", driver.text());
    driver.keys("Enter");
    let export = asked(&driver);
    assert_eq!((export.wanted.format.name, &*export.path, export.replace), ("csv", "quotes.csv", false));
    assert_eq!((quotes(&export).len(), export.wanted.choice), (all, Choice::All));
    // One article, once something was reviewed; then all of it.
    driver.keys("2 ] a w Tab Tab Tab Enter Ctrl-u 'satu.md Enter");
    let export = asked(&driver);
    let open = driver.state.reader.article.unwrap();
    assert_eq!((export.wanted.format.name, &*export.path, export.wanted.choice), ("markdown", "satu.md", Choice::Reviewed));
    assert!(!quotes(&export).is_empty() && quotes(&export).iter().all(|at| at.article == open));
    driver.keys("w Tab G Enter Enter");
    assert_eq!((asked(&driver).wanted.choice, &*asked(&driver).path), (Choice::All, "quotes-csl.json"));
    // The quotes that answer the query of the list; words are asked of the list alone.
    driver.keys("1 f 'stance:denies Enter w Enter Enter");
    let export = asked(&driver);
    assert_eq!(quotes(&export), [QuoteRef { article: 0, quote: 0 }]);
    assert_eq!(export.about, " of the 1 article shown, by the query stance:denies");
    driver.keys("1 f Ctrl-u 'bantah Enter w Enter Enter");
    let export = asked(&driver);
    assert_eq!(quotes(&export).len(), corpus().articles[0].quotes.len());
    // A review, as far as it goes.
    driver.keys("A w Enter Enter");
    assert_eq!((quotes(&asked(&driver)).len(), asked(&driver).about), (all, " of everything".to_owned()));
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_one_says_so() {
    let mut driver = Driver::new(160, 50);
    driver.keys("w Enter Enter");
    let export = asked(&driver);
    driver.send(Msg::InTheWay(Box::new(export)));
    assert!(driver.text().contains("it is there already: Enter replaces it"), "{}", driver.text());
    driver.keys("'x");
    assert!(driver.text().contains("Enter writes it"), "{}", driver.text());
    driver.keys("Enter");
    assert_eq!((&*asked(&driver).path, asked(&driver).replace), ("quotes.mdx", false));
    let export = asked(&driver);
    driver.send(Msg::InTheWay(Box::new(export)));
    driver.keys("Enter");
    assert_eq!((&*asked(&driver).path, asked(&driver).replace), ("quotes.mdx", true));
    let before = driver.effects.len();
    driver.keys("w Esc w Enter Esc w Enter Ctrl-u Enter");
    assert_eq!(driver.effects.len(), before, "nothing more is written");
    assert!(driver.text().contains("the file has no name"), "{}", driver.text());
}

#[test]
fn screens_of_the_formats() {
    for (width, height) in [(160, 50), (80, 24), (40, 10)] {
        let mut driver = Driver::new(width, height);
        check_screen(&format!("formats-{width}x{height}"), driver.keys("w j"));
    }
}
