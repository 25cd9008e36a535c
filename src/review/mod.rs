//! What a person decides about a corpus, as plain data: verdicts and corrections, notes, tags, marks, what was read, who is
//! who, queries saved by name.
//!
//! Everything decided is a [`Change`] of one [`Field`] of one [`Subject`], from one value to another. Changes come in
//! [`Step`]s, one a key press, and steps in a log to which is only ever added: taking back is a step as well. [`Review`]
//! is the present state, and follows from the log alone; from the logs of several people as well, in an order of their own
//! ([`order`]), and where they differ nobody's opinion is changed until somebody settles it ([`opinion`]). A subject holds on to its text by content ([`anchor`]), never by
//! a place in the corpus, and [`place()`] finds it there again; so a decision outlives moved files, edited texts and better
//! extraction. Nothing here changes an article: what was decided stands beside it.
//!
//! Read `step`, `present`, `anchor`, `place`, then `order` and `opinion`. `store` keeps the log on the disk.

pub mod agreement;
pub mod anchor;
mod decided;
mod field;
mod judgement;
mod lay;
#[cfg(test)]
mod merged_tests;
pub mod opinion;
pub mod order;
pub mod place;
mod present;
mod reviewed;
mod step;
mod subject;
#[cfg(test)]
mod tests;

pub use agreement::{Agreement, agreement};
pub use anchor::{ArticleAnchor, Passage, VoiceAnchor};
pub use field::{Field, SaidBy, Value, Verdict};
pub use judgement::{Effective, Judgement, Outcome};
pub use lay::{Shown, lay};
pub use place::{Item, Placed, Why, place, quote_at};
pub use present::{Decision, Difference, Review, SubjectIx, Target};
pub use reviewed::Reviewed;
pub use step::{Act, Change, Step, StepId};
pub use subject::{Key, Subject, Who};
