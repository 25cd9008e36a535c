//! That a merge that is taken back leaves what there would be without it, whatever was decided before and after it.

use super::room::{Room, decided, quote_in};
use super::*;
use crate::review::opinion::Word;
use crate::review::{Change, Field, Judgement, Key, StepId, Subject, Target, Value, Verdict};
use std::collections::BTreeMap;

/// What is decided of a subject, and where people differ on it.
type Row = (Key, Judgement, Vec<(Field, Vec<Word>)>);

/// What follows from a log, in the order of the subjects' keys, wherever the steps lie.
fn state(review: &Review) -> Vec<Row> {
    let differences: BTreeMap<u32, Vec<(Field, Vec<Word>)>> = review
        .differences()
        .map(|(ix, own)| {
            let words = |words: &[Word]| words.iter().map(|word| Word { step: 0, ..word.clone() }).collect();
            (ix, own.iter().map(|own| (own.field.clone(), words(&own.opinions))).collect())
        })
        .collect();
    let row = |(ix, subject, own): (u32, &Arc<Subject>, &Judgement)| {
        (subject.key(), Judgement { latest: 0, ..own.clone() }, differences.get(&ix).cloned().unwrap_or_default())
    };
    let mut rows: Vec<Row> = review.subjects().map(row).collect();
    rows.retain(|(_, own, differences)| *own != Judgement::default() || !differences.is_empty());
    rows.sort_by_key(|(key, ..)| *key);
    rows
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

const QUOTES: u64 = 4;

/// Somebody decides, takes back or does again, in their database.
fn act(room: &Room, name: &str, who: &str, at: i64, dice: &mut Dice) {
    let found = database::open(&room.which(name), who);
    assert_eq!(found.trouble, None);
    let mut review = Review::new(Arc::clone(&found.log), who.into(), found.steps);
    let value = dice.roll(4);
    let text = |text: String| Some(Value::Text(text.into()));
    let (field, to) = match dice.roll(6) {
        0 => (Field::Note, text(format!("{who} {value}")).filter(|_| value > 0)),
        1 => (Field::Tag("banjir".into()), Some(Value::On).filter(|_| value > 0)),
        2 => (Field::Said, text(format!("2031-03-0{value}")).filter(|_| value > 0)),
        _ => (Field::Verdict, Some(Value::Verdict(Verdict::ALL[value as usize]))),
    };
    let target = Target { subject: quote_in("berita", dice.roll(QUOTES)), item: None };
    let step = match dice.roll(7) {
        0 | 1 => review.undo(),
        2 => review.redo(),
        _ => review.decide([(target, field, to)]),
    };
    if let Some(step) = step {
        found.writer.unwrap().add(&[Step { at, ..Step::clone(&step) }]).unwrap();
    }
}

/// What there would be if one's own log and some steps of others were all that there ever was. Somebody who only read has a hand in
/// every quote, so that what is decided follows from what everybody said, and from nothing that a step says of before.
fn plain(own: &str, who: &str, steps: impl Iterator<Item = Step>) -> Vec<Row> {
    let read = |quote| Change { subject: quote_in("berita", quote), field: Field::Read, from: None, to: Some(Value::On) };
    let id = StepId { log: "reader".into(), number: 1 };
    let reader = Step { id, changes: (0..QUOTES).map(read).collect(), ..decided("reader", 1, "Pembaca", 0, Verdict::Flagged) };
    state(&Review::new(own.into(), who.into(), steps.chain([reader])))
}

fn counting(room: &Room, name: &str) -> Vec<Step> {
    room.steps(name).into_iter().filter(|step| step.act != Act::Left).collect()
}

/// One run: three people who decide, merge, take merges back and up again in any order.
fn run(seed: u64, deeds: i64) {
    let (room, mut dice) = (Room::new(), Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1));
    let people = [("rani", "Rani"), ("sari", "Sari"), ("dewi", "Dewi")];
    people.iter().for_each(|(name, who)| drop(room.decide(name, who, &[])));
    let everybody = Choice { everybody: true, ..Choice::default() };
    // Of each merge into the first one's: what was in the other at that time, and whether it stands.
    let mut merges: Vec<(Vec<Step>, bool)> = Vec::new();
    for deed in 1..=deeds {
        let (name, who) = people[dice.roll(3) as usize];
        match dice.roll(10) {
            0 | 1 => {
                let other = ["sari", "dewi"][dice.roll(2) as usize];
                let theirs = counting(&room, other);
                if let Ok(merged) = room.merge_of("rani", "Rani", other, &everybody) {
                    assert_eq!(merged.taken.is_empty(), merged.number.is_none());
                    if let Some(number) = merged.number {
                        merges.push((theirs, true));
                        assert_eq!(number as usize, room_merges(&room).last().unwrap().number as usize);
                    }
                    let again = room.merge_of("rani", "Rani", other, &everybody).unwrap();
                    assert_eq!((again.number, again.taken.len()), (None, 0), "seed {seed}: merging twice adds nothing");
                }
            }
            2 => drop(room.merge_of("sari", "Sari", "dewi", &everybody)),
            3 | 4 if !merges.is_empty() => {
                let at = dice.roll(merges.len() as u64) as usize;
                let number = room_merges(&room)[at].number.to_string();
                let before = state(&room.review("rani", "Rani"));
                let (there, back): (&dyn Fn() -> _, &dyn Fn() -> _) =
                    (&|| take_back(&room.which("rani"), "Rani", &number), &|| again(&room.which("rani"), "Rani", &number));
                let (turn, turn_back) = if merges[at].1 { (there, back) } else { (back, there) };
                turn().unwrap();
                assert!(turn().is_err(), "seed {seed}: it was done already");
                // There and back again, nothing is different.
                if dice.roll(2) == 0 {
                    turn_back().unwrap();
                    assert_eq!(state(&room.review("rani", "Rani")), before, "seed {seed}, deed {deed}");
                } else {
                    merges[at].1 = !merges[at].1;
                }
            }
            _ => act(&room, name, who, deed * 10, &mut dice),
        }
        check(&room, &merges, &format!("seed {seed}, deed {deed}"));
    }
    // Put together elsewhere, in one order and the other.
    for (name, order) in [("lasmi", ["sari", "dewi"]), ("umar", ["dewi", "sari"])] {
        room.decide(name, "Nobody", &[]);
        order.iter().for_each(|other| drop(room.merge_of(name, "Nobody", other, &everybody)));
    }
    assert_eq!(state(&room.review("lasmi", "Nobody")), state(&room.review("umar", "Nobody")), "seed {seed}");
}

fn room_merges(room: &Room) -> Vec<Recorded> {
    merges(&room.which("rani")).unwrap()
}

/// What is seen follows from one's own log and what the merges that stand brought.
fn check(room: &Room, merges: &[(Vec<Step>, bool)], what: &str) {
    let own = database::open(&room.which("rani"), "Rani").log;
    let steps = counting(room, "rani");
    let mut wanted: BTreeMap<StepId, Step> = BTreeMap::new();
    for (theirs, _) in merges.iter().filter(|(_, stands)| *stands) {
        wanted.extend(theirs.iter().filter(|step| &*step.who != "Rani").map(|step| (step.id.clone(), step.clone())));
    }
    wanted.extend(steps.iter().filter(|step| step.id.log == own).map(|step| (step.id.clone(), step.clone())));
    let decisive = |steps: &mut dyn Iterator<Item = &Step>| -> Vec<StepId> {
        steps.filter(|step| decides(step)).map(|step| step.id.clone()).collect()
    };
    assert_eq!(decisive(&mut steps.iter()), decisive(&mut wanted.values()), "{what}");
    for who in ["Rani", "Nobody"] {
        assert_eq!(state(&room.review("rani", who)), plain(&own, who, wanted.values().cloned()), "{what}, seen by {who}");
    }
}

#[test]
fn what_is_taken_back_is_as_if_it_never_was_merged() {
    for seed in 0..if cfg!(debug_assertions) { 6 } else { 40 } {
        run(seed, 40);
    }
}

#[test]
fn what_was_made_up_is_taken_back_and_makes_room_for_what_was_meant() {
    use Verdict::{Accepted, Rejected};
    let room = Room::new();
    room.decide("rani", "Rani", &[(1, Accepted)]);
    let log = room.decide("sari", "Sari", &[(2, Accepted)]);
    room.merge("rani", "Rani", "sari").unwrap();
    let before = state(&room.review("rani", "Rani"));
    // Somebody writes into a copy of hers, in her name.
    let honest = fs::read(room.file("sari")).unwrap();
    room.put("sari", &[decided(&log, 2, "Sari", 1, Rejected), decided(&log, 3, "Sari", 3, Rejected)]);
    let merged = room.merge("rani", "Rani", "sari").unwrap();
    assert_eq!((merged.number, merged.review.differing()), (Some(2), 1));
    fs::write(room.file("sari"), honest).unwrap();
    room.decide("sari", "Sari", &[(3, Accepted)]);
    let told = room.merge("rani", "Rani", "sari").unwrap_err();
    assert!(told.contains("step 2 of Sari's log") && told.contains("something else"), "{told}");
    let undone = take_back(&room.which("rani"), "Rani", "2").unwrap();
    assert_eq!(undone.changed, BTreeMap::from([("Sari".into(), 2)]));
    assert_eq!(state(&room.review("rani", "Rani")), before);
    let merged = room.merge("rani", "Rani", "sari").unwrap();
    assert_eq!((merged.taken, merged.review.differing()), (BTreeMap::from([("Sari".into(), 1)]), 0));
    let told = again(&room.which("rani"), "Rani", "2").unwrap_err();
    assert!(told.contains("there twice") && told.contains("nothing was changed"), "{told}");
    // By the name of the file the last one that stands is meant.
    let undone = take_back(&room.which("rani"), "Rani", "kept.sqlite").unwrap();
    assert_eq!(undone.number, 3);
    let told = |told: Result<Undone, String>| told.unwrap_err();
    assert!(told(take_back(&room.which("rani"), "Rani", "3")).contains("taken back already"));
    assert!(told(again(&room.which("rani"), "Rani", "1")).contains("was not taken back"));
    assert!(told(take_back(&room.which("rani"), "Rani", "9")).contains("no such merge"));
    assert!(told(take_back(&room.which("nobody"), "Rani", "1")).contains("nothing is kept"));
    assert!(!room.file("nobody").exists());
    let stands: Vec<bool> = room_merges(&room).iter().map(|own| own.stands).collect();
    assert_eq!(stands, [true, false, false]);
}

#[test]
fn what_is_decided_without_a_merge_that_is_taken_back_settles_nothing_of_it() {
    use Verdict::{Accepted, Flagged, Rejected};
    let room = Room::new();
    room.decide("rani", "Rani", &[(1, Accepted)]);
    room.decide("sari", "Sari", &[(1, Rejected)]);
    assert_eq!(room.merge("rani", "Rani", "sari").unwrap().review.differing(), 1);
    take_back(&room.which("rani"), "Rani", "1").unwrap();
    room.decide("rani", "Rani", &[(1, Flagged)]);
    again(&room.which("rani"), "Rani", "1").unwrap();
    let review = room.review("rani", "Rani");
    assert_eq!(review.differing(), 1, "she has not seen both");
    room.decide("rani", "Rani", &[(1, Accepted)]);
    assert_eq!(room.review("rani", "Rani").differing(), 0);
}
