//! Without the feature `sandbox`: every client sends to Customer.io.

use crate::call::hosts::Hosts;
use cio_config::Region;

#[derive(Default)]
pub(crate) struct StandIn(());

impl StandIn {
    #[expect(clippy::unused_self, reason = "with the feature it may hold addresses")]
    pub(crate) fn hosts(&self, region: Region) -> Hosts {
        Hosts::of(region)
    }
}
