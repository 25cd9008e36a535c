//! Which code an execution reached, where the program was built with LLVM's counters (`README.md` has the flags, which stable
//! Rust knows); otherwise nothing is known, and nothing is asked for.
//!
//! The compiler puts a counter of one byte at every edge of the code and tells, before `main`, where they are.

#![allow(unsafe_code, reason = "the counters are plain memory that the compiler tells of by its own names")]

use std::sync::Mutex;

/// Where counters are: address of the first, and one past the last, as a number.
static COUNTERS: Mutex<Vec<(usize, usize)>> = Mutex::new(Vec::new());

/// LLVM tells where the counters of a module are.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_8bit_counters_init(start: *mut u8, end: *mut u8) {
    let place = (start as usize, end as usize);
    let mut counters = COUNTERS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if place.0 < place.1 && !counters.contains(&place) {
        counters.push(place);
    }
}

/// What was reached so far.
pub struct Coverage {
    counters: Vec<&'static mut [u8]>,
    /// For each counter, a bit for each of how often it was seen: once, twice, up to 3, 7, 15, 31, 127, more.
    seen: Vec<u8>,
    reached: usize,
}

impl Coverage {
    /// The counters of this program; `None` where it has none. To be called once.
    pub fn new() -> Option<Coverage> {
        let places = std::mem::take(&mut *COUNTERS.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        // SAFETY: LLVM told that these bytes are counters; they live as long as the program, and taking the list makes sure
        // that nobody here has them twice. The code that counts writes single bytes, whose loss between threads does no harm.
        let one = |(start, end): (usize, usize)| unsafe { std::slice::from_raw_parts_mut(start as *mut u8, end - start) };
        let counters: Vec<&'static mut [u8]> = places.into_iter().map(one).collect();
        let all: usize = counters.iter().map(|own| own.len()).sum();
        (all > 0).then(|| Coverage { counters, seen: vec![0; all], reached: 0 })
    }

    /// Sets all counters to nothing.
    pub fn begin(&mut self) {
        self.counters.iter_mut().for_each(|own| own.fill(0));
    }

    /// Whether something was reached since [`Coverage::begin`] that never was before, or never so often.
    pub fn is_new(&mut self) -> bool {
        let (mut new, mut at) = (false, 0);
        for own in &self.counters {
            let seen = &mut self.seen[at..at + own.len()];
            at += own.len();
            for (counts, seen) in own.chunks(8).zip(seen.chunks_mut(8)) {
                // Most of the code is not reached: eight counters at a look.
                if counts.iter().fold(0, |any, count| any | count) == 0 {
                    continue;
                }
                for (count, seen) in counts.iter().zip(seen).filter(|(count, _)| **count > 0) {
                    let bit = often(*count);
                    self.reached += usize::from(*seen == 0);
                    new |= *seen & bit == 0;
                    *seen |= bit;
                }
            }
        }
        new
    }

    /// How many edges were reached, and of how many.
    pub fn reached(&self) -> (usize, usize) {
        (self.reached, self.seen.len())
    }
}

fn often(count: u8) -> u8 {
    match count {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        4..=7 => 8,
        8..=15 => 16,
        16..=31 => 32,
        32..=127 => 64,
        128.. => 128,
    }
}
