//! The write key of a Pipelines source.

use crate::credential::accept::write_key;
use crate::credential::key::key;

key! {
    /// CDP API key: writes to one source of Pipelines, where it is also called write key.
    ///
    /// Sent as the user name of `Authorization: Basic`, with an empty password. It cannot read, and may ship in an app
    /// or a page; `Debug` hides it all the same.
    ///
    /// ```
    /// use cio_config::CdpApiKey;
    ///
    /// let key = CdpApiKey::new("0123456789abcdef0123")?;
    /// assert_eq!(format!("{key:?}"), "CdpApiKey([redacted])");
    /// # Ok::<(), cio_config::KeyFault>(())
    /// ```
    CdpApiKey, write_key
}
