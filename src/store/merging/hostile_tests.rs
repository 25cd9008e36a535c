//! Databases that somebody made to do harm, made at random: whatever is in one, it is taken up or refused, in a time that somebody
//! waits for, and nothing of one's own is changed.

use super::room::{Room, decided, quote_in};
use super::*;
use crate::review::{Change, Field, StepId, Subject, Value, Verdict};
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};

struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len() as u64) as usize]
    }
}

/// What a hostile one is made of: the other's database and its log, and one's own log as it was given away once.
struct Forge<'a> {
    file: &'a Path,
    theirs: &'a str,
    mine: &'a str,
    dice: &'a mut Dice,
}

/// Statements that put something into the schema.
const SCHEMA: &[&str] = &[
    "DROP TABLE step; CREATE VIEW step AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
     SELECT x AS ix, 'l' AS log, x AS number, 'w' AS who, 0 AS at, 'do' AS act, NULL AS of_log, NULL AS of_number, x'00' AS sum FROM c",
    "DROP TABLE fact; CREATE VIEW fact AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT 'log of ' || x AS name, x AS value FROM c",
    "DROP TABLE subject; CREATE TABLE subject (ix INTEGER PRIMARY KEY, key BLOB AS (randomblob(1000000000)), content TEXT NOT NULL)",
    "DROP TABLE change; CREATE TABLE change (step INTEGER, subject INTEGER, field TEXT, before TEXT, after TEXT AS (hex(zeroblob(100000000))))",
    "CREATE TRIGGER spy AFTER INSERT ON step BEGIN DELETE FROM fact; END",
    "CREATE TRIGGER loop_on AFTER INSERT ON fact BEGIN INSERT INTO fact VALUES (random(), 'x'); END",
    "CREATE INDEX slow ON step (length(hex(zeroblob(number * 1000000))))",
    "CREATE INDEX part ON step (who) WHERE abs(number) > 0",
    "CREATE TABLE song (title TEXT)",
    "CREATE TABLE merge_of (ix INTEGER)",
    "DROP TABLE fact",
    "DROP TABLE change",
    "DROP TRIGGER step_stays",
    "DROP INDEX step_by_name",
    "ALTER TABLE step ADD COLUMN more TEXT",
    "ALTER TABLE step RENAME COLUMN who TO whom",
    "CREATE VIEW \"\u{1b}[31m\" AS SELECT 1",
];

/// Statements that put something into the tables that this program does not write.
const ROWS: &[&str] = &[
    "UPDATE step SET sum = x'0000000000000000'",
    "UPDATE step SET number = number + 100 WHERE number = (SELECT max(number) FROM step)",
    "UPDATE step SET who = CAST(x'ff61fe' AS TEXT)",
    "UPDATE step SET log = CAST(x'c328' AS TEXT)",
    "UPDATE step SET act = 'left'",
    "UPDATE step SET act = 'format', of_number = 3",
    "UPDATE step SET at = -9223372036854775808",
    "UPDATE step SET number = -1 WHERE ix = 1",
    "UPDATE step SET number = 9223372036854775807 WHERE ix = 1",
    "UPDATE subject SET content = '{}'",
    "UPDATE subject SET content = '' WHERE ix = 1",
    "UPDATE subject SET content = replace(hex(zeroblob(3000000)), '0', '[')",
    "UPDATE subject SET key = x'00'",
    "UPDATE change SET field = 'tag:'",
    "UPDATE change SET field = 'note'",
    "UPDATE change SET after = '[['",
    "UPDATE change SET after = NULL",
    "UPDATE change SET after = '\"' || hex(zeroblob(3000000)) || '\"' WHERE rowid = 1",
    "UPDATE change SET step = 987654321 WHERE rowid = 1",
    "UPDATE change SET subject = 987654321 WHERE rowid = 1",
    "INSERT INTO change VALUES (9223372036854775807, 1, 'verdict', NULL, NULL)",
    "DELETE FROM step WHERE ix = 2",
    "DELETE FROM subject",
    "INSERT INTO step SELECT NULL, log, number, who, at, act, of_log, of_number, sum FROM step",
    "INSERT INTO fact SELECT 'log of x' || ix, log FROM step",
    "UPDATE fact SET name = 'log of Rani' WHERE name LIKE 'log of %'",
    "DELETE FROM fact",
    "INSERT INTO merge VALUES (1, '{}', x'00')",
    "INSERT INTO merge VALUES (-9223372036854775808, '{\"undo\":{\"at\":0,\"merge\":1}}', x'00')",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = 1",
    "PRAGMA user_version = -7",
    "PRAGMA user_version = 2147483647",
    "PRAGMA application_id = 1",
    "PRAGMA application_id = 0; PRAGMA user_version = 0",
    "PRAGMA encoding = 'UTF-16'; VACUUM",
    "PRAGMA page_size = 512; PRAGMA journal_mode = delete; VACUUM",
];

/// Types that the tables do not take, behind the back of their definition.
const TYPES: &[(&str, &str)] = &[
    ("step", "UPDATE step SET number = 'satu'"),
    ("step", "UPDATE step SET number = 1e300"),
    ("step", "UPDATE step SET who = NULL"),
    ("step", "UPDATE step SET who = 7"),
    ("step", "UPDATE step SET sum = 'text'"),
    ("step", "UPDATE step SET at = x'00'"),
    ("subject", "UPDATE subject SET content = x'7b7d'"),
    ("change", "UPDATE change SET step = 'x', after = 7"),
    ("fact", "UPDATE fact SET value = NULL"),
];

impl Forge<'_> {
    fn run(&self, statements: &str) {
        let db = Connection::open(self.file).unwrap();
        // What stands may not be changed: so that is taken away first, and put back behind.
        let named = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND (name LIKE '%stays' OR name LIKE '%remains')";
        let Ok(mut rows) = db.prepare(named) else { return };
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let triggers: Vec<_> = rows.query_map([], row).unwrap().filter_map(Result::ok).collect();
        drop(rows);
        let _ = db.pragma_update(None, "foreign_keys", false);
        let schema = SCHEMA.contains(&statements);
        triggers.iter().filter(|_| !schema).for_each(|(name, _)| drop(db.execute_batch(&format!("DROP TRIGGER {name}"))));
        // Where one spoiled it already, it may well fail.
        let _ = db.execute_batch(statements);
        triggers.iter().filter(|_| !schema).for_each(|(_, sql)| drop(db.execute_batch(sql)));
    }

    /// Something in a table that its definition does not allow.
    fn spoil(&self, table: &str, statement: &str) {
        let define = |sql: &str| {
            let db = Connection::open(self.file).unwrap();
            let _ = db.execute_batch("PRAGMA writable_schema = ON");
            let _ = db.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ? AND type = 'table'", [sql, table]);
        };
        let db = Connection::open(self.file).unwrap();
        let whole = db.query_row("SELECT sql FROM sqlite_schema WHERE name = ?", [table], |row| row.get::<_, String>(0));
        drop(db);
        let Ok(whole) = whole else { return };
        define(&whole.replace(" STRICT", "").replace("NOT NULL", ""));
        self.run(statement);
        define(&whole);
    }

    /// Steps that are whole, and that nobody decided.
    fn steps(&mut self) -> Vec<Step> {
        let dice = &mut *self.dice;
        let names =
            ["Sari", "Rani", "Dewi", "", " Rani", "Rani ", "Ra\u{202e}ni", "\u{1b}[31mRani", "Sari\nRani", "R\u{200b}ani"];
        let long = "x".repeat(3_000_000);
        let logs = [self.theirs, self.mine, "e", "", "log with blanks", "\u{7f}"];
        let numbers = [0, 1, 2, 3, 4, 5, 6, 7, 1 << 32, log::LAST, log::LAST + 1, i64::MAX as u64];
        let times = [0, 1_000, -1, i64::MAX, i64::MIN, 253_402_300_800_000];
        let count = 1 + dice.roll(6);
        let step = |_| {
            let (log, number) = (dice.of(&logs), dice.of(&numbers));
            let of = StepId { log: dice.of(&logs).into(), number: dice.of(&numbers) };
            let who = if dice.roll(40) == 0 { long.as_str() } else { dice.of(&names) };
            let plain = decided(log, number, who, dice.roll(5), dice.of(&Verdict::ALL));
            let act = match dice.roll(9) {
                0 => Act::Undo(of),
                1 => Act::Redo(of),
                2 => Act::Saw(of),
                3 => Act::Unsaw(of),
                4 => Act::Note,
                _ => Act::Do,
            };
            let mut changes = plain.changes.clone();
            match dice.roll(8) {
                0 => changes.clear(),
                1 => changes[0].to = Some(Value::Text("bukan".into())),
                2 => changes[0].field = Field::Tag("\u{1b}]0;x\u{7}".into()),
                3 => changes.extend(plain.changes.clone()),
                4 => {
                    let Subject::Quote(article, mut words) = (*quote_in("x", 1)).clone() else { unreachable!() };
                    words.start = u32::MAX;
                    changes.push(Change { subject: Arc::new(Subject::Quote(article, words)), ..plain.changes[0].clone() });
                }
                5 => {
                    changes[0] = Change { field: Field::Note, to: Some(Value::Text(long.as_str().into())), ..changes[0].clone() }
                }
                _ => {}
            }
            Step { act, changes, at: dice.of(&times), ..plain }
        };
        (0..count).map(step).collect()
    }

    /// Does one thing to it; says what.
    fn spoil_at_random(&mut self) -> String {
        match self.dice.roll(9) {
            0 => {
                let statements = self.dice.of(SCHEMA);
                self.run(statements);
                statements.to_owned()
            }
            1..=3 => {
                let statements = self.dice.of(ROWS);
                self.run(statements);
                statements.to_owned()
            }
            4 => {
                let (table, statement) = self.dice.of(TYPES);
                self.spoil(table, statement);
                statement.to_owned()
            }
            5 | 6 => {
                let steps = self.steps();
                let mut db = Connection::open(self.file).unwrap();
                if let Ok(transaction) = db.transaction() {
                    steps.iter().for_each(|step| drop(log::insert(&transaction, step)));
                    let _ = transaction.commit();
                }
                let told: Vec<_> =
                    steps.iter().map(|s| (s.id.clone(), s.who.chars().take(9).collect::<String>(), s.at)).collect();
                format!("{told:?}")
            }
            7 => {
                let mut bytes = fs::read(self.file).unwrap();
                let (page, all) = (self.dice.roll(bytes.len() as u64 / 4096 + 1) as usize * 4096, bytes.len());
                match self.dice.roll(4) {
                    0 => bytes.truncate(self.dice.roll(all as u64 + 1) as usize),
                    1 => bytes.iter_mut().skip(page).take(4096).for_each(|byte| *byte = self.dice.roll(256) as u8),
                    // One page of a tree is another one: they may go in a circle.
                    2 => {
                        let from = self.dice.roll(all as u64 / 4096 + 1) as usize * 4096;
                        let other: Vec<u8> = bytes.iter().skip(from).take(4096).copied().collect();
                        bytes.iter_mut().skip(page.max(4096)).zip(other).for_each(|(to, from)| *to = from);
                    }
                    _ => bytes.iter_mut().for_each(|byte| *byte ^= 0x5a),
                }
                fs::write(self.file, bytes).unwrap();
                format!("page {page} of {all}")
            }
            _ => {
                let ending = self.dice.of(&["-wal", "-journal"]);
                let bytes: Vec<u8> = (0..self.dice.roll(20_000)).map(|_| self.dice.roll(256) as u8).collect();
                fs::write(beside(self.file, ending), bytes).unwrap();
                format!("something as its {ending}")
            }
        }
    }
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Everything in a folder, to the letter, and nothing else.
fn folder(room: &Room, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let files = fs::read_dir(room.file(name).parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.map(|file| (file.clone(), fs::read(&file).unwrap())).collect();
    files.sort();
    files
}

/// Longer than any takes even where others use the machine; each limit would be told before.
const PATIENCE: Duration = Duration::from_secs(40);

/// One hostile database: whether it was taken up.
fn run(seed: u64) -> bool {
    let (room, mut dice) = (Room::new(), Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1));
    let mine = room.decide("rani", "Rani", &[(1, Verdict::Accepted), (2, Verdict::Rejected)]);
    let theirs = room.decide("sari", "Sari", &[(1, Verdict::Rejected), (3, Verdict::Accepted), (4, Verdict::Flagged)]);
    // They have seen mine, and I have seen theirs.
    if dice.roll(2) == 0 {
        room.merge("sari", "Sari", "rani").unwrap();
    }
    if dice.roll(3) == 0 {
        room.merge("rani", "Rani", "sari").unwrap();
        room.decide("sari", "Sari", &[(2, Verdict::Accepted)]);
    }
    let file = room.file("sari");
    let mut forge = Forge { file: &file, theirs: &theirs, mine: &mine, dice: &mut dice };
    let what: Vec<String> = (0..1 + forge.dice.roll(3)).map(|_| forge.spoil_at_random()).collect();
    let what = format!("seed {seed}: {what:?}");
    let _ = fs::remove_file(beside(&file, "-shm"));
    let before = (room.steps("rani"), folder(&room, "sari"));
    let own =
        |steps: &[Step]| -> Vec<Step> { steps.iter().filter(|step| step.id.log == mine && decides(step)).cloned().collect() };
    let own_verdicts = |name: &str| -> Vec<_> {
        let decided = [quote_in("rani", 1).key(), quote_in("rani", 2).key()];
        let review = room.review(name, "Rani");
        let judged = review.subjects().map(|(_, subject, own)| (subject.key(), own.verdict));
        judged.filter(|(key, _)| decided.contains(key)).collect()
    };
    let seen = own_verdicts("rani");
    let choice = Choice { everybody: dice.roll(2) == 0, same_person: dice.roll(4) == 0, ..Choice::default() };
    let begun = Instant::now();
    let merged = room.merge_of("rani", "Rani", "sari", &choice);
    assert!(begun.elapsed() < PATIENCE, "{what}: {:?}", begun.elapsed());
    assert_eq!(folder(&room, "sari"), before.1, "{what}: what is merged is only read");
    match &merged {
        Err(told) => {
            assert!(told.contains("sari") && told.len() < 2_000, "{what}: {told}");
            assert_eq!(room.steps("rani"), before.0, "{what}: refused whole ({told})");
        }
        Ok(merged) => {
            assert!(merged.taken.keys().all(|who| choice.same_person || &**who != "Rani"), "{what}");
            // Who says to have seen mine may settle what differs; that is what a colleague does.
            let seen_mine = |step: &Step| matches!(&step.act, Act::Saw(of) if of.log == mine) && step.id.log != mine;
            if !choice.same_person && !room.steps("rani").iter().any(seen_mine) {
                assert_eq!(own_verdicts("rani"), seen, "{what}");
            }
        }
    }
    assert_eq!(own(&room.steps("rani")), own(&before.0), "{what}: one's own log is as it was");
    // It opens, without trouble, as what it is; it is written, and read.
    let found = database::open(&room.which("rani"), "Rani");
    assert_eq!((found.trouble, found.log), (None, Arc::clone(&mine)), "{what}");
    drop(found.writer);
    assert_eq!(room.decide("rani", "Rani", &[(5, Verdict::Flagged)]), mine, "{what}");
    assert!(!room.review("rani", "Rani").is_empty());
    if let Ok(Merged { number: Some(number), .. }) = merged {
        take_back(&room.which("rani"), "Rani", &number.to_string()).unwrap();
        let counting = room.steps("rani").into_iter().filter(|step| decides(step) && step.id.log != mine);
        let earlier = before.0.iter().filter(|step| decides(step) && step.id.log != mine).cloned();
        assert_eq!(counting.collect::<Vec<_>>(), earlier.collect::<Vec<_>>(), "{what}");
        return true;
    }
    false
}

#[test]
fn whatever_a_database_holds_it_is_taken_up_or_refused_and_nothing_of_ones_own_is_changed() {
    let runs = if cfg!(debug_assertions) { 80 } else { 1_000 };
    let taken = (0..runs).filter(|seed| run(*seed)).count();
    assert!(taken > runs as usize / 40, "of {runs} only {taken} were taken up: what is tried is too plain");
}

#[test]
fn each_of_them_alone_is_refused_or_does_nothing() {
    for statements in SCHEMA.iter().chain(ROWS) {
        let room = Room::new();
        let mine = room.decide("rani", "Rani", &[(1, Verdict::Accepted)]);
        let theirs = room.decide("sari", "Sari", &[(1, Verdict::Rejected), (2, Verdict::Accepted)]);
        let (file, before) = (room.file("sari"), room.steps("rani"));
        Forge { file: &file, theirs: &theirs, mine: &mine, dice: &mut Dice(1) }.run(statements);
        let merged = room.merge("rani", "Rani", "sari");
        // Another form of the same, and logs that are somebody's who decides nothing.
        let begins = |own: &&str| statements.starts_with(*own);
        let harmless = statements.contains("VACUUM") || ["INSERT INTO fact", "DROP TRIGGER"].iter().any(begins);
        assert_eq!(merged.is_ok(), harmless, "{statements}: {:?}", merged.err());
        assert!(harmless || room.steps("rani") == before, "{statements}");
    }
}

#[test]
fn what_is_too_large_is_refused_in_one_line_that_says_so() {
    let room = Room::new();
    room.decide("rani", "Rani", &[(1, Verdict::Accepted)]);
    room.decide("sari", "Sari", &[(1, Verdict::Rejected)]);
    let whole = fs::read(room.file("sari")).unwrap();
    let people = |n: u64| (0..n).map(|i| decided(&format!("p{i}"), 1, &format!("w{i}"), i % 3, Verdict::Accepted)).collect();
    let logs = |n: u64| (0..n).map(|i| decided(&format!("p{i}"), 1, "Sari", i % 3, Verdict::Accepted)).collect();
    let about = {
        let Subject::Quote(article, mut words) = (*quote_in("x", 1)).clone() else { unreachable!() };
        words.exact = "x".repeat(3_000_000).into();
        let subject = Arc::new(Subject::Quote(article, words));
        let mut step = decided("e", 1, "Sari", 1, Verdict::Accepted);
        step.changes[0].subject = subject;
        vec![step]
    };
    let value = {
        let mut step = decided("e", 1, "Sari", 1, Verdict::Accepted);
        step.changes[0].field = Field::Note;
        step.changes[0].to = Some(Value::Text("x".repeat(5_000_000).into()));
        vec![step]
    };
    let cases: [(Vec<Step>, &str); 4] = [
        (people(300), "more than 100 people"),
        (logs(800), "more than 500 logs"),
        (about, "bytes that decisions are about"),
        (value, "a value in it has more than"),
    ];
    for (steps, want) in cases {
        fs::write(room.file("sari"), &whole).unwrap();
        room.put("sari", &steps);
        if want.contains("about") {
            let many = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 100)
                INSERT INTO change SELECT step, subject, field, before, after FROM change, c WHERE step = (SELECT max(step) FROM change)";
            Connection::open(room.file("sari")).unwrap().execute_batch(many).unwrap();
        }
        let begun = Instant::now();
        let told = room.merge("rani", "Rani", "sari").unwrap_err();
        assert!(told.contains(want) && told.contains("nothing of it was taken up") && !told.contains('\n'), "{told}");
        assert!(begun.elapsed() < PATIENCE, "{want}: {:?}", begun.elapsed());
    }
    // A file as large as a disk takes no time, whatever is in it.
    let file = fs::File::options().write(true).open(room.file("sari")).unwrap();
    file.set_len(1 << 40).unwrap();
    let told = room.merge("rani", "Rani", "sari").unwrap_err();
    assert!(told.contains("more than 512 MiB"), "{told}");
}
