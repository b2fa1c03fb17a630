//! Lists and maps that are refused if they are a time: a `SystemTime` is written as a struct of seconds and nanoseconds, one
//! of the crate `time` as a tuple of its parts, and both lose their type in a `serde_json::Value`.

use super::Checked;
use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, SerializeTuple};

/// Why a time is refused that a library wrote in parts.
pub(in crate::wire) const IN_PARTS: &str = "is a time in parts: give the number of seconds since 1970";

/// A tuple or a list: it is a time if each of its elements may be the part of one that has its place.
pub(in crate::wire) struct List<S> {
    inner: S,
    /// Of a list that says how long it is.
    len: Option<usize>,
    parts: usize,
}

impl<S> List<S> {
    #[inline]
    pub(super) fn new(inner: S, len: Option<usize>) -> Self {
        Self { inner, len, parts: 0 }
    }

    #[inline]
    fn count<T: Serialize + ?Sized>(&mut self, value: &T) {
        if matches!(self.len, Some(6 | 9)) && is_part(self.parts, value) {
            self.parts += 1;
        }
    }

    #[inline]
    fn is_a_time(&self) -> bool {
        self.parts > 0 && self.len == Some(self.parts)
    }
}

macro_rules! list {
    ($($kind:ident)*) => {$(
        impl<S: $kind> $kind for List<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            #[inline]
            fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
                self.count(value);
                self.inner.serialize_element(&Checked(value))
            }

            #[inline]
            fn end(self) -> Result<S::Ok, S::Error> {
                if self.is_a_time() {
                    return Err(S::Error::custom(IN_PARTS));
                }
                self.inner.end()
            }
        }
    )*};
}

list!(SerializeSeq SerializeTuple);

/// A map: it is a time if it has the two members of a `SystemTime`, in either order.
pub(in crate::wire) struct Map<S> {
    inner: S,
    len: Option<usize>,
    parts: usize,
}

impl<S> Map<S> {
    #[inline]
    pub(super) fn new(inner: S, len: Option<usize>) -> Self {
        Self { inner, len, parts: 0 }
    }
}

impl<S: SerializeMap> SerializeMap for Map<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    // `serde_json` itself refuses a key that is not a finite number.
    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        if self.len == Some(2) && is_member(key) {
            self.parts += 1;
        }
        self.inner.serialize_key(key)
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.inner.serialize_value(&Checked(value))
    }

    #[inline]
    fn end(self) -> Result<S::Ok, S::Error> {
        if self.parts == 2 {
            return Err(S::Error::custom(IN_PARTS));
        }
        self.inner.end()
    }
}

/// Whether a number can be what a time has in this place: year, day of the year, hour, minute, second, nanosecond, and the
/// three parts of an offset.
fn is_part_of_a_time(place: usize, number: i64) -> bool {
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

fn is_member<T: Serialize + ?Sized>(key: &T) -> bool {
    let name = serde_json::to_value(key).ok();
    matches!(name.as_ref().and_then(|name| name.as_str()), Some("secs_since_epoch" | "nanos_since_epoch"))
}
