//! Setting aside, and taking up again.
