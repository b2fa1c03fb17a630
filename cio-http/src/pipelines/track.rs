//! `Track`: something happened.

use super::call::{Call, Common, call_methods, is_call, item, operation};
use super::user::User;
use crate::wire::{self, Identifier, InvalidInput, Object, Writer};
use serde::Serialize;
use std::fmt;

/// Something that a person, a visitor or a group did.
///
/// Customer.io reserves some names, which have their own types: [`DeletePerson`](super::DeletePerson),
/// [`AddDevice`](super::AddDevice) and others.
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::Track;
///
/// let event = Track::new("42", "purchase").property("amount", 1).timestamp(1_700_000_000);
/// assert_eq!(
///     event.request()?.into_body(),
///     format!(
///         concat!(
///             r#"{{"userId":"42","event":"purchase","properties":{{"amount":1}},"#,
///             r#""messageId":"{}","timestamp":"2023-11-14T22:13:20.000Z"}}"#,
///         ),
///         event.id(),
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct Track {
    subject: EventSubject,
    event: String,
    properties: Object,
    common: Common,
}

/// Who did it.
#[derive(Clone)]
enum EventSubject {
    User(User),
    Group(Identifier),
}

impl Track {
    /// Something a person did, without properties.
    #[must_use]
    pub fn new(user: impl Into<User>, event: impl Into<String>) -> Self {
        Self::of(EventSubject::User(user.into()), event.into())
    }

    /// Something that a group did; not every integration takes that.
    #[must_use]
    pub fn of_group(group: impl Into<Identifier>, event: impl Into<String>) -> Self {
        Self::of(EventSubject::Group(group.into()), event.into())
    }

    fn of(subject: EventSubject, event: String) -> Self {
        Self { subject, event, properties: Object::new("property"), common: Common::new() }
    }

    /// Sets one property; the last value counts.
    #[must_use]
    pub fn property(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
        self.properties.set(name.as_ref(), &value);
        self
    }

    /// Sets one property for each field of a struct, or entry of a map.
    #[must_use]
    pub fn properties(mut self, properties: impl Serialize) -> Self {
        self.properties.set_all(&properties);
        self
    }

    call_methods!();
}

impl Call for Track {
    is_call!("track");

    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        match &self.subject {
            EventSubject::User(user) => user.write(call)?,
            EventSubject::Group(group) => call.text("groupId", group.checked("groupId")?),
        }
        wire::not_blank("event name", &self.event)?;
        call.text("event", &self.event);
        call.object("properties", &self.properties)
    }
}

operation!(Track, "pipelines.track", "track");
item!(Track);

impl fmt::Debug for Track {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("Track");
        match &self.subject {
            EventSubject::User(user) => fields.field("user", user),
            EventSubject::Group(group) => fields.field("group", group),
        };
        self.common.fmt(fields.field("properties", &self.properties))
    }
}

#[cfg(test)]
mod tests {
    use super::Track;
    use crate::operation::Operation;
    use crate::pipelines::iso_time::IsoTime;
    use serde_json::Value;
    use std::time::{Duration, SystemTime};

    #[test]
    fn every_request_of_one_event_carries_the_same_id() {
        let event = Track::new("42", "purchase");
        assert_eq!(event.request().unwrap().body(), event.clone().request().unwrap().body());
        assert_ne!(event.id(), Track::new("42", "purchase").id());
        assert_eq!(event.id().len(), 26);
        assert_eq!(event.message_id("a5b1").id(), "a5b1");
    }

    #[test]
    fn an_event_carries_the_time_at_which_it_was_made_however_late_it_is_sent() {
        let before = SystemTime::now();
        let event = Track::new("42", "purchase");
        let after = SystemTime::now();
        std::thread::sleep(Duration::from_millis(2));
        let body: Value = serde_json::from_slice(event.clone().request().unwrap().body()).unwrap();
        let between = [before, after].map(|time| IsoTime::from(time).text("timestamp").unwrap());
        let sent = body["timestamp"].as_str().unwrap();
        assert!(between[0].as_str() <= sent && sent <= between[1].as_str(), "{sent}, not in {between:?}");
    }

    #[test]
    fn a_group_does_something_too() {
        let event = Track::of_group("acme", "grew").message_id("m").timestamp(7);
        assert_eq!(
            event.request().unwrap().body(),
            r#"{"groupId":"acme","event":"grew","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#
        );
        assert_eq!(Track::of_group("", "grew").request().unwrap_err().to_string(), "groupId is empty");
    }

    #[test]
    fn an_event_has_a_name() {
        for name in ["", " "] {
            let expected = if name.is_empty() { "event name is empty" } else { "event name is blank" };
            assert_eq!(Track::new(1, name).request().unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn debug_shows_what_is_set_and_no_value() {
        let event = Track::new("ada@example.com", "secret").property("secret", 1).message_id("ada");
        assert_eq!(
            format!("{event:?}"),
            "Track { user: User { user_id: true, anonymous_id: false }, properties: 1 set, \
             message_id: [redacted], context: None, integrations: None, .. }"
        );
    }
}
