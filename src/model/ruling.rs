//! What a person decides about who is who. A ruling names voices, never speakers: those come and go with the corpus, a
//! voice is an article and the name it prints.

use std::sync::Arc;

/// One voice of one article, so that it is found again in a later corpus.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VoiceRef {
    /// The article's identifier.
    pub article: Arc<str>,
    /// The fullest name that the article gives the voice.
    pub name: Box<str>,
}

/// A person's decision about who is who. Later ones go before earlier ones.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ruling {
    /// The speakers of these two voices are one; the first one's name stays.
    Same(VoiceRef, VoiceRef),
    /// This voice is somebody else than the speaker it was taken for.
    Apart(VoiceRef),
    /// The speaker of this voice goes by this name.
    Named(VoiceRef, Box<str>),
}
