use super::room::{Room, decided};
use super::*;
use crate::review::{StepId, Verdict};
use std::fs;

use Verdict::*;

const MYSELF: Choice = Choice { people: BTreeSet::new(), everybody: false, same_person: true };

#[test]
fn merged_both_ways_both_have_the_same_and_twice_adds_nothing() {
    let room = Room::new();
    room.decide("rani", "Rani", &[(1, Accepted), (2, Accepted), (3, Flagged)]);
    room.decide("sari", "Sari", &[(2, Rejected), (3, Flagged), (4, Rejected)]);
    let theirs = room.bytes("sari");
    let merged = room.merge("rani", "Rani", "sari").unwrap();
    assert_eq!(merged.taken, BTreeMap::from([("Sari".into(), 3)]));
    assert_eq!((merged.review.differing(), merged.review.steps().len()), (1, 7), "six decisions and what is known of them");
    assert_eq!(room.bytes("sari"), theirs, "what is merged is only read");
    let before = room.steps("rani");
    let again = room.merge("rani", "Rani", "sari").unwrap();
    assert_eq!((again.taken.len(), room.steps("rani")), (0, before));
    // Settled, and merged the other way while the first one is open.
    room.decide("rani", "Rani", &[(2, Rejected)]);
    let open = database::open(&room.which("rani"), "Rani");
    assert!(open.writer.is_some());
    let back = room.merge("sari", "Sari", "rani").unwrap();
    assert_eq!((back.taken, back.review.differing()), (BTreeMap::from([("Rani".into(), 4)]), 0));
    drop(open);
    room.merge("rani", "Rani", "sari").unwrap();
    for who in ["Rani", "Sari", "Dewi"] {
        assert_eq!(room.verdicts("rani", who), room.verdicts("sari", who));
    }
    assert_eq!(room.merge("sari", "Sari", "rani").unwrap().taken.len(), 0);
    let listed: Vec<_> = room.verdicts("sari", "Sari").into_iter().map(|(_, verdict)| verdict).collect();
    assert_eq!(listed, [Some(Accepted), Some(Rejected), Some(Flagged), Some(Rejected)]);
    // Both are whole when they are opened again, though the files lie elsewhere for each.
    for name in ["rani", "sari"] {
        assert_eq!(database::open(&room.which(name), "Dewi").trouble, None);
    }
}

#[test]
fn what_cannot_be_taken_up_is_told_and_nothing_is_done() {
    let room = Room::new();
    room.decide("rani", "Rani", &[(1, Accepted)]);
    room.decide("sari", "Sari", &[(2, Rejected)]);
    let whole = fs::read(room.file("sari")).unwrap();
    let before = (room.steps("rani"), fs::read(room.file("rani")).unwrap());
    let newer = || {
        let db = rusqlite::Connection::open(room.file("sari")).unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
    };
    let mut damaged = whole.clone();
    let at = damaged.windows(8).rposition(|part| part == b"rejected").unwrap();
    damaged[at] = b'R';
    for (bytes, want) in [
        (damaged, "cannot be read"),
        (whole[..whole.len() / 2].to_vec(), "cannot be read"),
        (b"not a database at all, but of some length".repeat(100), "cannot be read"),
    ] {
        fs::write(room.file("sari"), &bytes).unwrap();
        let told = room.merge("rani", "Rani", "sari").unwrap_err();
        assert!(told.contains(want) && told.contains("sari"), "{told}");
        assert_eq!(fs::read(room.file("sari")).unwrap(), bytes);
    }
    fs::write(room.file("sari"), &whole).unwrap();
    newer();
    let told = room.merge("rani", "Rani", "sari").unwrap_err();
    assert!(told.contains("newer simak (version 99)"), "{told}");
    let told = room.merge("rani", "Rani", "rani").unwrap_err();
    assert!(told.contains("the very database"), "{told}");
    let told = room.merge("rani", "Rani", "nobody").unwrap_err();
    assert!(told.contains("there is no such file"), "{told}");
    assert_eq!((room.steps("rani"), fs::read(room.file("rani")).unwrap()), before);
    fs::write(room.file("sari"), &whole).unwrap();
    let open = database::open(&room.which("rani"), "Rani");
    let told = room.merge("rani", "Rani", "sari").unwrap_err();
    assert!(told.contains("open in another simak"), "{told}");
    drop(open);
    let own = fs::read(room.file("rani")).unwrap();
    fs::write(room.file("rani"), &own[..own.len() / 2]).unwrap();
    assert!(room.merge("rani", "Rani", "sari").unwrap_err().contains("rani"));
    assert_eq!(fs::read(room.file("rani")).unwrap(), &own[..own.len() / 2], "one's own is not set aside behind one's back");
}

#[test]
fn two_of_one_name_are_not_taken_for_one_unless_somebody_says_so() {
    let room = Room::new();
    room.decide("desk", "rani", &[(1, Accepted)]);
    room.decide("road", "rani", &[(1, Rejected)]);
    let told = room.merge("desk", "rani", "road").unwrap_err();
    assert!(told.contains("--same-person") && told.contains("SIMAK_REVIEWER"), "{told}");
    let merged = room.merge_of("desk", "rani", "road", &MYSELF).unwrap();
    assert_eq!((merged.taken.len(), merged.review.differing()), (1, 0));
    // Whose log is there already need not be asked for again.
    assert_eq!(room.merge("desk", "rani", "road").unwrap().taken.len(), 0);
}

#[test]
fn a_log_is_gone_on_with_only_where_it_was_written() {
    let room = Room::new();
    let log = room.decide("rani", "Rani", &[(1, Accepted)]);
    assert_eq!(room.decide("rani", "Rani", &[(2, Accepted)]), log);
    let dewi = room.decide("rani", "Dewi", &[(3, Accepted)]);
    assert_ne!(dewi, log, "another person");
    assert_eq!((room.decide("rani", "Rani", &[]), room.decide("rani", "Dewi", &[])), (log.clone(), dewi.clone()));
    // Copied with everything that lies beside it.
    let copy = |name: &str| {
        fs::create_dir_all(room.file(name).parent().unwrap()).unwrap();
        for ending in ["sqlite", "sqlite.lock"] {
            fs::copy(room.file("rani").with_extension(ending), room.file(name).with_extension(ending)).unwrap();
        }
    };
    copy("sari");
    let (rani, sari) = (room.decide("sari", "Rani", &[(4, Accepted)]), room.decide("sari", "Sari", &[(4, Rejected)]));
    assert!(![&log, &dewi].contains(&&rani) && ![&log, &dewi, &rani].contains(&&sari));
    // Here it goes on meanwhile, and both meet again.
    assert_eq!(room.decide("rani", "Rani", &[(4, Flagged)]), log);
    let merged = room.merge_of("rani", "Rani", "sari", &Choice { everybody: true, ..MYSELF }).unwrap();
    assert_eq!(merged.taken.values().sum::<usize>(), 2);
    // Moved.
    fs::rename(room.0.path().join("rani"), room.0.path().join("elsewhere")).unwrap();
    assert_ne!(room.decide("elsewhere", "Rani", &[(5, Accepted)]), log);
    // Set back to what it was before.
    let own = room.decide("lasmi", "Lasmi", &[(1, Accepted)]);
    let before = fs::read(room.file("lasmi")).unwrap();
    assert_eq!(room.decide("lasmi", "Lasmi", &[(2, Accepted)]), own);
    fs::write(room.file("lasmi"), before).unwrap();
    let other = room.decide("lasmi", "Lasmi", &[(3, Accepted)]);
    assert_ne!(other, own, "the number of what is gone is not given again");
}

#[test]
fn a_step_that_says_something_else_under_the_same_name_is_told_and_refused() {
    let room = Room::new();
    let log = room.decide("rani", "Rani", &[(1, Accepted), (2, Accepted)]);
    // As where a whole disk was copied: the log goes on in two places.
    room.decide("sari", "Sari", &[(7, Accepted)]);
    let forged = Step { id: StepId { log, number: 2 }, ..room.steps("sari")[0].clone() };
    database::open(&room.which("sari"), "Sari").writer.unwrap().add(&[forged]).unwrap();
    let before = room.steps("rani");
    let told = room.merge("rani", "Rani", "sari").unwrap_err();
    assert!(told.contains("step 2 of Rani's log") && told.contains("nothing of it was taken up"), "{told}");
    assert_eq!(room.steps("rani"), before);
}

#[test]
fn nobody_speaks_in_the_name_of_whoever_merges() {
    let room = Room::new();
    let own = room.decide("rani", "Rani", &[(1, Accepted), (2, Accepted)]);
    let theirs = room.decide("sari", "Sari", &[(3, Accepted)]);
    let before = room.steps("rani");
    let sari = fs::read(room.file("sari")).unwrap();
    let id = |log: &str, number| StepId { log: log.into(), number };
    let act = |act, number| Step { act, changes: Vec::new(), ..decided(&theirs, number, "Sari", 1, Rejected) };
    let everybody = Choice { everybody: true, ..MYSELF };
    for (what, steps, want) in [
        ("behind one's last", vec![decided(&own, 3, "Rani", 1, Rejected)], "written here and nowhere else"),
        ("by another, in one's log", vec![decided(&own, 3, "Sari", 1, Rejected)], "written here and nowhere else"),
        ("far behind one's last", vec![decided(&own, log::LAST, "Rani", 1, Rejected)], "written here and nowhere else"),
        ("in place of one's own", vec![decided(&own, 2, "Rani", 1, Rejected)], "says something else there than here"),
        (
            "taking one's own back",
            vec![decided(&own, 1, "Rani", 1, Accepted), act(Act::Undo(id(&own, 1)), 2)],
            "somebody else decided",
        ),
        ("knowing what is not decided", vec![act(Act::Saw(id(&own, 7)), 2)], "have not decided yet"),
        ("past all numbers", vec![decided("x", i64::MAX as u64, "Sari", 1, Rejected)], "has a number that nobody gets to"),
    ] {
        fs::write(room.file("sari"), &sari).unwrap();
        room.put("sari", &steps);
        for choice in [&Choice::default(), &MYSELF, &everybody] {
            let told = room.merge_of("rani", "Rani", "sari", choice).unwrap_err();
            assert!(
                told.contains(want) && told.contains("sari") && told.contains("nothing of it was taken up"),
                "{what}: {told}"
            );
            assert_eq!(room.steps("rani"), before, "{what}");
        }
    }
    // In another log, of which nobody here knows whether it is one's own.
    fs::write(room.file("sari"), &sari).unwrap();
    room.put("sari", &[decided("b", 1, "Rani", 1, Rejected)]);
    for choice in [&Choice::default(), &Choice { everybody: true, ..Choice::default() }] {
        let merged = room.merge_of("rani", "Rani", "sari", choice).unwrap();
        assert!(!merged.taken.contains_key("Rani") && merged.review.steps().iter().all(|step| &*step.id.log != "b"));
    }
    let named = Choice { people: ["Rani".to_owned()].into(), ..Choice::default() };
    assert!(room.merge_of("rani", "Rani", "sari", &named).unwrap_err().contains("--same-person"));
    assert_eq!(room.merge_of("rani", "Rani", "sari", &MYSELF).unwrap().taken, BTreeMap::from([("Rani".into(), 1)]));
    // A log that was written here once, before the database was moved, is asked about as well.
    fs::rename(room.0.path().join("rani"), room.0.path().join("moved")).unwrap();
    fs::write(room.file("sari"), &sari).unwrap();
    room.put("sari", &[decided(&own, 9, "Rani", 1, Rejected)]);
    room.decide("moved", "Rani", &[]);
    let merged = room.merge("moved", "Rani", "sari").unwrap();
    assert!(merged.taken.is_empty() && merged.review.steps().iter().all(|step| step.id != id(&own, 9)));
    let told = room.merge_of("moved", "Rani", "sari", &MYSELF).unwrap_err();
    assert!(told.contains("without the one before it"), "{told}");
}

#[test]
fn one_step_behind_another_takes_nothing_back_of_somebody_else() {
    let of = |who: &str, act, number| Step { act, ..decided("b", number, who, 9, Flagged) };
    let taken_back = |who: &str| {
        let own = decided("a", 1, "Rani", 1, Accepted);
        Review::new("a".into(), "Rani".into(), [own.clone(), of(who, Act::Undo(own.id), 1)])
    };
    let verdict = |review: &Review| review.subjects().next().unwrap().2.verdict;
    assert_eq!(verdict(&taken_back("Sari")), Some(Accepted));
    assert_eq!(verdict(&taken_back("Rani")), None);
}

#[test]
fn whose_database_it_is_not_is_taken_up_only_where_that_is_said_and_a_chain_of_colleagues_works() {
    let room = Room::new();
    room.decide("dewi", "Dewi", &[(1, Accepted), (2, Rejected)]);
    room.decide("sari", "Sari", &[(3, Accepted)]);
    room.merge("sari", "Sari", "dewi").unwrap();
    room.decide("rani", "Rani", &[(4, Accepted)]);
    let speakers = |into: &str, who: &str, from: &str| -> Vec<(String, bool, usize, usize)> {
        let guest = look(&room.which(into), who, &room.file(from)).unwrap();
        guest.speakers.iter().map(|own| (own.who.to_string(), own.owner, own.decisions, own.new)).collect()
    };
    assert_eq!(speakers("rani", "Rani", "sari"), [("Dewi".into(), false, 2, 2), ("Sari".into(), true, 1, 1)]);
    assert_eq!(room.merge("rani", "Rani", "sari").unwrap().taken, BTreeMap::from([("Sari".into(), 1)]));
    assert_eq!(speakers("rani", "Rani", "sari"), [("Dewi".into(), false, 2, 2), ("Sari".into(), true, 1, 0)]);
    let nobody = Choice { people: ["Lasmi".to_owned()].into(), ..Choice::default() };
    let told = room.merge_of("rani", "Rani", "sari", &nobody).unwrap_err();
    assert!(told.contains("\"Lasmi\"") && told.contains("Dewi (2), Sari (1)"), "{told}");
    let dewi = Choice { people: ["Dewi".to_owned()].into(), ..Choice::default() };
    assert_eq!(room.merge_of("rani", "Rani", "sari", &dewi).unwrap().taken, BTreeMap::from([("Dewi".into(), 2)]));
    // And back, to the one it began with; by the colleague in the middle, and from the end.
    assert_eq!(room.merge_of("sari", "Sari", "rani", &Choice::default()).unwrap().taken, BTreeMap::from([("Rani".into(), 1)]));
    let everybody = Choice { everybody: true, ..Choice::default() };
    let taken = room.merge_of("dewi", "Dewi", "sari", &everybody).unwrap().taken;
    assert_eq!(taken, BTreeMap::from([("Rani".into(), 1), ("Sari".into(), 1)]));
    for who in ["Rani", "Sari", "Dewi"] {
        assert_eq!(room.verdicts("rani", who), room.verdicts("sari", who));
        assert_eq!(room.verdicts("rani", who), room.verdicts("dewi", who));
    }
    // Moved, and opened by somebody else in passing, it is still hers; of two who decided in one place, it is nobody's.
    fs::rename(room.0.path().join("sari"), room.0.path().join("moved")).unwrap();
    room.decide("moved", "Sari", &[]);
    room.decide("moved", "Umar", &[]);
    let owners = |from: &str| -> Vec<String> {
        let speakers = speakers("rani", "Rani", from).into_iter().filter(|(_, owner, ..)| *owner);
        speakers.map(|(who, ..)| who).collect()
    };
    assert_eq!(owners("moved"), ["Sari"]);
    room.decide("moved", "Umar", &[(5, Accepted)]);
    assert_eq!(owners("moved"), ["Umar"], "who decided where it lies");
    room.decide("moved", "Sari", &[(6, Accepted)]);
    assert_eq!(owners("moved"), [""; 0]);
    let told = room.merge("rani", "Rani", "moved").unwrap_err();
    assert!(told.contains("--person NAME") && told.contains("Umar (1)"), "{told}");
}

#[test]
fn a_database_that_was_poisoned_before_opens_and_says_what_it_leaves_out() {
    let room = Room::new();
    let own = room.decide("rani", "Rani", &[(1, Accepted), (2, Accepted)]);
    let poison = [decided(&own, i64::MAX as u64, "Sari", 1, Rejected), decided("e", log::LAST + 1, "Sari", 1, Rejected)];
    room.put("rani", &poison);
    let found = database::open(&room.which("rani"), "Rani");
    let told = found.trouble.unwrap();
    assert!(told.contains("Left out") && told.contains("9223372036854775807 of Sari") && told.contains("and 1 more"), "{told}");
    assert_eq!((found.log, found.steps.len()), (own.clone(), 2));
    drop(found.writer);
    assert_eq!(fs::read_dir(room.file("rani").parent().unwrap()).unwrap().count(), 2, "it is not set aside");
    // It goes on behind its own last.
    assert_eq!(room.which("rani"), Which::File(room.file("rani")));
    let mut open = database::open(&room.which("rani"), "Rani");
    let next = decided(&own, 3, "Rani", 3, Rejected);
    assert_eq!(open.writer.as_mut().unwrap().add(std::slice::from_ref(&next)), Ok(1));
    drop(open);
    assert!(room.steps("rani").contains(&next));
    room.decide("sari", "Sari", &[(4, Accepted)]);
    assert_eq!(room.merge("rani", "Rani", "sari").unwrap().taken.len(), 1);
    let told = room.merge("sari", "Sari", "rani").unwrap_err();
    assert!(told.contains("nobody gets to"), "{told}");
}

#[test]
fn what_another_program_put_into_ones_own_is_set_aside_and_never_runs() {
    let room = Room::new();
    room.decide("rani", "Rani", &[(1, Accepted)]);
    let before = room.steps("rani");
    let whole = fs::read(room.file("rani")).unwrap();
    for (statement, kind) in [
        ("CREATE TRIGGER spy AFTER INSERT ON step BEGIN INSERT INTO fact VALUES (new.ix, 'x'); END", "trigger"),
        ("CREATE VIEW all_steps AS SELECT * FROM step", "view"),
        ("CREATE INDEX at ON step (abs(at))", "index"),
        ("CREATE TABLE song (title TEXT)", "table"),
    ] {
        fs::write(room.file("rani"), &whole).unwrap();
        rusqlite::Connection::open(room.file("rani")).unwrap().execute_batch(statement).unwrap();
        let told = reading::read(&room.which("rani"), "Rani").unwrap_err();
        assert!(told.contains("is not of simak") && told.contains(kind), "{told}");
        room.decide("sari", "Sari", &[]);
        assert!(room.merge("sari", "Sari", "rani").unwrap_err().contains("is not of simak"));
        let found = database::open(&room.which("rani"), "Rani");
        assert!(found.trouble.unwrap().contains("set aside"));
        let kept: Vec<_> = found.steps.into_iter().filter(decides).collect();
        assert_eq!(kept, before);
        assert!(found.writer.is_some());
    }
    // Statistics do nothing.
    fs::write(room.file("rani"), &whole).unwrap();
    rusqlite::Connection::open(room.file("rani")).unwrap().execute_batch("ANALYZE").unwrap();
    assert_eq!(room.steps("rani"), before);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_opened() {
    let room = Room::new();
    room.decide("rani", "Rani", &[(1, Accepted)]);
    fs::create_dir_all(room.file("sari").parent().unwrap()).unwrap();
    let made = std::process::Command::new("mkfifo").arg(room.file("sari")).status().unwrap();
    assert!(made.success());
    let told = room.merge("rani", "Rani", "sari").unwrap_err();
    assert!(told.contains("it is no file"), "{told}");
    let told = reading::read(&room.which("sari"), "Rani").unwrap_err();
    assert!(told.contains("it is no file"), "{told}");
}

#[test]
fn a_link_to_a_database_reads_what_is_written_ahead_of_it() {
    let room = Room::new();
    room.decide("rani", "Rani", &[(1, Accepted)]);
    room.decide("sari", "Sari", &[(2, Accepted)]);
    let open = database::open(&room.which("sari"), "Sari");
    let mut writer = open.writer.unwrap();
    writer.add(&[decided(&open.log, 2, "Sari", 3, Rejected)]).unwrap();
    fs::create_dir_all(room.file("link").parent().unwrap()).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(room.file("sari"), room.file("link")).unwrap();
    #[cfg(unix)]
    assert_eq!(room.merge("rani", "Rani", "link").unwrap().taken, BTreeMap::from([("Sari".into(), 2)]));
    drop(writer);
}
