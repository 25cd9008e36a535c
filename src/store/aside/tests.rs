//! Setting aside, wherever the machine stops in the middle of it; and taking up again.

use super::super::database::{Found, open};
use super::super::lock;
use super::super::testing::step;
use super::*;
use crate::review::Act;

fn which(file: &Path) -> Which {
    Which::File(file.to_owned())
}

/// Opens it; what is noted of other logs is left out.
fn opened(file: &Path) -> Found {
    let mut found = open(&which(file), "Rani");
    found.steps.retain(|step| !matches!(step.act, Act::Saw(_)));
    found
}

fn numbers(found: &Found) -> Vec<u64> {
    let mut numbers: Vec<u64> = found.steps.iter().map(|step| step.id.number).collect();
    numbers.sort_unstable();
    numbers
}

fn keep(file: &Path, numbers: impl IntoIterator<Item = u64>) {
    let mut writer = opened(file).writer.unwrap();
    writer.add(&numbers.into_iter().map(step).collect::<Vec<_>>()).unwrap();
}

/// A database of 5 steps, of which the third is damaged; with what is written ahead of it, as a program leaves it that is
/// killed. Gives what each file holds.
fn damaged(file: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let mut writer = opened(file).writer.unwrap();
    (1..=5).for_each(|number| assert!(writer.write(&step(number)).is_ok()));
    let mut all: Vec<_> = ["", "-wal"].map(|ending| (ending, fs::read(with_ending(file, ending)).unwrap())).into();
    drop(writer);
    // Its sums are made anew, as one would find them if the damage had been done before it was written.
    fs::remove_file(file).unwrap();
    for (ending, bytes) in &all {
        fs::write(with_ending(file, ending), bytes).unwrap();
    }
    let db = Connection::open(file).unwrap();
    db.execute_batch("DROP TRIGGER change_stays; UPDATE change SET after = '\"lain\"' WHERE step = 3").unwrap();
    for (ending, bytes) in &mut all {
        *bytes = fs::read(with_ending(file, ending)).unwrap();
    }
    drop(db);
    for (ending, bytes) in &all {
        fs::write(with_ending(file, ending), bytes).unwrap();
    }
    all
}

#[test]
fn wherever_the_machine_stops_all_that_is_whole_is_there_and_the_damaged_one_is_kept_letter_by_letter() {
    // What an exchange does, one after the other, with and without second names for a file.
    type Deed = fn(&Path, &Path, &Path);
    let link: Deed = |file, _, aside| fs::hard_link(file, aside).unwrap();
    let ahead: Deed = |file, _, aside| fs::rename(with_ending(file, "-wal"), with_ending(aside, "-wal")).unwrap();
    let shared: Deed = |file, _, _| remove(&with_ending(file, SHARED)).unwrap();
    let main: Deed = |file, _, aside| fs::rename(file, aside).unwrap();
    let new: Deed = |file, new, _| fs::rename(new, file).unwrap();
    let half: Deed = |_, new, _| fs::write(new, b"half of it").unwrap();
    let ways: [&[Deed]; 3] = [&[link, ahead, shared, new], &[ahead, shared, main, new], &[half]];
    let mut tried = 0;
    for way in ways {
        for done in 0..=way.len() {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("a.sqlite");
            let bytes = damaged(&file);
            let (other, aside) = (with_ending(&file, NEW), with_ending(&file, ".bad-1"));
            let copy = copied(&file).unwrap();
            let Whole { steps, .. } = whole(&copy).unwrap();
            drop(copy);
            assert_eq!(steps.len(), 4);
            let (known, stamp) = known(&aside, &stamp(&file));
            make(&other, &steps, &[(&known, &stamp)]).unwrap();
            way[..done].iter().for_each(|deed| deed(&file, &other, &aside));
            for start in 0..3 {
                let found = opened(&file);
                let what = format!("{done} of {}, start {start}: {:?}", way.len(), found.trouble);
                assert_eq!(numbers(&found), [1, 2, 4, 5], "{what}");
                assert!(found.writer.is_some() && found.trouble.unwrap().contains("a.sqlite.bad-1"), "{what}");
                tried += 1;
            }
            for (ending, bytes) in bytes {
                let path = with_ending(&aside, ending);
                assert!(fs::read(&path).unwrap() == bytes, "{done} of {}: {} is not what it was", way.len(), path.display());
            }
            assert!(!other.exists() && !with_ending(&file, ".bad-2").exists());
        }
    }
    assert_eq!(tried, 3 * (5 + 5 + 2));
}

#[test]
fn one_that_is_sound_is_taken_up_again_by_itself_and_nothing_is_decided_twice() {
    // (How many steps were kept in the one that was set aside, and in the one that took its place.)
    for (aside, since) in [(0, 0), (100, 0), (1, 3), (40, 40)] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.sqlite");
        keep(&file, 1..=aside);
        // As an older version left it that took a full disk for damage.
        fs::rename(&file, with_ending(&file, ".bad-1")).unwrap();
        fs::write(&file, b"").unwrap();
        fs::remove_file(lock::lock_of(&file)).unwrap();
        let other = folder.path().join("other/a.sqlite");
        // (Some of them are in both.)
        keep(&other, (aside / 2 + 1)..=(aside / 2 + since));
        fs::copy(&other, &file).unwrap();
        let all = aside.max(aside / 2 + since);
        // Who only reads sees it before it is taken up, and is told.
        let read = super::super::reading::read(&which(&file), "Rani").unwrap();
        let decided = read.steps().iter().filter(|step| &*step.id.log == "log").count();
        assert!(lying(&which(&file)).unwrap().contains("a.sqlite.bad-1"));
        let found = opened(&file);
        let told = found.trouble.clone().unwrap();
        let rest: Vec<u64> = (1..=all).collect();
        assert_eq!((numbers(&found), decided as u64), (rest.clone(), all), "{told}");
        assert!(told.contains("though it is sound") && told.contains("a.sqlite.taken-up-1"), "{told}");
        assert_eq!(told.contains("taken up again"), aside > 0 && all > since, "{told}");
        drop(found);
        assert!(with_ending(&file, ".taken-up-1").exists() && !with_ending(&file, ".bad-1").exists());
        let again = opened(&file);
        assert_eq!((numbers(&again), again.trouble, lying(&which(&file))), (rest, None, None));
    }
}

#[test]
fn what_lies_aside_is_told_at_every_start_until_it_is_deleted() {
    let garbage = b"no database, but long enough to be taken for one".repeat(100);
    let other = |path: &Path| Connection::open(path).unwrap().execute_batch("CREATE TABLE song (title TEXT)").unwrap();
    type Made<'m> = &'m dyn Fn(&Path);
    let made: [(&str, Made<'_>); 4] = [
        ("garbage", &|path| fs::write(path, &garbage).unwrap()),
        ("another program's", &other),
        ("damaged", &|path| drop(damaged(path))),
        ("a folder", &|path| fs::create_dir(path).unwrap()),
    ];
    for (what, make) in made {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.sqlite");
        keep(&file, 11..=15);
        let (elsewhere, aside) = (folder.path().join("other.sqlite"), with_ending(&file, ".bad-7"));
        make(&elsewhere);
        for ending in ["", "-wal"] {
            let _ = fs::rename(with_ending(&elsewhere, ending), with_ending(&aside, ending));
        }
        let whole: &[u64] = if what == "damaged" { &[1, 2, 4, 5] } else { &[] };
        let all: Vec<u64> = whole.iter().copied().chain(11..=15).collect();
        for start in 0..3 {
            let found = opened(&file);
            let told = found.trouble.clone().unwrap_or_default();
            assert!(told.contains("a.sqlite.bad-7") && found.writer.is_some(), "{what}, start {start}: {told}");
            assert_eq!(numbers(&found), all, "{what}, start {start}: {told}");
            assert!(lying(&which(&file)).unwrap().contains("a.sqlite.bad-7"));
        }
        let _ = fs::remove_file(&aside);
        let _ = fs::remove_dir(&aside);
        assert_eq!((opened(&file).trouble, lying(&which(&file))), (None, None), "{what}");
    }
}
