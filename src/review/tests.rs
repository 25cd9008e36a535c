//! That the present state follows from the log, and that decisions find their text again.

use super::*;
use crate::model::*;
use proptest::prelude::*;
use std::sync::Arc;

const WORDS: [&str; 24] = [
    "Rani", "menunggu", "banjir", "di", "Karta", "pasar", "tutup", "kata", "warga", "jalan", "air", "naik", "sejak", "pagi",
    "kami", "tidak", "takut", "lagi", "harga", "beras", "turun", "menurut", "dia", "besok",
];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| WORDS[self.roll(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }
}

fn article(id: &str, path: &str, text: &str, quotes: &[Span]) -> Arc<Article> {
    let quote = |span: &Span| Quote {
        kind: QuoteKind::Direct,
        span: *span,
        cue: None,
        mention: None,
        speaker: None,
        also: Vec::new(),
        doubt: None,
        chain: Vec::new(),
        stance: Stance::Asserts,
        said: None,
        rule: "direct.cue-after",
        speaker_rule: None,
        confidence: 50,
        decided: None,
    };
    Arc::new(Article {
        id: id.into(),
        source: Source { path: path.into(), ..Source::default() },
        title: Some(format!("Judul {path}").into()),
        text: text.into(),
        quotes: quotes.iter().map(quote).collect(),
        ..Article::default()
    })
}

fn corpus(articles: Vec<Arc<Article>>) -> Corpus {
    Corpus { articles: articles.into_iter().collect(), ..Corpus::default() }
}

/// A text of pieces, with the spans of those that are quotes; edits around them leave them as they are.
fn written(pieces: &[(String, bool)]) -> (String, Vec<Span>) {
    let (mut text, mut quotes) = (String::new(), Vec::new());
    for (piece, quoted) in pieces {
        if *quoted {
            text.push('“');
            quotes.push(Span::new(text.len(), text.len() + piece.len()));
            text.push_str(piece);
            text.push_str("” ");
        } else {
            text.push_str(piece);
            text.push(' ');
        }
    }
    (text, quotes)
}

#[test]
fn a_thousand_decisions_are_found_after_the_texts_were_edited_around_them() {
    let mut dice = Dice(7);
    let mut versions = Vec::new();
    for _ in 0..100 {
        let mut pieces = Vec::new();
        for _ in 0..10 {
            let (around, quoted) = (3 + dice.roll(20), 2 + dice.roll(9));
            pieces.push((dice.words(around), false));
            pieces.push((dice.words(quoted), true));
        }
        versions.push(pieces);
    }
    let before: Vec<_> = versions
        .iter()
        .enumerate()
        .map(|(n, pieces)| {
            let (text, quotes) = written(pieces);
            article(&format!("lama-{n}"), &format!("berita/{n}.txt"), &text, &quotes)
        })
        .collect();
    let mut review = Review::new("log".into(), "Rani".into(), []);
    for article in &before {
        for quote in &article.quotes {
            let target = review.of_quote(article, quote);
            review.decide([(target, Field::Verdict, Some(Value::Verdict(Verdict::Accepted)))]).unwrap();
        }
    }
    // Every text is edited around its quotes, some are moved as well, and all get other bytes.
    let after: Vec<_> = versions
        .iter_mut()
        .enumerate()
        .map(|(n, pieces)| {
            for (piece, _) in pieces.iter_mut().filter(|(_, quoted)| !quoted) {
                match dice.roll(4) {
                    0 => *piece = format!("{} {piece}", dice.words(4)),
                    1 => *piece = dice.words(6),
                    2 => *piece = piece.replace(' ', "  "),
                    _ => piece.push_str(" (diperbarui)"),
                }
            }
            if n % 5 == 0 {
                pieces.insert(0, (dice.words(30), false));
            }
            let (text, quotes) = written(pieces);
            article(&format!("baru-{n}"), &format!("berita/{n}.txt"), &text, &quotes)
        })
        .collect();
    let after = corpus(after);
    let placed = place(&after, &review);
    assert!(placed.lost.is_empty(), "{} are lost", placed.lost.len());
    let mut right = 0;
    for (ix, subject, _) in review.subjects() {
        let (Subject::Quote(anchor, words), Some(Item::Quote(id, span))) = (&**subject, placed.found.get(&ix)) else { panic!() };
        let n = anchor.id.strip_prefix("lama-").unwrap();
        assert_eq!(id.strip_prefix("baru-"), Some(n));
        let (old, new) = (&before[n.parse::<usize>().unwrap()], &after.articles[n.parse::<usize>().unwrap()]);
        assert_eq!(span.of(&new.text), &*words.exact);
        let nth = old.quotes.iter().position(|q| q.span.start == words.start).unwrap();
        right += usize::from(new.quotes[nth].span == *span);
    }
    // Two quotes of one article may have the same words; then what is around decides, and that was edited.
    assert!(right >= 998, "{right} of 1000");
    review.take(placed);
    for article in &after.articles {
        for quote in &article.quotes {
            assert_eq!(review.quote(article, quote).and_then(|own| own.verdict), Some(Verdict::Accepted));
        }
    }
}

#[test]
fn a_decision_is_held_by_where_the_file_is_now_and_stays_one() {
    let old = article("a", "/home/sari/a.txt", "“Kami menunggu,” katanya.", &[Span::new(3, 17)]);
    let mut review = Review::new("log".into(), "Rani".into(), []);
    let target = review.of_quote(&old, &old.quotes[0]);
    review.decide([(target, Field::Mark, Some(Value::On))]).unwrap();
    let moved = corpus(vec![article("a", "berita/a.txt", &old.text, &[Span::new(3, 17)])]);
    review.take(place(&moved, &review));
    let target = review.of_quote(&moved.articles[0], &moved.articles[0].quotes[0]);
    assert_eq!(&*target.subject.article().unwrap().path, "berita/a.txt");
    review.decide([(target, Field::Note, Some(Value::Text("cek".into())))]).unwrap();
    let own = review.quote(&moved.articles[0], &moved.articles[0].quotes[0]).unwrap();
    assert_eq!((review.len(), own.mark, own.note.as_deref()), (1, true, Some("cek")));
}

#[test]
fn what_is_nowhere_is_listed_with_the_reason_and_comes_back_with_its_text() {
    let text = "Pasar sepi. “Kami menunggu di sini,” kata Rani.";
    let at = text.find("Kami").unwrap();
    let span = Span::new(at, at + "Kami menunggu di sini,".len());
    let first = article("a", "a.txt", text, &[span]);
    let mut review = Review::new("log".into(), "Rani".into(), []);
    let quote = review.of_quote(&first, &first.quotes[0]);
    let own = review.of_article(&first);
    review.decide([(quote, Field::Mark, Some(Value::On)), (own, Field::Note, Some(Value::Text("cek".into())))]).unwrap();
    let why = |corpus: &Corpus| place(corpus, &review).lost.iter().map(|(_, why)| *why).collect::<Vec<_>>();
    assert_eq!(why(&corpus(vec![first.clone()])), []);
    assert_eq!(why(&corpus(vec![article("b", "b.txt", text, &[span])])), [], "moved, and another record");
    assert_eq!(why(&corpus(vec![article("b", "a.txt", &text.replace("sini", "sana"), &[span])])), [Why::NoWords]);
    assert_eq!(why(&corpus(vec![article("b", "a.txt", text, &[])])), [Why::NoQuote]);
    assert_eq!(why(&corpus(vec![article("b", "b.txt", "Lain.", &[])])), [Why::NoArticle, Why::NoArticle]);
    // A better extractor: the quote without its comma.
    let better = corpus(vec![article("a", "a.txt", text, &[Span::new(at, at + "Kami menunggu di sini".len())])]);
    assert_eq!(why(&better), []);
    review.take(place(&better, &review));
    assert!(review.quote(&better.articles[0], &better.articles[0].quotes[0]).unwrap().mark);
}

#[test]
fn decisions_of_two_versions_of_a_text_meet_where_the_text_is_one() {
    let old = article("a", "a.txt", "“Kami menunggu,” katanya.", &[Span::new(3, 17)]);
    let new = article("b", "a.txt", "Karta: “Kami menunggu,” katanya.", &[Span::new(10, 24)]);
    let mut review = Review::new("log".into(), "Rani".into(), []);
    let accept = |review: &mut Review, article: &Article, verdict| {
        let target = review.of_quote(article, &article.quotes[0]);
        review.decide([(target, Field::Verdict, Some(Value::Verdict(verdict)))]).unwrap();
    };
    accept(&mut review, &old, Verdict::Accepted);
    // Decided anew before anybody knew that it is the same one.
    accept(&mut review, &new, Verdict::Rejected);
    let both = corpus(vec![new]);
    review.take(place(&both, &review));
    let verdict = |review: &Review| review.quote(&both.articles[0], &both.articles[0].quotes[0]).unwrap().verdict;
    assert_eq!(verdict(&review), Some(Verdict::Rejected), "the later one holds");
    review.undo().unwrap();
    assert_eq!(verdict(&review), None);
    review.redo().unwrap();
    assert_eq!(verdict(&review), Some(Verdict::Rejected));
}

/// What a person may do.
#[derive(Clone, Debug)]
enum Deed {
    Decide(Vec<(u8, u8, u8)>),
    Read(u8),
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => proptest::collection::vec((0..6_u8, 0..5_u8, 0..3_u8), 1..4).prop_map(Deed::Decide),
        1 => (0..6_u8).prop_map(Deed::Read),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

fn change(which: u8, field: u8, value: u8) -> Decision {
    let own = article(&which.to_string(), "a.txt", "Pasar sepi.", &[]);
    let subject = Arc::new(Subject::Article(Arc::new(ArticleAnchor::of(&own))));
    let (field, to) = match field {
        0 => (Field::Note, Value::Text(value.to_string().into())),
        1 => (Field::Tag("banjir".into()), Value::On),
        2 => (Field::Tag("uang".into()), Value::On),
        3 => (Field::Mark, Value::On),
        _ => (Field::Verdict, Value::Verdict(Verdict::ALL[value as usize])),
    };
    (Target { subject, item: None }, field, (value > 0).then_some(to))
}

fn state(review: &Review) -> Vec<(Key, Judgement)> {
    review.subjects().map(|(_, subject, own)| (subject.key(), Judgement { latest: 0, ..own.clone() })).collect()
}

proptest! {
    #[test]
    fn the_state_follows_from_the_log_and_what_is_taken_back_is_as_it_was(deeds in proptest::collection::vec(deed(), 0..60)) {
        let mut review = Review::new("log".into(), "Rani".into(), []);
        let mut before: Vec<Vec<(Key, Judgement)>> = Vec::new();
        for deed in deeds {
            let was = state(&review);
            match deed {
                Deed::Decide(changes) => {
                    let mut seen = Vec::new();
                    let changes: Vec<_> = changes.into_iter().map(|(a, f, v)| change(a, f, v)).filter(|(target, field, _)| {
                        let own = (target.subject.key(), field.clone());
                        let new = !seen.contains(&own);
                        seen.push(own);
                        new
                    }).collect();
                    if review.decide(changes).is_some() {
                        before.push(was);
                    }
                }
                Deed::Read(article) => {
                    let (target, ..) = change(article, 3, 1);
                    review.note([(target, Field::Read, Some(Value::On))]);
                }
                Deed::Undo => match review.undo() {
                    Some(_) => {
                        // Whatever was decided since is taken back already; what was read stays read.
                        let plain = |state: Vec<(Key, Judgement)>| -> Vec<_> {
                            let kept = state.into_iter().map(|(key, own)| (key, Judgement { read: false, ..own }));
                            kept.filter(|(_, own)| *own != Judgement::default()).collect()
                        };
                        prop_assert_eq!(plain(state(&review)), plain(before.pop().unwrap()));
                    }
                    None => prop_assert!(before.is_empty()),
                },
                Deed::Redo => {
                    if review.redo().is_some() {
                        before.push(was);
                    }
                }
            }
            let again = Review::new("log".into(), "Rani".into(), review.steps().iter().map(|step| Step::clone(step)));
            prop_assert_eq!(state(&again), state(&review));
            prop_assert_eq!(again.last().map(|s| s.id.clone()), review.last().map(|s| s.id.clone()));
            prop_assert_eq!(again.last_undone().map(|s| s.id.clone()), review.last_undone().map(|s| s.id.clone()));
        }
    }
}
