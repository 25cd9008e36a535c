//! Reviewing by keys: what is decided, what comes next, and that it can be taken back.

use super::super::testing::{Driver, check_screen, corpus};
use super::super::{Effect, Msg};
use crate::model::{Corpus, QuoteRef, Stance};
use crate::pane::Focus;
use crate::pane::queue::Progress;
use crate::review::{Act, Field, Review, Step, StepId, Value, Verdict};
use crate::store::Opened;
use std::sync::Arc;

/// How far the review is; as counted along the way, and counted anew.
fn progress(driver: &Driver) -> Progress {
    let (queue, review) = (&driver.state.queue, &driver.state.decided.review);
    let mut anew = queue.clone();
    anew.carry(&driver.state.corpus, review);
    assert_eq!(queue.progress(), anew.progress());
    queue.progress()
}

fn verdict(driver: &Driver, at: QuoteRef) -> Option<Verdict> {
    let (article, quote) = driver.state.corpus.quote(at).unwrap();
    driver.state.decided.review.quote(article, quote).and_then(|own| own.verdict)
}

fn steps(driver: &Driver) -> usize {
    driver.effects.iter().filter(|effect| matches!(effect, Effect::Write(_))).count()
}

#[test]
fn one_key_decides_and_goes_on_to_the_least_certain_that_is_left() {
    let mut driver = Driver::new(160, 50);
    driver.keys("A");
    let all = progress(&driver).all;
    assert_eq!(all, corpus().articles.iter().map(|a| a.quotes.len()).sum::<usize>());
    let mut doubts = Vec::new();
    for key in ["a", "x", "d", "p"].into_iter().cycle().take(all) {
        let at = driver.state.queue.chosen().unwrap();
        assert_eq!(verdict(&driver, at), None);
        let (_, quote) = driver.state.corpus.quote(at).unwrap();
        doubts.push(crate::pane::queue::certainty(quote));
        assert_eq!((driver.state.reader.article, driver.state.reader.quote), (Some(at.article), Some(at.quote)));
        driver.keys(key);
        assert!(verdict(&driver, at).is_some());
    }
    assert!(doubts.is_sorted(), "{doubts:?}");
    let skipped = progress(&driver).skipped;
    assert_eq!((progress(&driver).done() + skipped, steps(&driver)), (all, all));
    assert!(skipped > 0);
    // What was passed over comes again until it is decided.
    for _ in 0..skipped {
        assert_eq!(verdict(&driver, driver.state.queue.chosen().unwrap()), Some(Verdict::Skipped));
        driver.keys("a");
    }
    assert_eq!(progress(&driver).done(), all);
    assert!(driver.text().contains("Everything of everything is decided."), "{}", driver.text());
}

#[test]
fn backspace_takes_back_and_goes_to_it_and_undo_reaches_everything() {
    let mut driver = Driver::new(160, 50);
    driver.keys("A");
    let first = driver.state.queue.chosen().unwrap();
    driver.keys("a");
    let second = driver.state.queue.chosen().unwrap();
    driver.keys("x");
    assert_eq!((verdict(&driver, first), verdict(&driver, second)), (Some(Verdict::Accepted), Some(Verdict::Rejected)));
    driver.keys("Backspace");
    assert_eq!((verdict(&driver, second), driver.state.queue.chosen()), (None, Some(second)));
    driver.keys("Backspace");
    assert_eq!((verdict(&driver, first), driver.state.queue.chosen()), (None, Some(first)));
    driver.keys("Ctrl-r Ctrl-r");
    assert_eq!((verdict(&driver, first), verdict(&driver, second)), (Some(Verdict::Accepted), Some(Verdict::Rejected)));
    // All that is left in one step, and back in one.
    let (done, all) = (progress(&driver).done(), progress(&driver).all);
    driver.keys("g a");
    assert_eq!(progress(&driver).done(), all);
    driver.keys("u");
    assert_eq!(progress(&driver).done(), done);
}

#[test]
fn what_is_reviewed_is_what_is_chosen_or_shown() {
    let corpus = corpus();
    let reviewed = |keys: &str| {
        let mut driver = Driver::new(160, 50);
        driver.keys(keys);
        assert!(driver.state.queue.is_empty() || driver.state.focus == Focus::Queue, "{keys}");
        (driver.state.queue.rows().to_vec(), driver.state.queue.of.clone())
    };
    let article =
        |ix: u32| (0..corpus.articles[ix as usize].quotes.len() as u32).map(move |quote| QuoteRef { article: ix, quote });
    let (rows, of) = reviewed("1 g g r");
    let own = rows[0].article;
    let mut sorted = rows.clone();
    sorted.sort();
    assert_eq!(sorted, article(own).collect::<Vec<_>>());
    assert!(of.contains(corpus.articles[own as usize].title.as_deref().unwrap()), "{of}");
    // An article that was opened narrows the other lists, not its own.
    assert_eq!(reviewed("1 g g Enter 1 r"), (rows, of));
    let (rows, of) = reviewed("3 g g r");
    let speaker = corpus.speakers.iter().find(|s| *s.name == *of).unwrap();
    assert_eq!(rows.len(), speaker.quotes.len());
    let (rows, of) = reviewed("3 f 'a Enter r");
    assert!(rows.len() > speaker.quotes.len() && of.contains("speakers shown"), "{of}");
    let (rows, _) = reviewed("4 g g r");
    assert!(rows.iter().all(|at| corpus.events.iter().any(|event| event.quotes.contains(at))));
}

#[test]
fn of_what_a_filter_shows_only_that_is_reviewed_which_answers_it() {
    for (keys, want) in [
        // Of the articles in which somebody denies, the denials; of those with a word in their title, all.
        ("f 'stance:denies Enter r", &[(0, 0)][..]),
        ("f 'speaker:wirya_-stance:denies Enter r", &[(2, 0)]),
        ("f 'bantah Enter r", &[(0, 0), (0, 1), (0, 2)]),
        ("f 'kabar_kind:direct Enter r", &[(0, 1), (0, 2)]),
        ("f 'speaker:wirya_(kind:direct_OR_stance:denies) Enter r", &[(0, 0), (0, 1), (2, 0)]),
        ("3 f 'outlet:warta Enter r", &[(2, 0)]),
        ("4 f 'speaker:naya Enter r", &[(1, 1)]),
    ] {
        let mut driver = Driver::new(160, 50);
        driver.keys(keys);
        let mut rows = driver.state.queue.rows().to_vec();
        rows.sort();
        let want: Vec<_> = want.iter().map(|&(article, quote)| QuoteRef { article, quote }).collect();
        assert_eq!(rows, want, "{keys}");
    }
}

#[test]
fn many_are_decided_about_without_a_review_and_taken_back_in_one_step() {
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'speaker:wirya Enter g x");
    let wirya = [(0, 0), (0, 1), (2, 0)].map(|(article, quote)| QuoteRef { article, quote });
    assert!(driver.text().contains("3 quotes rejected; u takes it back."), "{}", driver.text());
    assert!(wirya.iter().all(|at| verdict(&driver, *at) == Some(Verdict::Rejected)));
    assert_eq!(verdict(&driver, QuoteRef { article: 0, quote: 2 }), None);
    assert_eq!(steps(&driver), 1);
    driver.keys("u");
    assert!(wirya.iter().all(|at| verdict(&driver, *at).is_none()));
    driver.keys("g a g a");
    assert!(driver.text().contains("Everything there is decided already."));
}

#[test]
fn an_answer_to_what_is_not_so_any_more_is_asked_for_again() {
    use super::super::selection::{self, Deed, Source};
    let mut driver = Driver::new(160, 50);
    driver.keys("A");
    let deed = Deed::Give(Verdict::Accepted, false);
    let asked = selection::ask(&mut driver.state, Source::Everything, deed);
    let [Effect::Select { generation, question }] = asked.as_slice() else { panic!("{asked:?}") };
    // Nothing else is decided meanwhile by a person; but who is kept by the store may come in, and the corpus may change.
    driver.keys("a");
    assert!(driver.text().contains("try again in a moment"), "{}", driver.text());
    let mut fewer = Corpus::clone(&corpus());
    fewer.articles.truncate(1);
    fewer.articles[0] = corpus().articles[2].clone();
    (fewer.speakers, fewer.events, fewer.voices, fewer.article_events) = Default::default();
    (fewer.statements, fewer.claims, fewer.hearings, fewer.findings, fewer.copies) = Default::default();
    driver.send(Msg::Corpus(Arc::new(fewer).into()));
    let today = "2031-03-12".parse().unwrap();
    let answer = Box::new(selection::answer((**question).clone(), today));
    driver.send(Msg::Selected { generation: *generation, answer });
    assert_eq!(verdict(&driver, QuoteRef { article: 0, quote: 0 }), Some(Verdict::Accepted));
    assert_eq!((progress(&driver).done(), steps(&driver)), (1, 1));
    // An older answer changes nothing.
    let answer = Box::new(selection::answer((**question).clone(), today));
    driver.send(Msg::Selected { generation: *generation, answer });
    assert_eq!(steps(&driver), 1);
}

#[test]
fn decisions_are_made_outside_of_a_review_as_well() {
    let mut driver = Driver::new(160, 50);
    driver.keys("Enter ]");
    let at = QuoteRef { article: driver.state.reader.article.unwrap(), quote: driver.state.reader.quote.unwrap() };
    driver.keys("x");
    assert_eq!((verdict(&driver, at), driver.state.focus), (Some(Verdict::Rejected), Focus::Reader));
    driver.keys("a");
    assert_eq!(verdict(&driver, at), Some(Verdict::Accepted), "decided anew");
    driver.keys("a");
    assert!(driver.text().contains("It is so already") || verdict(&driver, at) == Some(Verdict::Accepted));
    driver.keys("u");
    assert_eq!(verdict(&driver, at), Some(Verdict::Rejected));
}

#[test]
fn a_review_goes_on_in_a_corpus_that_has_changed() {
    let mut driver = Driver::new(160, 50);
    driver.keys("A a x");
    let (before, chosen) = (progress(&driver), driver.state.queue.chosen().unwrap());
    let (article, quote) = driver.state.corpus.quote(chosen).unwrap();
    let key = (Arc::clone(&article.id), quote.span);
    // An article less, in front of the others.
    let mut fewer = Corpus::clone(&corpus());
    let gone = (0..fewer.articles.len()).find(|ix| fewer.articles[*ix].id != key.0 && !fewer.articles[*ix].quotes.is_empty());
    let gone = fewer.articles.remove(gone.unwrap());
    (fewer.speakers, fewer.events, fewer.voices, fewer.article_events) = Default::default();
    (fewer.statements, fewer.claims, fewer.hearings, fewer.findings, fewer.copies) = Default::default();
    driver.send(Msg::Corpus(Arc::new(fewer).into()));
    assert_eq!(progress(&driver).all, before.all - gone.quotes.len());
    let (article, quote) = driver.state.corpus.quote(driver.state.queue.chosen().unwrap()).unwrap();
    assert_eq!((Arc::clone(&article.id), quote.span), key);
    driver.send(Msg::Corpus(corpus().into()));
    driver.keys("a");
}

/// A database in which Sari's decisions were taken up beside Rani's own: two verdicts differ, and a stance that she
/// corrected; a fourth quote both accepted.
fn merged(width: u16, height: u16) -> Driver {
    let corpus = corpus();
    let quotes: Vec<_> = corpus.articles.iter().flat_map(|a| a.quotes.iter().map(move |quote| (a, quote))).collect();
    let verdict = |verdict| (Field::Verdict, Some(Value::Verdict(verdict)));
    let stance = (Field::Stance, Some(Value::Stance(Stance::Warns)));
    let decided = |log: &str, who: &str, rows: [Vec<(Field, Option<Value>)>; 4]| -> Vec<Step> {
        let mut review = Review::new(log.into(), who.into(), []);
        for ((article, quote), changes) in quotes.iter().zip(rows) {
            let target = review.of_quote(article, quote);
            review.decide(changes.into_iter().map(|(field, to)| (target.clone(), field, to))).unwrap();
        }
        review.steps().iter().map(|step| Step { at: 1_930_000_000_000, ..Step::clone(step) }).collect()
    };
    let accepted = || vec![verdict(Verdict::Accepted)];
    let own = decided("a", "Rani", [accepted(), vec![verdict(Verdict::Rejected)], accepted(), accepted()]);
    let corrected = vec![stance, verdict(Verdict::Accepted)];
    let theirs = decided("b", "Sari", [vec![verdict(Verdict::Rejected)], accepted(), corrected, accepted()]);
    let id = |log: &str, number| StepId { log: log.into(), number };
    let saw = Step { id: id("a", 5), who: "Rani".into(), at: 0, act: Act::Saw(id("b", 4)), changes: Vec::new() };
    let review = Review::new("a".into(), "Rani".into(), own.into_iter().chain(theirs).chain([saw]));
    let mut driver = Driver::unopened(width, height);
    driver.send(Msg::Opened(Box::new(Opened { review, writable: true, ..Opened::default() })));
    driver
}

#[test]
fn what_two_people_judged_differently_is_settled_by_a_decision() {
    let mut driver = merged(160, 50);
    let differing = |driver: &Driver| driver.state.decided.review.differing();
    assert!(driver.text().contains("3 quotes are judged differently by you and others; D lists them."), "{}", driver.text());
    driver.keys("j");
    assert!(driver.text().contains(" D 3 differences "), "{}", driver.text());
    driver.keys("D");
    assert_eq!((progress(&driver).all, progress(&driver).done()), (3, 0));
    let rows = driver.state.queue.rows().to_vec();
    let before: Vec<_> = rows.iter().map(|at| verdict(&driver, *at)).collect();
    // To pass over one leaves it as it is.
    driver.keys("p p p");
    assert_eq!((differing(&driver), steps(&driver)), (3, 0));
    assert_eq!(rows.iter().map(|at| verdict(&driver, *at)).collect::<Vec<_>>(), before);
    // One's own verdict again, and back again.
    let first = driver.state.queue.chosen().unwrap();
    let key = if verdict(&driver, first) == Some(Verdict::Accepted) { "a" } else { "x" };
    driver.keys(key);
    assert_eq!((differing(&driver), steps(&driver), progress(&driver).done()), (2, 1, 1));
    driver.keys("Backspace");
    assert_eq!((differing(&driver), driver.state.queue.chosen()), (3, Some(first)));
    // As the other one decided.
    for at in rows {
        driver.state.queue.select(at);
        driver.keys("c o");
    }
    assert_eq!((differing(&driver), progress(&driver).done()), (0, 3));
    assert!(driver.text().contains("Settled as Sari decided."), "{}", driver.text());
    let (article, quote) = driver.state.corpus.quote(QuoteRef { article: 0, quote: 0 }).unwrap();
    let own = driver.state.decided.review.quote(article, quote).unwrap();
    assert_eq!(own.verdict, Some(Verdict::Rejected));
    driver.keys("u u u");
    assert_eq!(differing(&driver), 3);
    driver.keys("g a");
    assert_eq!((differing(&driver), progress(&driver).accepted), (0, 3));
    driver.keys("Esc D");
    assert!(driver.text().contains("Nobody differs."), "{}", driver.text());
}

#[test]
fn screens_of_differences() {
    for (width, height) in [(160, 50), (80, 24), (40, 10)] {
        let mut driver = merged(width, height);
        check_screen(&format!("differences-{width}x{height}"), driver.keys("D j"));
    }
}

#[test]
fn screens_of_a_review() {
    for (width, height) in [(160, 50), (80, 24), (40, 10)] {
        let mut driver = Driver::new(width, height);
        check_screen(&format!("review-none-{width}x{height}"), driver.keys("0"));
        driver.keys("A a x p d a");
        check_screen(&format!("review-{width}x{height}"), &driver);
    }
}

#[test]
fn without_a_review_its_pane_says_how_to_begin_one_however_the_lists_are_narrowed() {
    let mut driver = Driver::new(120, 40);
    for keys in ["0", "r", "g a", "Enter", "1 j Enter 0"] {
        driver.keys(keys);
        assert!(driver.text().contains("No review is under way: r in another pane"), "{keys}: {}", driver.text());
        assert!(driver.state.queue.is_empty() && !driver.text().contains("a accept"), "{keys}: {}", driver.text());
    }
}

#[test]
fn what_has_no_place_any_more_is_listed_with_its_reason() {
    for (width, height) in [(160, 50), (80, 24), (40, 10)] {
        let mut driver = Driver::new(width, height);
        driver.keys("f 'bantah Enter g x Enter ] i 'tanya_lagi Esc Esc 1 Esc G # 'waduk Enter");
        assert!(!driver.text().contains("unplaced"));
        let mut fewer = Corpus::clone(&corpus());
        let mut other = crate::model::Article::clone(&fewer.articles[0]);
        (other.id, other.text) = ("lain".into(), "Semua sudah ditulis ulang.".into());
        other.quotes.clear();
        fewer.articles[0] = Arc::new(other);
        fewer.articles.pop_back();
        (fewer.speakers, fewer.events, fewer.voices, fewer.article_events) = Default::default();
        (fewer.statements, fewer.claims, fewer.hearings, fewer.findings, fewer.copies) = Default::default();
        driver.send(Msg::Loading(crate::app::Loading::default()));
        driver.send(Msg::Corpus(Arc::new(fewer).into()));
        assert!(!driver.text().contains("unplaced"), "more may come");
        driver.send(Msg::Loading(crate::app::Loading { done: true, ..Default::default() }));
        driver.keys("Esc !");
        assert!(driver.text().contains("4 decisions unplaced"), "{}", driver.text());
        check_screen(&format!("lost-{width}x{height}"), driver.keys("j"));
        driver.keys("Enter");
        assert!(matches!(driver.effects.last(), Some(Effect::OpenEditor { .. })));
        driver.keys("Esc");
        driver.send(Msg::Corpus(corpus().into()));
        assert!(!driver.text().contains("unplaced"), "it is back");
    }
}

/// The corpus with a sentence in front of every line of its first article, which was fetched anew.
fn fetched_anew() -> Arc<Corpus> {
    let mut corpus = Corpus::clone(&corpus());
    let mut article = crate::model::Article::clone(&corpus.articles[0]);
    let front = "“Kalimat baru di depan,” kata Wirya.\n";
    article.id = "anew".into();
    article.text = format!("{front}{}", article.text).into();
    let by = front.len();
    let moved = |span: &mut crate::model::Span| {
        *span = crate::model::Span::new(span.start as usize + by, span.end as usize + by);
    };
    for quote in &mut article.quotes {
        moved(&mut quote.span);
        quote.cue.iter_mut().for_each(moved);
    }
    article.blocks.iter_mut().for_each(|block| moved(&mut block.span));
    article.times.iter_mut().for_each(|time| moved(&mut time.span));
    article.voices.iter_mut().flat_map(|voice| &mut voice.mentions).for_each(moved);
    let mut new = article.quotes[0].clone();
    (new.span, new.cue) = (crate::model::Span::new(3, 25), None);
    article.quotes.insert(0, new);
    corpus.articles[0] = Arc::new(article);
    (corpus.speakers, corpus.events, corpus.voices, corpus.article_events) = Default::default();
    (corpus.statements, corpus.claims, corpus.hearings, corpus.findings, corpus.copies) = Default::default();
    Arc::new(corpus)
}

#[test]
fn what_is_decided_is_of_the_same_words_in_an_article_that_was_fetched_anew() {
    let words = "Tidak ada retakan di dinding bendungan. Kami memeriksanya setiap pekan";
    let decided = |driver: &Driver| {
        let own = driver.state.decided.review.subjects().filter(|(.., own)| own.verdict.is_some() || own.highlight);
        own.map(|(_, subject, _)| subject.words().to_owned()).collect::<Vec<_>>()
    };
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'bantah Enter Enter ] ]");
    driver.send(Msg::Corpus(fetched_anew().into()));
    driver.keys("x");
    assert_eq!(decided(&driver), [words], "{}", driver.text());
    // Who said it is asked of the same words.
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'bantah Enter Enter ] ] c s 'Rahmat");
    driver.send(Msg::Corpus(fetched_anew().into()));
    driver.keys("Enter");
    assert_eq!(decided(&driver), [words]);
    // What is being selected is let go; nothing else is highlighted.
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'bantah Enter Enter ] ] v l");
    driver.send(Msg::Corpus(fetched_anew().into()));
    assert!(driver.text().contains("nothing is selected any more"), "{}", driver.text());
    driver.keys("H");
    assert_eq!(decided(&driver), [words], "the quote at which the reader stands");
}

#[test]
fn a_review_of_nothing_leaves_the_one_under_way() {
    let mut driver = Driver::new(160, 50);
    driver.keys("A a a");
    let (before, of) = (progress(&driver), driver.state.queue.of.clone());
    driver.keys("4 G r");
    assert!(driver.text().contains("Nothing is quoted there"), "{}", driver.text());
    assert_eq!((progress(&driver), driver.state.queue.of.clone(), driver.state.focus), (before, of, Focus::Timeline));
}

#[test]
fn gathering_and_deciding_do_not_lose_each_other() {
    use super::super::selection::{self, Deed, Source};
    let today = || "2031-03-12".parse().unwrap();
    let question = |effects: Vec<Effect>| {
        effects.into_iter().find_map(|effect| match effect {
            Effect::Select { generation, question } => Some((generation, question)),
            _ => None,
        })
    };
    let mut driver = Driver::new(160, 50);
    driver.keys("A a");
    let give = Deed::Give(Verdict::Accepted, false);
    let decides = question(selection::ask(&mut driver.state, Source::Everything, give)).unwrap();
    let begins = question(super::start_all(&mut driver.state)).unwrap();
    for (generation, question) in [decides, begins] {
        driver.send(Msg::Selected { generation, answer: Box::new(selection::answer(*question, today())) });
    }
    assert_eq!(progress(&driver).done(), progress(&driver).all, "all is decided, and seen so");
}
