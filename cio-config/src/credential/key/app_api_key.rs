//! The bearer token of the App API.

use crate::credential::accept::api_key;
use crate::credential::key::key;

key! {
    /// App API key: reads the workspace and sends messages.
    ///
    /// Sent as `Authorization: Bearer`. The dashboard shows it once, when it is made. `Debug` shows the type, never
    /// the key.
    ///
    /// ```
    /// use cio_config::AppApiKey;
    ///
    /// let key = AppApiKey::new("0123456789abcdef0123456789abcdef")?;
    /// assert_eq!(format!("{key:?}"), "AppApiKey([redacted])");
    /// # Ok::<(), cio_config::KeyFault>(())
    /// ```
    AppApiKey, api_key
}
