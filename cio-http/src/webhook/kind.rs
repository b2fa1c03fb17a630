//! The kinds of events: a channel, and the metric on it.

/// Declares the metrics of one channel, each with its name in a webhook.
macro_rules! metrics {
    ($($(#[$docs:meta])* $enum:ident { $($(#[$metric_docs:meta])* $metric:ident = $name:literal,)* })*) => {$(
        $(#[$docs])*
        ///
        /// Needs the feature `webhook`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $enum {$(
            $(#[$metric_docs])*
            $metric,
        )*}

        impl $enum {
            /// The member `metric` of the webhook.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$metric => $name,)* }
            }

            fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$metric),)* _ => None }
            }

            #[cfg(test)]
            pub(super) const NAMES: &'static [&'static str] = &[$($name),*];
        }
    )*};
}

metrics! {
    /// A change of a person's subscriptions.
    CustomerMetric {
        /// The person subscribed: `unsubscribed` was set to `false`.
        Subscribed = "subscribed",
        /// The person unsubscribed: `unsubscribed` was set to `true`.
        Unsubscribed = "unsubscribed",
        /// The subscription preferences changed, in the subscription center or by their attribute; `data.content` has the
        /// new ones, if the webhook includes body content.
        PreferencesChanged = "cio_subscription_preferences_changed",
    }

    /// A metric of an e-mail.
    EmailMetric {
        /// A draft was made.
        Drafted = "drafted",
        /// It could not be handed to the delivery provider, and will be tried again.
        Attempted = "attempted",
        /// It was handed to the delivery provider.
        Sent = "sent",
        /// The recipient's server took it.
        Delivered = "delivered",
        /// It was delayed by the recipient's server. Only the App API's list of events has it.
        Deferred = "deferred",
        /// It was opened; `data.prefetched` and `data.proxied` distinguish machines from people.
        Opened = "opened",
        /// A tracked link was followed; `data.machine` is true if a machine did it.
        Clicked = "clicked",
        /// The person met the conversion criteria.
        Converted = "converted",
        /// The person unsubscribed by this message.
        Unsubscribed = "unsubscribed",
        /// The delivery provider could not deliver it.
        Bounced = "bounced",
        /// It was not sent, since the person is suppressed.
        Dropped = "dropped",
        /// The recipient marked it as spam.
        Spammed = "spammed",
        /// It could not be handed to the delivery provider.
        Failed = "failed",
        /// It reached a message limit, its newsletter was cancelled, or deliveries are disabled.
        Undeliverable = "undeliverable",
    }

    /// A metric of a push notification.
    PushMetric {
        /// A draft was made.
        Drafted = "drafted",
        /// It could not be sent, and will be tried again.
        Attempted = "attempted",
        /// It was sent.
        Sent = "sent",
        /// A device received it.
        Delivered = "delivered",
        /// It was opened.
        Opened = "opened",
        /// A tracked link was followed.
        Clicked = "clicked",
        /// The person met the conversion criteria.
        Converted = "converted",
        /// At least one device could not be reached; `data.recipients` has each with its reason.
        Bounced = "bounced",
        /// At least one device was not tried; `data.recipients` has each with its reason.
        Dropped = "dropped",
        /// It could not be sent.
        Failed = "failed",
        /// It reached a message limit, its newsletter was cancelled, or deliveries are disabled.
        Undeliverable = "undeliverable",
    }

    /// A metric of an SMS.
    SmsMetric {
        /// A draft was made.
        Drafted = "drafted",
        /// It could not be sent, and will be tried again.
        Attempted = "attempted",
        /// It was sent.
        Sent = "sent",
        /// It was delivered.
        Delivered = "delivered",
        /// A tracked link was followed.
        Clicked = "clicked",
        /// The person met the conversion criteria.
        Converted = "converted",
        /// The delivery provider could not deliver it.
        Bounced = "bounced",
        /// It could not be sent.
        Failed = "failed",
        /// It reached a message limit, its newsletter was cancelled, or deliveries are disabled.
        Undeliverable = "undeliverable",
        /// The person replied; `data.recipient` is the person's number, `data.to` the one that was replied to.
        Replied = "replied",
    }

    /// A metric of a WhatsApp message.
    WhatsappMetric {
        /// A draft was made.
        Drafted = "drafted",
        /// It could not be sent, and will be tried again.
        Attempted = "attempted",
        /// It was sent.
        Sent = "sent",
        /// It was delivered.
        Delivered = "delivered",
        /// It was read.
        Opened = "opened",
        /// A tracked link was followed.
        Clicked = "clicked",
        /// The person met the conversion criteria.
        Converted = "converted",
        /// The delivery provider could not deliver it.
        Bounced = "bounced",
        /// It was not sent.
        Dropped = "dropped",
        /// It could not be sent.
        Failed = "failed",
        /// It reached a message limit, its newsletter was cancelled, or deliveries are disabled.
        Undeliverable = "undeliverable",
        /// The person replied; `data.recipient` is the person's number, `data.to` the one that was replied to.
        Replied = "replied",
    }

    /// A metric of a Slack message.
    SlackMetric {
        /// A draft was made.
        Drafted = "drafted",
        /// It could not be sent, and will be tried again.
        Attempted = "attempted",
        /// It was sent.
        Sent = "sent",
        /// A tracked link was followed.
        Clicked = "clicked",
        /// The person met the conversion criteria. Only the App API's list of events has it.
        Converted = "converted",
        /// It could not be sent.
        Failed = "failed",
        /// It reached a message limit, its newsletter was cancelled, or deliveries are disabled.
        Undeliverable = "undeliverable",
    }

    /// A metric of an in-app message.
    InAppMetric {
        /// A draft was made.
        Drafted = "drafted",
        /// It could not be sent, and will be tried again.
        Attempted = "attempted",
        /// It was sent; it is seen when the person's app is open, which may be much later.
        Sent = "sent",
        /// It was shown.
        Opened = "opened",
        /// A component with click tracking was tapped; `data.tracked_response` is its action.
        Clicked = "clicked",
        /// The person met the conversion criteria.
        Converted = "converted",
        /// It could not be sent.
        Failed = "failed",
        /// It reached a message limit, its newsletter was cancelled, or deliveries are disabled.
        Undeliverable = "undeliverable",
    }

    /// A metric of a webhook that a campaign sends, as opposed to the reporting webhook that reports it.
    WebhookMetric {
        /// A draft was made.
        Drafted = "drafted",
        /// It could not be sent, and will be tried again.
        Attempted = "attempted",
        /// It was sent.
        Sent = "sent",
        /// A tracked link in its payload was followed.
        Clicked = "clicked",
        /// The person met the conversion criteria. Only the App API's list of events has it.
        Converted = "converted",
        /// It could not be sent.
        Failed = "failed",
        /// It reached a message limit, its newsletter was cancelled, or deliveries are disabled.
        Undeliverable = "undeliverable",
    }
}

/// The object type and metric of an event.
///
/// Needs the feature `webhook`.
///
/// ```
/// use cio_http::webhook::{EmailMetric, Kind};
///
/// fn stops_mail(kind: Kind) -> bool {
///     matches!(kind, Kind::Email(EmailMetric::Bounced | EmailMetric::Spammed | EmailMetric::Unsubscribed))
/// }
///
/// assert!(stops_mail(Kind::Email(EmailMetric::Spammed)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A person's subscriptions changed, whatever the channel that caused it.
    Customer(CustomerMetric),
    /// An e-mail.
    Email(EmailMetric),
    /// A push notification.
    Push(PushMetric),
    /// An SMS.
    Sms(SmsMetric),
    /// A WhatsApp message.
    Whatsapp(WhatsappMetric),
    /// A Slack message.
    Slack(SlackMetric),
    /// An in-app message.
    InApp(InAppMetric),
    /// A webhook that a campaign sends.
    Webhook(WebhookMetric),
    /// Another object or metric than those documented when this version was made; the event has both as text, and all else
    /// in [`raw`](super::Event::raw).
    Unknown,
}

impl Kind {
    /// An e-mail's `unsubscribed` and a person's `unsubscribed` that an e-mail caused have the same names; only the first is
    /// documented with a delivery.
    pub(super) fn of(object_type: &str, metric: &str, has_delivery: bool) -> Self {
        let of_message = match object_type {
            "email" => EmailMetric::named(metric).map(Self::Email),
            "push" => PushMetric::named(metric).map(Self::Push),
            "sms" => SmsMetric::named(metric).map(Self::Sms),
            "whatsapp" => WhatsappMetric::named(metric).map(Self::Whatsapp),
            "slack" => SlackMetric::named(metric).map(Self::Slack),
            "in_app" => InAppMetric::named(metric).map(Self::InApp),
            "webhook" => WebhookMetric::named(metric).map(Self::Webhook),
            _ => None,
        };
        let of_person = CustomerMetric::named(metric).map(Self::Customer);
        let kind = if has_delivery { of_message.or(of_person) } else { of_person.or(of_message) };
        kind.unwrap_or(Self::Unknown)
    }
}
