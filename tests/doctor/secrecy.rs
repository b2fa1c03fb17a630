//! No byte of a key is in a checkup, even if an answer quotes one.

use crate::trial::Trial;
use cio_config::{Region, Role};
use cio_http::sandbox::{Fault, Symptom};

/// All keys of the sandbox begin alike, and what follows is of one alone.
const ALIKE: usize = "facade".len();
const BYTES: usize = 6;

#[test]
fn an_answer_that_quotes_keys_is_shown_without_them() {
    for status in [400, 401, 403, 404, 500] {
        let trial = Trial::new();
        let keys = trial.sandbox.credentials(Region::Us);
        let keys =
            [keys.site_id(), keys.track_api_key(), keys.app_api_key(), keys.cdp_api_key()].map(str::to_owned);
        let quoted = format!("got {}, {} for {} or {}", keys[0], keys[1].to_uppercase(), keys[2], keys[3]);
        let body = format!(r#"{{"meta":{{"error":"{quoted}"}}}}"#);
        let trial = trial.fails(Fault::before(Symptom::status(status).body(body)).always()).cross_probe();
        for checkup in trial.checkups() {
            let shown = format!("{checkup}{checkup:?}{}", serde_json::to_string(&checkup).unwrap());
            assert!(shown.contains("got [redacted]"), "{shown}");
            let lower = shown.to_lowercase();
            for key in &keys {
                let parts = key.as_bytes()[ALIKE..].windows(BYTES);
                for part in parts.map(|part| std::str::from_utf8(part).unwrap()) {
                    assert!(!lower.contains(part), "{part} of {key} in {shown}");
                }
            }
        }
    }
}

#[test]
fn an_expected_workspace_is_a_number_and_no_secret() {
    let trial = Trial::new().with(Role::WorkspaceId, "7");
    for checkup in trial.checkups() {
        assert!(checkup.to_string().contains("not 7"), "{checkup}");
    }
}
