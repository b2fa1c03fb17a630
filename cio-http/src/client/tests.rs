//! Both clients against the sandbox: the same calls, the same answers.

mod app_api;
mod dry_run;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod own_connections;
mod pipelines_api;
mod rate_budget;
mod regions;
mod rotation;
mod send_all;
mod track_api;
mod verify;
mod workspaces;

use crate::error::Error;
use crate::operation::Operation;
use crate::sandbox::{Credentials, Sandbox};
use crate::surface::SignedBy;
use crate::{app, track};
use cio_config::{
    AppApiKey, AppCredentials, CioCredentials, Region, SiteId, StatesRegion, TrackApiKey, TrackCredentials,
};

pub(crate) fn track_pair(keys: &Credentials, region: Region) -> TrackCredentials {
    let site_id = SiteId::new(keys.site_id()).unwrap();
    TrackCredentials::new(site_id, TrackApiKey::new(keys.track_api_key()).unwrap(), region)
}

pub(crate) fn app_key(key: &str, region: Region) -> AppCredentials {
    AppCredentials::new(AppApiKey::new(key).unwrap(), region)
}

/// Sends an operation once through each client.
pub(crate) fn each<O, C>(sandbox: &Sandbox, credentials: &C, operation: &O) -> Vec<Result<O::Output, Error>>
where
    O: Operation<Surface: SignedBy<C>>,
    C: CioCredentials + StatesRegion + Clone,
{
    let mut results = Vec::new();
    #[cfg(feature = "async")]
    {
        let cio = crate::client::asynchronous::Client::builder(credentials.clone())
            .sandbox(sandbox.addresses())
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        results.push(runtime.block_on(cio.send(operation)));
    }
    #[cfg(feature = "blocking")]
    {
        let cio = crate::client::blocking::Client::builder(credentials.clone());
        results.push(cio.sandbox(sandbox.addresses()).build().unwrap().send(operation));
    }
    results
}

#[test]
fn every_operation_reaches_the_service_through_each_client() {
    let sandbox = Sandbox::start().unwrap();
    for region in [Region::Us, Region::Eu] {
        let keys = sandbox.addresses().credentials(region);
        let (track, app) = (track_pair(keys, region), app_key(keys.app_api_key(), region));
        for account in each(&sandbox, &track, &track::AccountRegion) {
            let account = account.unwrap();
            assert_eq!((account.region, account.workspace_id), (region, sandbox.workspace_id(region)));
        }
        for result in each(&sandbox, &track, &track::Identify::new("42").attribute("plan", "pro")) {
            result.unwrap();
        }
        for result in each(&sandbox, &track, &track::TrackEvent::new("42", "purchase").data("amount", 1)) {
            result.unwrap();
        }
        for result in each(&sandbox, &app, &app::SendEmail::template(3).to("ada@example.com").id("42")) {
            assert!(!result.unwrap().delivery_id.is_empty());
        }
    }
    assert_eq!(sandbox.people().len(), 2);
}

#[test]
fn a_wrong_key_is_refused_with_a_diagnosis() {
    let sandbox = Sandbox::start().unwrap();
    let email = app::SendEmail::template(3).to("ada@example.com").id("42");
    for result in each(&sandbox, &app_key("0123456789abcdef0123456789abcdef", Region::Us), &email) {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
        assert!(error.hint().unwrap().contains("`CUSTOMERIO_APP_API_KEY`"));
    }
}

#[test]
fn a_pair_of_the_other_region_is_redirected_and_not_followed() {
    let sandbox = Sandbox::start().unwrap();
    let eu_pair_in_us = track_pair(sandbox.addresses().credentials(Region::Eu), Region::Us);
    for result in each(&sandbox, &eu_pair_in_us, &track::Identify::new("42")) {
        assert!(matches!(result, Err(Error::WrongRegion(_))), "{result:?}");
    }
    assert!(sandbox.people().is_empty());
}

#[test]
fn a_client_is_cloned_shared_and_shown_without_its_credentials() {
    fn fits<T: Clone + Send + Sync + std::fmt::Debug + 'static>() {}
    enum Opaque {}
    #[cfg(feature = "async")]
    fits::<crate::client::asynchronous::Client<Opaque>>();
    #[cfg(feature = "blocking")]
    fits::<crate::client::blocking::Client<Opaque>>();
}
