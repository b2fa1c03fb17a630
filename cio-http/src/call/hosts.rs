//! Where a client sends: Customer.io in one region, or a sandbox.

use crate::call::issuer::Issuer;
use crate::error::Error;
use crate::surface::host::Host;
use crate::wire::InvalidInput;
use cio_config::{CioCredentials, Region};
use http::uri::{Parts, PathAndQuery};
use http::{HeaderMap, Uri};
use std::sync::Arc;

/// Bytes that a `Uri` of the crate `http` takes when it is read, which it is before it is sent.
const LONGEST_URI: usize = 65_534;

/// The hosts of one region.
///
/// No other host can be set: a key goes to Customer.io, or to a sandbox on loopback.
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
    roots: Arc<Roots>,
    /// Whose keys alone are sent there. `None` for a sandbox whose address was given, which takes any.
    takes: Option<Issuer>,
}

/// Scheme and host of each host, in the US and in the EU.
#[derive(Debug)]
struct Roots {
    track: [Root; 2],
    app: [Root; 2],
    pipelines: [Root; 2],
}

/// A root as a string and parsed; parsed once, since every request needs it.
#[derive(Debug)]
struct Root {
    text: String,
    uri: Uri,
}

/// Where a stand-in for Customer.io listens. Sealed, and implemented by the sandbox alone: it reads no address that is
/// not on loopback.
#[cfg(feature = "sandbox")]
pub trait OnLoopback {
    /// Scheme, address and port of one listener.
    fn root(&self, host: Host, region: Region) -> &str;
}

impl Hosts {
    /// Customer.io's own hosts in `region`.
    #[must_use]
    pub fn of(region: Region) -> Self {
        Self::at(region, Some(Issuer::CustomerIo), |host, region| host.url(region).to_owned())
    }

    /// Where these credentials are good: at Customer.io in the region that they state, or at the sandbox that issued
    /// them.
    ///
    /// ```
    /// use cio_config::{AppApiKey, AppCredentials, Region};
    /// use cio_http::{Host, Hosts};
    ///
    /// let key = AppApiKey::new("0123456789abcdef0123456789abcdef")?;
    /// let hosts = Hosts::of_credentials(&AppCredentials::new(key, Region::Eu))?;
    /// assert_eq!(hosts.root(Host::App), "https://api-eu.customer.io");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Setup`] if they state no region, or a sandbox issued some of the keys and not the others.
    pub fn of_credentials(credentials: &impl CioCredentials) -> Result<Self, Error> {
        let region = credentials.region().ok_or_else(|| Error::setup("the credentials have no region"))?;
        Ok(match Issuer::of_all(credentials)? {
            Issuer::CustomerIo => Self::of(region),
            Issuer::Sandbox { port } => Self::on_port(region, port),
        })
    }

    /// The sandbox that listens on this port of 127.0.0.1 and the five that follow.
    fn on_port(region: Region, port: u16) -> Self {
        Self::at(region, Some(Issuer::Sandbox { port }), |host, region| {
            let host = match host {
                Host::Track => 0,
                Host::App => 1,
                Host::Pipelines => 2,
            };
            let port = port + host + if region == Region::Eu { 3 } else { 0 };
            format!("http://127.0.0.1:{port}")
        })
    }

    /// A sandbox's addresses for `region`.
    ///
    /// Needs the feature `sandbox`.
    #[cfg(feature = "sandbox")]
    #[must_use]
    pub fn sandbox(region: Region, addresses: &impl OnLoopback) -> Self {
        Self::at(region, None, |host, region| addresses.root(host, region).to_owned())
    }

    fn at(region: Region, takes: Option<Issuer>, root: impl Fn(Host, Region) -> String) -> Self {
        let both = |host| {
            [Region::Us, Region::Eu].map(|region| {
                let text = root(host, region);
                let uri = text.parse().expect("a root is scheme and host");
                Root { text, uri }
            })
        };
        let (track, app, pipelines) = (both(Host::Track), both(Host::App), both(Host::Pipelines));
        let roots = Arc::new(Roots { track, app, pipelines });
        Self { region, pipelines_drops_silently: false, roots, takes }
    }

    /// Leaves `X-Strict-Mode` out of requests to the Pipelines API, which then answers 200 to calls that it drops: a
    /// wrong key, the wrong region, a call that lacks something.
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

    /// The same in another region.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn in_region(&self, region: Region) -> Self {
        Self { region, ..self.clone() }
    }

    /// The same with strict mode, which a checkup needs.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn strict(mut self) -> Self {
        self.pipelines_drops_silently = false;
        self
    }

    /// Whether credentials are good there, for a client that goes on with them.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn check(&self, credentials: &impl CioCredentials) -> Result<(), Error> {
        if self.takes.is_none() || self.takes == Some(Issuer::of_all(credentials)?) {
            return Ok(());
        }
        Err(Error::setup(
            "these credentials are not valid where the client sends: one of the two is a sandbox, or they \
                are two different sandboxes; make a new client for them",
        ))
    }

    /// Whether a key of this issuer may be sent there.
    pub(crate) fn take(&self, issuer: Issuer) -> bool {
        self.takes.is_none_or(|takes| takes == issuer)
    }

    /// The first port of the sandbox that issued the keys, if one did.
    pub(crate) fn sandbox_port(&self) -> Option<u16> {
        match self.takes? {
            Issuer::Sandbox { port } => Some(port),
            Issuer::CustomerIo => None,
        }
    }

    /// Scheme and host of `host`, without a path.
    #[must_use]
    pub fn root(&self, host: Host) -> &str {
        &self.roots.of(host, self.region).text
    }

    /// Puts scheme and host before a path.
    pub(crate) fn address(&self, host: Host, path: PathAndQuery) -> Result<Uri, InvalidInput> {
        let Root { text, uri } = self.roots.of(host, self.region);
        if text.len() + path.as_str().len() > LONGEST_URI {
            return Err(InvalidInput::new("path", "is too long for a request"));
        }
        let mut parts = Parts::default();
        parts.scheme = uri.scheme().cloned();
        parts.authority = uri.authority().cloned();
        parts.path_and_query = Some(path);
        Ok(Uri::from_parts(parts).expect("a root has scheme and host"))
    }

    /// Scheme and host of every host in either region.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn all_roots(&self) -> impl Iterator<Item = &str> {
        let Roots { track, app, pipelines } = &*self.roots;
        [track, app, pipelines].into_iter().flatten().map(|root| root.text.as_str())
    }

    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn are_silent(&self) -> bool {
        self.pipelines_drops_silently
    }

    /// Takes away what these hosts are not asked for.
    pub(crate) fn relax(&self, host: Host, headers: &mut HeaderMap) {
        if self.pipelines_drops_silently && host == Host::Pipelines {
            headers.remove("x-strict-mode");
        }
    }

    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn is_live(&self) -> bool {
        self.root(Host::Track) == Host::Track.url(self.region)
    }

    /// The other region, if `location` points there.
    pub(crate) fn points_to_other_region(&self, host: Host, location: &str) -> Option<Region> {
        let to = region_of(location).or_else(|| {
            let is_at = |region: &Region| is_below(location, &self.roots.of(host, *region).text);
            [Region::Us, Region::Eu].into_iter().find(is_at)
        });
        to.filter(|region| *region != self.region)
    }
}

impl Roots {
    fn of(&self, host: Host, region: Region) -> &Root {
        let [us, eu] = match host {
            Host::Track => &self.track,
            Host::App => &self.app,
            Host::Pipelines => &self.pipelines,
        };
        match region {
            Region::Eu => eu,
            _ => us,
        }
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
                Hosts::of(Region::Us).points_to_other_region(Host::Track, location),
                expected,
                "{location}"
            );
        }
    }
}
