//! Both clients for two workspaces over one set of connections.

use super::{app_key, track_pair};
use crate::call::rate_budget::{Rate, RateBudget};
use crate::error::Error;
use crate::sandbox::Sandbox;
use crate::surface::limit::Limit;
use crate::{app, track};
use cio_config::Region;
use std::time::{Duration, Instant};

const HOUR: Duration = Duration::from_secs(3600);

/// Two requests of each client with the credentials that it was made with, and two with others in the other region.
macro_rules! two_workspaces {
    ($sandbox:ident, $client:ty, $sent:expr) => {{
        let addresses = $sandbox.addresses();
        let budget = RateBudget::unlimited().rate(Limit::Track, Rate::new(1, HOUR).burst(2));
        let us = track_pair(addresses.credentials(Region::Us), Region::Us);
        let cio = <$client>::builder(us).sandbox(&$sandbox).rate_budget(budget).build().unwrap();
        let eu = track_pair(addresses.credentials(Region::Eu), Region::Eu);
        let other = cio.with_credentials(eu).unwrap();
        assert_eq!((cio.region(), other.region()), (Region::Us, Region::Eu));
        for client in [&cio, &other, &cio, &other] {
            let account: Result<_, Error> = $sent(client.send(&track::AccountRegion));
            assert_eq!(account.unwrap().region, client.region());
        }
        let app =
            other.with_credentials(app_key(addresses.credentials(Region::Us).app_api_key(), Region::Us));
        let email = app::SendEmail::template(3).to("ada@example.com").id("42");
        let delivery: Result<_, Error> = $sent(app.unwrap().send(&email));
        delivery.unwrap();
    }};
}

#[test]
fn a_client_for_another_workspace_sends_to_its_region_with_its_own_budget() {
    let sandbox = Sandbox::start().unwrap();
    let begun = Instant::now();
    #[cfg(feature = "async")]
    {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        two_workspaces!(sandbox, crate::client::asynchronous::Client<_>, |sending| runtime.block_on(sending));
    }
    #[cfg(feature = "blocking")]
    two_workspaces!(sandbox, crate::client::blocking::Client<_>, std::convert::identity);
    // Either budget allows two at once, and then none for an hour.
    assert!(begun.elapsed() < HOUR);
    let regions: Vec<Region> = sandbox.received().iter().map(|received| received.region).collect();
    let [us, eu] = [Region::Us, Region::Eu];
    let once = [us, eu, us, eu, us];
    assert_eq!(regions, once.repeat(regions.len() / once.len()));
}
