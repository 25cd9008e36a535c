//! Writing quotes to a file by keys.

use super::super::testing::{Driver, check_screen, corpus};
use super::super::{Effect, Export, Msg};
use super::*;

/// What was last asked to be written.
fn asked(driver: &Driver) -> Export {
    let last = driver.effects.iter().rev().find_map(|effect| match effect {
        Effect::Export(export) => Some(Export::clone(export)),
        _ => None,
    });
    last.expect("nothing was asked to be written")
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
    assert_eq!((export.quotes.len(), export.wanted.choice, export.query.is_none()), (all, Choice::All, true));
    // One article, once something was reviewed; then all of it.
    driver.keys("2 ] a w Tab Tab Enter Ctrl-u 'satu.md Enter");
    let export = asked(&driver);
    let open = driver.state.reader.article.unwrap();
    assert_eq!((export.wanted.format.name, &*export.path, export.wanted.choice), ("markdown", "satu.md", Choice::Reviewed));
    assert!(!export.quotes.is_empty() && export.quotes.iter().all(|at| at.article == open));
    driver.keys("w Tab G Enter Enter");
    assert_eq!((asked(&driver).wanted.choice, &*asked(&driver).path), (Choice::All, "quotes-csl.json"));
    // The query of the list; words are asked of the list alone.
    driver.keys("1 f 'stance:denies Enter w Enter Enter");
    let export = asked(&driver);
    assert_eq!(export.query.as_ref().map(Query::text), Some("stance:denies"));
    assert_eq!(export.about, " of the query stance:denies");
    driver.keys("1 f Ctrl-u 'bantah Enter w Enter Enter");
    let export = asked(&driver);
    assert!(export.query.is_none() && export.quotes.iter().all(|at| at.article == 0), "{:?}", export.quotes);
    // A review, as far as it goes.
    driver.keys("A w Enter Enter");
    assert_eq!((asked(&driver).quotes.len(), asked(&driver).about), (all, " of everything".to_owned()));
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
