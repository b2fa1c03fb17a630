//! `AnyCall` and `Custom`: a call of any kind, and one of your own.

use super::batch::Calls;
use crate::batch::Item;
use crate::operation::Replay;
use crate::wire::{self, InvalidInput};
use serde::Serialize;
use std::fmt;

/// Any one call, already written for a batch.
///
/// ```
/// use cio_http::pipelines::{AnyCall, Batch, Identify, Track};
///
/// let calls = [AnyCall::from(Identify::new("42")), AnyCall::from(Track::new("42", "purchase"))];
/// assert_eq!(Batch::pack(calls).count(), 1);
/// ```
#[derive(Clone)]
pub struct AnyCall {
    text: Result<Vec<u8>, InvalidInput>,
    replay: Replay,
}

/// A value of your own that serialises to one call as the API documents it.
///
/// Nothing is checked but its size, that it is an object, and that it holds no NaN. It needs a `type`, and a
/// `messageId`: without one, a call that arrives twice counts twice.
///
/// ```
/// use cio_http::pipelines::{Batch, Custom};
///
/// #[derive(serde::Serialize)]
/// #[serde(rename_all = "camelCase")]
/// struct Purchase<'a> {
///     r#type: &'a str,
///     user_id: &'a str,
///     event: &'a str,
///     message_id: String,
/// }
///
/// let purchases = (1..=3).map(|order| {
///     Custom(Purchase { r#type: "track", user_id: "42", event: "purchase", message_id: format!("order-{order}") })
/// });
/// assert_eq!(Batch::pack(purchases).count(), 1);
/// ```
#[derive(Clone, Copy)]
pub struct Custom<T>(pub T);

impl AnyCall {
    /// Writes a call; a value that cannot be sent is refused when the batch takes the call.
    pub fn of<T: Item<Envelope = Calls>>(call: &T) -> Self {
        let mut text = Vec::with_capacity(256);
        Self { text: call.write(&mut text).map(|()| text), replay: call.repeated() }
    }

    /// One that was written before.
    pub(crate) fn written(text: Vec<u8>, replay: Replay) -> Self {
        Self { text: Ok(text), replay }
    }
}

impl Item for AnyCall {
    type Envelope = Calls;

    fn repeated(&self) -> Replay {
        self.replay
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        text.extend_from_slice(self.text.as_ref().map_err(Clone::clone)?);
        Ok(())
    }
}

impl<T: Serialize> Item for Custom<T> {
    type Envelope = Calls;

    /// As its documentation asks: it has a `messageId`.
    fn repeated(&self) -> Replay {
        Replay::DedupedById
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        wire::write_object("call", &self.0, text)
    }
}

impl fmt::Debug for AnyCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyCall")
    }
}

impl<T> fmt::Debug for Custom<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Custom")
    }
}
