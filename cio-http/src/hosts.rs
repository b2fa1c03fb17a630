//! Where a client sends: Customer.io in one region, or a sandbox.

use crate::surface::Host;
use cio_config::Region;
use http::{HeaderMap, Uri};

#[cfg(feature = "sandbox")]
use crate::sandbox::Addresses;
#[cfg(feature = "sandbox")]
use std::sync::Arc;

/// The hosts of one region.
///
/// There is no way to name a host of your own: a key goes to Customer.io, or to a sandbox on loopback.
///
/// ```
/// use cio_config::Region;
/// use cio_http::{Host, Hosts};
///
/// assert_eq!(Hosts::of(Region::Eu).root(Host::App), "https://api-eu.customer.io");
/// ```
#[derive(Clone, Debug)]
pub struct Hosts {
    region: Region,
    pipelines_drops_silently: bool,
    #[cfg(feature = "sandbox")]
    sandbox: Option<Arc<Addresses>>,
}

impl Hosts {
    /// Customer.io's own hosts in `region`.
    #[must_use]
    pub const fn of(region: Region) -> Self {
        Self {
            region,
            pipelines_drops_silently: false,
            #[cfg(feature = "sandbox")]
            sandbox: None,
        }
    }

    /// A sandbox's addresses for `region`.
    #[cfg(feature = "sandbox")]
    #[must_use]
    pub fn sandbox(region: Region, addresses: &impl AsRef<Addresses>) -> Self {
        Self { sandbox: Some(Arc::new(addresses.as_ref().clone())), ..Self::of(region) }
    }

    /// Leaves `X-Strict-Mode` out of requests to the Pipelines API, which then answers 200 to what it drops: a wrong key,
    /// the wrong region, a call that lacks something.
    ///
    /// ```
    /// use cio_config::{CdpApiKey, PipelinesCredentials, Region};
    /// use cio_http::{Call, Hosts, Policy, pipelines::Track};
    ///
    /// let credentials = PipelinesCredentials::new(CdpApiKey::new("0123456789abcdef0123")?, Region::Eu);
    /// let (event, policy) = (Track::new("42", "purchase"), Policy::default());
    /// let hosts = Hosts::of(Region::Eu);
    /// let strict = Call::new(&event, &credentials, &hosts, &policy)?;
    /// assert_eq!(strict.request().headers()["x-strict-mode"], "1");
    ///
    /// let hosts = hosts.pipelines_drops_silently();
    /// let permissive = Call::new(&event, &credentials, &hosts, &policy)?;
    /// assert!(!permissive.request().headers().contains_key("x-strict-mode"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn pipelines_drops_silently(mut self) -> Self {
        self.pipelines_drops_silently = true;
        self
    }

    /// The region.
    #[must_use]
    pub const fn region(&self) -> Region {
        self.region
    }

    /// Scheme and host of `host`, without a path.
    #[must_use]
    pub fn root(&self, host: Host) -> &str {
        self.root_in(host, self.region)
    }

    /// Takes away what these hosts are not asked for.
    pub(crate) fn relax(&self, host: Host, headers: &mut HeaderMap) {
        if self.pipelines_drops_silently && host == Host::Pipelines {
            headers.remove("x-strict-mode");
        }
    }

    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn is_live(&self) -> bool {
        #[cfg(feature = "sandbox")]
        return self.sandbox.is_none();
        #[cfg(not(feature = "sandbox"))]
        true
    }

    /// The other region, if `location` leads there.
    pub(crate) fn leads_to_other_region(&self, host: Host, location: &str) -> Option<Region> {
        let to = region_of(location).or_else(|| {
            let is_at = |region: &Region| is_below(location, self.root_in(host, *region));
            [Region::Us, Region::Eu].into_iter().find(is_at)
        });
        to.filter(|region| *region != self.region)
    }

    fn root_in(&self, host: Host, region: Region) -> &str {
        #[cfg(feature = "sandbox")]
        if let Some(addresses) = &self.sandbox {
            return addresses.root(host, region);
        }
        host.url(region)
    }
}

/// The region of one of Customer.io's own hosts.
fn region_of(location: &str) -> Option<Region> {
    let uri: Uri = location.parse().ok()?;
    // A bare `eu` is a region to `Region`, but no host of Customer.io.
    let host = uri.host()?.to_ascii_lowercase();
    if host.ends_with(".customer.io") { host.parse().ok() } else { None }
}

fn is_below(location: &str, root: &str) -> bool {
    location.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

#[cfg(test)]
mod tests {
    use super::{Host, Hosts};
    use cio_config::Region;

    #[test]
    fn only_a_host_of_the_other_region_is_the_other_region() {
        for (location, expected) in [
            ("https://track-eu.customer.io/api/v1/customers/1", Some(Region::Eu)),
            ("https://beta-api-eu.customer.io/v1/api", Some(Region::Eu)),
            ("https://TRACK-EU.CUSTOMER.IO", Some(Region::Eu)),
            ("https://track.customer.io/elsewhere", None),
            ("https://track-eu.customer.io.example.com/", None),
            ("https://eu/", None),
            ("/api/v1/customers/1", None),
            ("", None),
            ("not a location", None),
        ] {
            assert_eq!(
                Hosts::of(Region::Us).leads_to_other_region(Host::Track, location),
                expected,
                "{location}"
            );
        }
    }
}
