//! With the feature `sandbox`: the addresses of one, if a builder was given them.

use crate::call::hosts::Hosts;
use crate::error::Error;
use crate::sandbox::Addresses;
use cio_config::{CioCredentials, Region};

#[derive(Default)]
pub(crate) struct StandIn(Option<Addresses>);

impl StandIn {
    pub(crate) fn at(addresses: &Addresses) -> Self {
        Self(Some(addresses.clone()))
    }

    /// The hosts of the addresses that were given; without, those where the keys are good.
    pub(crate) fn hosts(&self, region: Region, credentials: &impl CioCredentials) -> Result<Hosts, Error> {
        match &self.0 {
            Some(addresses) => Ok(Hosts::sandbox(region, addresses)),
            None => Hosts::of_credentials(credentials),
        }
    }
}
