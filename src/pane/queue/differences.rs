//! How a queue shows that people differ: on a row in short, below it in full.

use crate::pane::paint::Row;
use crate::review::opinion::Word;
use crate::review::{Difference, Field, Review, Value, Verdict};
use crate::theme::Meaning;

/// Writes what people say of the first field on which they differ: `⇄ Rani ✓ Sari ×`.
pub fn put_short(row: &mut Row<'_>, differences: &[Difference]) {
    let Some(first) = differences.first() else { return };
    row.put(Meaning::Contradicts.glyph(), Meaning::Contradicts).put(" ", Meaning::Text);
    if first.field != Field::Verdict {
        row.put(&format!("{}: ", first.field), Meaning::Subhead);
    }
    for word in &first.opinions {
        // A name that is long leaves room for the others', and for the words.
        let name: String = word.who.chars().take(12).collect();
        row.put(&name, Meaning::Text).put(" ", Meaning::Text);
        match meaning(word) {
            Some(meaning) => row.put(meaning.glyph(), meaning),
            None => row.put(&short(word), Meaning::Corrected),
        };
        row.put("  ", Meaning::Text);
    }
    if differences.len() > 1 {
        row.put(&format!("+{} ", differences.len() - 1), Meaning::Count);
    }
}

/// Writes what everybody says of a field and, where there is room, when they did.
pub fn put_full(row: &mut Row<'_>, difference: &Difference, review: &Review) {
    let dated = row.room() >= 60;
    row.skip(2).put(Meaning::Contradicts.glyph(), Meaning::Contradicts);
    row.put(&format!(" {}", difference.field), Meaning::Subhead);
    for word in &difference.opinions {
        row.put(" · ", Meaning::Dim).put(&word.who, Meaning::Text).put(" ", Meaning::Text);
        match meaning(word) {
            Some(meaning) => row.put(&format!("{} {}", meaning.glyph(), said(word)), meaning),
            None => row.put(&said(word), Meaning::Corrected),
        };
        let at = review.steps().get(word.step as usize).map_or(0, |step| step.at);
        if let Some(at) = jiff::Timestamp::from_millisecond(at).ok().filter(|_| at > 0 && dated) {
            row.put(&format!(" {}", at.strftime("%Y-%m-%d")), Meaning::Dim);
        }
    }
}

fn meaning(word: &Word) -> Option<Meaning> {
    match word.value {
        Some(Value::Verdict(verdict)) => Some(match verdict {
            Verdict::Accepted => Meaning::Accepted,
            Verdict::Rejected => Meaning::Rejected,
            Verdict::Flagged => Meaning::Flagged,
            Verdict::Skipped => Meaning::Skipped,
        }),
        _ => None,
    }
}

fn said(word: &Word) -> String {
    word.value.as_ref().map_or_else(|| "as found".to_owned(), Value::said)
}

fn short(word: &Word) -> String {
    let said = said(word);
    if said.chars().count() <= 16 { said } else { said.chars().take(15).chain(['…']).collect() }
}

/// What a decision has to say besides its verdict where people differ: who accepts a quote accepts it as they see it.
pub fn confirmed(differences: &[Difference], verdict: Verdict) -> impl Iterator<Item = &Field> {
    let fields = differences.iter().map(|difference| &difference.field);
    fields.filter(move |field| verdict == Verdict::Accepted && **field != Field::Verdict)
}
