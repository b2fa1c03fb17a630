//! FNV-1a, 64 bits, as const fns: the compiler compares names by number, since comparing them letter by letter, pair by pair,
//! would slow every build down.

/// The hash of a name given in one piece.
pub(crate) const fn hash_name(name: &[u8]) -> u64 {
    hash_of(START, name)
}

/// The same of a name in upper case.
pub(crate) const fn hash_upper(name: &[u8]) -> u64 {
    hash_upper_of(START, name)
}

const START: u64 = 0xcbf2_9ce4_8422_2325;
/// Wide, so that a product always fits: a call of `wrapping_mul` costs the compiler more than the rest of the loop.
const PRIME: u128 = 0x0000_0100_0000_01b3;

pub(crate) const fn hash_of(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut index = 0;
    while index < bytes.len() {
        hash = ((hash ^ bytes[index] as u64) as u128 * PRIME) as u64;
        index += 1;
    }
    hash
}

pub(crate) const fn hash_upper_of(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut index = 0;
    while index < bytes.len() {
        let byte = bytes[index];
        // Not `to_ascii_uppercase`, for the same reason.
        let byte = if byte >= b'a' && byte <= b'z' { byte - 32 } else { byte };
        hash = ((hash ^ byte as u64) as u128 * PRIME) as u64;
        index += 1;
    }
    hash
}
