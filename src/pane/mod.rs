//! Panes.
