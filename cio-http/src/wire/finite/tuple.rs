//! A tuple, which is refused if it is a time: the crate `time` writes one so, and not as a struct with a name.

use super::Checked;
use serde::ser::{Error, Serialize, SerializeTuple};

/// Why a time is refused that a library wrote in parts.
pub(in crate::wire) const IN_PARTS: &str = "is a time in parts: give the number of seconds since 1970";

/// As long as every element so far may be the part of a time that has its place.
pub(in crate::wire) struct Tuple<S> {
    inner: S,
    len: usize,
    parts: usize,
}

impl<S> Tuple<S> {
    #[inline]
    pub(super) fn new(inner: S, len: usize) -> Self {
        Self { inner, len, parts: 0 }
    }
}

impl<S: SerializeTuple> SerializeTuple for Tuple<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    #[inline]
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        if matches!(self.len, 6 | 9) && is_part(self.parts, value) {
            self.parts += 1;
        }
        self.inner.serialize_element(&Checked(value))
    }

    #[inline]
    fn end(self) -> Result<S::Ok, S::Error> {
        if self.parts > 0 && self.parts == self.len {
            return Err(S::Error::custom(IN_PARTS));
        }
        self.inner.end()
    }
}

/// Whether a number can be what a time has in this place: year, day of the year, hour, minute, second, nanosecond, and the
/// three parts of an offset.
pub(in crate::wire) fn is_part_of_a_time(place: usize, number: i64) -> bool {
    match place {
        0 => (1900..=9999).contains(&number),
        1 => (1..=366).contains(&number),
        2 => (0..24).contains(&number),
        3 => (0..60).contains(&number),
        4 => (0..=60).contains(&number),
        5 => (0..1_000_000_000).contains(&number),
        _ => (-59..=59).contains(&number),
    }
}

fn is_part<T: Serialize + ?Sized>(place: usize, value: &T) -> bool {
    let number = serde_json::to_value(value).ok().and_then(|value| value.as_i64());
    number.is_some_and(|number| is_part_of_a_time(place, number))
}
