//! Hashes by which words are compared, whatever their case: the same on every machine and in every run.

/// FNV-1a of a word in lower case, its bits spread.
pub(super) fn folded(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut feed = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    if word.is_ascii() {
        word.bytes().for_each(|b| feed(b.to_ascii_lowercase()));
    } else {
        let mut bytes = [0; 4];
        for c in word.chars().flat_map(char::to_lowercase) {
            c.encode_utf8(&mut bytes).bytes().for_each(&mut feed);
        }
    }
    spread(hash)
}

/// Hash of a word in lower case; never 0.
pub fn word_hash(word: &str) -> u32 {
    (folded(word) as u32).max(1)
}

/// Hash of two things in order; never 0.
pub fn pair_hash(a: u32, b: u32) -> u32 {
    (spread((u64::from(a) << 32 | u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15)) as u32).max(1)
}

fn spread(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}
