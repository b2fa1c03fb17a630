//! The requests of a call, and their times.

use super::{STANDSTILL, answer, track};
use crate::call::hosts::Hosts;
use crate::call::rate_budget::{Rate, RateBudget};
use crate::call::retry::Policy;
use crate::call::{Call, Next};
use crate::error::Error;
use crate::operation::{Operation, Replay};
use crate::surface::TrackApi;
use crate::surface::limit::Limit;
use crate::wire::{self, InvalidInput, Path, UnreadableAnswer};
use bytes::Bytes;
use cio_config::Region;
use http::{Request, Response};
use std::time::Duration;

#[test]
fn a_request_that_cannot_be_sent_is_refused_before_it_is_signed() {
    let (hosts, policy) = (Hosts::of(Region::Us), Policy::default());
    let error = Call::new(&track::Identify::new(".."), &track(), &hosts, &policy).unwrap_err();
    assert!(matches!(error, Error::InvalidInput(_)));
    assert_eq!(
        error.to_string(),
        "track.identify was not sent: identifier is `.` or `..`, which would change the path"
    );
    assert_eq!(error.attempts(), 0);
}

/// An operation that builds its path by hand.
struct ByHand(&'static str);

impl Operation for ByHand {
    type Surface = TrackApi;
    type Output = ();
    const NAME: &'static str = "test.by_hand";
    const ROUTE: &'static str = "GET {path}";
    const REPLAY: Replay = Replay::Safe;

    fn request(&self) -> Result<Request<Bytes>, InvalidInput> {
        Request::get(self.0)
            .body(Bytes::new())
            .map_err(|_| InvalidInput::new("path", "is too long for a request"))
    }

    fn response(&self, response: &Response<Bytes>) -> Result<(), UnreadableAnswer> {
        wire::empty(response)
    }
}

#[test]
fn an_operation_can_choose_neither_its_host_nor_a_path_that_becomes_another() {
    let (hosts, policy) = (Hosts::of(Region::Eu), Policy::default());
    for (path, ok) in [
        ("/api/v1/accounts/region", true),
        ("/api/v1/segments?id_type=../x", true),
        ("https://example.com/api", false),
        ("//example.com/api", false),
        ("example.com", false),
        ("/customers/42/devices/..", false),
        ("/customers/42/devices/%2e%2E", false),
        ("/customers//events", false),
        ("/customers/42/devices/\\..\\..", false),
        ("*", false),
    ] {
        assert_eq!(Call::new(&ByHand(path), &track(), &hosts, &policy).is_ok(), ok, "{path}");
    }
}

/// An operation that names another host.
struct Elsewhere;

impl Operation for Elsewhere {
    type Surface = TrackApi;
    type Output = ();
    const NAME: &'static str = "test.elsewhere";
    const ROUTE: &'static str = "GET /";
    const REPLAY: Replay = Replay::Safe;

    fn request(&self) -> Result<Request<Bytes>, InvalidInput> {
        let mut request = wire::get(&Path::new("/api/v1/accounts/region"))?;
        request.headers_mut().insert("host", http::HeaderValue::from_static("example.com"));
        Ok(request)
    }

    fn response(&self, response: &Response<Bytes>) -> Result<(), UnreadableAnswer> {
        wire::empty(response)
    }
}

#[test]
fn an_operation_cannot_name_another_host_in_a_header() {
    let (hosts, policy) = (Hosts::of(Region::Eu), Policy::default());
    let error = Call::new(&Elsewhere, &track(), &hosts, &policy).unwrap_err().to_string();
    assert_eq!(
        error,
        "test.elsewhere was not sent: header `host` is set by the client and cannot be set by an operation"
    );
}

#[test]
fn a_path_that_is_too_long_after_its_host_is_refused() {
    let (hosts, policy) = (Hosts::of(Region::Eu), Policy::default());
    let room = 65_534 - hosts.root(crate::surface::host::Host::Track).len();
    for (length, ok) in [(room, true), (room + 1, false), (65_534, false), (65_535, false)] {
        let operation = ByHand(format!("/{}", "x".repeat(length - 1)).leak());
        let call =
            Call::new(&operation, &track(), &hosts, &policy).map(drop).map_err(|error| error.to_string());
        let expected = "test.by_hand was not sent: path is too long for a request";
        assert_eq!(call, if ok { Ok(()) } else { Err(expected.to_owned()) }, "{length}");
    }
}

#[test]
fn every_attempt_waits_for_its_turn_under_any_policy() {
    let budget = RateBudget::unlimited().rate(Limit::Track, Rate::new(1, Duration::from_secs(60)));
    let (hosts, policy) = (Hosts::of(Region::Us), Policy::default());
    let (credentials, operation) = (track(), track::AccountRegion);
    let call = || {
        let call = Call::new(&operation, &credentials, &hosts, &policy).unwrap().clock(STANDSTILL);
        call.budget(&budget)
    };
    let mut first = call();
    assert_eq!(first.turn(), None);
    assert_eq!(call().turn(), Some(Duration::from_secs(60)));
    // No answer changes whose turn it is, and no wait for a turn uses up the 30 s that retries may wait.
    for attempt in 2..=4 {
        assert!(matches!(first.receive(answer(503, "")), Next::ResendAfter(_)));
        assert_eq!(first.turn(), Some(Duration::from_secs(60 * attempt)));
    }
    let unlimited = Call::new(&operation, &credentials, &hosts, &policy).unwrap().turn();
    assert_eq!(unlimited, None);
}

#[test]
fn no_wait_is_longer_than_the_policy_allows() {
    let policy = Policy::default().first_delay(Duration::from_secs(60)).longest_delay(Duration::from_secs(2));
    let (hosts, credentials, operation) = (Hosts::of(Region::Us), track(), track::AccountRegion);
    let mut call = Call::new(&operation, &credentials, &hosts, &policy).unwrap().clock(STANDSTILL);
    assert!(
        matches!(call.receive(answer(503, "")), Next::ResendAfter(delay) if delay == Duration::from_secs(2))
    );
}
