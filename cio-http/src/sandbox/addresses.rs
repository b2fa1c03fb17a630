//! Where a sandbox listens: six roots, and the keys they take.

use super::account::{Accounts, Workspace};
use super::by_region::{ByRegion, REGIONS};
use super::credentials::Credentials;
use crate::call::hosts::OnLoopback;
use crate::surface::host::Host;
use cio_config::{Region, Role};
use serde_json::Value;
use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

/// Where a sandbox listens, and the keys it takes.
///
/// Needs the feature `sandbox`.
///
/// [`Display`](fmt::Display) writes the one line of JSON that the sandbox program prints, and [`FromStr`] reads it, so
/// a sandbox in another process works like one in this process. Only loopback addresses over plain http are read:
/// nothing here can direct a test to a real host.
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
    /// The other workspaces of the account, as JSON; a reader of the line need not know of them.
    workspaces: Option<String>,
}

/// Why a string is not the address of a sandbox. Holds places, never values.
///
/// Needs the feature `sandbox`.
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
    pub(super) fn new(
        address: impl Fn(Host, Region) -> SocketAddr,
        credentials: impl Fn(Region) -> Credentials,
    ) -> Self {
        let root = |host, region| format!("http://{}", address(host, region));
        Self(ByRegion::make(|region| Roots {
            track: root(Host::Track, region),
            app: root(Host::App, region),
            pipelines: root(Host::Pipelines, region),
            credentials: credentials(region),
            workspaces: None,
        }))
    }

    /// The same places, with the keys that are good now.
    pub(super) fn with_accounts(&self, accounts: &Accounts) -> Self {
        Self(ByRegion::make(|region| {
            let others = accounts.in_region(region).filter(|workspace| !workspace.name.is_empty());
            let others: Vec<String> = others.map(keys_of).collect();
            Roots {
                credentials: accounts.get(region).credentials.clone(),
                workspaces: (!others.is_empty()).then(|| format!(r#""workspaces":{{{}}}"#, others.join(","))),
                ..self.0.get(region).clone()
            }
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
                workspaces: None,
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
            let others = self
                .0
                .get(region)
                .workspaces
                .as_deref()
                .map_or_else(String::new, |others| format!(",{others}"));
            format!(r#""{region}":{{{},"credentials":{{{}}}{others}}}"#, roots.join(","), keys.join(","))
        });
        write!(f, "{{{}}}", regions.join(","))
    }
}

/// A workspace by its name: its keys, but for the token, which is the account's.
fn keys_of(workspace: &Workspace) -> String {
    let own =
        workspace.credentials.entries().into_iter().filter(|(role, _)| *role != Role::ServiceAccountToken);
    let number = workspace.place.workspace.to_string();
    let keys = own.map(|(role, key)| pair(role.file_key(), key));
    let keys: Vec<String> = keys.chain([pair(Role::WorkspaceId.file_key(), &number)]).collect();
    format!(r#""{}":{{{}}}"#, workspace.name, keys.join(","))
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
mod tests;
