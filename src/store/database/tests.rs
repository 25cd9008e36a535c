//! That nothing kept is lost, overwritten or altered, whatever becomes of the file.

use super::super::testing::step;
use super::*;
use crate::review::Act;
use crate::store::files::make_folder;
use crate::store::schema;
use std::fs;

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data/simak/corpora/abc.sqlite");
    (folder, file)
}

fn open(file: &Path) -> Found {
    let mut found = super::open(&Which::File(file.to_owned()), "Rani");
    // What is written here is of another log, which one's own takes note of.
    found.steps.retain(|step| !matches!(step.act, Act::Saw(_)));
    found
}

fn steps(numbers: std::ops::RangeInclusive<u64>) -> Vec<Step> {
    numbers.map(step).collect()
}

fn names(file: &Path) -> Vec<String> {
    let entries = fs::read_dir(file.parent().unwrap()).unwrap();
    let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_written_is_found_again_in_its_order() {
    let (_folder, file) = place();
    let mut first = open(&file).writer.unwrap();
    let session = Session { find: Some("a".into()), zoom: true, ..Session::default() };
    for step in steps(1..=20) {
        assert_eq!(first.add(&[step]), Ok(1));
    }
    assert_eq!(first.add(&[step(20)]), Ok(0), "what is there is not added again");
    first.keep(&session).unwrap();
    drop(first);
    let again = open(&file);
    assert_eq!((&again.steps, &again.session, &again.trouble), (&steps(1..=20), &session, &None));
    assert_eq!(again.log.len(), 32);
    drop(again);
    assert_eq!(names(&file), ["abc.sqlite", "abc.sqlite.lock"], "nothing else is left when it is closed");
}

#[test]
fn what_version_one_wrote_is_whole() {
    let (_folder, file) = place();
    make_folder(&file).unwrap();
    let mut db = Connection::open(&file).unwrap();
    let transaction = db.transaction().unwrap();
    transaction.execute_batch(super::super::tables::MIGRATIONS[0]).unwrap();
    schema::stamp(&transaction, 1).unwrap();
    transaction.commit().unwrap();
    assert_eq!(add(&mut db, &steps(1..=5)), Ok(5));
    drop(db);
    let found = open(&file);
    assert_eq!((found.steps, found.trouble), (steps(1..=5), None));
    assert_eq!(found.writer.unwrap().add(&steps(4..=7)), Ok(2));
    let again = open(&file);
    assert_eq!((again.steps, again.trouble), (steps(1..=7), None));
}

#[test]
fn the_log_is_only_added_to() {
    let (_folder, file) = place();
    let mut writer = open(&file).writer.unwrap();
    writer.add(&steps(1..=3)).unwrap();
    for statement in [
        "UPDATE step SET who = 'Dewi'",
        "DELETE FROM step",
        "UPDATE change SET after = NULL",
        "DELETE FROM change WHERE step = 1",
        "UPDATE subject SET content = ''",
        "DELETE FROM subject",
    ] {
        let error = writer.0.db.execute(statement, []).unwrap_err().to_string();
        assert!(error.contains("only added to") || error.contains("FOREIGN KEY"), "{statement}: {error}");
    }
}

#[test]
fn a_second_one_reads_only_until_the_first_has_gone() {
    let (_folder, file) = place();
    let mut first = open(&file).writer.unwrap();
    first.add(&steps(1..=3)).unwrap();
    let second = open(&file);
    assert_eq!(second.steps, steps(1..=3));
    assert!(second.writer.is_none() && second.trouble.unwrap().contains("another simak"));
    drop(first);
    assert!(open(&file).writer.is_some());
}

#[test]
fn a_newer_one_and_one_of_another_program_are_not_written() {
    let (_folder, file) = place();
    drop(open(&file));
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&file).unwrap();
    let found = open(&file);
    assert!(found.writer.is_none() && found.trouble.unwrap().contains("newer simak (version 99)"));
    assert_eq!(fs::read(&file).unwrap(), before);

    let (_folder, file) = place();
    drop(open(&file));
    fs::remove_file(&file).unwrap();
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE song (title TEXT)").unwrap();
    let before = fs::read(&file).unwrap();
    let found = open(&file);
    assert!(found.writer.is_some() && found.trouble.unwrap().contains("database of another program"));
    assert_eq!(fs::read(with_ending(&file, ".bad-1")).unwrap(), before, "it is set aside letter by letter");
}

#[test]
fn where_nothing_can_be_written_it_is_told_and_what_there_is_is_read() {
    let (folder, file) = place();
    // A file where a folder ought to be; permissions would not stop the superuser.
    fs::write(folder.path().join("data"), "").unwrap();
    let found = open(&file);
    assert!(found.writer.is_none() && found.trouble.is_some());
    let (_folder, file) = place();
    open(&file).writer.unwrap().add(&steps(1..=2)).unwrap();
    fs::remove_file(with_ending(&file, ".lock")).unwrap();
    fs::create_dir(with_ending(&file, ".lock")).unwrap();
    let found = open(&file);
    assert_eq!(found.steps, steps(1..=2));
    assert!(found.writer.is_none() && found.trouble.unwrap().contains("cannot be written"));
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, file) = place();
    let mut writer = open(&file).writer.unwrap();
    writer.add(&steps(1..=1)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o077;
    for path in [file.clone(), with_ending(&file, "-wal"), with_ending(&file, ".lock"), file.parent().unwrap().to_owned()] {
        assert_eq!(mode(&path), 0, "{}", path.display());
    }
}

/// What must hold of a database that was damaged in any way: what is read is what was written, in its order; damage that
/// is seen is told, and the file set aside as it was; and it goes on.
fn survives(file: &Path, written: &[Step], what: &str) -> usize {
    let before = fs::read(file).unwrap();
    let found = open(file);
    let mut rest = written.iter();
    for step in &found.steps {
        assert!(rest.any(|own| own == step), "{what}: step {} is not one that was written, or out of order", step.id.number);
    }
    let aside = with_ending(file, ".bad-1");
    match &found.trouble {
        Some(trouble) => {
            assert!(trouble.contains("set aside as abc.sqlite.bad-1"), "{what}: {trouble}");
            assert!(fs::read(&aside).unwrap() == before, "{what}: the file set aside is not what it was");
        }
        None => assert!(!aside.exists()),
    }
    let whole = found.steps.len();
    let mut writer = found.writer.unwrap_or_else(|| panic!("{what}: cannot go on"));
    writer.add(&[step(1_000_000)]).unwrap();
    drop(writer);
    for _ in 0..2 {
        let again = open(file);
        assert_eq!(again.steps.len(), whole + 1, "{what}");
        let told = again.trouble.unwrap_or_default();
        assert_eq!(told.contains("abc.sqlite.bad-1 lies beside"), aside.exists(), "{what}: {told}");
    }
    whole
}

#[test]
fn a_database_cut_off_or_altered_anywhere_gives_nothing_false_and_loses_nothing_whole() {
    let (_folder, file) = place();
    let mut writer = open(&file).writer.unwrap();
    let written = steps(1..=300);
    for step in &written {
        writer.add(std::slice::from_ref(step)).unwrap();
    }
    drop(writer);
    let whole = fs::read(&file).unwrap();
    let (mut seed, mut read, mut tried) = (1_u64, 0, 0);
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for round in 0..120 {
        let (_folder, file) = place();
        make_folder(&file).unwrap();
        let mut bytes = whole.clone();
        let what = match round % 4 {
            0 => {
                bytes.truncate(random(whole.len()));
                format!("cut at {}", bytes.len())
            }
            1 => {
                let at = random(whole.len());
                bytes[at] ^= 1 << random(8);
                format!("a bit of byte {at}")
            }
            2 => {
                let page = random(whole.len() / 4096) * 4096;
                bytes[page..page + 4096].fill(0);
                format!("page at {page} wiped")
            }
            _ => {
                let at = random(whole.len() - 64);
                bytes[at..at + 64].iter_mut().for_each(|byte| *byte = byte.wrapping_add(97));
                format!("64 bytes at {at}")
            }
        };
        fs::write(&file, bytes).unwrap();
        read += survives(&file, &written, &what);
        tried += written.len();
    }
    assert!(read * 2 > tried, "of {tried} decisions only {read} were taken over");
}

#[test]
fn what_is_written_ahead_may_be_cut_off_anywhere() {
    let (_folder, file) = place();
    let mut writer = open(&file).writer.unwrap();
    let written = steps(1..=40);
    for step in &written {
        writer.add(std::slice::from_ref(step)).unwrap();
    }
    // As a program leaves it that is killed: nothing was moved from the log that is written ahead.
    let ahead = fs::read(with_ending(&file, "-wal")).unwrap();
    let main = fs::read(&file).unwrap();
    for part in 0..40 {
        let (_folder, file) = place();
        make_folder(&file).unwrap();
        let end = ahead.len() * part / 39;
        fs::write(&file, &main).unwrap();
        fs::write(with_ending(&file, "-wal"), &ahead[..end]).unwrap();
        let found = open(&file);
        assert_eq!(found.trouble, None, "{end}");
        assert_eq!(found.steps, written[..found.steps.len()], "{end}");
        assert!(end < ahead.len() || found.steps.len() == written.len());
    }
}

/// Takes steps out of a log as another program might, with or without what they changed.
fn take_out(file: &Path, numbers: &[u64], orphans: bool) {
    let db = Connection::open(file).unwrap();
    db.execute_batch("PRAGMA foreign_keys = off; DROP TRIGGER step_remains; DROP TRIGGER change_remains").unwrap();
    for number in numbers.iter().map(|number| *number as i64) {
        if !orphans {
            db.execute("DELETE FROM change WHERE step = (SELECT ix FROM step WHERE log = 'log' AND number = ?)", [number])
                .unwrap();
        }
        db.execute("DELETE FROM step WHERE log = 'log' AND number = ?", [number]).unwrap();
    }
}

#[test]
fn steps_that_another_program_took_out_are_counted_told_once_and_do_no_harm_to_others() {
    let mut seed = 3_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for round in 0..24 {
        let (_folder, file) = place();
        let last = 1 + random(12);
        open(&file).writer.unwrap().add(&steps(1..=last)).unwrap();
        // From the beginning, the middle, the end; all of them as well.
        let out: Vec<u64> = (1..=last).filter(|_| random(3) > 0 || round % 8 == 0).collect();
        take_out(&file, &out, round % 2 == 0);
        let mut found = open(&file);
        let told = found.trouble.take().unwrap_or_default();
        let count = if out.len() == 1 { "Missing: 1 step of".to_owned() } else { format!("Missing: {} steps of", out.len()) };
        assert_eq!(told.contains(&count), !out.is_empty(), "{out:?} of {last}: {told}");
        assert!(!told.contains("aside"), "{told}");
        let mut rest: Vec<Step> = steps(1..=last).into_iter().filter(|step| !out.contains(&step.id.number)).collect();
        assert_eq!(found.steps, rest, "{out:?} of {last}");
        // What is written next is what is read next.
        found.writer.unwrap().add(&steps(last + 1..=last + 3)).unwrap();
        rest.extend(steps(last + 1..=last + 3));
        let again = open(&file);
        assert_eq!((&again.steps, &again.trouble), (&rest, &None), "{out:?} of {last}");
    }
}

#[test]
fn a_log_whose_end_is_missing_is_not_gone_on_with() {
    let (_folder, file) = place();
    let found = open(&file);
    let log = Arc::clone(&found.log);
    let own = |number| Step { id: crate::review::StepId { log: Arc::clone(&log), number }, ..step(number) };
    found.writer.unwrap().add(&[own(1), own(2)]).unwrap();
    assert_eq!(open(&file).log, log);
    let db = Connection::open(&file).unwrap();
    db.execute_batch("PRAGMA foreign_keys = off; DROP TRIGGER step_remains; DELETE FROM step WHERE number = 2").unwrap();
    drop(db);
    let found = open(&file);
    assert!(found.log != log && found.trouble.unwrap().contains("1 step of the log of Rani"));
}

#[test]
fn one_that_was_put_back_to_an_older_state_is_known_and_told_once() {
    let (_folder, file) = place();
    open(&file).writer.unwrap().add(&steps(1..=3)).unwrap();
    let before = fs::read(&file).unwrap();
    open(&file).writer.unwrap().add(&steps(4..=5)).unwrap();
    fs::write(&file, before).unwrap();
    let found = open(&file);
    assert_eq!(found.steps, steps(1..=3));
    assert!(found.trouble.unwrap().contains("not the one that was written here last"));
    drop(found.writer);
    assert_eq!(open(&file).trouble, None);
}

#[test]
fn where_nothing_can_be_shared_it_is_kept_all_the_same() {
    for before in [0, 2] {
        let (_folder, file) = place();
        make_folder(&file).unwrap();
        if before > 0 {
            open(&file).writer.unwrap().add(&steps(1..=before)).unwrap();
        }
        fs::create_dir(with_ending(&file, "-shm")).unwrap();
        let found = open(&file);
        assert_eq!((&found.steps, &found.trouble), (&steps(1..=before), &None));
        let mut writer = found.writer.unwrap();
        assert_eq!(writer.add(&steps(1..=4)), Ok(4 - before as usize));
        let beside = look(&file).unwrap().0.0;
        assert_eq!(beside.iter().filter(|step| &*step.id.log == "log").count(), 4, "it is read beside whoever writes it");
        drop(writer);
        fs::remove_dir(with_ending(&file, "-shm")).unwrap();
        let again = open(&file);
        assert_eq!((again.steps, again.trouble), (steps(1..=4), None));
    }
}

#[test]
fn a_table_of_another_kind_is_no_table_of_simak() {
    for statements in [
        "DROP TABLE change",
        "ALTER TABLE step DROP COLUMN of_number",
        "DROP TABLE change; CREATE VIEW change AS SELECT 1 AS step, 1 AS subject, 'a' AS field, NULL AS before, NULL AS after",
        "DROP TABLE step; CREATE VIEW step AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
         SELECT i AS ix, 'l' AS log, i AS number, 'w' AS who, 1 AS at, 'do' AS act, NULL AS of_log, NULL AS of_number, x'00' AS sum FROM n",
    ] {
        let (_folder, file) = place();
        drop(open(&file));
        Connection::open(&file).unwrap().execute_batch(&format!("PRAGMA foreign_keys = off; {statements}")).unwrap();
        let found = open(&file);
        assert!(found.writer.is_some() && found.trouble.unwrap().contains("is none of simak"), "{statements}");
        assert!(with_ending(&file, ".bad-1").exists());
    }
}
