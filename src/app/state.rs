//! The state of the interface. Only `update` changes it.

use crate::keymap::{Keymap, Pending};
use crate::model::Corpus;
use crate::theme::Theme;
use std::sync::Arc;

/// Everything the interface knows.
#[derive(Clone, Debug)]
pub struct State {
    pub(super) corpus: Arc<Corpus>,
    pub(super) size: (u16, u16),
    pub(super) keymap: Arc<Keymap>,
    pub(super) pending: Pending,
    pub(super) theme: Arc<Theme>,
}

impl State {
    /// The state before anything happened: an empty corpus, a terminal of no size.
    pub fn new(keymap: Arc<Keymap>, theme: Arc<Theme>) -> Self {
        Self { corpus: Arc::default(), size: (0, 0), keymap, pending: Pending::default(), theme }
    }

    /// The theme in use.
    pub fn theme(&self) -> &Arc<Theme> {
        &self.theme
    }
}
