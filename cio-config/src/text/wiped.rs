//! Secrets on their way: each fills its buffer, which is wiped when dropped. Two words, so they go from hand to hand in
//! registers. Their `Debug` shows the content, so a type that derives `Debug` holds none of these directly.

use zeroize::Zeroizing;

pub(crate) type WipedBytes = Zeroizing<Box<[u8]>>;
pub(crate) type WipedText = Zeroizing<Box<str>>;

/// Reuses a buffer at full capacity without copying. Any other is copied, then wiped: shrinking it in place could move
/// the bytes and leave the old ones unwiped.
#[inline]
pub(crate) fn bytes(bytes: Vec<u8>) -> WipedBytes {
    if bytes.len() == bytes.capacity() {
        Zeroizing::new(bytes.into_boxed_slice())
    } else {
        Zeroizing::new(Zeroizing::new(bytes).as_slice().into())
    }
}

/// The same for a string.
#[inline]
pub(crate) fn text(text: String) -> WipedText {
    if text.len() == text.capacity() {
        Zeroizing::new(text.into_boxed_str())
    } else {
        Zeroizing::new(Zeroizing::new(text).as_str().into())
    }
}
