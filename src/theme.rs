//! Meaning → style.

/// A theme.
#[derive(Clone, Debug, Default)]
pub struct Theme {}
