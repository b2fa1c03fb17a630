//! The requests of a checkup: reads, and at most one call that the Pipelines API refuses without storing anything.

use crate::trial::{Shop, Trial, UNKNOWN};
use cio_config::{Loader, Region, Role};
use cio_http::sandbox::{Fault, Sandbox, Symptom};
use cio_http::{Host, Outcome, blocking};
use http::Method;

/// Requests of both drivers; both ask the same.
fn requests_of_one_checkup(trial: &Trial) -> Vec<String> {
    let _ = trial.checkups();
    let received = trial.sandbox.received();
    let shown: Vec<_> = received
        .iter()
        .map(|one| format!("{:?} {} {}", one.host, one.region, one.route.unwrap_or(one.path.as_str())))
        .collect();
    let (first, second) = shown.split_at(shown.len() / 2);
    assert_eq!(first, second);
    first.to_vec()
}

fn nothing_is_stored(sandbox: &Sandbox) {
    assert!(sandbox.people().is_empty() && sandbox.suppressed().is_empty());
    assert!(sandbox.events().is_empty() && sandbox.sent().is_empty());
    assert!(sandbox.objects().is_empty() && sandbox.forms().is_empty() && sandbox.metrics().is_empty());
}

#[test]
fn each_api_is_asked_once() {
    let trial = Trial::new();
    assert_eq!(
        requests_of_one_checkup(&trial),
        ["Track us GET /api/v1/accounts/region", "App us GET /v1/workspaces", "Pipelines us POST /v1/track",]
    );
    nothing_is_stored(&trial.sandbox);
    for (held, expected) in [
        (&[Role::SiteId, Role::TrackApiKey][..], "Track us GET /api/v1/accounts/region"),
        (&[Role::AppApiKey], "App us GET /v1/workspaces"),
        (&[Role::CdpApiKey], "Pipelines us POST /v1/track"),
    ] {
        let all = [Role::SiteId, Role::TrackApiKey, Role::AppApiKey, Role::CdpApiKey];
        let others: Vec<_> = all.into_iter().filter(|role| !held.contains(role)).collect();
        assert_eq!(requests_of_one_checkup(&Trial::new().without(&others)), [expected]);
    }
}

#[test]
fn a_refusal_is_asked_once_and_what_may_pass_twice() {
    let refused = Trial::new().with(Role::TrackApiKey, UNKNOWN);
    assert_eq!(requests_of_one_checkup(&refused).len(), 3);
    for symptom in [Symptom::status(503), Symptom::reset(), Symptom::silence()] {
        let fails = Trial::new().fails(Fault::before(symptom).host(Host::Track).always());
        assert_eq!(requests_of_one_checkup(&fails).len(), 4);
    }
}

#[test]
fn a_cross_probe_reads_and_asks_pipelines_once() {
    let wrong = |trial: Trial| {
        [Role::SiteId, Role::TrackApiKey, Role::AppApiKey, Role::CdpApiKey]
            .into_iter()
            .enumerate()
            .fold(trial, |trial, (index, role)| trial.with(role, &format!("0123456789abcdef012{index}")))
    };
    let trial = wrong(Trial::new()).cross_probe();
    let asked = requests_of_one_checkup(&trial);
    assert_eq!(asked.iter().filter(|one| one.starts_with("Pipelines")).count(), 1, "{asked:?}");
    assert_eq!(asked.len(), 10, "{asked:?}");
    for request in trial.sandbox.received() {
        let is_read = request.method == Method::GET;
        assert!(is_read || request.raw == "{}", "{request:?}");
        if !is_read {
            assert_eq!(request.header("x-strict-mode"), Some("1"));
        }
    }
    nothing_is_stored(&trial.sandbox);
}

#[test]
fn nothing_is_stored_where_strict_mode_is_off_or_removed() {
    let trial = Trial::new();
    let shop = Loader::<Shop>::empty().environment(trial.environment.clone()).load().unwrap();
    let cio =
        blocking::Client::builder(shop).sandbox(&trial.sandbox).pipelines_drops_silently().build().unwrap();
    assert_eq!(cio.diagnose().outcome(), Outcome::Ok);
    let received = trial.sandbox.received();
    let call = received.iter().find(|request| request.host == Host::Pipelines).unwrap();
    assert_eq!((call.status.as_u16(), call.header("x-strict-mode")), (400, Some("1")));

    // As it is without the header: answered with 200, and dropped.
    let root = trial.sandbox.addresses().root(Host::Pipelines, Region::Us);
    let key = trial.sandbox.credentials(Region::Us).cdp_api_key().to_owned();
    let request = reqwest::blocking::Client::new().post(format!("{root}/v1/track")).basic_auth(key, Some(""));
    assert_eq!(request.body("{}").send().unwrap().status(), 200);
    nothing_is_stored(&trial.sandbox);
}
