//! A call that was answered with 401, and newer credentials.

use super::{STANDSTILL, answer, app};
use crate::app::SendEmail;
use crate::call::hosts::Hosts;
use crate::call::rate_budget::{Rate, RateBudget};
use crate::call::retry::Policy;
use crate::call::{Call, Next};
use crate::error::Error;
use crate::surface::limit::Limit;
use cio_config::{AppApiKey, AppCredentials, Region};
use http::header::AUTHORIZATION;
use std::time::Duration;

fn newer() -> AppCredentials {
    AppCredentials::new(AppApiKey::new("3210fedcba9876543210").unwrap(), Region::Us)
}

fn email() -> SendEmail {
    SendEmail::template(3).to("zoe@example.com").id("42")
}

fn status(error: &Error) -> Option<u16> {
    error.status().map(|status| status.as_u16())
}

#[test]
fn a_call_that_is_not_renewable_ends_with_its_401() {
    let (email, app, hosts, policy) = (email(), app(), Hosts::of(Region::Us), Policy::default());
    let mut call = Call::new(&email, &app, &hosts, &policy).unwrap();
    assert!(matches!(call.receive(answer(401, "")), Next::Done(Err(Error::Refused(_)))));
}

#[test]
fn a_send_that_must_not_be_repeated_is_sent_again_with_newer_keys_without_any_retries() {
    let (email, app, hosts, policy) = (email(), app(), Hosts::of(Region::Us), Policy::none());
    let mut call = Call::new(&email, &app, &hosts, &policy).unwrap().renewable();
    let first = call.request();
    let Next::Renew(Err(error)) = call.receive(answer(401, "")) else { panic!() };
    assert_eq!(status(&error), Some(401));
    assert!(call.sign_again(&newer()));
    let second = call.request();
    assert_eq!(second.headers()[AUTHORIZATION], "Bearer 3210fedcba9876543210");
    assert!(second.headers()[AUTHORIZATION].is_sensitive());
    assert_eq!((second.uri(), second.body()), (first.uri(), first.body()));
    let Next::Done(Ok(delivery)) = call.receive(answer(200, r#"{"delivery_id":"R"}"#)) else { panic!() };
    assert_eq!(delivery.delivery_id, "R");
}

#[test]
fn newer_keys_are_asked_for_once() {
    let (email, app, hosts, policy) = (email(), app(), Hosts::of(Region::Us), Policy::default());
    let mut call = Call::new(&email, &app, &hosts, &policy).unwrap().renewable();
    assert!(matches!(call.receive(answer(401, "")), Next::Renew(_)));
    assert!(call.sign_again(&newer()));
    let Next::Done(Err(error)) = call.receive(answer(401, "")) else { panic!() };
    assert!(error.to_string().contains("attempt 2"), "{error}");
}

#[test]
fn the_same_key_again_changes_nothing() {
    let (email, app, hosts, policy) = (email(), app(), Hosts::of(Region::Us), Policy::default());
    let mut call = Call::new(&email, &app, &hosts, &policy).unwrap().renewable();
    assert!(matches!(call.receive(answer(401, "")), Next::Renew(_)));
    assert!(!call.sign_again(&app));
}

#[test]
fn only_a_401_asks_for_newer_keys() {
    let (email, app, hosts, policy) = (email(), app(), Hosts::of(Region::Us), Policy::none());
    for other in [400, 402, 403, 404, 407, 429, 500] {
        let mut call = Call::new(&email, &app, &hosts, &policy).unwrap().renewable();
        assert!(matches!(call.receive(answer(other, "")), Next::Done(Err(_))), "{other}");
    }
}

#[test]
fn the_attempt_with_newer_keys_counts_and_takes_its_turn() {
    let (email, app, hosts) = (email(), app(), Hosts::of(Region::Us));
    let policy = Policy::default().retries(2);
    let budget = RateBudget::unlimited().rate(Limit::Sends, Rate::new(1, Duration::from_secs(1)));
    let call = Call::new(&email, &app, &hosts, &policy).unwrap().clock(STANDSTILL).budget(&budget);
    let mut call = call.renewable();
    assert_eq!(call.turn(), None);
    assert!(matches!(call.receive(answer(401, "")), Next::Renew(_)));
    assert!(call.sign_again(&newer()));
    assert_eq!(call.turn(), Some(Duration::from_secs(1)));
    // Two retries are three attempts, and one of them is the one with the newer keys.
    assert!(matches!(call.receive(answer(429, "")), Next::ResendAfter(_)));
    assert!(matches!(call.receive(answer(429, "")), Next::Done(Err(Error::Unavailable(_)))));
}
