//! How a sandbox is set up and started.

use super::account::Accounts;
use super::addresses::Addresses;
use super::server::{Listeners, Server};
use super::service::Service;
use super::settings::{AppInWrongRegion, RetryAfter, Settings, TrackInWrongRegion};
use crate::sandbox::stand_in::Sandbox;
use std::io;
use std::sync::Arc;

/// Settings of a [`Sandbox`].
///
/// Needs the feature `sandbox`.
///
/// ```
/// use cio_http::sandbox::Sandbox;
///
/// let sandbox = Sandbox::builder().port(0).start()?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "starts nothing until `start` is called"]
pub struct Builder {
    port: u16,
    settings: Settings,
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
}

impl Builder {
    /// Takes this port and the five that follow; 0, the default, takes any six that are free.
    ///
    /// In this order: Track, App and Pipelines of the US, then those of the EU.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// What the Track API does with a pair of the other region. Default: it redirects.
    pub fn track_in_wrong_region(mut self, does: TrackInWrongRegion) -> Self {
        self.settings.track = does;
        self
    }

    /// What the App API does with a key of the other region. Default: it refuses.
    pub fn app_in_wrong_region(mut self, does: AppInWrongRegion) -> Self {
        self.settings.app = does;
        self
    }

    /// Answers 429 to what is more than Customer.io enforces: 10 requests to the App API in a second, and one broadcast in
    /// 10 seconds. Default: nothing is too much.
    ///
    /// The other limits are said to be soft: they are not enforced at once, and not here. That five broadcasts may wait
    /// is never the matter, since one is done with here as soon as it is triggered.
    pub fn limit_rates(mut self, retry_after: RetryAfter) -> Self {
        self.settings.rates = Some(retry_after);
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    /// If a port is taken or past 65535, or the system has no thread or file descriptor left.
    pub fn start(self) -> io::Result<Sandbox> {
        let accounts = Accounts::made_up();
        let mut listeners = Listeners::from(self.port);
        let credentials = |region| accounts.get(region).credentials.clone();
        let addresses = Addresses::try_new(|host, region| listeners.bind(host, region), credentials)?;
        let service = Arc::new(Service::new(accounts, addresses, self.settings));
        let server = Server::start(listeners, Arc::clone(&service))?;
        Ok(Sandbox { service, _server: server })
    }
}
