//! The query language: what is told of wrong queries, and what holds for any text.
//!
//! `tests/queries.txt`: a query, under it carets and what is wrong there; `# of LIST` asks it of that list.
//! `UPDATE_EXPECT=1 cargo test --test it queries::` writes it anew.

use proptest::prelude::*;
use simak::app::List;
use simak::loader::{LoadOptions, load_now};
use simak::model::Corpus;
use simak::review::{Field, Review, Value, Verdict};
use simak::search::query::{FORMS, complete};
use simak::search::{Asked, Query, matching, quotes};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

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
        let list =
            list.map(|name| *List::ALL.iter().find(|list| list.name() == name).unwrap_or_else(|| panic!("no list {name}")));
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
        let list = List::ALL.into_iter().find(|list| Query::of_list(form, *list).is_ok());
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
        match Query::parse(&query) {
            Err(wrong) => {
                let inside = query.get(wrong.at.clone()).is_some();
                prop_assert!(inside, "{:?} cuts {:?}", wrong, query);
                prop_assert!(!wrong.message.is_empty() && !wrong.message.contains('\n'));
                prop_assert_eq!(wrong.shown(&query).lines().count(), 2);
                let clean = !wrong.shown(&query).contains('\x1b');
                prop_assert!(clean);
            }
            Ok(parsed) => {
                let today = "2031-08-06".parse().unwrap();
                let asked = Asked { query: &parsed, list: List::ALL[at % List::ALL.len()], corpus: sample(), review: decided(), today };
                prop_assert!(matching(&asked).is_sorted() && quotes(&asked).is_sorted());
                for list in List::ALL {
                    if let Err(wrong) = parsed.check(list) {
                        prop_assert!(query.get(wrong.at.clone()).is_some_and(|part| !part.is_empty()));
                    }
                }
            }
        }
        let at = (0..=at.min(query.len())).rev().find(|at| query.is_char_boundary(*at)).unwrap_or(0);
        for list in List::ALL {
            if let Some(completion) = complete(&query, at, list, sample(), decided()) {
                prop_assert!(query.get(completion.at.clone()).is_some());
            }
        }
    }
}

/// Terms whose sets are compared. (A word that is left out is taken as it stands, and so is no counterpart of the word.)
const TERMS: &[&str] = &[
    "speaker:bupati",
    "speaker:a",
    "outlet:kilat24",
    "outlet:suara",
    "stance:denies",
    "stance:asserts",
    "kind:direct",
    "kind:person",
    "kind:unnamed",
    "date:2031-07",
    "date:2031-01..2031-06",
    "date:\"bulan lalu\"",
    "tag:penting",
    "is:reviewed",
    "is:accepted",
    "is:unreviewed",
    "\"bendungan\"",
    "\"kabel\"",
    "speaker:a stance:denies",
    "outlet:suara kind:direct",
];

fn sample() -> &'static Corpus {
    static CORPUS: OnceLock<Corpus> = OnceLock::new();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-corpus");
    CORPUS.get_or_init(|| load_now(vec![folder], LoadOptions::default()).unwrap())
}

/// Every third quote accepted, some tagged.
fn decided() -> &'static Review {
    static REVIEW: OnceLock<Review> = OnceLock::new();
    REVIEW.get_or_init(|| {
        let mut review = Review::default();
        for article in &sample().articles {
            for (number, quote) in article.quotes.iter().enumerate().filter(|(number, _)| number % 3 == 0) {
                let target = review.of_quote(article, quote);
                let verdict = (target.clone(), Field::Verdict, Some(Value::Verdict(Verdict::Accepted)));
                let tag = (target, Field::Tag("penting".into()), (number % 2 == 0).then_some(Value::On));
                review.decide([verdict, tag]);
            }
        }
        review
    })
}

fn items(query: &str, list: List) -> Vec<u32> {
    let query = Query::of_list(query, list).unwrap_or_else(|wrong| panic!("{}", wrong.shown(query)));
    matching(&Asked { query: &query, list, corpus: sample(), review: decided(), today: "2031-08-06".parse().unwrap() })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn not_or_and_brackets_are_those_of_sets(a in prop::sample::select(TERMS), b in prop::sample::select(TERMS)) {
        for list in List::ALL {
            let (all, of_a, of_b) = (items("", list), items(a, list), items(b, list));
            let without: Vec<u32> = all.iter().copied().filter(|item| !of_a.contains(item)).collect();
            prop_assert_eq!(items(&format!("-({a})"), list), without, "-({}) in {:?}", a, list);
            let both: Vec<u32> = of_a.iter().copied().filter(|item| of_b.contains(item)).collect();
            prop_assert_eq!(items(&format!("({a}) ({b})"), list), both.clone(), "({}) ({}) in {:?}", a, b, list);
            let one = all.iter().copied().filter(|item| of_a.contains(item) || of_b.contains(item)).collect::<Vec<u32>>();
            prop_assert_eq!(items(&format!("({a}) OR ({b})"), list), one, "({}) OR ({}) in {:?}", a, b, list);
            let beside = items(&format!("{a} {b}"), list);
            prop_assert!(beside.iter().all(|item| both.contains(item)), "{} {} in {:?}", a, b, list);
        }
    }
}

/// How long a query takes to be understood, answered in every list and completed.
fn cost(query: &str) -> Duration {
    let started = Instant::now();
    if let Ok(parsed) = Query::parse(query) {
        for list in List::ALL {
            let today = "2031-08-06".parse().unwrap();
            matching(&Asked { query: &parsed, list, corpus: sample(), review: decided(), today });
        }
    }
    std::hint::black_box(told(query, None));
    std::hint::black_box(complete(query, query.len(), List::Articles, sample(), decided()));
    started.elapsed()
}

/// Pieces of queries, and every two of them, written over and over: four times the query costs little more than four times the
/// time, and no query of the longest size more than a moment.
#[test]
fn time_grows_with_the_query() {
    let mut shapes: Vec<String> = PIECES.iter().map(|piece| (*piece).to_owned()).collect();
    for (at, one) in PIECES.iter().enumerate() {
        shapes.extend(PIECES.iter().skip(at % 7).step_by(7).map(|other| format!("{one}{other}")));
        shapes.push(format!("{one} "));
        shapes.push(format!("{one} OR "));
        shapes.push(format!("{one}kata-{{}} "));
    }
    let mut slow = Vec::new();
    for shape in shapes {
        let of = |bytes: usize| {
            let mut query = String::new();
            // (An even number, so that marks and brackets are left open in neither.)
            for n in 0.. {
                let part = shape.replace("{}", &n.to_string()).repeat(2);
                if query.len() + part.len() > bytes {
                    break;
                }
                query.push_str(&part);
            }
            // (The best of three: others use the machine.)
            (0..3).map(|_| cost(&query)).min().unwrap()
        };
        let (short, long) = (of(1_000), of(4_000));
        if long > short * 8 + Duration::from_millis(100) || long > Duration::from_secs(5) {
            slow.push(format!("{shape:?}: {short:?} {long:?}"));
        }
        if std::env::var_os("SIMAK_TIMES").is_some() {
            std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{shape:?} {short:?} {long:?}\n")).unwrap();
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// Words that name a time are worked out from any day, also from the ends of the calendar.
#[test]
fn dates_in_words_are_asked_on_any_day() {
    for today in [jiff::civil::Date::MIN, jiff::civil::Date::MAX, "2024-02-29".parse().unwrap()] {
        for words in [
            "pekan lalu",
            "kemarin",
            "besok",
            "tahun depan",
            "bulan depan",
            "dua abad lalu",
            "Senin",
            "1 Oktober",
            "seribu tahun lalu",
        ] {
            for query in [format!("date:\"{words}\""), format!("date:..\"{words}\""), format!("date:\"{words}\"..")] {
                let Ok(query) = Query::parse(&query) else { continue };
                for list in List::ALL {
                    matching(&Asked { query: &query, list, corpus: sample(), review: decided(), today });
                }
            }
        }
    }
}
