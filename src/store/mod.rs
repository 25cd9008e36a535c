//! What a person decides about a corpus: review decisions, notes, tags, the session.
