//! `ReportDelivery`: metrics of a message.

use super::call::{Call, Common, call_methods, is_call, item, operation};
use super::user::User;
use crate::wire::{Identifier, InvalidInput, Writer};
use std::fmt;

/// Reports a metric of a message, from the system that delivered or showed it: the event `Report Delivery Event`.
///
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::{DeliveryMetric, ReportDelivery};
///
/// let clicked = ReportDelivery::new("RPILAgUB", DeliveryMetric::Clicked).href("https://example.com");
/// assert_eq!(
///     clicked.message_id("m1").timestamp(1_700_000_000).request()?.body(),
///     concat!(
///         r#"{"event":"Report Delivery Event","properties":{"deliveryId":"RPILAgUB","metric":"clicked","#,
///         r#""href":"https://example.com"},"messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct ReportDelivery {
    user: Option<User>,
    delivery_id: Identifier,
    metric: DeliveryMetric,
    recipient: Option<String>,
    reason: Option<String>,
    action_value: Option<String>,
    href: Option<String>,
    common: Common,
}

/// A metric of a message.
///
/// ```
/// assert_eq!(cio_http::pipelines::DeliveryMetric::Opened.as_str(), "opened");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeliveryMetric {
    /// A link in it was clicked.
    Clicked,
    /// The person met the message's conversion goal.
    Converted,
    /// It was delivered.
    Delivered,
    /// It was opened.
    Opened,
}

impl ReportDelivery {
    /// A metric of one delivery.
    #[must_use]
    pub fn new(delivery_id: impl Into<Identifier>, metric: DeliveryMetric) -> Self {
        Self {
            user: None,
            delivery_id: delivery_id.into(),
            metric,
            recipient: None,
            reason: None,
            action_value: None,
            href: None,
            common: Common::new(),
        }
    }

    /// Whose it is; the API does not ask for it.
    #[must_use]
    pub fn user(mut self, user: impl Into<User>) -> Self {
        self.user = Some(user.into());
        self
    }

    /// Who received it.
    #[must_use]
    pub fn recipient(mut self, recipient: impl Into<String>) -> Self {
        self.recipient = Some(recipient.into());
        self
    }

    /// Why it was so.
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// The button or link that was clicked, by its value in the message.
    #[must_use]
    pub fn action_value(mut self, action_value: impl Into<String>) -> Self {
        self.action_value = Some(action_value.into());
        self
    }

    /// The link that was clicked.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    call_methods!();
}

impl DeliveryMetric {
    /// As the API writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clicked => "clicked",
            Self::Converted => "converted",
            Self::Delivered => "delivered",
            Self::Opened => "opened",
        }
    }
}

impl Call for ReportDelivery {
    is_call!("track");

    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        self.user.iter().try_for_each(|user| user.write(call))?;
        call.text("event", "Report Delivery Event");
        call.with("properties", |text| {
            Writer::write(text, |properties| {
                properties.text("deliveryId", self.delivery_id.checked("deliveryId")?);
                properties.text("metric", self.metric.as_str());
                for (name, value) in [
                    ("recipient", &self.recipient),
                    ("reason", &self.reason),
                    ("actionValue", &self.action_value),
                    ("href", &self.href),
                ] {
                    value.iter().for_each(|value| properties.text(name, value));
                }
                Ok(())
            })
        })
    }
}

operation!(ReportDelivery, "pipelines.report_delivery", "track");
item!(ReportDelivery);

impl fmt::Debug for ReportDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("ReportDelivery");
        fields.field("user", &self.user).field("metric", &self.metric);
        for (name, value) in [
            ("recipient", &self.recipient),
            ("reason", &self.reason),
            ("action_value", &self.action_value),
            ("href", &self.href),
        ] {
            fields.field(name, &value.is_some());
        }
        self.common.fmt(&mut fields)
    }
}
