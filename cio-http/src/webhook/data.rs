//! The member `data` of an event.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// Declares a struct of optional members, each read from the member of its name; `Debug` shows which are there.
macro_rules! members {
    ($($(#[$docs:meta])* $name:ident { $($(#[$field_docs:meta])* $field:ident: $ty:ty,)* })*) => {$(
        $(#[$docs])*
        ///
        /// Needs the feature `webhook`.
        #[derive(Clone, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $name {$(
            $(#[$field_docs])*
            pub $field: Option<$ty>,
        )*}

        impl Member for $name {
            fn read(value: &Value) -> Option<Self> {
                let members = value.as_object()?;
                Some(Self { $($field: members.get(stringify!($field)).and_then(Member::read),)* })
            }
        }

        /// The values are a customer's, so only the names of the members that are there are shown.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut shown = f.debug_struct(stringify!($name));
                $(if self.$field.is_some() {
                    shown.field(stringify!($field), &format_args!("[redacted]"));
                })*
                shown.finish()
            }
        }
    )*};
}

members! {
    /// The data of an event. Which members are there depends on object, metric and where the message came from; a member
    /// that is missing, `null` or of another type than documented is `None`, and [`raw`](super::Event::raw) has it.
    Data {
        /// The person.
        identifiers: Identifiers,
        /// The person's `id`, empty if the person was deleted; deprecated by Customer.io in favor of `identifiers`.
        customer_id: String,
        /// The person's address, in a change of subscriptions.
        email_address: String,
        /// The message to one person, as in the answer to the request that sent it.
        delivery_id: String,
        /// Where it was sent to: an address, a phone number, a channel or a URL; of a reply, where it came from.
        recipient: String,
        /// The number that a person replied to.
        to: String,
        /// A reply.
        inbound_event_id: String,
        /// The devices of a push notification.
        recipients: Vec<Device>,
        /// The subject of an e-mail.
        subject: String,
        /// The content sent, or the new preferences as a JSON object in a string, if the webhook includes body content.
        content: String,
        /// The custom headers of an e-mail, if the webhook includes body content.
        headers: BTreeMap<String, Vec<String>>,
        /// Why the message was not sent or not delivered.
        failure_message: String,
        /// The target of the link that was followed.
        href: String,
        /// The link that was followed.
        link_id: u64,
        /// Whether a machine followed the link.
        machine: bool,
        /// Whether the e-mail was fetched by a proxy that hides the person's address.
        proxied: bool,
        /// Whether the e-mail was opened by a program, such as a mail provider's privacy protection.
        prefetched: bool,
        /// Whether the opening was inferred from a click.
        synthetic: bool,
        /// The name of the action that was tapped in an in-app message.
        tracked_response: String,
        /// The campaign.
        campaign_id: u64,
        /// The API-triggered broadcast.
        broadcast_id: u64,
        /// The newsletter.
        newsletter_id: u64,
        /// The transactional message.
        transactional_message_id: u64,
        /// The variant of a newsletter.
        content_id: u64,
        /// The action in a workflow.
        action_id: u64,
        /// The action around it, such as a random split.
        parent_action_id: u64,
        /// The person's path through a workflow.
        journey_id: String,
        /// The run of an API-triggered broadcast.
        trigger_id: u64,
        /// The event that triggered a campaign.
        trigger_event_id: String,
    }

    /// How an event names the person; any of them may be missing.
    Identifiers {
        /// Your ID of the person.
        id: String,
        /// The e-mail address.
        email: String,
        /// Customer.io's own ID of the person, which stays the same when the others change.
        cio_id: String,
    }

    /// A device that a push notification was sent to.
    Device {
        /// Its token.
        device_id: String,
        /// `android` or `ios`.
        device_platform: String,
        /// Why it could not be reached.
        failure_message: String,
    }
}

/// A type of a member, and which JSON values are read as it.
pub(super) trait Member: Sized {
    fn read(value: &Value) -> Option<Self>;
}

/// An ID that is documented as text and arrives as a number is still an ID.
impl Member for String {
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

impl Member for u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are checked first")]
    fn read(value: &Value) -> Option<Self> {
        /// The integers up to here are exact in an `f64`.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match value {
            Value::String(digits) => digits.parse().ok(),
            Value::Number(number) => number.as_u64().or_else(|| {
                let whole = number.as_f64().filter(|float| float.fract() == 0.0)?;
                (0.0..=EXACT).contains(&whole).then_some(whole as u64)
            }),
            _ => None,
        }
    }
}

impl Member for bool {
    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

/// An item of another type is left out.
impl<T: Member> Member for Vec<T> {
    fn read(value: &Value) -> Option<Self> {
        Some(value.as_array()?.iter().filter_map(T::read).collect())
    }
}

impl<T: Member> Member for BTreeMap<String, T> {
    fn read(value: &Value) -> Option<Self> {
        let entry = |(name, value): (&String, &Value)| Some((name.clone(), T::read(value)?));
        Some(value.as_object()?.iter().filter_map(entry).collect())
    }
}

impl Data {
    pub(super) fn of(event: &Map<String, Value>) -> Self {
        event.get("data").and_then(Self::read).unwrap_or_default()
    }
}
