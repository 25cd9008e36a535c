//! Test support: steps of any number, the same for the same number.

use crate::review::{Act, ArticleAnchor, Change, Field, Passage, Step, StepId, Subject, Value, Verdict};
use std::sync::Arc;

/// The article of these decisions.
pub fn article(n: u64) -> Arc<ArticleAnchor> {
    let (id, path) = (format!("{n:016x}").into(), format!("berita/{n}.txt").into());
    Arc::new(ArticleAnchor { id, text: "0".into(), path, record: 0, url: None, title: None, outlet: None })
}

/// The step of this number.
pub fn step(number: u64) -> Step {
    let words =
        Passage { exact: format!("Kami menunggu {number} hari").into(), prefix: "“".into(), suffix: "”".into(), start: 7 };
    let subject = Arc::new(Subject::Quote(article(number / 10), words));
    let to = Some(Value::Verdict(Verdict::ALL[number as usize % Verdict::ALL.len()]));
    let changes = vec![
        Change { subject: Arc::clone(&subject), field: Field::Verdict, from: None, to },
        Change { subject, field: Field::Note, from: None, to: Some(Value::Text(format!("catatan {number}").into())) },
    ];
    let id = |number| StepId { log: "log".into(), number };
    let act = if number % 7 == 3 { Act::Undo(id(number - 1)) } else { Act::Do };
    Step { id: id(number), who: "Rani".into(), at: 0, act, changes }
}
