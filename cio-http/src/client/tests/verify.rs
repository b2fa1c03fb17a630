//! Both clients ask where the Track pair belongs.

use crate::error::Error;
use crate::error::diagnosis::Diagnosis;
use crate::sandbox::{Fault, Sandbox, Symptom};
use crate::track::Account;
use cio_config::{CioCredentials, Region, SiteId, TrackApiKey, WorkspaceId};

#[derive(Clone, CioCredentials)]
struct Marketing {
    site_id: SiteId,
    track_key: TrackApiKey,
    #[cio(env = "THE_WORKSPACE")]
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

/// The account as each client finds it.
fn verified(sandbox: &Sandbox, credentials: &Marketing) -> Vec<Result<Account, Error>> {
    verified_despite(&[], sandbox, credentials)
}

/// The same where each meets these faults at first.
fn verified_despite(
    faults: &[Fault],
    sandbox: &Sandbox,
    credentials: &Marketing,
) -> Vec<Result<Account, Error>> {
    let go_wrong = || faults.iter().cloned().for_each(|fault| sandbox.fail(fault));
    let mut results = Vec::new();
    #[cfg(feature = "async")]
    {
        go_wrong();
        let cio = crate::client::asynchronous::Client::builder(credentials.clone())
            .sandbox(sandbox)
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        results.push(runtime.block_on(cio.verify_region()));
    }
    #[cfg(feature = "blocking")]
    {
        go_wrong();
        let cio =
            crate::client::blocking::Client::builder(credentials.clone()).sandbox(sandbox).build().unwrap();
        results.push(cio.verify_region());
    }
    results
}

#[test]
fn a_pair_where_it_belongs_is_found_there() {
    let sandbox = Sandbox::start().unwrap();
    for region in [Region::Us, Region::Eu] {
        let credentials = marketing(&sandbox, region, sandbox.workspace_id(region), region);
        for account in verified(&sandbox, &credentials).into_iter().map(Result::unwrap) {
            assert_eq!((account.region, account.workspace_id), (region, sandbox.workspace_id(region)));
        }
    }
}

#[test]
fn a_pair_of_the_other_region_is_found_there_though_the_service_answers_200() {
    let sandbox = Sandbox::start().unwrap();
    let credentials = marketing(&sandbox, Region::Eu, sandbox.workspace_id(Region::Eu), Region::Us);
    let other_region = Diagnosis::OtherRegion { asked: Region::Us, found: Region::Eu };
    for error in verified(&sandbox, &credentials).into_iter().map(Result::unwrap_err) {
        assert!(matches!(error, Error::WrongRegion(_)), "{error}");
        assert_eq!(error.diagnosis(), Some(&other_region));
    }
    for received in sandbox.received() {
        assert_eq!((received.region, received.status.as_u16()), (Region::Us, 200));
    }
}

#[test]
fn a_verification_reports_how_many_attempts_it_took() {
    let sandbox = Sandbox::start().unwrap();
    let credentials = marketing(&sandbox, Region::Eu, sandbox.workspace_id(Region::Eu), Region::Us);
    let busy = [Fault::before(Symptom::status(429))];
    for error in verified_despite(&busy, &sandbox, &credentials).into_iter().map(Result::unwrap_err) {
        assert!(matches!(error, Error::WrongRegion(_)), "{error}");
        assert_eq!(error.attempts(), 2, "{error}");
    }
}

#[test]
fn a_pair_of_another_workspace_is_reported_with_the_variable_that_the_struct_reads() {
    let sandbox = Sandbox::start().unwrap();
    let credentials = marketing(&sandbox, Region::Us, WorkspaceId::from(7), Region::Us);
    let other = Diagnosis::OtherWorkspace { expected: 7.into(), found: sandbox.workspace_id(Region::Us) };
    for error in verified(&sandbox, &credentials).into_iter().map(Result::unwrap_err) {
        assert!(error.hint().unwrap().starts_with("set `THE_WORKSPACE` to"), "{:?}", error.hint());
        assert!(matches!(error, Error::WrongWorkspace(_)), "{error}");
        assert_eq!(error.diagnosis(), Some(&other));
    }
}

#[test]
fn an_unknown_pair_is_refused() {
    let sandbox = Sandbox::start().unwrap();
    let site_id = SiteId::new("b0a31ab4c2d65e1f9a77").unwrap();
    let unknown = marketing(&sandbox, Region::Us, 7.into(), Region::Us);
    for error in verified(&sandbox, &Marketing { site_id, ..unknown }).into_iter().map(Result::unwrap_err) {
        assert!(matches!(error.diagnosis(), Some(Diagnosis::KeyOrRegion { .. })), "{error}");
    }
}
