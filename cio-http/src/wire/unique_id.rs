//! The ID by which the service drops a second copy: made when it is first asked for, unless it is given.

use std::sync::OnceLock;
use ulid::{ULID_LEN, Ulid};

/// An ID that is the same each time it is read, and in every clone.
///
/// Nothing is made for a value that is given its ID.
pub(crate) enum UniqueId {
    Made(OnceLock<[u8; ULID_LEN]>),
    Given(String),
}

impl UniqueId {
    pub(crate) const fn new() -> Self {
        Self::Made(OnceLock::new())
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Made(made) => std::str::from_utf8(made.get_or_init(make)).expect("a ULID is ASCII"),
            Self::Given(id) => id,
        }
    }

    /// Whether it is a ULID, which says nothing about a person.
    pub(crate) fn is_ulid(&self) -> bool {
        match self {
            Self::Made(_) => true,
            // The first character encodes 3 of the 128 bits; `ulid` silently drops more.
            Self::Given(id) => Ulid::from_string(id).is_ok() && id.as_bytes().first() <= Some(&b'7'),
        }
    }
}

fn make() -> [u8; ULID_LEN] {
    let mut text = [0; ULID_LEN];
    Ulid::generate().array_to_str(&mut text);
    text
}

impl<T: Into<String>> From<T> for UniqueId {
    fn from(id: T) -> Self {
        Self::Given(id.into())
    }
}

/// A copy is the same event, so it has the same ID, made now if it was not before.
impl Clone for UniqueId {
    fn clone(&self) -> Self {
        match self {
            Self::Made(made) => Self::Made(OnceLock::from(*made.get_or_init(make))),
            Self::Given(id) => Self::Given(id.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::UniqueId;

    #[test]
    fn an_id_is_made_once_and_the_same_in_every_copy() {
        let id = UniqueId::new();
        let early = id.clone();
        assert_eq!(id.as_str(), id.as_str());
        assert_eq!((early.as_str(), id.clone().as_str()), (id.as_str(), id.as_str()));
        assert_eq!(id.as_str().len(), 26);
        assert_ne!(id.as_str(), UniqueId::new().as_str());
    }

    #[test]
    fn a_given_id_is_kept_and_nothing_is_made() {
        let id = UniqueId::from("01E4C4CT6YDC7Y5M7FE1GWWPQJ");
        assert!(matches!(id.clone(), UniqueId::Given(_)));
        assert_eq!(id.as_str(), "01E4C4CT6YDC7Y5M7FE1GWWPQJ");
        for (id, is_ulid) in
            [("01E4C4CT6YDC7Y5M7FE1GWWPQJ", true), ("81E4C4CT6YDC7Y5M7FE1GWWPQJ", false), ("", false)]
        {
            assert_eq!(UniqueId::from(id).is_ulid(), is_ulid, "{id}");
        }
        assert!(UniqueId::new().is_ulid());
    }
}
