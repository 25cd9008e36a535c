//! Fuzzy filter and full-text search over the corpus.
