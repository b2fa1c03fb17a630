//! The password of the Track API.

use crate::credential::accept::api_key;
use crate::credential::key::key;

key! {
    /// Track API key: identifies people and tracks events in one workspace.
    ///
    /// Belongs to one [`SiteId`](crate::SiteId), and is sent with it as `Authorization: Basic`. `Debug` shows the type,
    /// never the key.
    ///
    /// ```
    /// use cio_config::TrackApiKey;
    ///
    /// let key = TrackApiKey::new("0123456789abcdef0123")?;
    /// assert_eq!(format!("{key:?}"), "TrackApiKey([redacted])");
    /// # Ok::<(), cio_config::KeyFault>(())
    /// ```
    TrackApiKey, api_key
}
