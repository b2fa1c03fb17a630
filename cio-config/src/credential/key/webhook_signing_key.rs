//! The key that signs reporting webhooks.

use crate::credential::accept::api_key;
use crate::credential::key::key;

key! {
    /// Webhook signing key: proves that a reporting webhook came from Customer.io.
    ///
    /// Never sent; it is the key of the HMAC-SHA256 over each webhook. Each workspace has one. `Debug` shows the type, never the key.
    ///
    /// ```
    /// use cio_config::WebhookSigningKey;
    ///
    /// let key = WebhookSigningKey::new("whsec-example")?;
    /// assert_eq!(format!("{key:?}"), "WebhookSigningKey([redacted])");
    /// # Ok::<(), cio_config::KeyFault>(())
    /// ```
    WebhookSigningKey, api_key
}
