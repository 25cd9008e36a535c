//! That what follows from the logs of several people is the same for whoever puts them together, and that nobody's verdict
//! is changed by another's.

use super::opinion::Word;
use super::order::unseen;
use super::*;
use crate::model::QuoteKind;
use proptest::prelude::*;
use std::sync::Arc;

/// A database as far as it matters here: what is in it, and whose log is written.
#[derive(Clone)]
struct Copy {
    who: Arc<str>,
    log: Arc<str>,
    steps: Vec<Step>,
    clock: i64,
}

impl Copy {
    fn new(who: &str, log: &str) -> Copy {
        Copy { who: who.into(), log: log.into(), steps: Vec::new(), clock: 0 }
    }

    fn review(&self) -> Review {
        Review::new(self.log.clone(), self.who.clone(), self.steps.clone())
    }

    fn seen_by(&self, who: &str) -> Review {
        Review::new("".into(), who.into(), self.steps.clone())
    }

    fn keep(&mut self, step: Option<Arc<Step>>) {
        let at = self.clock;
        self.steps.extend(step.map(|step| Step { at, ..Step::clone(&step) }));
    }

    fn decide(&mut self, quote: u8, changes: &[(Field, Option<Value>)]) {
        let target = Target { subject: subject(quote), item: None };
        let changes = changes.iter().map(|(field, to)| (target.clone(), field.clone(), to.clone()));
        let step = self.review().decide(changes);
        self.keep(step);
    }

    fn judge(&mut self, quote: u8, verdict: Verdict) {
        self.decide(quote, &[(Field::Verdict, Some(Value::Verdict(verdict)))]);
    }

    /// Takes up what there is in another one; how many steps that were.
    fn merge(&mut self, other: &Copy) -> usize {
        let new: Vec<_> = other.steps.iter().filter(|step| !self.steps.iter().any(|own| own.id == step.id)).cloned().collect();
        let taken = new.len();
        self.steps.extend(new);
        let (number, unseen) = unseen(&self.log, &self.steps);
        for (act, number) in unseen.into_iter().zip(number..) {
            let id = StepId { log: self.log.clone(), number };
            let (who, at) = (self.who.clone(), self.clock);
            self.steps.push(Step { id, who, at, act, changes: Vec::new() });
        }
        taken
    }

    fn verdict(&self, quote: u8) -> Option<Verdict> {
        own(&self.review(), quote).and_then(|own| own.verdict)
    }

    fn differing(&self) -> usize {
        self.review().differing()
    }
}

fn own(review: &Review, quote: u8) -> Option<Judgement> {
    let key = subject(quote).key();
    review.subjects().find(|(_, subject, _)| subject.key() == key).map(|(_, _, own)| own.clone())
}

fn subject(quote: u8) -> Arc<Subject> {
    let (id, path): (Arc<str>, Arc<str>) = (quote.to_string().into(), format!("{quote}.txt").into());
    let anchor = ArticleAnchor { id, text: "0".into(), path, record: 0, url: None, title: None, outlet: None };
    let words = Passage { exact: "Kami menunggu".into(), prefix: "".into(), suffix: "".into(), start: 3 };
    Arc::new(Subject::Quote(anchor.into(), words))
}

/// A subject, what is decided of it, and where people differ.
type Row = (Key, Judgement, Vec<(Field, Vec<Word>)>);

/// What is decided and where people differ, in the order of the subjects' keys.
fn state(review: &Review) -> Vec<Row> {
    let differences = |ix: SubjectIx| -> Vec<(Field, Vec<Word>)> {
        let own = review.differences().filter(|(own, _)| *own == ix).flat_map(|(_, own)| own);
        own.map(|own| (own.field.clone(), own.opinions.iter().map(|word| Word { step: 0, ..word.clone() }).collect())).collect()
    };
    let row = |(ix, subject, own): (SubjectIx, &Arc<Subject>, &Judgement)| {
        (subject.key(), Judgement { latest: 0, ..own.clone() }, differences(ix))
    };
    let mut rows: Vec<_> = review.subjects().map(row).collect();
    rows.retain(|(_, own, differences)| *own != Judgement::default() || !differences.is_empty());
    rows.sort_by_key(|(key, ..)| *key);
    rows
}

use Verdict::*;

#[test]
fn differences_are_listed_until_one_who_knows_both_settles_them_and_then_are_gone_for_both() {
    let (mut rani, mut sari) = (Copy::new("Rani", "a"), Copy::new("Sari", "b"));
    for (quote, one, other) in [(1, Accepted, Accepted), (2, Accepted, Rejected), (3, Flagged, Accepted)] {
        rani.judge(quote, one);
        sari.judge(quote, other);
    }
    sari.judge(4, Rejected);
    rani.merge(&sari);
    assert_eq!(rani.differing(), 2);
    assert_eq!((rani.verdict(2), rani.verdict(3), rani.verdict(4)), (Some(Accepted), Some(Flagged), Some(Rejected)));
    // Her own opinion again, knowing the other: that settles it.
    rani.judge(2, Accepted);
    assert_eq!((rani.differing(), rani.verdict(2)), (1, Some(Accepted)));
    // And taken back it differs again.
    let undone = rani.review().undo();
    rani.keep(undone);
    assert_eq!((rani.differing(), rani.verdict(2)), (2, Some(Accepted)));
    let again = rani.review().redo();
    rani.keep(again);
    rani.judge(3, Accepted);
    assert_eq!(rani.differing(), 0);
    assert_eq!((sari.verdict(2), sari.verdict(3)), (Some(Rejected), Some(Accepted)), "not yet heard of");
    sari.merge(&rani);
    assert_eq!((sari.differing(), sari.verdict(2), sari.verdict(3)), (0, Some(Accepted), Some(Accepted)));
    rani.merge(&sari);
    assert_eq!((rani.differing(), rani.verdict(2)), (0, Some(Accepted)));
    // Who is of another opinion later on says so.
    sari.judge(2, Flagged);
    assert_eq!(sari.verdict(2), Some(Flagged));
    rani.merge(&sari);
    assert_eq!((rani.differing(), rani.verdict(2)), (1, Some(Accepted)));
}

#[test]
fn a_settlement_does_not_settle_what_it_did_not_know() {
    let (mut rani, mut sari) = (Copy::new("Rani", "a"), Copy::new("Sari", "b"));
    rani.judge(1, Accepted);
    sari.judge(1, Rejected);
    rani.merge(&sari);
    rani.clock = 50;
    rani.judge(1, Accepted);
    // Meanwhile, and by a clock that is behind, she thinks again.
    sari.judge(1, Flagged);
    sari.merge(&rani);
    rani.merge(&sari);
    assert_eq!((rani.differing(), sari.differing()), (1, 1));
    assert_eq!((rani.verdict(1), sari.verdict(1)), (Some(Accepted), Some(Flagged)));
    // Both settle it at once, and otherwise.
    rani.judge(1, Rejected);
    sari.judge(1, Accepted);
    rani.merge(&sari);
    sari.merge(&rani);
    assert_eq!((rani.differing(), sari.differing()), (1, 1));
    assert_eq!((rani.verdict(1), sari.verdict(1)), (Some(Rejected), Some(Accepted)));
}

#[test]
fn knowing_anothers_verdict_alone_changes_nothing_of_theirs() {
    let (mut rani, mut sari) = (Copy::new("Rani", "a"), Copy::new("Sari", "b"));
    rani.judge(1, Accepted);
    sari.merge(&rani);
    assert_eq!(sari.verdict(1), Some(Accepted), "what one alone decided holds for both");
    sari.judge(1, Rejected);
    rani.merge(&sari);
    assert_eq!((rani.verdict(1), rani.differing()), (Some(Accepted), 1));
    assert!(agreement(&rani.review()).is_empty(), "no two verdicts were given alone");
}

#[test]
fn who_accepts_says_that_all_is_as_found() {
    let (mut rani, mut sari) = (Copy::new("Rani", "a"), Copy::new("Sari", "b"));
    let kind = |kind| (Field::Kind, Some(Value::Kind(kind)));
    let accepted = (Field::Verdict, Some(Value::Verdict(Accepted)));
    rani.judge(1, Accepted);
    sari.decide(1, &[kind(QuoteKind::Mixed), accepted.clone()]);
    rani.judge(2, Rejected);
    sari.decide(2, &[kind(QuoteKind::Mixed), accepted.clone()]);
    sari.decide(3, &[kind(QuoteKind::Mixed), accepted]);
    rani.merge(&sari);
    let fields = |copy: &Copy| -> Vec<Field> {
        let review = copy.review();
        review.differences().flat_map(|(_, own)| own.iter().map(|own| own.field.clone())).collect()
    };
    assert_eq!(fields(&rani), [Field::Kind, Field::Verdict]);
    let kind_of = |copy: &Copy, quote| own(&copy.review(), quote).and_then(|own| own.kind);
    assert_eq!((kind_of(&rani, 1), kind_of(&sari, 1)), (None, Some(QuoteKind::Mixed)));
    // Accepted knowing the correction: then it is accepted with it.
    rani.judge(3, Accepted);
    assert_eq!(kind_of(&rani, 3), Some(QuoteKind::Mixed));
    rani.decide(1, &[kind(QuoteKind::Mixed)]);
    assert_eq!((fields(&rani), kind_of(&rani, 1)), (vec![Field::Verdict], Some(QuoteKind::Mixed)));
    sari.merge(&rani);
    assert_eq!(fields(&sari), [Field::Verdict]);
}

#[test]
fn notes_and_tags_of_both_stand_side_by_side_and_what_was_read_is_ones_own() {
    let (mut rani, mut sari) = (Copy::new("Rani", "a"), Copy::new("Sari", "b"));
    let note = |text: &str| (Field::Note, Some(Value::Text(text.into())));
    rani.decide(1, &[note("cek"), (Field::Tag("banjir".into()), Some(Value::On))]);
    sari.decide(1, &[note("tanya lagi"), (Field::Tag("uang".into()), Some(Value::On)), (Field::Read, Some(Value::On))]);
    rani.merge(&sari);
    sari.merge(&rani);
    for copy in [&rani, &sari] {
        let own = own(&copy.review(), 1).unwrap();
        assert_eq!(own.note.as_deref(), Some("Rani: cek\n\nSari: tanya lagi"));
        assert_eq!(own.tags, ["banjir".into(), "uang".into()]);
        assert_eq!((own.read, copy.differing()), (&*copy.who == "Sari", 0));
    }
    // Also where one alone did something.
    sari.decide(8, &[(Field::Read, Some(Value::On))]);
    sari.judge(9, Skipped);
    rani.merge(&sari);
    assert_eq!((own(&rani.review(), 8).unwrap().read, own(&sari.review(), 8).unwrap().read), (false, true));
    assert_eq!((rani.verdict(9), sari.verdict(9)), (None, Some(Skipped)));
    rani.decide(1, &[note("selesai"), (Field::Tag("uang".into()), None)]);
    sari.merge(&rani);
    let own = own(&sari.review(), 1).unwrap();
    assert_eq!((own.note.as_deref(), &own.tags[..]), (Some("selesai"), &["banjir".into()][..]));
}

#[test]
fn agreement_counts_verdicts_given_alone_and_outlasts_the_settling() {
    let (mut rani, mut sari) = (Copy::new("Rani", "a"), Copy::new("Sari", "b"));
    let rows = [(Accepted, Accepted, 20), (Accepted, Rejected, 5), (Rejected, Accepted, 10), (Rejected, Rejected, 15)];
    let quotes = rows.into_iter().flat_map(|(one, other, count)| (0..count).map(move |_| (one, other)));
    for ((one, other), quote) in quotes.zip(0..) {
        rani.judge(quote, one);
        sari.judge(quote, other);
    }
    // Passed over by one, and decided by one alone.
    rani.judge(60, Skipped);
    sari.judge(60, Accepted);
    sari.judge(61, Accepted);
    rani.merge(&sari);
    let counts = [[20, 5, 0], [10, 15, 0], [0, 0, 0]];
    let want = vec![Agreement { one: "Rani".into(), other: "Sari".into(), counts }];
    assert_eq!(agreement(&rani.review()), want);
    assert_eq!(rani.differing(), 15);
    for quote in 20..35 {
        rani.judge(quote, Accepted);
    }
    assert_eq!((rani.differing(), agreement(&rani.review())), (0, want.clone()));
    sari.merge(&rani);
    assert_eq!(agreement(&sari.review()), want);
    // Of three, each with each.
    let mut dewi = Copy::new("Dewi", "c");
    (0..4).for_each(|quote| dewi.judge(quote, Flagged));
    dewi.merge(&sari);
    let pairs: Vec<_> =
        agreement(&dewi.review()).iter().map(|own| (own.one.to_string(), own.other.to_string(), own.all())).collect();
    let pair = |one: &str, other: &str, all| (one.to_owned(), other.to_owned(), all);
    assert_eq!(pairs, [pair("Dewi", "Rani", 4), pair("Dewi", "Sari", 4), pair("Rani", "Sari", 50)]);
    assert_eq!(dewi.differing(), 4);
}

#[test]
fn one_person_in_two_places_is_one_and_can_take_back_what_was_done_in_the_other() {
    let (mut desk, mut road) = (Copy::new("Rani", "a"), Copy::new("Rani", "b"));
    desk.judge(1, Accepted);
    road.clock = 10;
    road.judge(1, Rejected);
    desk.merge(&road);
    assert_eq!((desk.verdict(1), desk.differing()), (Some(Rejected), 0), "the later one holds");
    let undone = desk.review().undo();
    desk.clock = 20;
    desk.keep(undone);
    assert_eq!(desk.verdict(1), Some(Accepted));
    road.merge(&desk);
    assert_eq!(road.verdict(1), Some(Accepted));
    let redone = road.review().redo();
    road.keep(redone);
    assert_eq!(road.verdict(1), Some(Rejected));
    // Somebody else cannot.
    let mut sari = Copy::new("Sari", "c");
    sari.merge(&road);
    assert!(sari.review().undo().is_none() && sari.review().redo().is_none());
}

#[test]
fn a_settlement_that_is_taken_back_leaves_everybody_what_they_said() {
    let (mut rani, mut sari) = (Copy::new("Rani", "a"), Copy::new("Sari", "b"));
    rani.judge(1, Rejected);
    sari.judge(1, Accepted);
    rani.merge(&sari);
    rani.decide(1, &[(Field::Verdict, None)]);
    sari.merge(&rani);
    assert_eq!((rani.verdict(1), sari.verdict(1)), (None, None), "taken away knowing both");
    let undone = rani.review().undo();
    rani.keep(undone);
    sari.merge(&rani);
    assert_eq!((rani.verdict(1), sari.verdict(1)), (Some(Rejected), Some(Accepted)));
    assert_eq!((rani.differing(), sari.differing()), (1, 1));
}

/// What three people may do, each in a database of their own.
#[derive(Clone, Debug)]
enum Deed {
    Decide(usize, u8, u8, u8),
    Undo(usize),
    Redo(usize),
    Merge(usize, usize),
    Clock(usize, i64),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        8 => (0..3_usize, 0..3_u8, 0..5_u8, 0..4_u8).prop_map(|(who, quote, field, value)| Deed::Decide(who, quote, field, value)),
        2 => (0..3_usize).prop_map(Deed::Undo),
        1 => (0..3_usize).prop_map(Deed::Redo),
        3 => (0..3_usize, 0..3_usize).prop_map(|(into, from)| Deed::Merge(into, from)),
        1 => (0..3_usize, 0..9_i64).prop_map(|(who, clock)| Deed::Clock(who, clock)),
    ]
}

fn change(field: u8, value: u8) -> (Field, Option<Value>) {
    let (field, to) = match field {
        0 => (Field::Note, Value::Text(value.to_string().into())),
        1 => (Field::Tag("banjir".into()), Value::On),
        2 => (Field::Kind, Value::Kind(QuoteKind::ALL[value as usize % 3])),
        3 => (Field::Read, Value::On),
        _ => return (Field::Verdict, Some(Value::Verdict(Verdict::ALL[value as usize]))),
    };
    (field, (value > 0).then_some(to))
}

/// Nobody's verdict is another one than before, unless somebody knew of it and decided otherwise, or did not stand by that:
/// then it is what they said themselves.
fn kept(before: &Review, after: &Review) -> bool {
    let last = |review: &Review, ix| {
        let mut own = review.words_of_several(ix, &Field::Verdict);
        own.retain(|word| word.who == *review.who());
        own.pop()
    };
    after.subjects().all(|(ix, subject, own)| {
        let Some((_, _, was)) = before.subjects().find(|(_, other, _)| other.key() == subject.key()) else { return true };
        let mine = last(after, ix).filter(|word| word.speaks(&Field::Verdict));
        let known = |mine: &Word| {
            let words = after.words_of_several(ix, &Field::Verdict);
            words.iter().any(|word| word.who != mine.who && after.knows(word.step, mine.step))
        };
        let said = |mine: &Word| mine.value == own.verdict.map(Value::Verdict);
        mine.is_none_or(|mine| was.verdict == own.verdict || said(&mine) || known(&mine))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 192 } else { 1024 }))]
    #[test]
    fn whoever_puts_logs_together_and_in_whatever_order_has_the_same(
        deeds in proptest::collection::vec(deed(), 0..60),
        shuffle in any::<u64>(),
    ) {
        let mut copies = [Copy::new("Rani", "b"), Copy::new("Sari", "a"), Copy::new("Dewi", "c")];
        for deed in deeds {
            match deed {
                Deed::Decide(who, quote, field, value) => {
                    let mut before = copies[who].review();
                    let (field, to) = change(field, value);
                    copies[who].decide(quote, &[(field.clone(), to.clone())]);
                    // What is in memory is what the next opening finds.
                    before.decide([(Target { subject: subject(quote), item: None }, field, to)]);
                    prop_assert_eq!(state(&before), state(&copies[who].review()));
                }
                Deed::Undo(who) => {
                    let mut review = copies[who].review();
                    let step = review.undo();
                    copies[who].keep(step);
                    prop_assert_eq!(state(&review), state(&copies[who].review()));
                }
                Deed::Redo(who) => {
                    let mut review = copies[who].review();
                    let step = review.redo();
                    copies[who].keep(step);
                    prop_assert_eq!(state(&review), state(&copies[who].review()));
                }
                Deed::Merge(into, from) if into != from => {
                    let other = copies[from].clone();
                    let before = copies[into].review();
                    copies[into].merge(&other);
                    prop_assert!(kept(&before, &copies[into].review()));
                    prop_assert_eq!(copies[into].merge(&other), 0, "merging twice adds nothing");
                }
                Deed::Merge(..) => {}
                Deed::Clock(who, clock) => copies[who].clock = clock,
            }
        }
        // Everybody takes everything up, each in another order.
        for (into, from) in [(0, 1), (0, 2), (2, 0), (1, 2), (1, 0), (0, 2), (0, 1), (2, 1)] {
            let other = copies[from].clone();
            copies[into].merge(&other);
        }
        for who in ["Rani", "Sari", "Dewi", "Nobody"] {
            let want = state(&copies[0].seen_by(who));
            prop_assert_eq!(&state(&copies[1].seen_by(who)), &want);
            prop_assert_eq!(&state(&copies[2].seen_by(who)), &want);
            let mut shuffled = copies[0].clone();
            let mut seed = shuffle;
            shuffled.steps.sort_by_cached_key(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                seed >> 33
            });
            prop_assert_eq!(&state(&shuffled.seen_by(who)), &want);
        }
    }
}
