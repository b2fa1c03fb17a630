//! Every verdict that an answer supports, in both drivers against the sandbox.

use crate::trial::{Trial, UNKNOWN};
use cio_config::{Region, Role};
use cio_http::sandbox::{Fault, Symptom};
use cio_http::{Host, Obstacle, Outcome, Verdict};
use std::time::Duration;

pub(crate) const PAIR: Role = Role::TrackApiKey;

/// The verdict of each driver on a credential, with words that the causes or the fix must hold.
#[track_caller]
pub(crate) fn finds(trial: &Trial, role: Role, expected: Verdict, words: &[&str]) {
    for checkup in trial.checkups() {
        let finding = checkup.finding(role).unwrap_or_else(|| panic!("no finding about it\n{checkup}"));
        assert_eq!(finding.verdict(), expected, "\n{checkup}");
        let said = checkup.to_string();
        for word in words {
            assert!(said.contains(word), "{word:?} in\n{said}");
        }
    }
}

#[track_caller]
fn amounts_to(trial: &Trial, expected: Outcome) {
    for checkup in trial.checkups() {
        assert_eq!(checkup.outcome(), expected, "\n{checkup}");
    }
}

/// Every request to an API fails so.
pub(crate) fn always(symptom: Symptom) -> Fault {
    Fault::before(symptom).always()
}

#[test]
fn what_is_right_is_ok_and_one_finding_a_credential() {
    let trial = Trial::new();
    for checkup in trial.checkups() {
        assert_eq!(checkup.outcome(), Outcome::Ok, "\n{checkup}");
        let subjects: Vec<_> = checkup.findings().iter().map(cio_http::Finding::subject).collect();
        assert_eq!(
            subjects,
            ["site ID and Track API key", "App API key", "CDP API key", "workspace ID", "region"]
        );
    }
}

#[test]
fn a_pair_is_refused_with_the_causes_that_401_may_have() {
    let causes = [
        "mistyped",
        "belong to two different sets, or are swapped",
        "deleted",
        "another account",
        "App API key",
        "IP allowlist",
        "`CUSTOMERIO_SITE_ID`",
        "https://fly.customer.io/settings/api_credentials",
    ];
    finds(&Trial::new().with(Role::TrackApiKey, UNKNOWN), PAIR, Verdict::Refused, &causes);
    finds(&Trial::new().revoked(Role::TrackApiKey), PAIR, Verdict::Refused, &causes);
    let torn = Trial::new();
    let site_id = torn.sandbox.credentials(Region::Eu).site_id().to_owned();
    finds(&torn.with(Role::SiteId, &site_id), PAIR, Verdict::Refused, &causes);
}

#[test]
fn a_key_that_has_the_length_of_another_kind_is_said_to() {
    let long = "0123456789abcdef0123456789abcdef";
    let trial = Trial::new().with(Role::TrackApiKey, long);
    finds(
        &trial,
        PAIR,
        Verdict::Refused,
        &["may be: the value of the Track API key has 32 hexadecimal digits"],
    );
    let trial = Trial::new().with(Role::AppApiKey, UNKNOWN);
    finds(
        &trial,
        Role::AppApiKey,
        Verdict::Refused,
        &["the value of the App API key has 20 hexadecimal digits"],
    );
}

#[test]
fn an_app_key_is_refused_and_the_fix_names_the_workspace() {
    let trial = Trial::new().revoked(Role::AppApiKey);
    let workspace = format!("create an App API key of workspace {}", trial.sandbox.workspace_id(Region::Us));
    finds(&trial, Role::AppApiKey, Verdict::Refused, &[&workspace, "?keyType=app", "deleted"]);
}

#[test]
fn a_cdp_key_is_refused_by_strict_mode() {
    finds(
        &Trial::new().revoked(Role::CdpApiKey),
        Role::CdpApiKey,
        Verdict::Refused,
        &["its source was deleted", "the Settings tab of the source"],
    );
}

#[test]
fn a_key_is_not_allowed() {
    for (host, role) in
        [(Host::Track, PAIR), (Host::App, Role::AppApiKey), (Host::Pipelines, Role::CdpApiKey)]
    {
        let trial = Trial::new().fails(always(Symptom::status(403)).host(host));
        finds(&trial, role, Verdict::NotAllowed, &["IP allowlist", "is not documented", "public address"]);
    }
}

#[test]
fn a_value_in_the_wrong_slot_is_found_by_a_cross_probe_alone() {
    let swapped = || {
        let trial = Trial::new();
        let keys = trial.sandbox.credentials(Region::Us);
        trial.with(Role::SiteId, keys.track_api_key()).with(Role::TrackApiKey, keys.site_id())
    };
    finds(&swapped(), PAIR, Verdict::Refused, &["`--cross-probe`"]);
    let verdict = |slot, holds| Verdict::WrongKind { slot, holds };
    finds(
        &swapped().cross_probe(),
        PAIR,
        verdict(Role::SiteId, Role::TrackApiKey),
        &["exchange the values of"],
    );

    let trial = Trial::new();
    let keys = trial.sandbox.credentials(Region::Us);
    let trial = trial.with(Role::TrackApiKey, keys.app_api_key()).with(Role::AppApiKey, keys.track_api_key());
    let trial = trial.cross_probe();
    finds(&trial, PAIR, verdict(Role::TrackApiKey, Role::AppApiKey), &["works as an App API key"]);
    finds(
        &trial,
        Role::AppApiKey,
        verdict(Role::AppApiKey, Role::TrackApiKey),
        &["works as a Track API key"],
    );

    let trial = Trial::new();
    let keys = trial.sandbox.credentials(Region::Us);
    let trial = trial.with(Role::CdpApiKey, keys.app_api_key()).without(&[Role::AppApiKey]).cross_probe();
    finds(&trial, Role::CdpApiKey, verdict(Role::CdpApiKey, Role::AppApiKey), &["works as an App API key"]);
}

#[test]
fn no_answer_is_unreachable_by_a_timeout_or_a_broken_connection() {
    let trial = Trial::new().fails(always(Symptom::silence()));
    finds(&trial, PAIR, Verdict::Unreachable(Obstacle::NoAnswer), &["no answer arrived in time"]);
    let trial = Trial::new().fails(always(Symptom::reset()));
    finds(&trial, PAIR, Verdict::Unreachable(Obstacle::Interrupted), &["the connection broke"]);
}

#[test]
fn an_answer_that_is_not_customer_ios_is_something_else() {
    for symptom in [
        Symptom::html(200),
        Symptom::html(401),
        Symptom::html(403),
        Symptom::html(503),
        Symptom::status(302).header("location", "https://login.example.com/"),
        Symptom::status(404),
        Symptom::status(407),
        Symptom::status(511),
    ] {
        for (host, role) in
            [(Host::Track, PAIR), (Host::App, Role::AppApiKey), (Host::Pipelines, Role::CdpApiKey)]
        {
            let trial = Trial::new().fails(always(symptom.clone()).host(host));
            finds(&trial, role, Verdict::AnsweredBySomethingElse, &["proxy"]);
        }
    }
    let trial = Trial::new().fails(always(Symptom::empty()));
    finds(&trial, PAIR, Verdict::AnsweredBySomethingElse, &[]);
}

#[test]
fn an_answer_that_decides_nothing_cannot_tell() {
    for symptom in [
        Symptom::status(500),
        Symptom::status(503),
        Symptom::status(429).retry_after(Duration::ZERO),
        Symptom::status(402),
    ] {
        for (host, role) in
            [(Host::Track, PAIR), (Host::App, Role::AppApiKey), (Host::Pipelines, Role::CdpApiKey)]
        {
            let trial = Trial::new().fails(always(symptom.clone()).host(host));
            finds(&trial, role, Verdict::CannotTell, &["the key may be right"]);
            amounts_to(&trial, Outcome::CannotTell);
        }
    }
    let permissive = always(Symptom::status(200).body("{}")).host(Host::Pipelines);
    finds(&Trial::new().fails(permissive), Role::CdpApiKey, Verdict::CannotTell, &["X-Strict-Mode"]);
    let list = always(Symptom::status(200).body(r#"{"workspaces":[]}"#)).host(Host::App);
    finds(&Trial::new().fails(list), Role::AppApiKey, Verdict::CannotTell, &["a list without a workspace"]);
}

#[test]
fn one_temporary_answer_does_not_decide() {
    for symptom in [Symptom::status(503), Symptom::reset(), Symptom::status(429)] {
        amounts_to(&Trial::new().fails(Fault::before(symptom)), Outcome::Ok);
    }
}

#[test]
fn a_credential_that_no_request_uses_is_not_asked() {
    let trial = Trial::new();
    let (webhook, token) = {
        let keys = trial.sandbox.credentials(Region::Us);
        (keys.webhook_signing_key().to_owned(), keys.service_account_token().to_owned())
    };
    let trial = trial.with(Role::WebhookSigningKey, &webhook).with(Role::ServiceAccountToken, &token);
    finds(&trial, Role::WebhookSigningKey, Verdict::NotAsked, &["send a test webhook"]);
    finds(&trial, Role::ServiceAccountToken, Verdict::NotAsked, &["a checkup sends no message"]);
    amounts_to(&trial, Outcome::Ok);

    let asked = trial.sandbox.received().len();
    let nothing = trial.without(&[Role::SiteId, Role::TrackApiKey, Role::AppApiKey, Role::CdpApiKey]);
    amounts_to(&nothing, Outcome::CannotTell);
    finds(&nothing, Role::Region, Verdict::NotAsked, &[]);
    assert_eq!(nothing.sandbox.received().len(), asked);
}
