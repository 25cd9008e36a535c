//! Test support: people who each have a database in a folder of their own.

use super::super::testing::article;
use super::*;
use crate::review::{ArticleAnchor, Change, Field, Passage, StepId, Subject, Target, Value, Verdict};
use std::fs;

/// A folder with a database a person, in folders of their own.
pub struct Room(pub tempfile::TempDir);

impl Room {
    pub fn new() -> Room {
        Room(tempfile::tempdir().unwrap())
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name).join("kept.sqlite")
    }

    pub fn which(&self, name: &str) -> Which {
        Which::File(self.file(name))
    }

    /// Decides about quotes as this person, in the database of this name; gives the identifier of the log.
    pub fn decide(&self, name: &str, who: &str, rows: &[(u64, Verdict)]) -> Arc<str> {
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

    pub fn merge(&self, into: &str, who: &str, from: &str) -> Result<Merged, String> {
        self.merge_of(into, who, from, &Choice::default())
    }

    pub fn merge_of(&self, into: &str, who: &str, from: &str, choice: &Choice) -> Result<Merged, String> {
        let guest = look(&self.which(into), who, &self.file(from))?;
        merge(&self.which(into), who, &guest, choice)
    }

    pub fn verdicts(&self, name: &str, who: &str) -> Vec<(String, Option<Verdict>)> {
        let review = reading::read(&self.which(name), who).unwrap();
        let own = |subject: &Subject| subject.article().map(|article| article.id.to_string()).unwrap_or_default();
        let mut rows: Vec<_> = review.subjects().map(|(_, subject, judged)| (own(subject), judged.verdict)).collect();
        rows.sort();
        rows
    }

    pub fn steps(&self, name: &str) -> Vec<Step> {
        let mut steps = reading::steps(&self.file(name)).unwrap();
        steps.sort_by(|a, b| a.id.cmp(&b.id));
        steps
    }

    /// What lies in a folder, to the letter, but for what SQLite keeps in memory.
    pub fn bytes(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
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
pub fn quote_in(folder: &str, quote: u64) -> Arc<Subject> {
    let anchor = ArticleAnchor { path: format!("/home/{folder}/{quote}.txt").into(), ..ArticleAnchor::clone(&article(quote)) };
    let words = Passage { exact: "Kami menunggu".into(), prefix: "“".into(), suffix: "”".into(), start: 3 };
    Arc::new(Subject::Quote(Arc::new(anchor), words))
}

/// A step of a log that decides on one quote.
pub fn decided(log: &str, number: u64, who: &str, quote: u64, verdict: Verdict) -> Step {
    let to = Some(Value::Verdict(verdict));
    let changes = vec![Change { subject: quote_in(who, quote), field: Field::Verdict, from: None, to }];
    Step { id: StepId { log: log.into(), number }, who: who.into(), at: 1_000, act: Act::Do, changes }
}

impl Room {
    /// Puts steps into a database, whatever they are.
    pub fn put(&self, name: &str, steps: &[Step]) {
        let mut db = rusqlite::Connection::open(self.file(name)).unwrap();
        let transaction = db.transaction().unwrap();
        for step in steps {
            log::insert(&transaction, step).unwrap();
        }
        transaction.commit().unwrap();
    }

    /// What a person sees in a database.
    pub fn review(&self, name: &str, who: &str) -> Review {
        reading::read(&self.which(name), who).unwrap()
    }
}
