//! The in-memory model: what an article is, what is found in it, and what a corpus links together.
//!
//! Everything else in the program either makes these values or shows them, so they are plain data: no I/O, no terminal,
//! no serialisation format (the wire types live in `export`). Offsets here are **bytes** into an article's `text`; the
//! export layer turns them into code points. Nothing here is mutated once an article has been extracted: corrections
//! by a person are decisions kept beside the model, never changes of it.

mod article;
mod claim;
mod corpus;
mod finding;
mod named;
pub mod path;
mod quote;
mod ruling;
mod span;
mod statement;
mod time;

pub use article::{Article, Block, BlockKind, Certainty, Document, Given, Published, Source};
pub use claim::{Answer, Answered, Claim, ClaimIx, Heard, Hearing, Party, Position};
pub use corpus::{
    ArticleIx, Corpus, Event, EventDate, EventIx, EventKind, Mention, QuoteRef, Rows, Speaker, SpeakerIx, SpeakerRole, Trouble,
};
pub(crate) use named::named;

pub use finding::{Finding, FindingIx, FindingKind};
pub use quote::{Attribution, Decided, Quote, QuoteKind, Role, SpeakerKind, Stance, Voice, VoiceIx};
pub use ruling::{Ruling, VoiceRef};
pub use span::Span;
pub use statement::{Difference, DifferenceKind, Relation, Statement, StatementIx, Version};
pub use time::{PartOfDay, Precision, TimeExpression, TimeKind, TimeUnit, TimeValue};
