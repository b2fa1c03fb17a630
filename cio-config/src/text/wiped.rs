//! Secrets on their way: each fills its buffer, which is wiped when dropped. Two words, so they go from hand to hand in
//! registers. Their `Debug` shows them, so a type that has one of its own holds none of these bare.

use zeroize::Zeroizing;

pub(crate) type Bytes = Zeroizing<Box<[u8]>>;
pub(crate) type Text = Zeroizing<Box<str>>;

/// Keeps a buffer that is full. Of another the bytes are copied: making it smaller may leave some behind.
#[inline]
pub(crate) fn bytes(bytes: Vec<u8>) -> Bytes {
    if bytes.len() == bytes.capacity() {
        Zeroizing::new(bytes.into_boxed_slice())
    } else {
        Zeroizing::new(Zeroizing::new(bytes).as_slice().into())
    }
}

/// The same of a text.
#[inline]
pub(crate) fn text(text: String) -> Text {
    if text.len() == text.capacity() {
        Zeroizing::new(text.into_boxed_str())
    } else {
        Zeroizing::new(Zeroizing::new(text).as_str().into())
    }
}
