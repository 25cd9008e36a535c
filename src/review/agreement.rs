//! How far two people agree in their verdicts, beyond chance.
//!
//! Cohen's kappa: Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological
//! Measurement 20(1), 37–46, <https://doi.org/10.1177/001316446002000104>: κ = (p₀ − pₑ) / (1 − pₑ), where p₀ is the share of
//! quotes of which both say the same, and pₑ that which would be expected of two people who gave their verdicts by chance,
//! each as often as they did. Only verdicts count that were given without knowing the other's: whoever has seen it
//! does not judge alone any more. So settling differences does not make two people agree better.

use super::field::{Field, Value, Verdict};
use super::opinion::Word;
use super::present::Review;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the formula is from.
pub const SOURCE: &str = "Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological \
    Measurement 20(1), 37–46, https://doi.org/10.1177/001316446002000104";

/// The verdicts that are compared; to pass over a quote is none.
pub const VERDICTS: [Verdict; 3] = [Verdict::Accepted, Verdict::Rejected, Verdict::Flagged];

/// How far two people agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The one, the first by name.
    pub one: Arc<str>,
    /// The other.
    pub other: Arc<str>,
    /// How many quotes got which verdict, in the order of [`VERDICTS`]: a row a verdict of the one, a column one of the other.
    pub counts: [[u32; 3]; 3],
}

impl Agreement {
    /// How many quotes both gave a verdict on.
    pub fn all(&self) -> u32 {
        self.counts.iter().flatten().sum()
    }

    /// The share of quotes of which both say the same; `None` without any.
    pub fn observed(&self) -> Option<f64> {
        let same: u32 = self.counts.iter().zip(0..).filter_map(|(row, at)| row.get(at as usize)).sum();
        (self.all() > 0).then(|| f64::from(same) / f64::from(self.all()))
    }

    /// The share that chance would make the same; `None` without any quotes.
    pub fn expected(&self) -> Option<f64> {
        let all = f64::from(self.all());
        let row = |at: usize| self.counts.get(at).map_or(0, |row| row.iter().sum::<u32>());
        let column = |at: usize| self.counts.iter().filter_map(|row| row.get(at)).sum::<u32>();
        let by_chance: f64 = (0..VERDICTS.len()).map(|at| f64::from(row(at)) * f64::from(column(at))).sum();
        (all > 0.0).then(|| by_chance / (all * all))
    }

    /// Cohen's kappa; `None` where it is not defined: without quotes, or where both gave one and the same verdict on all.
    pub fn kappa(&self) -> Option<f64> {
        let (observed, expected) = (self.observed()?, self.expected()?);
        (expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
    }
}

/// Two people, the first by name first.
type Pair = (Arc<str>, Arc<str>);

/// How far each two of those agree who gave verdicts on the same quotes. Costs grow with the quotes and the pairs of people
/// who judged them.
pub fn agreement(review: &Review) -> Vec<Agreement> {
    let mut pairs: BTreeMap<Pair, [[u32; 3]; 3]> = BTreeMap::new();
    for (ix, ..) in review.subjects() {
        let words = review.words_of_several(ix, &Field::Verdict);
        let people = people(review, &words);
        for (nth, (name, one)) in people.iter().enumerate() {
            for (other_name, other) in people.iter().skip(nth + 1) {
                let own = one.alone(other, review).zip(other.alone(one, review));
                let Some((row, column)) = own else { continue };
                let counts = pairs.entry((Arc::clone(name), Arc::clone(other_name))).or_default();
                counts.get_mut(row).and_then(|row| row.get_mut(column)).into_iter().for_each(|count| *count += 1);
            }
        }
    }
    pairs.into_iter().map(|((one, other), counts)| Agreement { one, other, counts }).collect()
}

/// What one person said of a quote.
#[derive(Default)]
struct Said<'a> {
    words: Vec<&'a Word>,
    /// The step of the first of them in each log: who knew any of a log knew its first.
    first: BTreeMap<&'a str, u32>,
}

/// Who said what of a quote, by name.
fn people<'a>(review: &'a Review, words: &'a [Word]) -> Vec<(&'a Arc<str>, Said<'a>)> {
    let mut people: BTreeMap<&Arc<str>, Said<'a>> = BTreeMap::new();
    for word in words {
        let own = people.entry(&word.who).or_default();
        own.words.push(word);
        if let Some(step) = review.steps().get(word.step as usize) {
            own.first.entry(&step.id.log).or_insert(word.step);
        }
    }
    people.into_iter().collect()
}

impl Said<'_> {
    /// The last verdict of these that was given without knowing any of another one's.
    fn alone(&self, other: &Said<'_>, review: &Review) -> Option<usize> {
        let knew = |word: &Word| other.first.values().any(|their| review.knows(word.step, *their));
        let verdict = |word: &&Word| match word.value {
            Some(Value::Verdict(verdict)) => VERDICTS.iter().position(|own| *own == verdict),
            _ => None,
        };
        self.words.iter().rev().filter(|word| !knew(word)).find_map(verdict)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(counts: [[u32; 3]; 3]) -> Agreement {
        Agreement { one: "Rani".into(), other: "Sari".into(), counts }
    }

    fn near(got: Option<f64>, want: f64) {
        assert!(got.is_some_and(|got| (got - want).abs() < 1e-9), "{got:?}, not {want}");
    }

    #[test]
    fn kappa_is_that_of_the_text_books() {
        // 50 cases, two verdicts: 20 and 15 the same, 5 and 10 apart. p₀ = 35/50; the one accepts 25 of 50, the other 30 of
        // 50, so pₑ = 0.5 · 0.6 + 0.5 · 0.4 = 0.5; κ = 0.2 / 0.5.
        let two = of([[20, 5, 0], [10, 15, 0], [0, 0, 0]]);
        near(two.observed(), 0.7);
        near(two.expected(), 0.5);
        near(two.kappa(), 0.4);
        // Three verdicts, the example of Cohen's paper: 200 cases, p₀ = 0.70, pₑ = 0.41, κ = 0.29 / 0.59 = 0.492.
        let three = of([[88, 14, 18], [10, 40, 10], [2, 6, 12]]);
        near(three.observed(), 0.7);
        near(three.expected(), 0.41);
        near(three.kappa(), 0.29 / 0.59);
    }

    #[test]
    fn worse_than_chance_is_below_zero_and_what_is_not_defined_is_not_said() {
        near(of([[0, 10, 0], [10, 0, 0], [0, 0, 0]]).kappa(), -1.0);
        near(of([[5, 0, 0], [0, 5, 0], [0, 0, 5]]).kappa(), 1.0);
        assert_eq!(of([[9, 0, 0], [0, 0, 0], [0, 0, 0]]).kappa(), None, "both say one thing of everything");
        assert_eq!(of([[0; 3]; 3]).kappa(), None);
        near(of([[4, 5, 0], [0, 0, 0], [0, 0, 0]]).kappa(), 0.0);
    }
}
