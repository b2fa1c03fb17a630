//! Where a sandbox listens: six roots, and the keys they take.

use super::by_region::{ByRegion, REGIONS};
use super::credentials::Credentials;
use crate::call::hosts::OnLoopback;
use crate::surface::host::Host;
use cio_config::Region;
use serde_json::Value;
use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

/// Where a sandbox listens, and the keys it takes.
///
/// [`Display`](fmt::Display) writes the one line of JSON that the sandbox program prints, and [`FromStr`] reads it, so
/// a sandbox in another process works like one in this process. Only loopback addresses over plain http are read:
/// nothing here can lead a test to a real host.
///
/// ```
/// use cio_config::Region;
/// use cio_http::Host;
/// use cio_http::sandbox::{Addresses, Sandbox};
///
/// let sandbox = Sandbox::start()?;
/// let line = sandbox.addresses().to_string();
///
/// let addresses: Addresses = line.parse().unwrap();
/// assert!(addresses.root(Host::Track, Region::Eu).starts_with("http://127.0.0.1:"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Addresses(ByRegion<Roots>);

/// The roots of one region, each without a path and without a slash at its end.
#[derive(Clone, Debug)]
struct Roots {
    track: String,
    app: String,
    pipelines: String,
    credentials: Credentials,
}

/// Why a string is not the address of a sandbox. Holds places, never values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressesFault {
    /// The string is not JSON.
    #[error("expected the line of JSON that the sandbox program prints")]
    NotJson,
    /// A member is missing, or is not a string.
    #[error("expected a string at `{at}`")]
    Missing {
        /// Where it was looked for: `us.track`.
        at: String,
    },
    /// An address that is not on this machine, not plain http, without a port, or with a path.
    #[error(
        "`{at}` is not the address of a sandbox: expected `http://127.0.0.1:PORT` or another loopback address"
    )]
    NotLoopback {
        /// Its place: `us.track`.
        at: String,
    },
}

pub(super) const HOSTS: [Host; 3] = [Host::Track, Host::App, Host::Pipelines];

impl Addresses {
    /// Asks for six addresses, in the order in which they are printed; stops at the first error.
    pub(super) fn try_new<E>(
        mut listen: impl FnMut(Host, Region) -> Result<SocketAddr, E>,
        credentials: impl Fn(Region) -> Credentials,
    ) -> Result<Self, E> {
        let mut root = |host, region| Ok(format!("http://{}", listen(host, region)?));
        ByRegion::try_make(|region| {
            Ok(Roots {
                track: root(Host::Track, region)?,
                app: root(Host::App, region)?,
                pipelines: root(Host::Pipelines, region)?,
                credentials: credentials(region),
            })
        })
        .map(Self)
    }

    /// The same places, with the keys that are good now.
    pub(super) fn with_credentials(&self, credentials: impl Fn(Region) -> Credentials) -> Self {
        Self(ByRegion::make(|region| Roots {
            credentials: credentials(region),
            ..self.0.get(region).clone()
        }))
    }

    /// Scheme, address and port of one listener, without a path: `http://127.0.0.1:40001`.
    #[must_use]
    pub fn root(&self, host: Host, region: Region) -> &str {
        let roots = self.0.get(region);
        match host {
            Host::Track => &roots.track,
            Host::App => &roots.app,
            Host::Pipelines => &roots.pipelines,
        }
    }

    /// The keys of the account in one region, as they were when the sandbox started.
    #[must_use]
    pub fn credentials(&self, region: Region) -> &Credentials {
        &self.0.get(region).credentials
    }
}

impl<A: AsRef<Addresses>> OnLoopback for A {
    fn root(&self, host: Host, region: Region) -> &str {
        self.as_ref().root(host, region)
    }
}

impl AsRef<Self> for Addresses {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl FromStr for Addresses {
    type Err = AddressesFault;

    fn from_str(line: &str) -> Result<Self, AddressesFault> {
        let line: Value = serde_json::from_str(line).map_err(|_| AddressesFault::NotJson)?;
        ByRegion::try_make(|region| {
            let text = |path: &[&'static str]| text(&line, region, path);
            let root = |host| loopback(&text(&[name(host)])?).ok_or_else(|| not_loopback(host, region));
            Ok(Roots {
                track: root(Host::Track)?,
                app: root(Host::App)?,
                pipelines: root(Host::Pipelines)?,
                credentials: Credentials::try_from_names(|key| text(&["credentials", key]))?,
            })
        })
        .map(Self)
    }
}

/// Writes one line, in the order in which the sandbox program prints it.
impl fmt::Display for Addresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let regions = REGIONS.map(|region| {
            let roots = HOSTS.map(|host| pair(name(host), self.root(host, region)));
            let keys = self.credentials(region).entries().map(|(role, key)| pair(role.file_key(), key));
            format!(r#""{region}":{{{},"credentials":{{{}}}}}"#, roots.join(","), keys.join(","))
        });
        write!(f, "{{{}}}", regions.join(","))
    }
}

fn pair(name: &str, text: &str) -> String {
    format!(r#""{name}":{}"#, Value::from(text))
}

pub(super) const fn name(host: Host) -> &'static str {
    match host {
        Host::Track => "track",
        Host::App => "app",
        Host::Pipelines => "pipelines",
    }
}

fn text(line: &Value, region: Region, path: &[&'static str]) -> Result<String, AddressesFault> {
    let found = path.iter().fold(&line[region.as_str()], |value, name| &value[name]);
    let missing = || AddressesFault::Missing { at: format!("{region}.{}", path.join(".")) };
    found.as_str().map(str::to_owned).ok_or_else(missing)
}

fn not_loopback(host: Host, region: Region) -> AddressesFault {
    AddressesFault::NotLoopback { at: format!("{region}.{}", name(host)) }
}

/// The root as it will be used, if it is plain http on loopback and has a port and no path.
fn loopback(root: &str) -> Option<String> {
    let authority = root.strip_prefix("http://")?;
    let authority = authority.strip_suffix('/').unwrap_or(authority);
    if let Some(port) = authority.strip_prefix("localhost:") {
        let port: u16 = port.parse().ok()?;
        return Some(format!("http://localhost:{port}"));
    }
    // `[::1%1]` names an interface as well, and no URL has that.
    let address: SocketAddr = authority.parse().ok().filter(|_| !authority.contains('%'))?;
    address.ip().is_loopback().then(|| format!("http://{address}"))
}

#[cfg(test)]
mod tests {
    use super::{Addresses, AddressesFault, loopback};
    use crate::sandbox::credentials::Credentials;
    use crate::surface::host::Host;
    use cio_config::Region;
    use serde_json::{Value, json};
    use std::convert::Infallible;

    fn addresses() -> Addresses {
        let listen = |_, _| Ok::<_, Infallible>(([127, 0, 0, 1], 40_001).into());
        Addresses::try_new(listen, |_| Credentials::made_up()).unwrap()
    }

    #[test]
    fn the_line_reads_back_as_it_was_written() {
        let written = addresses().to_string();
        let read: Addresses = written.parse().unwrap();
        assert_eq!(read.to_string(), written);
        assert!(written.starts_with(r#"{"us":{"track":"http://127.0.0.1:40001","app":"#), "{written}");
        assert!(!written.contains('\n'));
    }

    #[test]
    fn only_roots_on_loopback_are_read() {
        for root in ["http://127.0.0.1:1", "http://127.9.8.7:1", "http://[::1]:1", "http://localhost:1"] {
            assert_eq!(loopback(root).as_deref(), Some(root));
        }
        assert_eq!(loopback("http://127.0.0.1:1/").as_deref(), Some("http://127.0.0.1:1"));
        for root in [
            "https://127.0.0.1:1",
            "https://track.customer.io",
            "http://track.customer.io:80",
            "http://127.0.0.1",
            "http://127.0.0.1:1/api/v1",
            "http://127.0.0.1:1@track.customer.io:80",
            "http://localhost:1@track.customer.io",
            "http://localhost.customer.io:1",
            "http://10.0.0.1:1",
            "http://[::ffff:10.0.0.1]:1",
            "http://0.0.0.0:1",
            "http://[::1%1]:80",
            "http://[::1%0]:80",
            "127.0.0.1:1",
            "",
        ] {
            assert_eq!(loopback(root), None, "{root}");
        }
    }

    #[test]
    fn a_fault_says_where_and_not_what() {
        let mut line: Value = addresses().to_string().parse().unwrap();
        line["eu"]["app"] = json!("https://api-eu.customer.io");
        let fault = line.to_string().parse::<Addresses>().unwrap_err();
        assert_eq!(fault, AddressesFault::NotLoopback { at: "eu.app".into() });
        assert!(!fault.to_string().contains("customer.io"));

        line["us"]["credentials"]["site_id"] = json!(7);
        let fault = line.to_string().parse::<Addresses>().unwrap_err();
        assert_eq!(fault, AddressesFault::Missing { at: "us.credentials.site_id".into() });
        assert_eq!("facade".parse::<Addresses>().unwrap_err(), AddressesFault::NotJson);
    }

    #[test]
    fn a_root_is_named_by_host_and_region() {
        assert_eq!(addresses().root(Host::App, Region::Eu), "http://127.0.0.1:40001");
    }
}
