//! Both clients in the wrong region, in each way that the service may answer there.

use super::{app_key, each, track_pair};
use crate::error::Error;
use crate::error::diagnosis::Diagnosis;
use crate::sandbox::{AppInWrongRegion, Sandbox, TrackInWrongRegion};
use crate::{app, track};
use cio_config::Region::{Eu, Us};

#[test]
fn a_pair_that_is_refused_may_be_of_the_other_region() {
    let sandbox = Sandbox::builder().track_in_wrong_region(TrackInWrongRegion::Refuses).start().unwrap();
    for (account, asked) in [(Eu, Us), (Us, Eu)] {
        let pair = track_pair(sandbox.addresses().credentials(account), asked);
        for result in each(&sandbox, &pair, &track::Identify::new("42")) {
            let error = result.unwrap_err();
            assert!(matches!(error, Error::Refused(_)), "{error}");
            assert!(matches!(error.diagnosis(), Some(Diagnosis::KeyOrRegion { .. })), "{error}");
        }
    }
    assert!(sandbox.people().is_empty());
}

#[test]
fn a_pair_that_is_routed_inside_is_accepted_and_only_verify_region_notices() {
    let sandbox = Sandbox::builder().track_in_wrong_region(TrackInWrongRegion::RoutesInside).start().unwrap();
    let pair = track_pair(sandbox.addresses().credentials(Eu), Us);
    for result in each(&sandbox, &pair, &track::Identify::new("42")) {
        result.unwrap();
    }
    assert_eq!(sandbox.people()[0].region, Eu);
    for account in each(&sandbox, &pair, &track::AccountRegion) {
        assert_eq!(account.unwrap().region, Eu);
    }
}

#[test]
fn an_app_key_that_is_redirected_as_in_2023_is_of_the_other_region() {
    let sandbox = Sandbox::builder().app_in_wrong_region(AppInWrongRegion::Redirects).start().unwrap();
    let key = app_key(sandbox.addresses().credentials(Eu).app_api_key(), Us);
    let email = app::SendEmail::template(3).to("ada@example.com").id("42");
    for result in each(&sandbox, &key, &email) {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::WrongRegion(_)), "{error}");
        assert_eq!(error.diagnosis(), Some(&Diagnosis::OtherRegion { asked: Us, found: Eu }));
    }
    assert!(sandbox.emails().is_empty());
}
