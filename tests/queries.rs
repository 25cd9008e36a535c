//! The query language: what is told of wrong queries, and what holds for any text.
//!
//! `tests/queries.txt`: a query, under it carets and what is wrong there; `# of LIST` asks it of that list.
//! `UPDATE_EXPECT=1 cargo test --test queries` writes it anew.

use proptest::prelude::*;
use simak::app::List;
use simak::model::Corpus;
use simak::review::Review;
use simak::search::query::{FORMS, complete};
use simak::search::{Asked, Query, matching};
use std::path::PathBuf;

const LISTS: [List; 8] = [
    List::Articles,
    List::Speakers,
    List::Quotes(0),
    List::Events,
    List::Claims,
    List::Statements,
    List::Hearings,
    List::Findings,
];

fn told(query: &str, list: Option<List>) -> String {
    let answer = list.map_or_else(|| Query::parse(query), |list| Query::of_list(query, list));
    answer.map_or_else(|wrong| wrong.shown(query), |_| query.to_owned())
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/queries.txt");
    let want = std::fs::read_to_string(&path).unwrap();
    let mut got = Vec::new();
    for case in want.trim_end().split("\n\n") {
        let comments: Vec<&str> = case.lines().filter(|line| line.starts_with('#')).collect();
        let list = comments.iter().find_map(|line| line.strip_prefix("# of "));
        let list = list.map(|name| *LISTS.iter().find(|list| list.name() == name).unwrap_or_else(|| panic!("no list {name}")));
        let query = case.lines().find(|line| !line.starts_with('#')).map(|query| told(query, list));
        got.push(comments.into_iter().map(str::to_owned).chain(query).collect::<Vec<_>>().join("\n"));
    }
    let got = got.join("\n\n") + "\n";
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return std::fs::write(&path, got).unwrap();
    }
    for (number, (want, got)) in want.lines().zip(got.lines()).enumerate() {
        assert_eq!(want, got, "tests/queries.txt:{}; UPDATE_EXPECT=1 rewrites it", number + 1);
    }
    assert_eq!(want, got);
}

#[test]
fn every_form_of_the_help_is_understood() {
    for (form, _) in FORMS {
        let list = LISTS.into_iter().find(|list| Query::of_list(form, *list).is_ok());
        assert!(list.is_some(), "{form}: {}", told(form, None));
    }
}

#[test]
fn depth_and_length_are_bounded() {
    for query in ["(".repeat(40), "-".repeat(40) + "a", "(".repeat(40_000), "-(".repeat(2_000), "NOT ".repeat(1_000)] {
        let wrong = Query::parse(&query).expect_err("too deep");
        assert!(query.get(wrong.at.clone()).is_some(), "{wrong}");
    }
    assert!(Query::parse(&("(".repeat(20) + "a" + &")".repeat(20))).is_ok());
    assert!(Query::parse(&"kata ".repeat(800)).is_ok());
    assert!(Query::parse(&"ké ".repeat(2_000)).is_err());
}

/// Pieces of queries, whole and broken.
const PIECES: &[&str] = &[
    "(",
    ")",
    "-",
    "\"",
    "“",
    "”",
    "„",
    " ",
    "  ",
    "\t",
    "\n",
    "OR",
    "AND",
    "NOT",
    ":",
    "..",
    "speaker:",
    "outlet:",
    "stance:",
    "kind:",
    "tag:",
    "note:",
    "is:",
    "date:",
    "denies",
    "direct",
    "unread",
    "2024",
    "2024-10",
    "-10-12",
    "2024-W42",
    "9999-12-31",
    "0000",
    "pekan lalu",
    "kemarin",
    "1 Oktober",
    "kata",
    "é",
    "東",
    "\u{200b}",
    "\u{1b}[2J",
    "\u{85}",
    "👩‍👩‍👧",
    "x:y",
    "08:30",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_500) })]

    #[test]
    fn any_text_is_a_query_or_is_told_what_is_wrong(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24), noise in ".{0,12}", at in 0usize..200,
    ) {
        let query = pieces.concat() + &noise;
        let corpus = Corpus::default();
        match Query::parse(&query) {
            Err(wrong) => {
                let inside = query.get(wrong.at.clone()).is_some();
                prop_assert!(inside, "{:?} cuts {:?}", wrong, query);
                prop_assert!(!wrong.message.is_empty() && !wrong.message.contains('\n'));
                prop_assert_eq!(wrong.shown(&query).lines().count(), 2);
                let clean = !wrong.shown(&query).contains('\x1b');
                prop_assert!(clean);
            }
            Ok(parsed) => for list in LISTS {
                let today = "2024-11-06".parse().unwrap();
                let asked = Asked { query: &parsed, list, corpus: &corpus, review: &Review::default(), today };
                prop_assert_eq!(matching(&asked).len(), 0);
                if let Err(wrong) = parsed.check(list) {
                    prop_assert!(query.get(wrong.at.clone()).is_some_and(|part| !part.is_empty()));
                }
            }
        }
        let at = (0..=at.min(query.len())).rev().find(|at| query.is_char_boundary(*at)).unwrap_or(0);
        for list in LISTS {
            if let Some(completion) = complete(&query, at, list, &corpus, &Review::default()) {
                prop_assert!(query.get(completion.at.clone()).is_some());
            }
        }
    }
}
