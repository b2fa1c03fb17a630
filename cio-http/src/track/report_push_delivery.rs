//! `ReportPushDelivery`: metrics of a push message, in the older form.

use super::device::checked_token;
use super::operation::operation;
use crate::surface::PublicApi;
use crate::wire::{self, Identifier, Path, UnixTime};
use http::Method;
use std::fmt;

/// Reports a metric of a push message, from the device. It takes no key.
///
/// The service calls this route deprecated: [`ReportDelivery`](super::ReportDelivery) says the same of every channel.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::{PushMetric, ReportPushDelivery};
///
/// let opened = ReportPushDelivery::new("d1", "token", PushMetric::Opened);
/// assert_eq!(opened.request()?.body(), r#"{"delivery_id":"d1","event":"opened","device_id":"token"}"#);
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct ReportPushDelivery {
    delivery_id: Identifier,
    device_token: String,
    metric: PushMetric,
    timestamp: Option<UnixTime>,
}

/// A metric that a device reports about a push message.
///
/// ```
/// assert_eq!(cio_http::track::PushMetric::Converted.as_str(), "converted");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PushMetric {
    /// It was opened.
    Opened,
    /// The person met the message's conversion goal.
    Converted,
    /// It was delivered.
    Delivered,
}

impl PushMetric {
    /// As the API writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Converted => "converted",
            Self::Delivered => "delivered",
        }
    }
}

impl ReportPushDelivery {
    /// A metric of one delivery to one device, which happened when this arrives.
    #[must_use]
    pub fn new(
        delivery_id: impl Into<Identifier>,
        device_token: impl Into<String>,
        metric: PushMetric,
    ) -> Self {
        Self { delivery_id: delivery_id.into(), device_token: device_token.into(), metric, timestamp: None }
    }

    /// When it happened, from a `SystemTime` or seconds since 1970.
    #[must_use]
    pub fn timestamp(mut self, time: impl Into<UnixTime>) -> Self {
        self.timestamp = Some(time.into());
        self
    }
}

operation!(
    ReportPushDelivery,
    PublicApi,
    "track.report_push_delivery",
    "POST /api/v1/push/events",
    Unsafe,
    |report| {
        wire::object_request(Method::POST, Path::new("/api/v1/push/events"), |body| {
            body.text("delivery_id", report.delivery_id.checked("delivery_id")?);
            body.text("event", report.metric.as_str());
            body.text("device_id", checked_token(&report.device_token)?);
            body.time("timestamp", report.timestamp)
        })
    }
);

impl fmt::Debug for ReportPushDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReportPushDelivery")
            .field("metric", &self.metric)
            .field("timestamp", &self.timestamp.is_some())
            .finish_non_exhaustive()
    }
}
