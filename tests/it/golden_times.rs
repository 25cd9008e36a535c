//! Golden caret corpora for temporal expressions: `tests/golden/times*.txt`; a label is a TIMEX3 value.

use crate::golden;

#[test]
fn times_are_as_the_golden_files_say() {
    golden::check("times", |article| article.times.iter().map(|t| (t.span, t.value.to_string())).collect());
}
