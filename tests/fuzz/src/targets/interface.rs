//! The interface as somebody uses it who does not look: keys, mice, pastes, resizes, and corpora that change under it.

use super::desk::Desk;
use super::keys::{keys, typed};
use super::{chance, text};
use crate::engine::Target;
use crate::words::{KEYS, MESSAGES};

/// The interface.
pub const INTERFACE: Target = Target {
    name: "interface",
    about: "any keys, mice and messages, the corpus changing under them; every screen looked at",
    run: interface,
    make: |rng| format!("@opened @corpus:{}{}", rng.u8(0..7), keys(rng, &[KEYS, KEYS, MESSAGES], 60)).into_bytes(),
    words: &[KEYS, KEYS, MESSAGES],
    longest: 700,
    share: 6,
};

/// It is looked at after so many keys, and at the end.
const LOOK: usize = 4;

fn interface(input: &[u8]) {
    let (text, chance) = (text(input), chance(input));
    let (width, height) = [(80, 24), (40, 10), (120, 30), (100, 18), (24, 40)][chance as usize % 5];
    let (mut desk, mut n) = (Desk::new(width, height), 0);
    typed(&text, |typed| {
        desk.take(typed);
        n += 1;
        if n % LOOK == 0 {
            desk.look();
        }
    });
    desk.end();
}
