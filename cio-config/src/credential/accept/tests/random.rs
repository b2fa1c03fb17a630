//! A million random keys of each alphabet, none of which is refused.

use crate::credential::accept::user_name;

/// A million in release, where it takes seconds; fewer under a debug build.
const TRIES: usize = if cfg!(debug_assertions) { 20_000 } else { 1_000_000 };

#[test]
fn no_random_key_is_refused() {
    const HEX: &[u8] = b"0123456789abcdef";
    const UPPER_HEX: &[u8] = b"0123456789ABCDEF";
    const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const BASE64_URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..TRIES {
        let length = 16 + random.below(49);
        for alphabet in [HEX, UPPER_HEX, BASE64, BASE64_URL] {
            let mut key = random.text(alphabet, length);
            if alphabet == BASE64 {
                key.push_str(["", "=", "=="][random.below(3)]);
            }
            assert_taken(&key);
        }
        let mut uuid = random.text(HEX, 36);
        for at in [8, 13, 18, 23] {
            uuid.replace_range(at..=at, "-");
        }
        assert_taken(&uuid);
        assert_taken(&uuid.to_uppercase());
    }
}

#[track_caller]
fn assert_taken(key: &str) {
    assert_eq!(user_name(key), Ok(()), "{key}");
}

/// xorshift64*: the same keys on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).map(|_| char::from(alphabet[self.below(alphabet.len())])).collect()
    }
}
