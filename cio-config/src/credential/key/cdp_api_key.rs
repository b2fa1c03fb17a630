//! The write key of a Pipelines source.

use crate::credential::accept::{region_of_cdp_key, write_key};
use crate::credential::key::key;
use crate::credential::region::Region;

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

impl CdpApiKey {
    /// The region that the prefix of the key names, `sk_eu_` or `pk_us_`; most keys have none.
    ///
    /// ```
    /// use cio_config::{CdpApiKey, Region};
    ///
    /// assert_eq!(CdpApiKey::new("sk_eu_0123456789abcdef")?.region(), Some(Region::Eu));
    /// assert_eq!(CdpApiKey::new("0123456789abcdef0123")?.region(), None);
    /// # Ok::<(), cio_config::KeyFault>(())
    /// ```
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        region_of_cdp_key(self.expose())
    }
}
