//! Reads a credential that sits in a configuration which another library deserializes.

use crate::credential::fault::KeyFault;
use crate::credential::sealed::Credential;
use crate::text::wiped;
use serde_core::de::{Deserializer, Error, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Takes a string, and refuses anything else without saying what it was.
pub(crate) fn text<'de, D: Deserializer<'de>, K: Credential>(deserializer: D) -> Result<K, D::Error> {
    // Asked for a string, a format tells by itself what it found instead, and quotes it. Asked for anything, it leaves that
    // to the visitor; formats for machines alone cannot be asked so, and have nothing to quote.
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(Text(PhantomData))
    } else {
        deserializer.deserialize_str(Text(PhantomData))
    }
}

struct Text<K>(PhantomData<K>);

/// The default methods would quote the value they refuse.
macro_rules! refused {
    ($($method:ident $type:ty)*) => {$(
        fn $method<E: Error>(self, _: $type) -> Result<K, E> {
            Err(not_text::<K, E>())
        }
    )*};
}

impl<'de, K: Credential> Visitor<'de> for Text<K> {
    type Value = K;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} as a string", K::ROLE)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<K, E> {
        K::from_text(text).map_err(faulty::<K, E>)
    }

    fn visit_string<E: Error>(self, text: String) -> Result<K, E> {
        K::from_owned(wiped::text(text)).map_err(faulty::<K, E>)
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

fn faulty<K: Credential, E: Error>(fault: KeyFault) -> E {
    E::custom(format_args!("the {} {fault}", K::ROLE))
}

fn not_text<K: Credential, E: Error>() -> E {
    E::custom(format_args!("the {} must be a string", K::ROLE))
}
