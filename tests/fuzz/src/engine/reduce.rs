//! Makes an input that fails as small as is cheap: parts are left out as long as it fails in the same way, then characters
//! become plain ones.

use std::time::{Duration, Instant};

/// The smallest input found within a time that still fails; `fails` tells.
pub fn reduced(input: &[u8], within: Duration, mut fails: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
    let until = Instant::now() + within;
    let mut small = input.to_vec();
    loop {
        let before = small.len();
        let mut part = small.len().div_ceil(2);
        while part > 0 {
            let mut at = 0;
            while at < small.len() {
                if Instant::now() > until {
                    return small;
                }
                let shorter = [&small[..at], &small[(at + part).min(small.len())..]].concat();
                if fails(&shorter) {
                    small = shorter;
                } else {
                    at += part;
                }
            }
            part /= 2;
        }
        if small.len() == before {
            break;
        }
    }
    for at in 0..small.len() {
        if Instant::now() > until {
            break;
        }
        let plain = if small[at].is_ascii_alphanumeric() { b'a' } else { b' ' };
        let kept = std::mem::replace(&mut small[at], plain);
        if kept != plain && !fails(&small) {
            small[at] = kept;
        }
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_needed_is_left_out() {
        let fails = |input: &[u8]| input.windows(2).any(|pair| pair == b"<>") && input.contains(&b'!');
        let input = "satu dua <> tiga ! empat lima".repeat(20);
        assert_eq!(reduced(input.as_bytes(), Duration::from_secs(20), fails).len(), 3);
    }
}
