//! A value on its way from a source to its type.

use crate::credential::fault::KeyFault;
use crate::text::wiped::{Bytes, Text};
use std::{fmt, mem};
use zeroize::Zeroizing;

/// What a source had.
pub enum Value {
    /// Bytes as they stood there.
    Text(Bytes),
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

    /// The text in the buffer it came in.
    #[inline]
    pub(crate) fn into_text(self) -> Result<Text, KeyFault> {
        match self {
            Self::Text(mut bytes) => match String::from_utf8(mem::take(&mut *bytes).into_vec()) {
                Ok(text) => Ok(Zeroizing::new(text.into_boxed_str())),
                Err(error) => {
                    *bytes = error.into_bytes().into_boxed_slice();
                    Err(KeyFault::NotUtf8)
                }
            },
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Tree(_) => Ok(Zeroizing::default()),
        }
    }

    pub(crate) fn text(&self) -> Result<&str, KeyFault> {
        std::str::from_utf8(self.bytes()).map_err(|_| KeyFault::NotUtf8)
    }
}

/// Bytes without the line feed that editors and `echo` end a line with. Anything else stays, to be told.
pub(crate) fn without_final_newline(bytes: &[u8]) -> &[u8] {
    bytes.strip_suffix(b"\n").map_or(bytes, |line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// Not in constant time, as keys are: both are what the process was given itself, and nobody is there to guess.
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
