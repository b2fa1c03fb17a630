//! The advice, message and `Debug` of each error.

use crate::error::advice::Advice;
use crate::error::connect_fault::{ConnectFault, TlsFault};
use crate::error::diagnosis::Diagnosis;
use crate::error::failure::Failure;
use crate::error::transport_error::{FailurePoint, TransportError};
use crate::error::{Error, SetupFault};
use crate::track::Identify;
use cio_config::{Region, Role};
use http::StatusCode;
use std::time::Duration;

fn failure() -> Failure {
    Failure::of::<Identify>(Region::Us).with_attempts(1)
}

fn refused(status: u16) -> Error {
    Error::Refused(Box::new(failure().with_status(StatusCode::from_u16(status).unwrap())))
}

fn no_connection(fault: ConnectFault) -> Error {
    let cause =
        TransportError::new(FailurePoint::Connect, std::io::Error::other("cause")).connect_fault(fault);
    Error::Unavailable(Box::new(failure().with_cause(cause)))
}

#[test]
fn an_error_is_two_words() {
    assert!(size_of::<Error>() <= 2 * size_of::<usize>());
}

#[test]
fn an_error_crosses_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    crosses::<Error>();
}

#[test]
fn every_error_advises() {
    let later = Advice::RetryLater { after: None };
    let wait = Duration::from_secs(90);
    let boxed = || Box::new(failure());
    for (error, advice, is_retryable) in [
        (Error::InvalidInput(boxed()), Advice::Discard, false),
        (Error::Setup(Box::new(SetupFault::new("no TLS"))), Advice::Stop, false),
        (Error::Unavailable(boxed()), later, true),
        (
            Error::Unavailable(Box::new(failure().with_retry_after(wait))),
            Advice::RetryLater { after: Some(wait) },
            true,
        ),
        (Error::Unconfirmed(boxed()), Advice::Review, false),
        (Error::WrongRegion(boxed()), Advice::Stop, false),
        (Error::WrongWorkspace(boxed()), Advice::Stop, false),
        (Error::Redirected(boxed()), Advice::Stop, false),
        (Error::Unreadable(boxed()), later, false),
        (no_connection(ConnectFault::NameNotFound), later, true),
        (no_connection(ConnectFault::Refused), later, true),
        (no_connection(ConnectFault::TimedOut), later, true),
        (no_connection(ConnectFault::AllInUse), later, true),
        (no_connection(ConnectFault::TooManyOpenFiles), later, true),
        (no_connection(ConnectFault::ProxyUnreachable), later, true),
        (no_connection(ConnectFault::Tls(TlsFault::Interrupted)), later, true),
        (no_connection(ConnectFault::Tls(TlsFault::UnknownIssuer)), Advice::Stop, false),
        (no_connection(ConnectFault::Tls(TlsFault::NotTls)), Advice::Stop, false),
        (no_connection(ConnectFault::ProxyAuthentication), Advice::Stop, false),
        (no_connection(ConnectFault::ProxyRefused), Advice::Stop, false),
    ] {
        assert_eq!((error.advice(), error.is_retryable()), (advice, is_retryable), "{error}");
    }
    for status in 400..=599 {
        let advice = match status {
            401 | 402 | 403 | 407 | 501 | 505 => Advice::Stop,
            _ => Advice::Discard,
        };
        assert_eq!(refused(status).advice(), advice, "{status}");
    }
}

#[test]
fn debug_is_the_message_with_the_hint_below_it() {
    let diagnosis = Diagnosis::OtherRegion { asked: Region::Us, found: Region::Eu };
    let failure = failure().with_status(StatusCode::MOVED_PERMANENTLY).with_diagnosis(diagnosis);
    assert_eq!(
        format!("{:?}", Error::WrongRegion(Box::new(failure))),
        "track.identify was redirected with 301 Moved Permanently (track in us, attempt 1): \
         the account is in the eu region, not in us\n  \
         hint: set `CUSTOMERIO_REGION` to `eu`, or use keys of an account in the region you want",
    );
    assert_eq!(
        format!("{:?}", no_connection(ConnectFault::NameNotFound)),
        "track.identify failed: no connection could be made: the name of the host was not found \
         (track in us, attempt 1)\n  \
         cause: cause\n  \
         hint: check the network, proxy or firewall: this machine must resolve the names of Customer.io's hosts",
    );
    assert_eq!(
        format!("{:?}", Error::Setup(Box::new(SetupFault::new("no TLS")))),
        "the client could not be set up: no TLS",
        "an error without a hint is its message alone",
    );
}

#[test]
fn the_wait_that_the_service_asks_for_is_in_the_hint() {
    let error = Error::Unavailable(Box::new(failure().with_retry_after(Duration::from_secs(90))));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(90)));
    assert_eq!(
        error.hint().as_deref(),
        Some("send it again in 90 s, as the service asks; sending it again is safe")
    );
}

#[test]
fn the_facts_of_a_failure_are_within_reach_of_a_match_arm() {
    let diagnosis = Diagnosis::KeyOrRegion { roles: &[Role::AppApiKey], region: Region::Eu };
    let failure = Failure::of::<Identify>(Region::Eu)
        .with_status(StatusCode::UNAUTHORIZED)
        .with_message("Unauthorized request")
        .with_attempts(2)
        .with_diagnosis(diagnosis);
    let Error::Refused(failure) = Error::Refused(Box::new(failure)) else { unreachable!("it was made so") };
    assert_eq!((failure.operation(), failure.surface()), ("track.identify", "track"));
    assert_eq!((failure.region(), failure.attempts()), (Region::Eu, 2));
    assert_eq!(failure.messages(), ["Unauthorized request"]);
    assert_eq!(failure.diagnosis(), Some(&diagnosis));
    assert_eq!((failure.retry_after(), failure.connect_fault()), (None, None));
}
