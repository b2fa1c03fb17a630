//! Reads a credential in a configuration that another library deserializes.

use crate::credential::fault::KeyFault;
use crate::credential::sealed::Credential;
use crate::text::wiped;
use serde_core::de::{Deserializer, Error, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Takes a string, and refuses any other type without quoting the value.
pub(crate) fn text<'de, D: Deserializer<'de>, K: Credential>(deserializer: D) -> Result<K, D::Error> {
    // A human-readable format that is asked for a string quotes what it found instead in its own error. With
    // `deserialize_any` it calls the visitor, whose errors quote nothing. Binary formats do not support that, and their
    // errors have no string to quote.
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(KeyVisitor(PhantomData))
    } else {
        deserializer.deserialize_str(KeyVisitor(PhantomData))
    }
}

struct KeyVisitor<K>(PhantomData<K>);

/// The default methods would quote the value they refuse.
macro_rules! refused {
    ($($method:ident $type:ty)*) => {$(
        fn $method<E: Error>(self, _: $type) -> Result<K, E> {
            Err(not_a_string::<K, E>())
        }
    )*};
}

impl<'de, K: Credential> Visitor<'de> for KeyVisitor<K> {
    type Value = K;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} as a string", K::ROLE)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<K, E> {
        K::from_text(text).map_err(malformed::<K, E>)
    }

    fn visit_string<E: Error>(self, text: String) -> Result<K, E> {
        K::from_owned(wiped::text(text)).map_err(malformed::<K, E>)
    }

    refused! {
        visit_bool bool
        visit_i64 i64
        visit_i128 i128
        visit_u64 u64
        visit_u128 u128
        visit_f64 f64
        visit_bytes &[u8]
    }
}

fn malformed<K: Credential, E: Error>(fault: KeyFault) -> E {
    E::custom(format_args!("the {} {fault}", K::ROLE))
}

fn not_a_string<K: Credential, E: Error>() -> E {
    E::custom(format_args!("the {} must be a string", K::ROLE))
}
