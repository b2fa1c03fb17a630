//! The two forms of an event's attributes: set one by one, or the fields of one value.

use crate::wire::{self, InvalidInput, Limits, Object};
use serde::Serialize;
use std::fmt;

/// The form of an event's attributes: [`OneByOne`] or [`FromFields`].
///
/// ```
/// use cio_http::track::v2::{Attributes, OneByOne};
///
/// fn are_attributes<A: Attributes>() {}
/// are_attributes::<OneByOne>();
/// ```
pub trait Attributes: sealed::Write {}

pub(super) mod sealed {
    use crate::wire::InvalidInput;

    pub trait Write: Sync + std::fmt::Debug {
        /// Whether there are none to write.
        fn is_empty(&self) -> bool;

        /// Writes them as one object.
        fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput>;
    }
}

/// Attributes that were set one by one.
///
/// ```
/// use cio_http::track::v2::{OneByOne, PersonEvent};
///
/// let event: PersonEvent<OneByOne> = PersonEvent::new("42", "purchase").attribute("price", 3);
/// # let _ = event;
/// ```
#[derive(Clone)]
pub struct OneByOne(pub(super) Object);

/// Attributes that are the fields of one value, written where they are sent and nowhere else.
///
/// ```
/// use cio_http::track::v2::{FromFields, PersonEvent};
///
/// #[derive(serde::Serialize)]
/// struct Purchase {
///     price: u32,
/// }
///
/// let event: PersonEvent<FromFields<Purchase>> = PersonEvent::new("42", "purchase").attributes(Purchase { price: 3 });
/// # let _ = event;
/// ```
#[derive(Clone)]
pub struct FromFields<T>(pub(super) T);

impl Attributes for OneByOne {}
impl<T: Serialize + Sync> Attributes for FromFields<T> {}

impl OneByOne {
    pub(super) fn new() -> Self {
        Self(Object::limited("attribute", Limits::EVENT))
    }
}

impl sealed::Write for OneByOne {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        self.0.write_to(text)
    }
}

impl<T: Serialize + Sync> sealed::Write for FromFields<T> {
    fn is_empty(&self) -> bool {
        false
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        wire::write_object("attribute", &self.0, text)
    }
}

impl fmt::Debug for OneByOne {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> fmt::Debug for FromFields<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("set")
    }
}
