//! That what follows from logs is what the plain definition says, and is worked out in time that grows as they do.
//!
//! The definitions here are the simple ones: the next step is looked for among all logs, what each person says is gone through
//! again for every question. They take a square or a cube of the time.

use super::Review;
use crate::model::QuoteKind;
use crate::review::opinion::{Word, differ, seen_by, standing};
use crate::review::order::{Known, ordered};
use crate::review::{
    Act, Agreement, ArticleAnchor, Change, Field, Judgement, Passage, Step, StepId, Subject, Value, Verdict, agreement,
};
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The order: of all logs the one whose first step comes next, again and again.
fn plain_order(steps: &[Step]) -> Vec<Step> {
    let mut logs: BTreeMap<Arc<str>, VecDeque<Step>> = BTreeMap::new();
    for step in steps {
        logs.entry(Arc::clone(&step.id.log)).or_default().push_back(step.clone());
    }
    logs.values_mut().for_each(|log| log.make_contiguous().sort_by_key(|step| step.id.number));
    let mut out = Vec::new();
    while !logs.is_empty() {
        let waits = |step: &Step| match &step.act {
            Act::Saw(id) => logs.get(&id.log).and_then(VecDeque::front).is_some_and(|own| own.id.number <= id.number),
            _ => false,
        };
        let heads = logs.iter().map(|(log, steps)| (log, &steps[0]));
        let (log, _) = heads.min_by_key(|(log, step)| (waits(step), step.at, Arc::clone(log))).unwrap();
        let log = Arc::clone(log);
        let own = logs.get_mut(&log).unwrap();
        out.extend(own.pop_front());
        if own.is_empty() {
            logs.remove(&log);
        }
    }
    out
}

/// Which words stand: those of everybody that gave way to none.
fn plain_standing(words: &[Word], field: &Field, knows: &dyn Fn(u32, u32) -> bool) -> Vec<Word> {
    let words = &words[words.len().saturating_sub(64)..];
    if words.iter().all(|word| word.who == words[0].who) {
        return words.last().cloned().into_iter().collect();
    }
    let mut settles = vec![!field.is_opinion(); words.len()];
    let left = |of: &[usize], settles: &[bool]| -> Vec<usize> {
        let last = |nth: usize, i: usize| !of[nth + 1..].iter().any(|later| words[*later].who == words[i].who);
        let gave_way =
            |i: usize| of.iter().any(|k| settles[*k] && words[*k].who != words[i].who && knows(words[*k].step, words[i].step));
        let own = of.iter().enumerate().filter(|(nth, i)| last(*nth, **i) && !gave_way(**i));
        own.map(|(_, i)| *i).collect()
    };
    for i in 0..words.len() {
        if !settles[i] {
            let known: Vec<usize> = (0..i).filter(|j| knows(words[i].step, words[*j].step)).collect();
            let opinions: Vec<&Word> = left(&known, &settles).into_iter().map(|at| &words[at]).collect();
            settles[i] = differ(&opinions, field);
        }
    }
    let all: Vec<usize> = (0..words.len()).collect();
    left(&all, &settles).into_iter().map(|at| words[at].clone()).collect()
}

/// Everything that was said of a field of a subject and not taken back.
fn plain_words(review: &Review, ix: u32, field: &Field) -> Vec<Word> {
    let (mut words, mut decided): (Vec<Word>, bool) = (Vec::new(), false);
    for own in review.hands[ix as usize].touched.chunk_by(|a, b| a.0 == b.0) {
        let position = own[0].0;
        let step = &review.steps[position as usize];
        if review.undone.contains(&position) {
            continue;
        }
        let changes = || own.iter().rev().map(|(_, nth)| &step.changes[*nth as usize]);
        let accepts = Some(Value::Verdict(Verdict::Accepted));
        let value = match changes().find(|change| change.field == *field) {
            Some(change) => {
                decided = true;
                change.to.clone()
            }
            None if Field::CORRECTIONS.contains(field) && changes().any(|change| change.to == accepts) => {
                let seen = |word: &&Word| word.who == step.who || review.knows(position, word.step);
                words.iter().rev().find(seen).and_then(|word| word.value.clone())
            }
            None => continue,
        };
        words.push(Word { step: position, who: Arc::clone(&step.who), value });
    }
    if decided { words } else { Vec::new() }
}

/// What is decided of a subject that several had a hand in, and on which fields they differ.
fn plain_fold(review: &Review, ix: u32) -> (Judgement, Vec<(Field, Vec<Word>)>) {
    let change = |(position, nth): &(u32, u32)| &review.steps[*position as usize].changes[*nth as usize];
    let fields: BTreeSet<&Field> = review.hands[ix as usize].touched.iter().map(|at| &change(at).field).collect();
    let (mut judgement, mut differences, mut accepted) = (Judgement::default(), Vec::new(), true);
    for field in fields {
        let standing = plain_standing(&plain_words(review, ix, field), field, &|one, other| review.knows(one, other));
        if let Some(word) = seen_by(&review.who, &standing, field) {
            judgement.latest = if *field == Field::Read { judgement.latest } else { judgement.latest.max(word.step) };
            judgement.set(field, word.value);
        }
        let opinions: Vec<Word> = standing.into_iter().filter(|word| word.speaks(field)).collect();
        if *field == Field::Verdict {
            let accepts = |word: &Word| word.value == Some(Value::Verdict(Verdict::Accepted));
            accepted = opinions.is_empty() || opinions.iter().any(accepts);
        }
        let matters = field.is_opinion() && (accepted || *field == Field::Verdict);
        if matters && differ(&opinions.iter().collect::<Vec<_>>(), field) {
            differences.push((field.clone(), opinions));
        }
    }
    (judgement, differences)
}

type Pair = (Arc<str>, Arc<str>);

/// How far people agree: each two, each quote, the last verdict of each that was given without any of the other's.
fn plain_agreement(review: &Review) -> Vec<Agreement> {
    let mut pairs: BTreeMap<Pair, [[u32; 3]; 3]> = BTreeMap::new();
    let verdicts = [Verdict::Accepted, Verdict::Rejected, Verdict::Flagged];
    for ix in 0..review.subjects.len() as u32 {
        let words = review.words_of_several(ix, &Field::Verdict);
        let alone = |who: &Arc<str>, other: &Arc<str>| {
            let knew = |word: &Word| words.iter().any(|their| their.who == *other && review.knows(word.step, their.step));
            let own = words.iter().rev().filter(|word| word.who == *who && !knew(word));
            own.filter_map(|word| verdicts.iter().position(|own| word.value == Some(Value::Verdict(*own)))).next()
        };
        let people: BTreeSet<&Arc<str>> = words.iter().map(|word| &word.who).collect();
        for one in &people {
            for other in people.iter().filter(|other| *other > one) {
                if let Some((row, column)) = alone(one, other).zip(alone(other, one)) {
                    pairs.entry((Arc::clone(one), Arc::clone(other))).or_default()[row][column] += 1;
                }
            }
        }
    }
    pairs.into_iter().map(|((one, other), counts)| Agreement { one, other, counts }).collect()
}

fn subject(quote: usize) -> Arc<Subject> {
    let (id, path): (Arc<str>, Arc<str>) = (quote.to_string().into(), format!("{quote}.txt").into());
    let anchor = ArticleAnchor { id, text: "0".into(), path, record: 0, url: None, title: None, outlet: None };
    let words = Passage { exact: "Kami menunggu".into(), prefix: "".into(), suffix: "".into(), start: 3 };
    Arc::new(Subject::Quote(anchor.into(), words))
}

fn verdict(quote: usize, verdict: Verdict) -> Change {
    Change { subject: subject(quote), field: Field::Verdict, from: None, to: Some(Value::Verdict(verdict)) }
}

/// Any steps, also such as nobody writes: that wait for one another, take back what is another's or comes later, decide nothing.
fn steps() -> impl Strategy<Value = Vec<Step>> {
    let change = (0..3_usize, 0..7_u8, 0..4_usize).prop_map(|(quote, field, value)| {
        let (field, to) = match field {
            0 => (Field::Note, Value::Text(value.to_string().into())),
            1 => (Field::Tag("banjir".into()), Value::On),
            2 => (Field::Kind, Value::Kind(QuoteKind::ALL[value % 3])),
            3 => (Field::Said, Value::Text(format!("2031-03-0{}", value + 1).into())),
            _ => (Field::Verdict, Value::Verdict(Verdict::ALL[value])),
        };
        Change { subject: subject(quote), field, from: None, to: (value > 0).then_some(to) }
    });
    let step = (0..6_usize, 0..9_u8, (0..6_usize, 1..12_u64), 0..8_i64, proptest::collection::vec(change, 1..3));
    proptest::collection::vec(step, 0..160).prop_map(|rows| {
        let mut numbers = [0_u64; 6];
        let log = |nth: usize| Arc::<str>::from(["a", "b", "c", "d", "e", "f"][nth]);
        let step = |(nth, act, (other, number), at, changes): (usize, u8, (usize, u64), i64, Vec<Change>)| {
            numbers[nth] += 1;
            let of = StepId { log: log(other), number };
            let (act, changes) = match act {
                0 => (Act::Undo(of), changes),
                1 => (Act::Redo(of), changes),
                2 | 3 => (Act::Saw(of), Vec::new()),
                4 => (Act::Unsaw(of), Vec::new()),
                5 => (Act::Note, changes),
                _ => (Act::Do, changes),
            };
            let who = ["Rani", "Sari", "Dewi", "Lasmi", "Rani", "Umar"][nth];
            Step { id: StepId { log: log(nth), number: numbers[nth] }, who: who.into(), at, act, changes }
        };
        rows.into_iter().map(step).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 256 } else { 2048 }))]
    #[test]
    fn what_follows_from_logs_is_what_the_plain_definitions_say(steps in steps()) {
        let order: Vec<StepId> = ordered(steps.clone()).into_iter().map(|step| step.id).collect();
        let plain: Vec<StepId> = plain_order(&steps).into_iter().map(|step| step.id).collect();
        prop_assert_eq!(order, plain);
        for who in ["Rani", "Sari", "Nobody"] {
            let review = Review::new("a".into(), who.into(), steps.clone());
            for ix in (0..review.len() as u32).filter(|ix| review.hands[*ix as usize].is_of_several()) {
                let (judgement, differences) = plain_fold(&review, ix);
                prop_assert_eq!(&review.judgements[ix as usize], &judgement);
                let own: Vec<_> = review.differences.get(&ix).into_iter().flat_map(|own| own.iter()).collect();
                let own: Vec<_> = own.into_iter().map(|own| (own.field.clone(), own.opinions.clone())).collect();
                prop_assert_eq!(own, differences);
            }
            prop_assert_eq!(agreement(&review), plain_agreement(&review));
        }
    }

    #[test]
    fn words_stand_as_the_plain_definition_says_however_many_there_are(
        words in proptest::collection::vec((0..5_usize, 0..4_usize), 0..90),
        seed in any::<u64>(),
        rarely in 1..60_u64,
    ) {
        let words: Vec<Word> = words.into_iter().zip(0..).map(|((who, value), step)| {
            let value = (value > 0).then(|| Value::Verdict(Verdict::ALL[value]));
            Word { step, who: ["Rani", "Sari", "Dewi", "Lasmi", "Umar"][who].into(), value }
        }).collect();
        let knows = |one: u32, other: u32| {
            let mixed = (u64::from(one) << 32 | u64::from(other)).wrapping_mul(seed | 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            one != other && (mixed >> 40) % rarely == 0
        };
        for field in [Field::Verdict, Field::Kind, Field::Note] {
            prop_assert_eq!(standing(&words, &field, knows), plain_standing(&words, &field, &knows));
        }
    }
}

/// The least time of a few runs: others use the machine as well.
fn time(run: impl Fn()) -> Duration {
    let once = || {
        let begun = Instant::now();
        run();
        begun.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap()
}

/// Four times as much takes not much more than four times as long: twice that, where a square takes sixteen.
fn grows(what: &str, small: usize, run: impl Fn(usize)) {
    let ratio = || time(|| run(small * 4)).as_secs_f64() / time(|| run(small)).as_secs_f64().max(1e-4);
    // What the machine did meanwhile is not measured three times alike.
    let ratios: Vec<f64> = (0..3).map(|_| ratio()).collect();
    assert!(ratios.iter().any(|ratio| *ratio < 8.0), "{what}: {ratios:?}");
}

fn decided(log: String, number: u64, who: String, at: usize, changes: Vec<Change>) -> Step {
    Step { id: StepId { log: log.into(), number }, who: who.into(), at: at as i64, act: Act::Do, changes }
}

fn review(steps: Vec<Step>) -> Review {
    Review::new("own".into(), "Rani".into(), steps)
}

#[test]
fn many_steps_of_somebody_on_one_quote_take_time_as_they_are_many() {
    grows("steps on one quote", 2_000, |n| {
        let verdict = verdict(0, Verdict::Rejected);
        let steps = (1..=n).map(|i| decided("e".into(), i as u64, "Sari".into(), i, vec![verdict.clone()]));
        assert_eq!(review(steps.collect()).steps().len(), n);
    });
}

#[test]
fn many_people_on_few_quotes_take_time_as_they_are_many() {
    let person = |i: usize| {
        let changes =
            (0..3).map(|quote| verdict(quote, if (i + quote).is_multiple_of(2) { Verdict::Accepted } else { Verdict::Flagged }));
        decided(format!("log{i:06}"), 1, format!("w{i}"), i, changes.collect())
    };
    grows("people", 1_000, |n| assert_eq!(review((0..n).map(person).collect()).differing(), 3));
}

#[test]
fn many_logs_take_time_as_they_are_many() {
    let log = |i: usize| decided(format!("log{i:06}"), 1, format!("w{}", i % 5), i, vec![verdict(i % 20, Verdict::Accepted)]);
    grows("logs", 2_000, |n| assert_eq!(ordered((0..n).map(log).collect::<Vec<_>>()).len(), n));
    // Each waits for the next one.
    let chain = |i: usize| {
        let act = Act::Saw(StepId { log: format!("log{:06}", i + 1).into(), number: 1 });
        Step { act, changes: Vec::new(), ..log(i) }
    };
    grows("logs that wait", 2_000, |n| assert_eq!(ordered((0..n).map(chain).collect::<Vec<_>>()).len(), n));
}

#[test]
fn many_fields_and_much_taken_back_take_time_as_they_are_many() {
    let tag = |i: usize| {
        let change = Change { field: Field::Tag(format!("t{i}").into()), to: Some(Value::On), ..verdict(0, Verdict::Accepted) };
        decided("e".into(), i as u64 + 1, "Sari".into(), i, vec![change])
    };
    grows("fields of one quote", 1_000, |n| assert_eq!(review((0..n).map(tag).collect()).len(), 1));
    // One's own decisions of another place, the first one taken back first.
    let own = |n: usize| {
        let done =
            (1..=n).map(move |i| decided("e".into(), i as u64, "Rani".into(), i, vec![verdict(i % 50, Verdict::Accepted)]));
        let undone = (1..=n).map(move |i| {
            let act = Act::Undo(StepId { log: "e".into(), number: i as u64 });
            Step { act, changes: Vec::new(), ..decided("e".into(), (n + i) as u64, "Rani".into(), n + i, Vec::new()) }
        });
        done.chain(undone).collect::<Vec<_>>()
    };
    grows("steps taken back", 2_000, |n| assert!(review(own(n)).last().is_none()));
}

/// How often it is asked who knew what is counted: that does not depend on the machine.
#[test]
fn opinions_on_a_quote_are_counted_once() {
    let asked = |n: u32| {
        let words = |i| Word { step: i, who: format!("w{i}").into(), value: Some(Value::Verdict(Verdict::ALL[i as usize % 3])) };
        let words: Vec<Word> = (0..n).map(words).collect();
        let count = Cell::new(0_u64);
        standing(&words, &Field::Verdict, |_, _| {
            count.set(count.get() + 1);
            false
        });
        count.get()
    };
    assert!(asked(30) <= 30 * 30 && asked(60) <= 60 * 60, "{} {}", asked(30), asked(60));
    assert_eq!(asked(64), asked(800), "of more words only the last are looked at");
}

#[test]
fn what_is_known_ends_where_it_is_said() {
    let mut known = Known::default();
    let id = |log: &str, number| StepId { log: log.into(), number };
    let says = |number, act| Step { id: id("a", number), who: "Rani".into(), at: 0, act, changes: Vec::new() };
    for step in [says(1, Act::Saw(id("b", 9))), says(3, Act::Unsaw(id("b", 4))), says(5, Act::Saw(id("b", 7)))] {
        known.take(&step);
    }
    let upto = |number| known.upto(&id("a", number), &"b".into());
    assert_eq!([upto(1), upto(2), upto(3), upto(4), upto(5), upto(6)], [0, 9, 9, 4, 4, 7]);
}
