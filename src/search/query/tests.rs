//! What queries find in a small corpus, as tables: list, query, items.

use super::*;
use crate::app::testing::corpus;
use crate::model::{QuoteRef, Stance};
use crate::review::{Field as Decision, Review, SaidBy, Value, Verdict};
use crate::search::{Asked, filter, matching, quotes};
use std::ops::ControlFlow;

const ARTICLES: List = List::Articles;
const SPEAKERS: List = List::Speakers;
const WIRYA: List = List::Quotes(0);
const EVENTS: List = List::Events;

/// The Wednesday after the week of the corpus.
const TODAY: &str = "2031-03-12";

fn check_all(review: &Review, cases: &[(List, &str, &[u32])]) {
    let corpus = corpus();
    let mut wrong = String::new();
    for (list, text, want) in cases {
        let query = Query::of_list(text, *list).unwrap_or_else(|wrong| panic!("{}", wrong.shown(text)));
        let asked = Asked { query: &query, list: *list, corpus: &corpus, review, today: TODAY.parse().unwrap() };
        let got = matching(&asked);
        if got != *want {
            wrong += &format!("{list:?}: {text}: want {want:?}, got {got:?}\n");
        }
        let mut ranked = Vec::new();
        filter(&asked, &mut |items, _| {
            ranked = items;
            ControlFlow::Continue(())
        });
        ranked.sort_unstable();
        assert_eq!(ranked, got, "{text}");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn terms_mean_what_they_say_in_every_list() {
    check_all(
        &Review::default(),
        &[
            (ARTICLES, "", &[0, 1, 2, 3]),
            (ARTICLES, "bantah gub*", &[0]),
            (ARTICLES, "bantah gub", &[]),
            (ARTICLES, "gbrnur", &[]),
            (SPEAKERS, "gbrnur", &[0]),
            (ARTICLES, "re:(gubernur|bupati)", &[0, 2]),
            (ARTICLES, "speaker:wirya", &[0, 2]),
            (ARTICLES, "speaker:DANU", &[0, 2]),
            (ARTICLES, "speaker:anu", &[]),
            (ARTICLES, "speaker:\"wirya danu\"", &[0, 2]),
            (ARTICLES, "-speaker:wirya", &[1, 3]),
            (ARTICLES, "NOT speaker:wirya", &[1, 3]),
            (ARTICLES, "--speaker:wirya", &[0, 2]),
            (ARTICLES, "outlet:kabar", &[0]),
            (ARTICLES, "outlet:abar", &[]),
            (ARTICLES, "outlet:\"suara hilir\" OR outlet:lumba", &[1, 2]),
            (ARTICLES, "kind:indirect", &[0, 1]),
            (ARTICLES, "kind:organization", &[1]),
            (ARTICLES, "date:2031-03-04", &[0, 2]),
            (ARTICLES, "date:2031", &[0, 1, 2]),
            (ARTICLES, "date:2031-W10", &[0, 1, 2]),
            (ARTICLES, "date:..2031-03-03", &[1]),
            (ARTICLES, "date:2031-03-04..", &[0, 2]),
            (ARTICLES, "-date:2031", &[3]),
            (ARTICLES, "date:\"pekan lalu\"", &[0, 1, 2]),
            (ARTICLES, "date:\"4 Maret\"", &[0, 2]),
            (ARTICLES, "date:\"4 Maret\"..kemarin", &[0, 2]),
            (ARTICLES, "date:kemarin", &[]),
            (ARTICLES, "\"meminta laporan\"", &[0]),
            (ARTICLES, "\"LUMBA, kabar\"", &[0]),
            (ARTICLES, "-\"menyimpan air\"", &[0, 1, 2]),
            (ARTICLES, "-bantah", &[1, 2, 3]),
            (ARTICLES, "-bntah", &[0, 1, 2, 3]),
            (ARTICLES, "retak* (outlet:kabar OR outlet:suara)", &[0, 1]),
            (ARTICLES, "outlet:kabar OR outlet:suara -retakan", &[0]),
            (ARTICLES, "is:unread", &[0, 1, 2, 3]),
            (ARTICLES, "is:reviewed", &[]),
            (ARTICLES, "tag:penting", &[]),
            (SPEAKERS, "speaker:wirya", &[0]),
            (SPEAKERS, "gubernur", &[0]),
            (SPEAKERS, "outlet:kabar", &[0, 3]),
            (SPEAKERS, "outlet:warta", &[0]),
            (SPEAKERS, "stance:denies", &[0]),
            (SPEAKERS, "kind:unnamed", &[3]),
            (SPEAKERS, "kind:direct", &[0, 1, 3]),
            (SPEAKERS, "date:2031-03-03", &[1, 2]),
            (WIRYA, "stance:denies", &[0]),
            (WIRYA, "outlet:warta", &[2]),
            (WIRYA, "kind:direct", &[1, 2]),
            (WIRYA, "\"setiap pekan\"", &[1]),
            (WIRYA, "-retakan", &[0]),
            (WIRYA, "speaker:naya", &[]),
            (EVENTS, "speaker:wirya", &[2, 3]),
            (EVENTS, "outlet:warta", &[2]),
            (EVENTS, "-outlet:kabar", &[0, 1]),
            (EVENTS, "date:2031-01-15", &[0]),
            (EVENTS, "date:2031-03-04..", &[2, 3]),
            (EVENTS, "kind:organization", &[1]),
            (EVENTS, "\"membantah tuduhan bahwa\"", &[2]),
            (List::Claims, "speaker:wirya", &[0]),
            (List::Claims, "speaker:pemerintah", &[1]),
            (List::Claims, "stance:accuses", &[0, 1]),
            (List::Claims, "outlet:hilir", &[1]),
            (List::Claims, "date:2031-03-04", &[0]),
            (List::Claims, "kind:unnamed", &[0]),
            (List::Claims, "\"tiap malam\"", &[0]),
            (List::Statements, "kind:contradicting", &[0]),
            (List::Statements, "kind:shortened", &[1]),
            (List::Statements, "speaker:wirya", &[0, 1]),
            (List::Statements, "stance:denies", &[0]),
            (List::Hearings, "speaker:pemerintah", &[0]),
            (List::Hearings, "kind:organization", &[2]),
            (List::Hearings, "stance:accuses", &[2]),
            (List::Hearings, "outlet:hilir", &[0, 2]),
            (List::Hearings, "date:2031-03-03", &[0, 2]),
            (List::Findings, "kind:one-outlet", &[1]),
            (List::Findings, "kind:\"one outlet\"", &[1]),
            (List::Findings, "kind:paraphrase", &[0]),
            (List::Findings, "speaker:wirya", &[0]),
            (List::Findings, "outlet:suara", &[1]),
            (List::Findings, "date:2031-03-04", &[0]),
        ],
    );
}

#[test]
fn terms_side_by_side_are_of_one_quote() {
    check_all(
        &Review::default(),
        &[
            (ARTICLES, "speaker:wirya stance:denies", &[0]),
            (ARTICLES, "speaker:warga stance:denies", &[]),
            (ARTICLES, "(speaker:warga) (stance:denies)", &[0]),
            (ARTICLES, "speaker:warga outlet:kabar", &[0]),
            (ARTICLES, "kind:organization kind:direct", &[]),
            (ARTICLES, "speaker:wirya -stance:denies", &[2]),
            (ARTICLES, "-(speaker:warga stance:denies)", &[0, 1, 2, 3]),
            (ARTICLES, "speaker:warga (stance:denies OR stance:accuses)", &[0]),
            (SPEAKERS, "outlet:warta stance:denies", &[]),
            (SPEAKERS, "outlet:kabar stance:denies", &[0]),
            (EVENTS, "speaker:wirya stance:denies", &[2]),
            (EVENTS, "speaker:wirya date:2031-03-10", &[3]),
            (EVENTS, "outlet:warta stance:denies", &[]),
            (List::Claims, "speaker:wirya stance:accuses", &[]),
            (List::Claims, "speaker:wirya stance:denies outlet:warta", &[0]),
            (List::Statements, "outlet:warta stance:denies", &[]),
        ],
    );
}

/// Decisions of a person who has looked at one article and a part of another.
fn review() -> Review {
    let (corpus, mut review) = (corpus(), Review::default());
    let on = Some(Value::On);
    let text = |words: &str| Some(Value::Text(words.into()));
    let verdict = |verdict| Some(Value::Verdict(verdict));
    let mut of_quote = |article: usize, quote: usize, field: Decision, value: Option<Value>| {
        let article = &corpus.articles[article];
        let target = review.of_quote(article, &article.quotes[quote]);
        review.decide([(target, field, value)]);
    };
    of_quote(0, 0, Decision::Verdict, verdict(Verdict::Accepted));
    of_quote(0, 0, Decision::Speaker, Some(Value::Speaker(SaidBy::Named("Naya Kirana".into()))));
    of_quote(0, 0, Decision::Stance, Some(Value::Stance(Stance::Accuses)));
    of_quote(0, 1, Decision::Tag("Penting".into()), on.clone());
    of_quote(0, 1, Decision::Note, text("Tanya lagi ke dinas."));
    of_quote(0, 2, Decision::Verdict, verdict(Verdict::Rejected));
    of_quote(2, 0, Decision::Verdict, verdict(Verdict::Skipped));
    for quote in 0..3 {
        of_quote(1, quote, Decision::Verdict, verdict(Verdict::Accepted));
    }
    let target = review.of_article(&corpus.articles[1]);
    review.note([(target, Decision::Read, on.clone())]);
    let article = &corpus.articles[3];
    let target = review.of_passage(article, article.quotes[0].span);
    review.decide([(target.clone(), Decision::Highlight, on.clone()), (target, Decision::Tag("air".into()), on.clone())]);
    let target = review.of_speaker(&corpus, &corpus.speakers[2]).unwrap();
    review.decide([(target, Decision::Mark, on)]);
    let target = review.of_event(&corpus, &corpus.events[3]).unwrap();
    review.decide([(target, Decision::Note, text("Belum tentu jadi"))]);
    review
}

#[test]
fn what_a_person_decided_is_asked_and_goes_before_what_was_found() {
    check_all(
        &review(),
        &[
            (ARTICLES, "is:read", &[1]),
            (ARTICLES, "is:unread", &[0, 2, 3]),
            (ARTICLES, "is:reviewed", &[1]),
            (ARTICLES, "is:unreviewed", &[0, 2, 3]),
            (ARTICLES, "is:accepted", &[0, 1]),
            (ARTICLES, "is:rejected", &[0]),
            (ARTICLES, "is:skipped", &[2]),
            (ARTICLES, "is:corrected", &[0]),
            (ARTICLES, "is:flagged", &[]),
            (ARTICLES, "is:highlighted", &[3]),
            (ARTICLES, "is:noted", &[0]),
            (ARTICLES, "is:marked", &[]),
            (ARTICLES, "tag:PENTING", &[0]),
            (ARTICLES, "tag:pent", &[]),
            (ARTICLES, "tag:air OR tag:penting", &[0, 3]),
            (ARTICLES, "note:dinas", &[0]),
            (ARTICLES, "note:\"lagi ke\" speaker:wirya", &[0]),
            (ARTICLES, "note:dinas speaker:naya", &[]),
            (ARTICLES, "speaker:naya stance:accuses", &[0]),
            (ARTICLES, "stance:denies", &[]),
            (ARTICLES, "speaker:wirya is:accepted", &[]),
            (ARTICLES, "speaker:naya is:accepted", &[0, 1]),
            (ARTICLES, "speaker:naya is:reviewed", &[1]),
            (ARTICLES, "speaker:naya is:unreviewed", &[]),
            (ARTICLES, "speaker:wirya is:unreviewed", &[0, 2]),
            (SPEAKERS, "is:marked", &[2]),
            (SPEAKERS, "outlet:kabar", &[0, 1, 3]),
            (SPEAKERS, "stance:accuses", &[1, 2]),
            (SPEAKERS, "stance:denies", &[]),
            (SPEAKERS, "is:corrected", &[1]),
            (SPEAKERS, "is:reviewed", &[1, 2, 3]),
            (SPEAKERS, "is:unreviewed", &[0]),
            (WIRYA, "is:unreviewed", &[1, 2]),
            (WIRYA, "is:read", &[]),
            (WIRYA, "is:unread -outlet:warta", &[0, 1]),
            (WIRYA, "speaker:naya", &[0]),
            (WIRYA, "tag:penting OR is:accepted", &[0, 1]),
            (EVENTS, "is:noted", &[2, 3]),
            (EVENTS, "note:tentu", &[3]),
            (EVENTS, "is:unreviewed", &[2, 3]),
            (List::Claims, "is:rejected", &[0]),
        ],
    );
}

#[test]
fn quotes_are_found_across_the_corpus() {
    let (corpus, review) = (corpus(), review());
    for (text, want) in [
        ("is:accepted", &[(0, 0), (1, 0), (1, 1), (1, 2)][..]),
        ("stance:accuses -speaker:naya", &[(1, 0)]),
        ("\"di dinding\" outlet:warta", &[(2, 0)]),
        ("naya", &[(1, 1), (1, 2)]),
        ("is:read -speaker:naya", &[(1, 0)]),
        ("speaker:naya date:2031-03-04", &[(0, 0)]),
    ] {
        let query = Query::parse(text).unwrap();
        let asked =
            Asked { query: &query, list: List::Quotes(0), corpus: &corpus, review: &review, today: TODAY.parse().unwrap() };
        let want: Vec<_> = want.iter().map(|&(article, quote)| QuoteRef { article, quote }).collect();
        assert_eq!(quotes(&asked), want, "{text}");
    }
}

#[test]
fn words_and_phrases_are_marked_where_they_match() {
    let places = |query: &str, text: &str| Query::parse(query).unwrap().places(text);
    assert_eq!(places("ret* outlet:kabar -dan", "dan retak"), [4, 5, 6]);
    assert!(places("ret outlet:kabar -dan", "dan retak").is_empty());
    let names = |query: &str, text: &str| Query::of_list(query, SPEAKERS).unwrap().places(text);
    assert_eq!(names("ret outlet:kabar -dan", "dan retak"), [4, 5, 6]);
    assert_eq!(places("\"é re*\"", "é  retak"), [0, 1, 2, 3, 4]);
    assert!(places("speaker:retak", "retak").is_empty());
    let ranked = |query: &str, list| Query::of_list(query, list).unwrap().is_ranked();
    assert!(ranked("kata OR outlet:x", SPEAKERS) && !ranked("kata OR outlet:x", ARTICLES));
    assert!(!ranked("-kata outlet:x \"kata\"", SPEAKERS));
}

#[test]
fn fields_and_values_complete() {
    let (corpus, review) = (corpus(), review());
    for (text, list, want) in [
        ("kata spe", ARTICLES, &["kata speaker:"][..]),
        ("(-sta", ARTICLES, &["(-stance:"]),
        ("outlet:hil", ARTICLES, &["outlet:\"Suara Hilir\""]),
        ("outlet:\"suara h", ARTICLES, &["outlet:\"Suara Hilir\""]),
        ("speaker:da", ARTICLES, &["speaker:\"Wirya Danu\""]),
        ("is:un", ARTICLES, &["is:unread", "is:unreviewed"]),
        ("is:un", SPEAKERS, &["is:unreviewed"]),
        ("kind:re", List::Statements, &["kind:reported", "kind:reworded"]),
        ("kind:re", ARTICLES, &["kind:reported"]),
        ("tag:", ARTICLES, &["tag:air", "tag:Penting"]),
        ("kata ", ARTICLES, &[]),
        ("xyz", ARTICLES, &[]),
        ("date:20", ARTICLES, &[]),
    ] {
        let completion = complete(text, text.len(), list, &corpus, &review);
        let mut got: Vec<String> = completion
            .into_iter()
            .flat_map(|c| c.values.iter().map(|value| format!("{}{value}", &text[..c.at.start])).collect::<Vec<_>>())
            .collect();
        got.sort_by_key(|value| value.to_lowercase());
        assert_eq!(got, want, "{text}");
    }
}

#[test]
fn every_variant_can_be_asked_for_by_its_name_and_is_proposed() {
    let corpus = corpus();
    let review = Review::new("log".into(), "Rani".into(), []);
    let stances = Stance::ALL.map(|stance| (List::Quotes(0), "stance", stance.name().to_owned()));
    let quotes = crate::model::QuoteKind::ALL.map(|kind| (List::Quotes(0), "kind", kind.name().to_owned()));
    let voices = crate::model::SpeakerKind::ALL.map(|kind| (SPEAKERS, "kind", kind.name().to_owned()));
    let relations = crate::model::Relation::ALL.map(|relation| (List::Statements, "kind", relation.name().to_owned()));
    let findings = crate::model::FindingKind::ALL.map(|kind| (List::Findings, "kind", kind.name().replace(' ', "-")));
    let all = stances.into_iter().chain(quotes).chain(voices).chain(relations).chain(findings);
    for (list, field, name) in all {
        let text = format!("{field}:{name}");
        assert!(Query::of_list(&text, list).is_ok(), "{text} is refused in {list:?}");
        let completion = complete(&text, text.len(), list, &corpus, &review);
        assert!(completion.is_some_and(|found| found.values.contains(&name)), "{text} is not proposed in {list:?}");
    }
}
