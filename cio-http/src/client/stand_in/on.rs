//! With the feature `sandbox`: the addresses of one, if a builder was given them.

use crate::call::hosts::Hosts;
use crate::client::builder::ClientBuilder;
use crate::sandbox::Addresses;
use cio_config::Region;

#[derive(Default)]
pub(crate) struct StandIn(Option<Addresses>);

impl StandIn {
    pub(crate) fn hosts(&self, region: Region) -> Hosts {
        match &self.0 {
            Some(addresses) => Hosts::sandbox(region, addresses),
            None => Hosts::of(region),
        }
    }
}

impl<C, D> ClientBuilder<C, D> {
    /// Sends to a sandbox on loopback instead of Customer.io.
    #[must_use]
    pub fn sandbox(mut self, addresses: &impl AsRef<Addresses>) -> Self {
        self.stand_in = StandIn(Some(addresses.as_ref().clone()));
        self
    }
}
