//! Both clients show what they would send, and send nothing.

use super::track_pair;
use crate::call::rate_budget::{Rate, RateBudget};
use crate::client::dry_run::DryRun;
use crate::error::Error;
use crate::sandbox::Sandbox;
use crate::surface::limit::Limit;
use crate::track;
use cio_config::{Region, TrackCredentials};
use std::time::{Duration, Instant};

/// The requests that each client would send, however often it is asked.
fn shown(
    sandbox: &Sandbox,
    pair: &TrackCredentials,
    person: &str,
    times: usize,
) -> Vec<Result<DryRun, Error>> {
    let slow = RateBudget::unlimited().rate(Limit::Track, Rate::new(1, Duration::from_secs(3600)));
    let identify = track::Identify::new(person).attribute("nickname", "zuzu");
    let mut results = Vec::new();
    #[cfg(feature = "async")]
    {
        let cio = crate::client::asynchronous::Client::builder(pair.clone())
            .sandbox(sandbox)
            .rate_budget(slow.clone())
            .build()
            .unwrap();
        results.extend((0..times).map(|_| cio.dry_run(&identify)));
    }
    #[cfg(feature = "blocking")]
    {
        let cio = crate::client::blocking::Client::builder(pair.clone()).sandbox(sandbox).rate_budget(slow);
        let cio = cio.build().unwrap();
        results.extend((0..times).map(|_| cio.dry_run(&identify)));
    }
    results
}

#[test]
fn a_dry_run_shows_the_request_without_sending_it_or_taking_a_turn() {
    let sandbox = Sandbox::start().unwrap();
    let keys = sandbox.credentials(Region::Eu);
    let begun = Instant::now();
    for run in shown(&sandbox, &track_pair(&keys, Region::Eu), "zoe@example.com", 3) {
        let run = run.unwrap();
        let root = sandbox.addresses().root(crate::surface::host::Host::Track, Region::Eu);
        assert_eq!(
            run.to_string(),
            format!(
                "track.identify: PUT {root}/api/v1/customers/{{identifier}} with content-type, authorization, \
                 and 19 bytes"
            )
        );
        assert_eq!((run.operation(), run.route()), ("track.identify", "PUT /api/v1/customers/{identifier}"));
        assert_eq!((run.method().as_str(), format!("http://{}", run.host()).as_str()), ("PUT", root));
        assert_eq!(run.headers()["authorization"], "[redacted]");
        assert_eq!(run.headers()["content-type"], "application/json");
        assert_eq!(run.expose_path(), "/api/v1/customers/zoe%40example.com");
        assert_eq!(run.expose_body(), r#"{"nickname":"zuzu"}"#);
        let rendered = format!("{run} {run:?} {run:#?} {:?}", run.headers());
        for secret in
            ["zoe", "example.com", "zuzu", "nickname", keys.site_id(), keys.track_api_key(), "Basic"]
        {
            assert!(!rendered.contains(secret), "{secret} is shown: {rendered}");
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(3600) && sandbox.received().is_empty());
}

#[test]
fn a_dry_run_refuses_what_cannot_be_sent() {
    let sandbox = Sandbox::start().unwrap();
    let pair = track_pair(&sandbox.credentials(Region::Us), Region::Us);
    for run in shown(&sandbox, &pair, "..", 1) {
        assert!(matches!(run, Err(Error::InvalidInput(_))));
    }
}
