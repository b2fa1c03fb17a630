//! Reporting webhooks, signed.

use crate::sandbox::effect::Sent;
use crate::sandbox::report;
use crate::sandbox::stand_in::Sandbox;
use crate::webhook::{SIGNATURE, TIMESTAMP};
use cio_config::Region;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::SystemTime;

/// A reporting webhook as Customer.io posts it: two headers and a body.
///
/// Needs the features `sandbox` and `webhook`.
///
/// ```
/// # #[cfg(feature = "blocking")]
/// # {
/// use cio_config::{AppApiKey, AppCredentials, Region, WebhookSigningKey};
/// use cio_http::sandbox::Sandbox;
/// use cio_http::webhook;
/// use std::time::Duration;
/// # use cio_http::{app, blocking::Client};
///
/// let sandbox = Sandbox::start()?;
/// let keys = sandbox.credentials(Region::Us);
/// # let key = AppApiKey::new(keys.app_api_key())?;
/// # let cio = Client::new(AppCredentials::new(key, Region::Us))?;
/// // The service under test sends an e-mail, and then receives a webhook about it.
/// cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42"))?;
/// let posted = sandbox.webhook(&sandbox.sent()[0], "delivered");
///
/// let key = WebhookSigningKey::new(keys.webhook_signing_key())?;
/// let event = webhook::read([&key], &posted.headers(), &posted.body, Duration::from_secs(300))?;
/// assert_eq!(event.kind, webhook::Kind::Email(webhook::EmailMetric::Delivered));
/// assert_eq!(event.data.recipient.as_deref(), Some("ada@example.com"));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Webhook {
    /// The header [`TIMESTAMP`](crate::webhook::TIMESTAMP).
    pub timestamp: String,
    /// The header [`SIGNATURE`](crate::webhook::SIGNATURE).
    pub signature: String,
    /// The body, to be passed on as it is.
    pub body: String,
}

impl Webhook {
    /// Both headers, for a request.
    #[must_use]
    pub fn headers(&self) -> HeaderMap {
        let value = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""));
        HeaderMap::from_iter([
            (HeaderName::from_static(TIMESTAMP), value(&self.timestamp)),
            (HeaderName::from_static(SIGNATURE), value(&self.signature)),
        ])
    }
}

impl Sandbox {
    /// The signature of a webhook from the account in a region, at so many seconds since 1970, as Customer.io sends it.
    ///
    /// Needs the feature `webhook`.
    ///
    /// ```
    /// use cio_config::{Region, WebhookSigningKey};
    /// use cio_http::sandbox::Sandbox;
    /// use cio_http::webhook;
    /// use std::time::Duration;
    ///
    /// let sandbox = Sandbox::start()?;
    /// let (timestamp, body) = ("1613063089", r#"{"event_id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ"}"#);
    /// let signature = sandbox.sign_webhook(Region::Us, timestamp.parse()?, body);
    ///
    /// let key = WebhookSigningKey::new(sandbox.addresses().credentials(Region::Us).webhook_signing_key())?;
    /// let headers = webhook::Headers::new(timestamp, &signature);
    /// webhook::verify([&key], headers, body, Duration::MAX)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sign_webhook(&self, region: Region, timestamp: u64, body: impl AsRef<[u8]>) -> String {
        let accounts = self.service.accounts.get();
        let key = accounts.get(region).credentials.webhook_signing_key();
        crate::webhook::sign(key, timestamp, body.as_ref())
    }

    /// The webhook that the service would post now about a message: `sent`, `delivered`, `opened`, `bounced` and so on, each
    /// time with another `event_id`. A metric of failure has a `failure_message`, and `clicked` a link.
    ///
    /// Needs the feature `webhook`.
    ///
    /// Source of the body: <https://docs.customer.io/files/journeys-webhooks.json>, read 2026-08-13.
    #[must_use]
    pub fn webhook(&self, sent: &Sent, metric: &str) -> Webhook {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let timestamp = since.as_secs();
        let body = report::body(sent, metric, timestamp).to_string();
        let accounts = self.service.accounts.get();
        let workspace = accounts.at(sent.place()).unwrap_or_else(|| accounts.get(sent.region));
        let signature =
            crate::webhook::sign(workspace.credentials.webhook_signing_key(), timestamp, body.as_bytes());
        Webhook { timestamp: timestamp.to_string(), signature, body }
    }
}
