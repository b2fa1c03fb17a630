//! The site ID an app used before it moved to the Pipelines SDKs.

use crate::credential::accept::api_key;
use crate::credential::key::key;

key! {
    /// Migration site ID: the site ID of an app's earlier SDK, so that tasks which that SDK queued are still sent.
    ///
    /// Only mobile apps use it; this workspace exports it, and signs nothing with it. It may equal the
    /// [`SiteId`](crate::SiteId).
    ///
    /// ```
    /// use cio_config::MigrationSiteId;
    ///
    /// let site_id = MigrationSiteId::new("b0a31ab4c2d65e1f9a77")?;
    /// assert_eq!(format!("{site_id:?}"), "MigrationSiteId([redacted])");
    /// # Ok::<(), cio_config::KeyFault>(())
    /// ```
    MigrationSiteId, api_key
}
