//! IDs seen before, in 16 bytes each.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hash, RandomState};

/// Which things came before. It keeps two hashes with keys of this process and not the thing, which may be long; that two
/// of a billion things have both in common has odds of one in 10^20.
#[derive(Debug, Default)]
pub(super) struct SeenIds {
    one: RandomState,
    other: RandomState,
    seen: HashSet<(u64, u64)>,
}

impl SeenIds {
    /// Whether it comes for the first time.
    pub(super) fn is_first(&mut self, thing: &impl Hash) -> bool {
        self.seen.insert((self.one.hash_one(thing), self.other.hash_one(thing)))
    }
}
