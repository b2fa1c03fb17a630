//! The user name of the Track API.

use crate::credential::accept::user_name;
use crate::credential::key::key;

key! {
    /// Site ID: names a set of Track credentials, and is the user name of the Track API.
    ///
    /// Sent with a [`TrackApiKey`](crate::TrackApiKey) as `Authorization: Basic`. It may ship in an app or a page;
    /// `Debug` hides it all the same. A colon is refused: it would end the user name.
    ///
    /// ```
    /// use cio_config::{KeyFault, SiteId};
    ///
    /// let site_id = SiteId::new("b0a31ab4c2d65e1f9a77")?;
    /// assert_eq!(format!("{site_id:?}"), "SiteId([redacted])");
    /// assert_eq!(SiteId::new("site:key").unwrap_err(), KeyFault::Colon);
    /// # Ok::<(), KeyFault>(())
    /// ```
    SiteId, user_name
}
