//! How a sandbox is set up and started.

use super::addresses::Addresses;
use super::server::{Listeners, Server};
use super::service::Service;
use super::settings::{AppInWrongRegion, RetryAfter, Settings, TrackInWrongRegion};
use super::state::{self, State};
use crate::sandbox::stand_in::Sandbox;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

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
    workspaces: Vec<String>,
    keep: Option<usize>,
    state: Option<PathBuf>,
    everywhere: bool,
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
    /// Takes this port and the five that follow; 0, the default, takes six that are free.
    ///
    /// In this order: Track, App and Pipelines of the US, then those of the EU.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Adds a workspace of this name to both accounts, with its own keys: lower-case letters, digits and underscores,
    /// as in `#[cio(workspace = "marketing")]`.
    ///
    /// A person of one workspace is unknown in another. [`Sandbox::environment`] then has the variables of each under its name.
    ///
    /// ```
    /// use cio_config::Region;
    /// use cio_http::sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::builder().workspace("marketing").start()?;
    /// let marketing = sandbox.workspace(Region::Us, "marketing");
    /// assert_ne!(marketing.id(), sandbox.workspace_id(Region::Us));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn workspace(mut self, name: impl Into<String>) -> Self {
        self.workspaces.push(name.into());
        self
    }

    /// Keeps so many requests in the [record](Sandbox::received); of older ones only what they amount to stays. Default: the
    /// last 20,000, and of these as many as have 64 MB of bodies together.
    ///
    /// A number that is set holds whatever the bodies have.
    pub fn keep(mut self, requests: usize) -> Self {
        self.keep = Some(requests.max(1));
        self
    }

    /// Sets how the Track API answers a pair of the other region. Default: it redirects.
    pub fn track_in_wrong_region(mut self, does: TrackInWrongRegion) -> Self {
        self.settings.track = does;
        self
    }

    /// Sets how the App API answers a key of the other region. Default: it refuses.
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

    /// Answers so much later, whatever is asked.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.settings.latency = latency;
        self
    }

    /// Keeps workspaces with their keys, people, suppressions and faults in a file: those of a sandbox that ran before are
    /// there again. Faults are kept that were given as JSON.
    ///
    /// The file is written a second after a change at the latest, and when the sandbox ends.
    pub fn state(mut self, file: impl Into<PathBuf>) -> Self {
        self.state = Some(file.into());
        self
    }

    /// Listens on all interfaces, for a container whose ports are published on 127.0.0.1 of its host under the same numbers.
    /// Outside of a container others on the network reach it.
    pub fn in_container(mut self) -> Self {
        self.everywhere = true;
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    /// If a port is taken or past 65535, a workspace has a name that cannot be one, the state file cannot be read, or the system has no thread or file descriptor left.
    pub fn start(self) -> io::Result<Sandbox> {
        check_names(&self.workspaces)?;
        let state = self.state.map(State::at);
        let kept = state.as_ref().map_or(Ok(None), State::read)?.unwrap_or_default();
        let listeners = Listeners::bind(self.port, self.everywhere)?;
        let accounts = state::accounts(&kept, &self.workspaces, listeners.first_port());
        let credentials = |region| accounts.get(region).credentials.clone();
        let addresses = Addresses::new(|host, region| listeners.address(host, region), credentials);
        let service = Arc::new(Service::new(accounts, addresses, self.settings, self.keep));
        state::restore(&kept, &service);
        let server = Server::start(listeners, Arc::clone(&service), state)?;
        Ok(Sandbox { service, _server: server })
    }
}

/// Names that variables can have, each once.
fn check_names(names: &[String]) -> io::Result<()> {
    let wrong = |reason: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, reason.to_owned()));
    for (at, name) in names.iter().enumerate() {
        let is_letter = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'_';
        if !name.starts_with(|first: char| first.is_ascii_lowercase()) || !name.bytes().all(is_letter) {
            return wrong(
                "a workspace name has lower-case letters, digits and underscores, and starts with a letter",
            );
        }
        if matches!(name.as_str(), "migration" | "next") {
            return wrong(
                "a workspace cannot be named `migration` or `next`: its variables would have another meaning",
            );
        }
        if names[..at].contains(name) {
            return wrong("two workspaces have the same name");
        }
    }
    Ok(())
}
