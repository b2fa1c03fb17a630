//! Both clients ask where the Track pair belongs.

use crate::sandbox::Sandbox;
use crate::track::Account;
use crate::{Diagnosis, Error};
use cio_config::{CioCredentials, Region, SiteId, TrackApiKey, WorkspaceId};

#[derive(Clone, CioCredentials)]
struct Marketing {
    site_id: SiteId,
    track_key: TrackApiKey,
    workspace_id: WorkspaceId,
    region: Region,
}

/// The pair of one account's workspace, with a region and a workspace that may be others.
fn marketing(sandbox: &Sandbox, account: Region, workspace_id: WorkspaceId, region: Region) -> Marketing {
    let keys = sandbox.addresses().credentials(account);
    Marketing {
        site_id: SiteId::new(keys.site_id()).unwrap(),
        track_key: TrackApiKey::new(keys.track_api_key()).unwrap(),
        workspace_id,
        region,
    }
}

/// Region and workspace as each client finds them.
fn verified(sandbox: &Sandbox, credentials: &Marketing) -> Vec<[Result<Account, Error>; 2]> {
    let mut results = Vec::new();
    #[cfg(feature = "async")]
    {
        let cio = crate::Client::builder(credentials.clone()).sandbox(sandbox).build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        results.push(runtime.block_on(async { [cio.verify_region().await, cio.verify_workspace().await] }));
    }
    #[cfg(feature = "blocking")]
    {
        let cio = crate::blocking::Client::builder(credentials.clone()).sandbox(sandbox).build().unwrap();
        results.push([cio.verify_region(), cio.verify_workspace()]);
    }
    results
}

#[test]
fn a_pair_where_it_belongs_is_found_there() {
    let sandbox = Sandbox::start().unwrap();
    for region in [Region::Us, Region::Eu] {
        let credentials = marketing(&sandbox, region, sandbox.workspace_id(region), region);
        for results in verified(&sandbox, &credentials) {
            for account in results.map(Result::unwrap) {
                assert_eq!((account.region, account.workspace_id), (region, sandbox.workspace_id(region)));
            }
        }
    }
}

#[test]
fn a_pair_of_the_other_region_is_found_there_though_the_service_answers_200() {
    let sandbox = Sandbox::start().unwrap();
    let credentials = marketing(&sandbox, Region::Eu, sandbox.workspace_id(Region::Eu), Region::Us);
    let other_region = Diagnosis::OtherRegion { asked: Region::Us, found: Region::Eu };
    for results in verified(&sandbox, &credentials) {
        for error in results.map(Result::unwrap_err) {
            assert!(matches!(error, Error::WrongRegion(_)), "{error}");
            assert_eq!(error.diagnosis(), Some(&other_region));
        }
    }
    for received in sandbox.received() {
        assert_eq!((received.region, received.status.as_u16()), (Region::Us, 200));
    }
}

#[test]
fn a_pair_of_another_workspace_is_told_by_verify_workspace_alone() {
    let sandbox = Sandbox::start().unwrap();
    let credentials = marketing(&sandbox, Region::Us, WorkspaceId::from(7), Region::Us);
    let other = Diagnosis::OtherWorkspace { expected: 7.into(), found: sandbox.workspace_id(Region::Us) };
    for [region, workspace] in verified(&sandbox, &credentials) {
        region.unwrap();
        let error = workspace.unwrap_err();
        assert!(matches!(error, Error::WrongWorkspace(_)), "{error}");
        assert_eq!(error.diagnosis(), Some(&other));
    }
}

#[test]
fn a_pair_that_nobody_knows_is_refused() {
    let sandbox = Sandbox::start().unwrap();
    let site_id = SiteId::new("b0a31ab4c2d65e1f9a77").unwrap();
    let unknown = marketing(&sandbox, Region::Us, 7.into(), Region::Us);
    for results in verified(&sandbox, &Marketing { site_id, ..unknown }) {
        for error in results.map(Result::unwrap_err) {
            assert!(matches!(error.diagnosis(), Some(Diagnosis::KeyOrRegion { .. })), "{error}");
        }
    }
}
