//! A value on its way from a source to its type.

use crate::credential::accept::fault_of_bytes;
use crate::credential::fault::KeyFault;
use crate::text::wiped::{WipedBytes, WipedText};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
#[cfg(any(feature = "toml", feature = "json"))]
use std::hash::{Hash, Hasher};
use std::{fmt, mem};
use zeroize::Zeroizing;

/// The value that a source had.
pub enum Value {
    /// The bytes of the source, unchanged.
    Text(WipedBytes),
    /// A setting in a document, which keeps the type it has there. Never a credential.
    #[cfg(any(feature = "toml", feature = "json"))]
    Tree(Box<figment::value::Value>),
}

impl Value {
    #[cfg(any(feature = "toml", feature = "json", feature = "store"))]
    pub(crate) fn new(mut bytes: Zeroizing<Vec<u8>>) -> Self {
        Self::Text(crate::text::wiped::bytes(mem::take(&mut *bytes)))
    }

    pub(crate) fn copy_of(bytes: &[u8]) -> Self {
        Self::Text(Zeroizing::new(bytes.into()))
    }

    pub(crate) fn copied(&self) -> Self {
        match self {
            Self::Text(bytes) => Self::copy_of(bytes),
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Tree(tree) => Self::Tree(tree.clone()),
        }
    }

    /// A keyed hash: the same for the same value, and no way back to it.
    pub(crate) fn print(&self, key: &RandomState) -> u64 {
        match self {
            Self::Text(bytes) => key.hash_one(&**bytes),
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Tree(tree) => {
                let mut hasher = key.build_hasher();
                hash_tree(tree, &mut hasher);
                hasher.finish()
            }
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(bytes) => bytes,
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Tree(_) => &[],
        }
    }

    pub(crate) fn into_bytes(self) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Text(mut bytes) => Zeroizing::new(mem::take(&mut *bytes).into_vec()),
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Tree(_) => Zeroizing::default(),
        }
    }

    /// The value as a string, in its own buffer.
    #[inline]
    pub(crate) fn into_text(self) -> Result<WipedText, KeyFault> {
        match self {
            Self::Text(mut bytes) => match String::from_utf8(mem::take(&mut *bytes).into_vec()) {
                Ok(text) => Ok(Zeroizing::new(text.into_boxed_str())),
                Err(error) => {
                    *bytes = error.into_bytes().into_boxed_slice();
                    Err(fault_of_bytes(&bytes))
                }
            },
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Tree(_) => Ok(Zeroizing::default()),
        }
    }

    pub(crate) fn text(&self) -> Result<&str, KeyFault> {
        std::str::from_utf8(self.bytes()).map_err(|_| fault_of_bytes(self.bytes()))
    }
}

/// Bytes without the line feed that editors and `echo` end a line with. Any other blank is kept, and reported.
pub(crate) fn without_final_newline(bytes: &[u8]) -> &[u8] {
    bytes.strip_suffix(b"\n").map_or(bytes, |line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// Not in constant time, unlike keys: both values come from the process's own sources, not from a caller who guesses.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value([redacted])")
    }
}

/// figment's own tags, which differ in each load, are left out.
#[cfg(any(feature = "toml", feature = "json"))]
fn hash_tree(tree: &figment::value::Value, hasher: &mut impl Hasher) {
    use figment::value::Value::{Array, Bool, Char, Dict, Empty, Num, String};
    std::mem::discriminant(tree).hash(hasher);
    match tree {
        String(_, string) => string.hash(hasher),
        Char(_, char) => char.hash(hasher),
        Bool(_, bool) => bool.hash(hasher),
        Num(_, number) => format!("{number:?}").hash(hasher),
        Empty(..) => {}
        Dict(_, dict) => dict.iter().for_each(|(key, value)| {
            key.hash(hasher);
            hash_tree(value, hasher);
        }),
        Array(_, values) => values.iter().for_each(|value| hash_tree(value, hasher)),
    }
}
