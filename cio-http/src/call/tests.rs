//! The rules of a call, as exchanges.

mod requests;

use super::{Call, Next};
use crate::{Ambient, Error, FailurePoint, Hosts, Operation, Policy, TransportError, app, track};
use bytes::Bytes;
use cio_config::{AppApiKey, AppCredentials, Region, SiteId, TrackApiKey, TrackCredentials};
use http::Response;
use std::sync::LazyLock;
use std::time::{Instant, SystemTime};

const KEY: &str = "0123456789abcdef0123";
const STANDSTILL: Ambient = Ambient { now: || SystemTime::UNIX_EPOCH, clock: || *START, chance: || 1.0 };
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

fn track() -> TrackCredentials {
    TrackCredentials::new(
        SiteId::new("b0a31ab4c2d65e1f9a77").unwrap(),
        TrackApiKey::new(KEY).unwrap(),
        Region::Us,
    )
}

fn app() -> AppCredentials {
    AppCredentials::new(AppApiKey::new(KEY).unwrap(), Region::Us)
}

fn answer(status: u16, body: &'static str) -> Result<Response<Bytes>, TransportError> {
    Ok(Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).unwrap())
}

fn with_header(status: u16, name: &str, value: &str) -> Result<Response<Bytes>, TransportError> {
    Ok(Response::builder().status(status).header(name, value).body(Bytes::new()).unwrap())
}

fn silence(point: FailurePoint) -> Result<Response<Bytes>, TransportError> {
    Err(TransportError::new(point, "the cause"))
}

/// The waits, and the result, of a person identified while these answers come.
fn identify(answers: Vec<Result<Response<Bytes>, TransportError>>) -> (Vec<u128>, Result<(), Error>) {
    let identify = track::Identify::new("zoe@example.com");
    run(&identify, &track(), answers)
}

/// The waits, and the result, of an e-mail sent while these answers come.
fn email(answers: Vec<Result<Response<Bytes>, TransportError>>) -> (Vec<u128>, Result<app::Delivery, Error>) {
    run(&app::SendEmail::template(3).to("zoe@example.com").id("42"), &app(), answers)
}

fn run<O: Operation, C>(
    operation: &O,
    credentials: &C,
    answers: Vec<Result<Response<Bytes>, TransportError>>,
) -> (Vec<u128>, Result<O::Output, Error>)
where
    O::Surface: crate::SignedBy<C>,
{
    let (hosts, policy) = (Hosts::of(Region::Us), Policy::default());
    let mut call = Call::new(operation, credentials, &hosts, &policy).unwrap().ambient(STANDSTILL);
    let first = format!("{:?}", call.request());
    let mut waits = Vec::new();
    for answer in answers {
        match call.receive(answer) {
            Next::Done(result) => return (waits, result),
            Next::ResendAfter(delay) => waits.push(delay.as_millis()),
        }
        assert_eq!(format!("{:?}", call.request()), first);
    }
    panic!("the script ended before the call")
}

#[test]
fn a_safe_operation_is_sent_again_until_it_succeeds() {
    for failure in [
        || answer(500, ""),
        || answer(503, "<html>"),
        || answer(429, ""),
        || answer(408, ""),
        || silence(FailurePoint::Connect),
        || silence(FailurePoint::Timeout),
        || silence(FailurePoint::Interrupted),
    ] {
        let (waits, result) = identify(vec![failure(), failure(), answer(200, "{}")]);
        assert!(result.is_ok());
        assert_eq!(waits, [200, 400]);
    }
}

#[test]
fn a_safe_operation_gives_up_after_three_retries() {
    let (waits, result) = identify(vec![answer(503, ""), answer(503, ""), answer(503, ""), answer(503, "")]);
    let error = result.unwrap_err();
    assert!(matches!(error, Error::Unavailable(_)) && error.is_retryable());
    assert_eq!((waits.len(), error.attempts(), error.status().unwrap().as_u16()), (3, 4, 503));
}

#[test]
fn an_email_that_may_have_been_sent_is_not_sent_again() {
    for failure in [
        answer(500, ""),
        answer(503, ""),
        answer(408, ""),
        answer(200, "<html>"),
        answer(200, ""),
        silence(FailurePoint::Timeout),
        silence(FailurePoint::Interrupted),
    ] {
        let (waits, result) = email(vec![failure]);
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Unconfirmed(_)), "{error}");
        assert!(waits.is_empty() && !error.is_retryable());
    }
}

#[test]
fn an_email_that_certainly_was_not_sent_is_sent_again() {
    let (waits, result) =
        email(vec![silence(FailurePoint::Connect), answer(429, ""), answer(200, r#"{"delivery_id":"R"}"#)]);
    assert_eq!((result.unwrap().delivery_id.as_str(), waits), ("R", vec![200, 400]));
}

#[test]
fn a_batch_is_sent_again_unless_one_of_its_items_must_not() {
    use track::v2::{Batch, DeliveryEvent, PersonEvent};
    let mut batch = Batch::new();
    batch.push(PersonEvent::new("42", "purchase")).unwrap();
    let (waits, result) = run(&batch, &track(), vec![answer(503, ""), answer(200, "{}")]);
    assert!(result.is_ok() && waits == [200]);

    batch.push(DeliveryEvent::new("d", track::PushMetric::Opened, "t")).unwrap();
    for failure in [answer(503, ""), answer(200, "<html>"), silence(FailurePoint::Timeout)] {
        let (waits, result) = run(&batch, &track(), vec![failure]);
        assert!(waits.is_empty() && matches!(result, Err(Error::Unconfirmed(_))), "{result:?}");
    }
    let (waits, result) = run(&batch, &track(), vec![silence(FailurePoint::Connect), answer(200, "{}")]);
    assert!(result.is_ok() && waits == [200]);
}

#[test]
fn a_retry_after_replaces_the_wait() {
    for (value, wait) in
        [("7", 7000), ("0", 0), ("Thu, 01 Jan 1970 00:00:09 GMT", 9000), ("soon", 200), ("\u{e9}", 200)]
    {
        let (waits, result) = identify(vec![with_header(429, "retry-after", value), answer(200, "")]);
        assert!(result.is_ok());
        assert_eq!(waits, [wait], "{value}");
    }
}

#[test]
fn a_retry_after_beyond_the_budget_ends_the_call() {
    let (waits, result) = identify(vec![with_header(429, "retry-after", "31")]);
    assert!(waits.is_empty() && matches!(result, Err(Error::Unavailable(_))));
}

#[test]
fn a_redirect_to_the_other_region_is_refused() {
    for status in [301, 302, 303, 307, 308] {
        let location = "https://track-eu.customer.io/api/v1/customers/1";
        let (_, result) = identify(vec![with_header(status, "location", location)]);
        let error = result.unwrap_err();
        assert!(matches!(error, Error::WrongRegion(_)), "{error}");
        assert!(error.to_string().ends_with("the account is in the eu region, not in us"), "{error}");
        assert!(error.hint().unwrap().starts_with("set `CUSTOMERIO_REGION` to `eu`"));
    }
}

#[test]
fn the_old_body_of_a_wrong_region_is_known() {
    let (_, result) =
        email(vec![answer(301, r#"{"errors":[{"detail":"wrong datacenter","status":"301"}]}"#)]);
    assert!(matches!(result, Err(Error::WrongRegion(_))));
}

#[test]
fn any_other_redirect_is_not_followed() {
    for location in [
        "https://example.com/",
        "/login",
        "https://track.customer.io/",
        "https://track-eu.customer.io.example.com",
    ] {
        let (_, result) = identify(vec![with_header(302, "location", location)]);
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Redirected(_)), "{error}");
        assert!(!error.to_string().contains(location));
    }
}

#[test]
fn a_refusal_tells_what_the_service_said() {
    let (_, result) = identify(vec![answer(401, r#"{"meta":{"error":"Unauthorized request"}}"#)]);
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "track.identify was refused with 401 Unauthorized: Unauthorized request (track in us, attempt 1): \
         the site ID or the Track API key is wrong, or the account is not in the us region; \
         the answer does not tell which"
    );
    assert_eq!(error.messages(), ["Unauthorized request"]);
    assert!(!error.is_retryable());
}

#[test]
fn a_good_status_with_another_body_is_unreadable() {
    let (_, result) = identify(vec![answer(200, "<html>")]);
    assert_eq!(
        result.unwrap_err().to_string(),
        "track.identify was answered with 200 OK: it is no JSON (line 1, column 1) (track in us, attempt 1)"
    );
}

#[test]
fn a_request_that_cannot_be_made_is_not_tried_again() {
    let (_, result) = identify(vec![silence(FailurePoint::Request)]);
    assert!(matches!(result, Err(Error::Setup(_))));
}

#[test]
fn no_error_shows_what_was_sent() {
    let outcomes = [
        answer(400, ""),
        answer(401, ""),
        answer(200, "x"),
        with_header(301, "location", "/api/v1/customers/zoe%40example.com"),
        silence(FailurePoint::Request),
    ];
    for outcome in outcomes {
        let error = identify(vec![outcome]).1.unwrap_err();
        let shown = format!("{error} {error:?} {:?}", error.hint());
        for secret in ["zoe", "example.com", KEY, "b0a31"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
