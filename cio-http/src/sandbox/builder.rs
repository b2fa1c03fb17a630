//! How a sandbox is set up and started.

use super::Sandbox;
use super::account::Accounts;
use super::addresses::Addresses;
use super::server::{Listeners, Server};
use super::service::Service;
use std::io;
use std::sync::Arc;

/// Settings of a [`Sandbox`].
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
}

impl Builder {
    /// Takes this port and the five that follow; 0, the default, takes any six that are free.
    ///
    /// In this order: Track, App and Pipelines of the US, then those of the EU.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
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
        let service = Arc::new(Service::new(accounts, addresses));
        let server = Server::start(listeners, Arc::clone(&service))?;
        Ok(Sandbox { service, _server: server })
    }
}
