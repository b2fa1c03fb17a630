//! `ReportDelivery`: metrics of a message that another system delivered.

use super::operation::operation;
use crate::surface::PublicApi;
use crate::wire::{self, Identifier, Path, UnixTime};
use http::Method;
use std::fmt;

/// Reports a metric of a message, from the system that delivered or showed it. It takes no key.
///
/// | channel | metrics | recipient |
/// |---|---|---|
/// | e-mail, webhook | all | e-mail address; none for a webhook |
/// | in-app | clicked, converted, opened | e-mail address or ID |
/// | push | converted, delivered, opened | device token |
/// | Slack | clicked, converted, delivered, opened | none |
/// | SMS | bounced, clicked, delivered, opened | phone number |
///
/// Whether the service counts a second copy is not documented, so a metric that may have been reported is never sent
/// again.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::{DeliveryMetric, ReportDelivery};
///
/// let clicked = ReportDelivery::new("RPILAgUBcRhIBqSfeiIwdIYJKxTY",
/// DeliveryMetric::Clicked).href("https://example.com"); assert_eq!(
///     clicked.request()?.body(),
///     r#"{"delivery_id":"RPILAgUBcRhIBqSfeiIwdIYJKxTY","metric":"clicked","href":"https://example.com"}"#,
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct ReportDelivery {
    delivery_id: Identifier,
    metric: DeliveryMetric,
    timestamp: Option<UnixTime>,
    recipient: Option<Recipient>,
    reason: Option<String>,
    href: Option<String>,
}

/// A metric of a message.
///
/// ```
/// assert_eq!(cio_http::track::DeliveryMetric::Bounced.as_str(), "bounced");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeliveryMetric {
    /// It could not be delivered.
    Bounced,
    /// A link in it was clicked.
    Clicked,
    /// The person met the message's conversion goal.
    Converted,
    /// It could not be delivered yet.
    Deferred,
    /// It was delivered.
    Delivered,
    /// It was not sent.
    Dropped,
    /// It was opened.
    Opened,
    /// It was marked as spam.
    Spammed,
}

#[derive(Clone)]
enum Recipient {
    Text(String),
    /// The documents have a phone number as a number.
    Phone(u64),
}

impl ReportDelivery {
    /// A metric of one delivery, which happened when this arrives.
    #[must_use]
    pub fn new(delivery_id: impl Into<Identifier>, metric: DeliveryMetric) -> Self {
        Self {
            delivery_id: delivery_id.into(),
            metric,
            timestamp: None,
            recipient: None,
            reason: None,
            href: None,
        }
    }

    /// When it happened, from a `SystemTime` or seconds since 1970.
    #[must_use]
    pub fn timestamp(mut self, time: impl Into<UnixTime>) -> Self {
        self.timestamp = Some(time.into());
        self
    }

    /// Who received it: an e-mail address, an ID or a device token, by channel.
    #[must_use]
    pub fn recipient(mut self, recipient: impl Into<String>) -> Self {
        self.recipient = Some(Recipient::Text(recipient.into()));
        self
    }

    /// Who received it, for an SMS: the digits of the phone number, which the documents have as a number.
    #[must_use]
    pub fn sms_recipient(mut self, phone: u64) -> Self {
        self.recipient = Some(Recipient::Phone(phone));
        self
    }

    /// Why it failed.
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// The link that was clicked.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

impl DeliveryMetric {
    /// As the API writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bounced => "bounced",
            Self::Clicked => "clicked",
            Self::Converted => "converted",
            Self::Deferred => "deferred",
            Self::Delivered => "delivered",
            Self::Dropped => "dropped",
            Self::Opened => "opened",
            Self::Spammed => "spammed",
        }
    }
}

operation!(ReportDelivery, PublicApi, "track.report_delivery", "POST /api/v1/metrics", Unsafe, |report| {
    wire::object_request(Method::POST, Path::new("/api/v1/metrics"), |body| {
        body.text("delivery_id", report.delivery_id.checked("delivery_id")?);
        body.text("metric", report.metric.as_str());
        body.time("timestamp", report.timestamp)?;
        match &report.recipient {
            Some(Recipient::Text(recipient)) => body.text("recipient", recipient),
            Some(Recipient::Phone(phone)) => body.value("recipient", phone)?,
            None => {}
        }
        for (name, value) in [("reason", &report.reason), ("href", &report.href)] {
            value.iter().for_each(|value| body.text(name, value));
        }
        Ok(())
    })
});

impl fmt::Debug for ReportDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReportDelivery")
            .field("metric", &self.metric)
            .field("timestamp", &self.timestamp.is_some())
            .field("recipient", &self.recipient.is_some())
            .field("reason", &self.reason.is_some())
            .field("href", &self.href.is_some())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{DeliveryMetric, ReportDelivery};
    use crate::operation::Operation;

    #[test]
    fn each_field_is_sent_where_it_is_set() {
        let metric =
            ReportDelivery::new("d1", DeliveryMetric::Bounced).timestamp(7).recipient("a").reason("full");
        assert_eq!(
            metric.request().unwrap().body(),
            r#"{"delivery_id":"d1","metric":"bounced","timestamp":7,"recipient":"a","reason":"full"}"#
        );
        let metric = ReportDelivery::new("d1", DeliveryMetric::Delivered).sms_recipient(14_155_552_671);
        assert_eq!(
            metric.request().unwrap().body(),
            r#"{"delivery_id":"d1","metric":"delivered","recipient":14155552671}"#
        );
    }

    #[test]
    fn a_delivery_has_an_id() {
        let error = ReportDelivery::new("", DeliveryMetric::Opened).request().unwrap_err();
        assert_eq!(error.to_string(), "delivery_id is empty");
    }

    #[test]
    fn debug_shows_what_is_set_and_no_value() {
        let shown =
            format!("{:?}", ReportDelivery::new("secret", DeliveryMetric::Opened).recipient("ada").href("h"));
        assert_eq!(
            shown,
            "ReportDelivery { metric: Opened, timestamp: false, recipient: true, reason: false, href: true, .. }"
        );
    }
}
