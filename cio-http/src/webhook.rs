//! Reporting webhooks: whether one comes from Customer.io, and what it reports.
//!
//! Needs the feature `webhook`.
//!
//! [`read`] takes the signing keys, the headers and the body as it arrived, and gives an [`Event`]:
//!
//! ```
//! use bytes::Bytes;
//! use cio_config::WebhookSigningKey;
//! use cio_http::webhook::{self, CustomerMetric, EmailMetric, Kind, WebhookFault};
//! use http::{HeaderMap, StatusCode};
//! use std::time::Duration;
//!
//! // In axum: `async fn hear(State(keys): State<…>, headers: HeaderMap, body: Bytes) -> StatusCode`. Take `Bytes`, as the
//! // last argument, and not `Json`: the signature is that of the bytes.
//! fn hear(keys: &[WebhookSigningKey], headers: &HeaderMap, body: &Bytes) -> StatusCode {
//!     let event = match webhook::read(keys, headers, body, Duration::from_secs(5 * 60)) {
//!         Ok(event) => event,
//!         Err(WebhookFault::NotAnEvent(_)) => return StatusCode::OK, // after keeping `body`: it is signed
//!         Err(fault) => {
//!             eprintln!("webhook refused: {fault}; {}", fault.hint());
//!             return StatusCode::UNAUTHORIZED;
//!         }
//!     };
//!     // Here: if `event.event_id` was processed before, answer 200.
//!     match event.kind {
//!         Kind::Email(EmailMetric::Bounced | EmailMetric::Spammed) => { /* stop writing to event.data.recipient */ }
//!         Kind::Customer(CustomerMetric::Unsubscribed) => { /* event.data.identifiers */ }
//!         _ => {}
//!     }
//!     StatusCode::OK
//! }
//!
//! let key = WebhookSigningKey::new("whsec-example")?;
//! assert_eq!(hear(&[key], &HeaderMap::new(), &Bytes::new()), StatusCode::UNAUTHORIZED);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With the feature `sandbox`, `Sandbox::webhook` gives a test the webhook that the service would post.
//!
//! # The signature
//!
//! Customer.io sends the seconds since 1970 in [`TIMESTAMP`], and in [`SIGNATURE`] the HMAC-SHA256 of
//! `v0:<timestamp>:<body>`, keyed by the workspace's signing key, in 64 lower-case hex digits. The body is signed byte by
//! byte, so verify it before anything parses it: one that was parsed and written again has other blanks, or another order.
//!
//! Give both keys while a key is being replaced, `[&new, &old]`. Whether Customer.io itself accepts two at once, or when
//! it starts to sign with the new one, is not documented.
//!
//! # Which status to answer
//!
//! Customer.io waits 4 seconds for a 2xx. After any other answer it tries again for 7 days, and holds back all webhooks
//! after this one until it succeeds; after 400, 401, 402, 403, 404, 405, 410, 429, 500, 502 and 521 the first retry waits an
//! hour. So store or queue the body, answer 200, and process it after that; answer 200 to events that you do not use; and
//! let the body's limit be above what arrives (axum's default is 2 MB, and a webhook may include the message's content).
//!
//! | result | answer |
//! |---|---|
//! | an event, of whatever kind | 200 |
//! | [`WebhookFault::NotAnEvent`] | 200, after keeping the body: it is genuine |
//! | any other [`WebhookFault`] | 401 |
//!
//! # Old webhooks
//!
//! Whether a later attempt gets a new timestamp and a new signature is not documented: if it does not, a tolerance shorter
//! than 7 days refuses what was delayed. No source demands a tolerance either. It limits how long a recorded webhook can be
//! replayed by a third party, and so does remembering each `event_id`, which is needed in any case, since a webhook may
//! arrive twice. `Duration::MAX` takes any age.
//!
//! # The events
//!
//! Every object and metric of the documents is a [`Kind`]; any other is [`Kind::Unknown`], and [`Event::raw`] has the
//! whole body of each event. Two rules where the documents leave it open: `unsubscribed` of an `email` is
//! [`EmailMetric::Unsubscribed`] if it has a `delivery_id` and [`CustomerMetric::Unsubscribed`] if not; a member of
//! `data` of an undocumented type is `None`, so that it does not hold back the events after it. The test event that the
//! button Send Test of the dashboard posts is not documented; nor is the longest body, so [`MAX_BODY`] is our own
//! limit.
//!
//! Sources: <https://docs.customer.io/files/journeys-webhooks.json>, read 2026-08-13; for the metrics that say so, the list
//! of events in the App API's specification of 2025-07-11. The prefix `v0=`, which is taken in [`SIGNATURE`] too, is only in
//! third-party clients.

mod data;
mod event;
mod fault;
mod kind;
mod signature;

pub use data::{Data, Device, Identifiers};
pub use event::Event;
pub use fault::{MAX_BODY, WebhookFault};
pub use kind::{
    CustomerMetric, EmailMetric, InAppMetric, Kind, PushMetric, SlackMetric, SmsMetric, WebhookMetric,
    WhatsappMetric,
};
#[cfg(feature = "sandbox")]
pub(crate) use signature::sign;
pub use signature::{Headers, SIGNATURE, TIMESTAMP, verify, verify_at};

use cio_config::WebhookSigningKey;
use std::time::{Duration, SystemTime};

/// Verifies a webhook and reads its event.
///
/// Needs the feature `webhook`.
///
/// `keys` is `[&key]`, `&keys` of a list, or `[&new, &old]`; `headers` a `&http::HeaderMap`, or [`Headers::new`]; `body` the
/// bytes as they arrived; `tolerance` how far from now it may have been signed, see [old webhooks](self#old-webhooks).
///
/// # Errors
/// [`WebhookFault`], with a [hint](WebhookFault::hint); nothing of the body may be used, unless it is
/// [`NotAnEvent`](WebhookFault::NotAnEvent).
pub fn read<'h, 'k>(
    keys: impl IntoIterator<Item = &'k WebhookSigningKey>,
    headers: impl Into<Headers<'h>>,
    body: impl AsRef<[u8]>,
    tolerance: Duration,
) -> Result<Event, WebhookFault> {
    read_at(keys, headers, body, tolerance, SystemTime::now())
}

/// As [`read`], with the current time as an argument.
///
/// Needs the feature `webhook`.
///
/// # Errors
/// As [`read`].
pub fn read_at<'h, 'k>(
    keys: impl IntoIterator<Item = &'k WebhookSigningKey>,
    headers: impl Into<Headers<'h>>,
    body: impl AsRef<[u8]>,
    tolerance: Duration,
    now: SystemTime,
) -> Result<Event, WebhookFault> {
    verify_at(keys, headers, body.as_ref(), tolerance, now)?;
    Event::parse(body)
}

#[cfg(test)]
mod tests;
