//! What the process holds at a moment, at most, and the limit that makes a greedy execution fail in place of the machine.

#![allow(unsafe_code, reason = "an allocator is unsafe by its nature; this one hands everything on to the system's")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static LIMIT: AtomicUsize = AtomicUsize::new(usize::MAX);

/// The system's allocator, counted.
pub struct Counting;

/// Counts what is asked for; whether it may be had.
fn take(bytes: usize) -> bool {
    let held = HELD.fetch_add(bytes, Relaxed) + bytes;
    if held > LIMIT.load(Relaxed) {
        HELD.fetch_sub(bytes, Relaxed);
        return false;
    }
    if held > PEAK.load(Relaxed) {
        PEAK.fetch_max(held, Relaxed);
    }
    true
}

// SAFETY: every call is the system allocator's with the same arguments, or gives null, which says that there is no memory.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !take(layout.size()) {
            return std::ptr::null_mut();
        }
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !take(layout.size()) {
            return std::ptr::null_mut();
        }
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if size > layout.size() && !take(size - layout.size()) {
            return std::ptr::null_mut();
        }
        if size < layout.size() {
            HELD.fetch_sub(layout.size() - size, Relaxed);
        }
        unsafe { System.realloc(place, layout, size) }
    }
}

/// Bytes held now.
pub fn held() -> usize {
    HELD.load(Relaxed)
}

/// Counts the peak anew.
pub fn begin() {
    PEAK.store(held(), Relaxed);
}

/// The most bytes held since [`begin`].
pub fn peak() -> usize {
    PEAK.load(Relaxed)
}

/// From now on the process may hold so many bytes; asked for more, Rust ends it.
pub fn limit(bytes: usize) {
    LIMIT.store(bytes, Relaxed);
}
