//! A stand-in Customer.io on loopback, for tests: it checks what the service checks, and says why it refuses.
//!
//! [`Sandbox::start`] gives two accounts, one in each region, with fresh made-up keys and an address for each API. It
//! wants the right key, the right region, JSON, and the fields that the API documents, and answers as the service does,
//! to any client in any language. It keeps a [record](Sandbox::received) of every request, and what they amount to:
//! [people](Sandbox::people), [events](Sandbox::events), [messages](Sandbox::sent).
//!
//! ```
//! # #[cfg(feature = "async")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use cio_config::{CioCredentials, Region, SiteId, TrackApiKey};
//! use cio_http::sandbox::Sandbox;
//! use cio_http::{Client, track};
//!
//! #[derive(CioCredentials)]
//! struct Billing {
//!     site_id: SiteId,
//!     track_key: TrackApiKey,
//!     region: Region,
//! }
//!
//! let sandbox = Sandbox::start()?;
//! let billing = Billing::loader().environment(sandbox.environment()).load()?;
//! let cio = Client::builder(billing).sandbox(&sandbox).build()?;
//!
//! cio.send(&track::Identify::new("42").attribute("plan", "pro")).await?;
//!
//! assert_eq!(sandbox.people()[0].id, "42");
//! assert_eq!(sandbox.people()[0].attributes["plan"], "pro");
//! # Ok(())
//! # }
//! # #[cfg(feature = "async")]
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(example())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a refusal says
//!
//! The body is the one that the service documents. The header `X-Sandbox-Reason` adds what the service leaves one to
//! guess: that the key is another of the account's keys, or that of the other region's account, or that the pair is
//! swapped. It never holds any part of a key. The Pipelines API without `X-Strict-Mode: 1` answers 200 to what it
//! drops, as the service does; the reason is there as well.
//!
//! ```
//! use cio_config::Region;
//! use cio_http::Host;
//! use cio_http::sandbox::Sandbox;
//! use std::io::{Read, Write};
//! use std::net::TcpStream;
//!
//! let sandbox = Sandbox::start()?;
//! let root = sandbox.addresses().root(Host::App, Region::Us);
//!
//! let mut stream = TcpStream::connect(root.trim_start_matches("http://"))?;
//! stream.write_all(b"POST /v1/send/email HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
//! let mut answer = String::new();
//! stream.read_to_string(&mut answer)?;
//!
//! assert!(answer.starts_with("HTTP/1.1 401 "));
//! assert!(answer.contains("there is no Authorization header; the App API takes the App API key as a Bearer token"));
//! assert!(sandbox.emails().is_empty());
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! # Outside of this process
//!
//! [`Addresses`] reads the line that the sandbox program prints. `GET /_sandbox/received` on any of the six addresses
//! lists the record as JSON.

mod account;
mod addresses;
mod answer;
mod app;
mod auth;
mod body;
mod builder;
mod by_region;
mod credentials;
mod objects;
mod people;
mod pipelines;
mod record;
mod request;
mod route;
mod server;
mod service;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod track;
mod views;

pub use addresses::{Addresses, AddressesFault};
pub use builder::Builder;
pub use credentials::Credentials;
pub use objects::Object;
pub use people::{Person, Suppressed};
pub use record::Received;
pub use track::{Form, Metric};
pub use views::{Email, Event, Sent};

use cio_config::{Environment, Region, Role, WorkspaceId};
use server::Server;
use service::Service;
use std::sync::Arc;
use std::{fmt, io};

/// A stand-in Customer.io in this process; gone when dropped.
///
/// ```
/// use cio_config::Region;
/// use cio_http::sandbox::Sandbox;
///
/// let sandbox = Sandbox::start()?;
/// assert_ne!(sandbox.workspace_id(Region::Us), sandbox.workspace_id(Region::Eu));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Sandbox {
    service: Arc<Service>,
    _server: Server,
}

impl Sandbox {
    /// Starts one on six free ports of 127.0.0.1.
    ///
    /// # Errors
    /// If the system has no port, thread or file descriptor left.
    pub fn start() -> io::Result<Self> {
        Self::builder().start()
    }

    /// Starts one with settings.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Where it listens, and the keys it takes.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.service.addresses
    }

    /// The number of the one workspace that the account in a region has.
    #[must_use]
    pub fn workspace_id(&self, region: Region) -> WorkspaceId {
        self.service.accounts.get(region).environment_id.into()
    }

    /// The variables of the US account, as a source to load credentials from.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.environment_of(Region::Us)
    }

    /// The variables of the account in a region: six keys, the workspace and the region.
    #[must_use]
    pub fn environment_of(&self, region: Region) -> Environment {
        let account = self.service.accounts.get(region);
        let place =
            [(Role::WorkspaceId, account.environment_id.to_string()), (Role::Region, region.to_string())];
        let keys = account.credentials.entries().map(|(role, key)| (role, key.to_owned()));
        keys.into_iter().chain(place).map(|(role, value)| (role.variable(), value)).collect()
    }

    /// The signature of a webhook from the account in a region, at so many seconds since 1970, as Customer.io sends it.
    ///
    /// ```
    /// use cio_config::{Region, WebhookSigningKey};
    /// use cio_http::sandbox::Sandbox;
    /// use cio_http::webhook;
    /// use std::time::Duration;
    ///
    /// let sandbox = Sandbox::start()?;
    /// let (timestamp, body) = (1_613_063_089, r#"{"event_id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ"}"#);
    /// let signature = sandbox.sign_webhook(Region::Us, timestamp, body);
    ///
    /// let key = WebhookSigningKey::new(sandbox.addresses().credentials(Region::Us).webhook_signing_key())?;
    /// webhook::verify(&key, timestamp.to_string(), signature, body, Duration::MAX)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "webhook")]
    #[must_use]
    pub fn sign_webhook(&self, region: Region, timestamp: u64, body: impl AsRef<[u8]>) -> String {
        let key = self.service.accounts.get(region).credentials.webhook_signing_key();
        crate::webhook::sign(key, timestamp, body.as_ref())
    }

    /// Every request so far, in the order of arrival, those included that were refused.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.service.record.received()
    }

    /// Everybody identified and not deleted since, by region and id.
    #[must_use]
    pub fn people(&self) -> Vec<Person> {
        self.service.record.view(|effects| views::people(effects))
    }

    /// Everybody suppressed and not unsuppressed since, by region and id; all that is sent of them is ignored.
    #[must_use]
    pub fn suppressed(&self) -> Vec<Suppressed> {
        self.service.record.view(|effects| people::suppressed(effects))
    }

    /// Every object identified and not deleted since, by region and id.
    #[must_use]
    pub fn objects(&self) -> Vec<Object> {
        self.service.record.view(|effects| objects::objects(effects))
    }

    /// Every form that was submitted, in the order of arrival.
    #[must_use]
    pub fn forms(&self) -> Vec<Form> {
        self.service.record.view(|effects| views::forms(effects))
    }

    /// Every metric of a delivery that was reported, in the order of arrival.
    #[must_use]
    pub fn metrics(&self) -> Vec<Metric> {
        self.service.record.view(|effects| views::metrics(effects))
    }

    /// Every event once, in the order of arrival: of those with the same id the first.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        self.service.record.view(|effects| views::events(effects))
    }

    /// Every transactional message that was queued, of all six kinds, in the order of arrival.
    #[must_use]
    pub fn sent(&self) -> Vec<Sent> {
        self.service.record.view(|effects| views::sent(effects))
    }

    /// Every transactional e-mail that was queued, in the order of arrival.
    #[must_use]
    pub fn emails(&self) -> Vec<Email> {
        self.service.record.view(|effects| views::emails(effects))
    }
}

impl AsRef<Addresses> for Sandbox {
    fn as_ref(&self) -> &Addresses {
        self.addresses()
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("addresses", self.addresses()).finish_non_exhaustive()
    }
}
