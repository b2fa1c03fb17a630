//! With the feature `sandbox`: the addresses of one, if a builder was given them.

use crate::call::hosts::Hosts;
use crate::sandbox::Addresses;
use cio_config::Region;

#[derive(Default)]
pub(crate) struct StandIn(Option<Addresses>);

impl StandIn {
    pub(crate) fn at(addresses: &Addresses) -> Self {
        Self(Some(addresses.clone()))
    }

    pub(crate) fn hosts(&self, region: Region) -> Hosts {
        match &self.0 {
            Some(addresses) => Hosts::sandbox(region, addresses),
            None => Hosts::of(region),
        }
    }
}
