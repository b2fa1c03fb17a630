//! The hosts of the three APIs, by region.

use cio_config::Region;

/// One of Customer.io's API hosts; each serves every region at another name.
///
/// ```
/// use cio_config::Region;
/// use cio_http::Host;
///
/// assert_eq!(Host::Track.url(Region::Eu), "https://track-eu.customer.io");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Host {
    /// The Track API: `track.customer.io`.
    Track,
    /// The App API: `api.customer.io`.
    App,
    /// The Pipelines API: `cdp.customer.io`.
    Pipelines,
}

impl Host {
    /// Scheme and host, without a path: `https://track-eu.customer.io`.
    ///
    /// Source: <https://docs.customer.io/accounts-and-workspaces/data-centers/>, read 2026-10.
    #[must_use]
    pub const fn url(self, region: Region) -> &'static str {
        match (self, region) {
            (Self::Track, Region::Eu) => "https://track-eu.customer.io",
            (Self::Track, _) => "https://track.customer.io",
            (Self::App, Region::Eu) => "https://api-eu.customer.io",
            (Self::App, _) => "https://api.customer.io",
            (Self::Pipelines, Region::Eu) => "https://cdp-eu.customer.io",
            (Self::Pipelines, _) => "https://cdp.customer.io",
        }
    }
}
