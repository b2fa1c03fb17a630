//! Behaviour of a call that no exchange over a socket shows; the exchanges are in the table of `tests/exchanges`.

mod renewals;
mod requests;

use super::{Call, Next};
use crate::call::clock::Clock;
use crate::call::hosts::Hosts;
use crate::call::retry::Policy;
use crate::error::Error;
use crate::error::transport_error::{FailurePoint, TransportError};
use crate::operation::Operation;
use crate::{app, pipelines, track};
use bytes::Bytes;
use cio_config::{
    AppApiKey, AppCredentials, CdpApiKey, PipelinesCredentials, Region, SiteId, TrackApiKey, TrackCredentials,
};
use http::Response;
use std::sync::LazyLock;
use std::time::{Instant, SystemTime};

const KEY: &str = "0123456789abcdef0123";
const STANDSTILL: Clock =
    Clock { system_time: || SystemTime::UNIX_EPOCH, monotonic: || *START, jitter: || 1.0 };
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

fn source(key: &str, region: Region) -> PipelinesCredentials {
    PipelinesCredentials::new(CdpApiKey::new(key).unwrap(), region)
}

#[test]
fn a_key_whose_prefix_names_the_other_region_signs_nothing() {
    let (event, policy) = (pipelines::Track::new("42", "e"), Policy::default());
    for (key, region, is_sent) in [
        ("sk_eu_0123456789abcdef", Region::Eu, true),
        ("pk_us_0123456789abcdef", Region::Us, true),
        ("sk_eu_0123456789abcdef", Region::Us, false),
        ("pk_us_0123456789abcdef", Region::Eu, false),
        ("0123456789abcdef0123", Region::Eu, true),
    ] {
        let call = Call::new(&event, &source(key, region), &Hosts::of(region), &policy);
        match call.map(|call| call.request()) {
            Ok(request) => {
                assert!(is_sent, "{key} in {region}");
                assert!(request.headers()["authorization"].to_str().unwrap().starts_with("Basic "));
            }
            Err(Error::Setup(fault)) => {
                let shown = fault.to_string();
                assert!(
                    !is_sent && shown.contains("names another region") && !shown.contains(key),
                    "{shown}"
                );
            }
            Err(error) => panic!("{error}"),
        }
    }
    let hosts = Hosts::of(Region::Us);
    let mut call = Call::new(&event, &source(KEY, Region::Us), &hosts, &policy).unwrap().renewable();
    let before = call.request();
    assert!(!call.sign_again(&source("sk_eu_0123456789abcdef", Region::Us)));
    assert_eq!(call.request().headers(), before.headers());
}

#[test]
fn a_401_to_a_key_with_a_prefix_names_the_other_form() {
    let event = pipelines::Track::new("42", "e");
    for (key, names_bearer) in [("sk_us_0123456789abcdef", true), (KEY, false)] {
        let (_, result) = run(&event, &source(key, Region::Us), vec![answer(401, "{}")]);
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
        let hint = error.hint().unwrap();
        assert!(hint.starts_with("compare `CUSTOMERIO_CDP_API_KEY` with"), "{hint}");
        assert_eq!(hint.contains("`Bearer`"), names_bearer, "{hint}");
        assert_eq!(error.to_string().contains("is expected as `Bearer`"), names_bearer, "{error}");
    }
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
    O::Surface: crate::surface::SignedBy<C>,
{
    let (hosts, policy) = (Hosts::of(Region::Us), Policy::default());
    let mut call = Call::new(operation, credentials, &hosts, &policy).unwrap().clock(STANDSTILL);
    let first = format!("{:?}", call.request());
    let mut waits = Vec::new();
    for answer in answers {
        match call.receive(answer) {
            Next::Done(result) => return (waits, result),
            Next::ResendAfter(delay) => waits.push(delay.as_millis()),
            Next::Renew(_) => panic!("the call is not renewable"),
        }
        assert_eq!(format!("{:?}", call.request()), first);
    }
    panic!("the script ended before the call")
}

#[test]
fn an_email_that_certainly_was_not_sent_is_sent_again() {
    let (waits, result) =
        email(vec![silence(FailurePoint::Connect), answer(429, ""), answer(200, r#"{"delivery_id":"R"}"#)]);
    assert_eq!((result.unwrap().delivery_id.as_str(), waits), ("R", vec![200, 400]));
}

#[test]
fn a_request_that_cannot_be_made_is_not_tried_again() {
    let (_, result) = identify(vec![silence(FailurePoint::Request)]);
    assert!(matches!(result, Err(Error::Setup(_))));
}

#[test]
fn an_answer_that_is_too_long_is_not_read_and_leaves_a_send_unconfirmed() {
    let long = || Ok(Response::new(Bytes::from(vec![0; 64_000_001])));
    let error = identify(vec![long()]).1.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)));
    assert_eq!(
        error.to_string(),
        "track.identify was answered with 200 OK: it is longer than 64 MB (track in us, attempt 1)"
    );
    assert!(matches!(email(vec![long()]).1, Err(Error::Unconfirmed(_))));
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

#[test]
fn no_error_shows_a_key_that_the_answer_quotes() {
    let pair = "YjBhMzFhYjRjMmQ2NWUxZjlhNzc6MDEyMzQ1Njc4OWFiY2RlZjAxMjM=";
    let quoting = [
        r#"{"meta":{"error":"no key 0123456789abcdef0123 of b0a31ab4c2d65e1f9a77"}}"#,
        r#"{"errors":[{"detail":"YjBhMzFhYjRjMmQ2NWUxZjlhNzc6MDEyMzQ1Njc4OWFiY2RlZjAxMjM= is wrong"}]}"#,
        "PUT / HTTP/1.1\r\nauthorization: Basic YjBhMzFhYjRjMmQ2NWUxZjlhNzc6MDEyMzQ1Njc4OWFiY2RlZjAxMjM=\r\n\r\n",
    ];
    for body in quoting {
        for error in
            [identify(vec![answer(401, body)]).1.unwrap_err(), email(vec![answer(401, body)]).1.unwrap_err()]
        {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(KEY), "{shown}");
        }
        let shown = identify(vec![answer(401, body)]).1.unwrap_err().to_string();
        assert!(shown.contains("[redacted]") && !shown.contains(pair) && !shown.contains("b0a31"), "{shown}");
    }
    // One that is cut is cut afterwards.
    let late: &'static str = format!("{}{KEY}", "x".repeat(290)).leak();
    let shown = email(vec![answer(500, late)]).1.unwrap_err().to_string();
    assert!(shown.contains("x[redacted]") && !shown.contains("0123"), "{shown}");
}

#[test]
fn a_key_that_an_answer_quotes_is_in_no_word_of_it() {
    let credentials = track();
    let (hosts, policy) = (Hosts::of(Region::Us), Policy::default());
    let mut batch = track::v2::Batch::new();
    batch.push(track::v2::DeletePerson::new(1)).unwrap();
    for (status, quoted) in
        [(207, KEY.to_owned()), (207, KEY.to_uppercase()), (200, KEY.to_owned()), (400, KEY.to_owned())]
    {
        let body =
            format!(r#"{{"errors":[{{"batch_index":0,"field":"{quoted}","message":"got {quoted}"}}]}}"#);
        let answer = Response::builder().status(status).body(Bytes::from(body)).unwrap();
        let mut call = Call::new(&batch, &credentials, &hosts, &policy).unwrap();
        let Next::Done(result) = call.receive(Ok(answer)) else { panic!("{status} is not sent again") };
        let shown = match result {
            Ok(outcome) => format!("{outcome:?} {}", outcome.errors()[0]),
            Err(error) => format!("{error:?} {error}"),
        };
        assert!(shown.contains("[redacted]") && !shown.contains(&quoted), "{status} {shown}");
    }
}
