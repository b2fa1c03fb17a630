//! The common body of all events: a name, an ID, a time and data.

use crate::wire::{self, InvalidInput, Limits, Object, UniqueId, UnixTime, Writer};
use bytes::Bytes;
use std::fmt;

/// The body of an event, apart from whose it is.
#[derive(Clone)]
pub(super) struct EventBody {
    name: String,
    pub(super) id: EventId,
    pub(super) timestamp: Option<UnixTime>,
    pub(super) data: Object,
}

/// The ULID by which the service drops a second copy.
#[derive(Clone)]
pub(super) struct EventId(UniqueId);

impl EventBody {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            id: EventId::new(),
            timestamp: None,
            data: Object::limited("data", Limits::EVENT),
        }
    }

    /// The whole body; `first_members` writes the members that only some events have.
    pub(super) fn to_bytes(
        &self,
        first_members: impl FnOnce(&mut Writer<'_>) -> Result<(), InvalidInput>,
    ) -> Result<Bytes, InvalidInput> {
        let text = Writer::body(128, |body| {
            body.text("name", event_name(&self.name)?);
            first_members(body)?;
            body.plain("id", self.id.checked()?);
            body.time("timestamp", self.timestamp)?;
            body.object("data", &self.data)?;
            Ok(())
        })?;
        Ok(text)
    }

    pub(super) fn fmt(&self, fields: &mut fmt::DebugStruct<'_, '_>) -> fmt::Result {
        fields
            .field("event_id", &self.id)
            .field("timestamp", &self.timestamp.is_some())
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}

impl EventId {
    /// A ULID that is made when it is first asked for.
    pub(super) const fn new() -> Self {
        Self(UniqueId::new())
    }

    pub(super) fn stored(id: impl Into<String>) -> Self {
        Self(UniqueId::Given(id.into()))
    }

    pub(super) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The ID as it was given, if it is one: the service is not known to drop copies by anything else.
    pub(super) fn checked(&self) -> Result<&str, InvalidInput> {
        if self.0.is_ulid() {
            return Ok(self.0.as_str());
        }
        Err(InvalidInput::new(
            "event_id",
            "is not a ULID (26 letters and digits of Crockford's base32): `track::event_id_from` makes one from a key of yours",
        ))
    }
}

/// A ULID identifies no person and finds the event in the dashboard, so it is shown; any other ID might be personal
/// data.
impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.checked().unwrap_or("[redacted]"))
    }
}

/// The name of an event: the service cuts blanks off its ends, and takes 100 bytes.
///
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
pub(super) fn event_name(name: &str) -> Result<&str, InvalidInput> {
    wire::not_blank("event name", name)?;
    wire::at_most("event name", 100, name)
}

/// The builder methods of all events, on a field `body`.
macro_rules! event_methods {
    () => {
        /// Sets one entry of the event's data; the last value counts.
        #[must_use]
        pub fn data(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
            self.body.data.set(name.as_ref(), &value);
            self
        }

        /// Sets one entry of the event's data for each field of a struct, or entry of a map.
        #[must_use]
        pub fn data_from(mut self, data: impl Serialize) -> Self {
            self.body.data.set_all(&data);
            self
        }

        /// When it happened, from a `SystemTime` or seconds since 1970; without, when it arrives.
        ///
        /// An event older than 72 hours triggers no campaign.
        #[must_use]
        pub fn timestamp(mut self, time: impl Into<UnixTime>) -> Self {
            self.body.timestamp = Some(time.into());
            self
        }

        /// The event's ID, for one that was made before and stored; a ULID, or it is refused when sent.
        ///
        /// `track::event_id_from`, with the feature `event-id`, makes the same ULID from the same key each time.
        #[must_use]
        pub fn event_id(mut self, id: impl Into<String>) -> Self {
            self.body.id = EventId::stored(id);
            self
        }

        /// The ULID by which the service drops a second copy.
        #[must_use]
        pub fn id(&self) -> &str {
            self.body.id.as_str()
        }
    };
}

pub(super) use event_methods;

#[cfg(test)]
mod tests {
    use super::{EventBody, EventId, event_name};

    #[test]
    fn a_name_has_1_to_100_bytes_that_are_not_all_blank() {
        for (name, ok) in [
            ("x".repeat(100), true),
            ("x".repeat(101), false),
            ("é".repeat(51), false),
            (" ".into(), false),
            (String::new(), false),
        ] {
            assert_eq!(event_name(&name).is_ok(), ok, "{} bytes", name.len());
        }
    }

    #[test]
    fn only_a_ulid_is_an_id() {
        for (id, ok) in [
            ("01E4C4CT6YDC7Y5M7FE1GWWPQJ", true),
            ("81E4C4CT6YDC7Y5M7FE1GWWPQJ", false),
            ("01E4C4CT6YDC7Y5M7FE1GWWPQ", false),
            ("01E4C4CT6YDC7Y5M7FE1GWWPQU", false),
            ("ada@example.com", false),
            ("", false),
        ] {
            assert_eq!(EventId::stored(id).checked().is_ok(), ok, "{id}");
        }
        assert_eq!(format!("{:?}", EventId::stored("ada@example.com")), "[redacted]");
    }

    #[test]
    fn data_has_at_most_100_000_bytes() {
        let mut body = EventBody::new("purchase");
        body.data.set("n", &"x".repeat(100_000));
        let fault = body.to_bytes(|_| Ok(())).unwrap_err();
        assert_eq!(fault.to_string(), "data is longer than 100000 bytes in total");
    }
}
