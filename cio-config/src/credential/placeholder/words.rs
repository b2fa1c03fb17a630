//! The words of a value: which are those of example text, and which name a key.

use crate::credential::placeholder::{crosses_at_end, equals_any, is_separator, slice};
use crate::text::compare::equal_in_any_case;

/// Words that no key has between separators.
const ALONE: [&str; 5] = ["changeme", "replace", "replaceme", "placeholder", "redacted"];

/// Words that make text an instruction or an example. None has only letters that are hex digits.
const INSTRUCTING: [&str; 26] = [
    "your",
    "here",
    "goes",
    "insert",
    "enter",
    "put",
    "paste",
    "replace",
    "change",
    "fill",
    "set",
    "use",
    "copy",
    "example",
    "sample",
    "placeholder",
    "todo",
    "fixme",
    "me",
    "this",
    "actual",
    "real",
    "get",
    "from",
    "with",
    "dashboard",
];

/// Words that name a key.
const NAMING: [&str; 6] = ["key", "id", "token", "site", "value", "secret"];

/// Other words of names and examples.
const OTHERS: [&str; 32] = [
    "api",
    "app",
    "track",
    "tracking",
    "cdp",
    "write",
    "pipelines",
    "customerio",
    "customer",
    "io",
    "cio",
    "live",
    "sandbox",
    "sa",
    "sk",
    "pk",
    "us",
    "eu",
    "webhook",
    "signing",
    "workspace",
    "environment",
    "region",
    "account",
    "service",
    "the",
    "my",
    "of",
    "for",
    "it",
    "credentials",
    "settings",
];

/// Facts about the words of a value, gathered in one pass.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) count: usize,
    /// How many are in the lists.
    pub(super) known: usize,
    /// Each is in the lists, or a run of `x`.
    pub(super) all: bool,
    /// One is in the list of instructions.
    pub(super) instruct: bool,
    /// One names a key.
    pub(super) names_key: bool,
    pub(super) your: bool,
    /// One is enough by itself.
    pub(super) alone: bool,
    /// None has a small letter.
    pub(super) capitals: bool,
}

impl Words {
    pub(super) const fn of(value: &[u8]) -> Self {
        let mut words = Self {
            count: 0,
            known: 0,
            all: true,
            instruct: false,
            names_key: false,
            your: false,
            alone: false,
            capitals: true,
        };
        let mut at = 0;
        while at < value.len() {
            let (start, mut letters) = (at, true);
            while at < value.len() && !is_separator(value[at]) {
                letters = letters && value[at].is_ascii_alphabetic();
                words.capitals = words.capitals && !value[at].is_ascii_lowercase();
                at += 1;
            }
            if at > start {
                words.count += 1;
                if letters {
                    words = words.with(slice(value, start, at));
                } else {
                    words.all = false;
                }
            }
            at += 1;
        }
        words.all = words.all && words.count > 0;
        words
    }

    /// With one more word of letters, or several that are written as one: `yourApiKey`.
    const fn with(mut self, word: &[u8]) -> Self {
        if crosses_at_end(word) == word.len() {
            return self;
        }
        self.alone = self.alone || equals_any(word, &ALONE);
        self.your = self.your || equal_in_any_case(word, b"your");
        match split(word, 0) {
            None => self.all = false,
            Some((instruct, names_key)) => {
                self.known += 1;
                self.instruct = self.instruct || instruct;
                self.names_key = self.names_key || names_key;
            }
        }
        self
    }
}

/// Whether the rest of a word is a row of words of the lists, and whether it has an instruction or the name of a key.
const fn split(word: &[u8], at: usize) -> Option<(bool, bool)> {
    if at == word.len() {
        return Some((false, false));
    }
    if let Some((_, names_key)) = split_by(word, at, &INSTRUCTING) {
        return Some((true, names_key));
    }
    if let Some((instruct, _)) = split_by(word, at, &NAMING) {
        return Some((instruct, true));
    }
    split_by(word, at, &OTHERS)
}

/// The same if a word of this list is next.
const fn split_by(word: &[u8], at: usize, list: &[&str]) -> Option<(bool, bool)> {
    let mut index = 0;
    while index < list.len() {
        let next = list[index].as_bytes();
        if word.len() - at >= next.len() && equal_in_any_case(slice(word, at, at + next.len()), next) {
            let rest = split(word, at + next.len());
            if rest.is_some() {
                return rest;
            }
        }
        index += 1;
    }
    None
}
