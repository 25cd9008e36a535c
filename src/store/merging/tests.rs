use super::super::testing::article;
use super::*;
use crate::review::{ArticleAnchor, Field, Passage, Subject, Target, Value, Verdict};
use std::fs;

/// A folder with a database a person, in folders of their own.
struct Room(tempfile::TempDir);

impl Room {
    fn new() -> Room {
        Room(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name).join("kept.sqlite")
    }

    fn which(&self, name: &str) -> Which {
        Which::File(self.file(name))
    }

    /// Decides about quotes as this person, in the database of this name; gives the identifier of the log.
    fn decide(&self, name: &str, who: &str, rows: &[(u64, Verdict)]) -> Arc<str> {
        let found = database::open(&self.which(name), who);
        let put_back = |told: &String| told.contains("not the one that was written here last");
        assert!(found.trouble.iter().all(put_back), "{:?}", found.trouble);
        let mut review = Review::new(Arc::clone(&found.log), who.into(), found.steps);
        let mut writer = found.writer.unwrap();
        for (quote, verdict) in rows {
            let target = Target { subject: quote_in(name, *quote), item: None };
            let step = review.decide([(target, Field::Verdict, Some(Value::Verdict(*verdict)))]).unwrap();
            assert_eq!(writer.add(&[Step { at: 1_000, ..Step::clone(&step) }]), Ok(1));
        }
        found.log
    }

    fn merge(&self, into: &str, who: &str, from: &str) -> Result<Merged, String> {
        merge(&self.which(into), who, &self.file(from), false)
    }

    fn verdicts(&self, name: &str, who: &str) -> Vec<(String, Option<Verdict>)> {
        let review = reading::read(&self.which(name), who).unwrap();
        let own = |subject: &Subject| subject.article().map(|article| article.id.to_string()).unwrap_or_default();
        let mut rows: Vec<_> = review.subjects().map(|(_, subject, judged)| (own(subject), judged.verdict)).collect();
        rows.sort();
        rows
    }

    fn steps(&self, name: &str) -> Vec<Step> {
        let mut steps = reading::steps(&self.file(name)).unwrap();
        steps.sort_by(|a, b| a.id.cmp(&b.id));
        steps
    }

    /// What lies in a folder, to the letter, but for what SQLite keeps in memory.
    fn bytes(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let files = fs::read_dir(self.0.path().join(name)).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = files
            .filter(|file| !file.to_str().unwrap().ends_with("-shm"))
            .map(|file| (file.clone(), fs::read(&file).unwrap()))
            .collect();
        files.sort();
        files
    }
}

/// A quote of an article that everybody has in a folder of their own.
fn quote_in(folder: &str, quote: u64) -> Arc<Subject> {
    let anchor = ArticleAnchor { path: format!("/home/{folder}/{quote}.txt").into(), ..ArticleAnchor::clone(&article(quote)) };
    let words = Passage { exact: "Kami menunggu".into(), prefix: "“".into(), suffix: "”".into(), start: 3 };
    Arc::new(Subject::Quote(Arc::new(anchor), words))
}

use Verdict::*;

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
    let merged = merge(&room.which("desk"), "rani", &room.file("road"), true).unwrap();
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
    let merged = merge(&room.which("rani"), "Rani", &room.file("sari"), true).unwrap();
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
    let forged = Step { id: crate::review::StepId { log, number: 2 }, ..room.steps("sari")[0].clone() };
    database::open(&room.which("sari"), "Sari").writer.unwrap().add(&[forged]).unwrap();
    let before = room.steps("rani");
    let told = room.merge("rani", "Rani", "sari").unwrap_err();
    assert!(told.contains("step 2 of Rani's log") && told.contains("nothing was taken up"), "{told}");
    assert_eq!(room.steps("rani"), before);
}
