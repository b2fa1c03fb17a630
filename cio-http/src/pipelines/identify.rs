//! `Identify`: makes a person, or sets what is known of them.

use super::call::{Call, Common, call_methods, is_call, item, operation};
use super::iso_time::IsoTime;
use super::user::User;
use crate::wire::{self, InvalidInput, Limits, Object, Writer};
use serde::Serialize;
use std::fmt;

/// Creates a person, or sets some of their attributes; the API calls those traits.
///
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::Identify;
///
/// let identify = Identify::new("42").attribute("plan", "pro").created_at(1_700_000_000).message_id("m1").timestamp(1_700_000_000);
/// assert_eq!(
///     identify.request()?.body(),
///     concat!(
///         r#"{"userId":"42","traits":{"plan":"pro","createdAt":"2023-11-14T22:13:20.000Z"},"#,
///         r#""messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct Identify {
    user: Option<User>,
    traits: Object,
    common: Common,
}

impl Identify {
    /// Starts with no attribute.
    #[must_use]
    pub fn new(user: impl Into<User>) -> Self {
        Self {
            user: Some(user.into()),
            traits: Object::limited("attribute", Limits::TRAITS),
            common: Common::new(),
        }
    }

    /// A person by e-mail address alone; only Customer.io itself, not other integrations, identifies them by it.
    #[must_use]
    pub fn by_email(email: impl AsRef<str>) -> Self {
        let mut traits = Object::limited("attribute", Limits::TRAITS);
        match wire::not_blank("email", email.as_ref()) {
            Ok(email) => traits.set("email", email),
            Err(fault) => traits.fail(fault),
        }
        Self { user: None, traits, common: Common::new() }
    }

    /// Sets one attribute; the last value counts.
    #[must_use]
    pub fn attribute(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
        self.traits.set(name.as_ref(), &value);
        self
    }

    /// Sets one attribute for each field of a struct, or entry of a map.
    #[must_use]
    pub fn attributes(mut self, attributes: impl Serialize) -> Self {
        self.traits.set_all(&attributes);
        self
    }

    /// When the person signed up, from a `SystemTime` or seconds since 1970.
    #[must_use]
    pub fn created_at(mut self, time: impl Into<IsoTime>) -> Self {
        match time.into().text("createdAt") {
            Ok(time) => self.traits.set("createdAt", &time),
            Err(fault) => self.traits.fail(fault),
        }
        self
    }

    /// Subscribes the person to one topic of the subscription centre, or unsubscribes them; other topics stay.
    ///
    /// Topics are counted from 1.
    #[must_use]
    pub fn topic(mut self, topic: u64, subscribed: bool) -> Self {
        if let Err(fault) = wire::numbered("topic", "topics", topic) {
            self.traits.fail(fault);
        }
        self.attribute(format!("cio_subscription_preferences.topics.topic_{topic}"), subscribed)
    }

    /// Subscribes the person to one channel, or unsubscribes them; other channels stay.
    ///
    /// One of `email`, `sms`, `push`, `in_app`, `whatsapp`, `slack`, `line` and `inbox`. A message needs both its topic
    /// and its channel.
    #[must_use]
    pub fn channel(self, channel: impl AsRef<str>, subscribed: bool) -> Self {
        self.attribute(format!("cio_subscription_preferences.channels.{}", channel.as_ref()), subscribed)
    }

    /// Whether the person wants no messages at all, but for those in the app.
    #[must_use]
    pub fn unsubscribed(self, unsubscribed: bool) -> Self {
        self.attribute("unsubscribed", unsubscribed)
    }

    call_methods!();
}

impl Call for Identify {
    is_call!("identify");

    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        match &self.user {
            Some(user) => user.write(call)?,
            // As documented: an empty ID, and the address among the traits.
            None => call.text("userId", ""),
        }
        call.object("traits", &self.traits)
    }
}

operation!(Identify, "pipelines.identify", "identify");
item!(Identify);

impl fmt::Debug for Identify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.common
            .fmt(f.debug_struct("Identify").field("user", &self.user).field("attributes", &self.traits))
    }
}

#[cfg(test)]
mod tests {
    use super::{Identify, User};
    use crate::operation::Operation;
    use serde_json::json;

    fn body(identify: Identify) -> String {
        String::from_utf8(identify.message_id("m").timestamp(7).request().unwrap().into_body().to_vec())
            .unwrap()
    }

    #[test]
    fn preferences_are_named_with_dots_so_that_others_stay() {
        assert_eq!(
            body(Identify::new(42).topic(7, true).channel("sms", false).unsubscribed(false)),
            concat!(
                r#"{"userId":"42","traits":{"cio_subscription_preferences.topics.topic_7":true,"#,
                r#""cio_subscription_preferences.channels.sms":false,"unsubscribed":false},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#,
            )
        );
    }

    #[test]
    fn an_address_alone_comes_with_an_empty_id() {
        assert_eq!(
            body(Identify::by_email("ada@example.com")),
            r#"{"userId":"","traits":{"email":"ada@example.com"},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#
        );
    }

    #[test]
    fn a_visitor_becomes_a_person() {
        assert_eq!(
            body(Identify::new(User::id("42").formerly_anonymous("v"))),
            r#"{"userId":"42","anonymousId":"v","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#
        );
    }

    #[test]
    fn a_value_that_cannot_be_sent_is_refused_by_name() {
        for (identify, reason) in [
            (Identify::new(""), "userId is empty"),
            (Identify::new("x".repeat(151)), "userId is longer than 150 bytes"),
            (Identify::new(User::anonymous("")), "anonymousId is empty"),
            (Identify::by_email(""), "email is empty"),
            (Identify::new(1).topic(0, true), "topic is 0, and topics are counted from 1"),
            (
                Identify::new(1).created_at(1_700_000_000_000_u64),
                "createdAt is in milliseconds: divide by 1000 to get seconds",
            ),
            (
                Identify::new(1).attribute("created_at", 1.5),
                "created_at has a fraction of a second: give whole seconds since 1970",
            ),
            (
                Identify::new(1).attributes(json!({"createdAt": 1_700_000_000_000_u64})),
                "createdAt is in milliseconds: divide by 1000 to get seconds",
            ),
            (
                Identify::new(1).attribute("seen", std::time::SystemTime::now()),
                "attribute is a time in parts: give the number of seconds since 1970",
            ),
            (
                Identify::new(1).attribute("score", f64::NAN),
                "attribute has a number that is NaN or infinite, which JSON cannot represent",
            ),
            (Identify::new(1).attributes("text"), "attribute is neither a struct nor a map"),
            (Identify::new(1).message_id(""), "messageId is empty"),
            (Identify::new(1).attribute("n", "x".repeat(32_000)), "call is longer than 32000 bytes"),
        ] {
            assert_eq!(identify.request().unwrap_err().to_string(), reason);
        }
    }
}
