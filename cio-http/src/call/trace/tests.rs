//! A bare call, and what a subscriber records of it.

use crate::call::Call;
use crate::call::clock::Clock;
use crate::call::hosts::Hosts;
use crate::call::rate_budget::{Rate, RateBudget};
use crate::call::retry::Policy;
use crate::error::transport_error::{FailurePoint, TransportError};
use crate::surface::limit::Limit;
use crate::track;
use bytes::Bytes;
use cio_config::{Region, SiteId, TrackApiKey, TrackCredentials};
use http::Response;
use std::fmt::{Debug, Write};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant, SystemTime};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down every span, value and event, in the order in which they come.
#[derive(Clone, Default)]
struct Recorded(Arc<Mutex<String>>);

impl Recorded {
    fn add(&self, what: &str, values: impl FnOnce(&mut dyn Visit)) {
        let mut line = Line(what.to_owned());
        values(&mut line);
        *self.0.lock().unwrap() += &(line.0 + "\n");
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Recorded {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let metadata = span.metadata();
        self.add(&format!("{} {}", metadata.level(), metadata.name()), |values| span.record(values));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.add("-", |visit| values.record(visit));
    }

    fn event(&self, event: &Event<'_>) {
        self.add(event.metadata().level().as_str(), |visit| event.record(visit));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

static START: LazyLock<Instant> = LazyLock::new(Instant::now);
const STANDSTILL: Clock =
    Clock { system_time: || SystemTime::UNIX_EPOCH, monotonic: || *START, jitter: || 1.0 };

/// The fields recorded for one call that gets these answers.
fn recorded_of(budget: &RateBudget, answers: Vec<Result<u16, FailurePoint>>) -> String {
    let recorded = Recorded::default();
    tracing::subscriber::with_default(recorded.clone(), || {
        let key = TrackApiKey::new("0123456789abcdef0123").unwrap();
        let pair = TrackCredentials::new(SiteId::new("b0a31ab4c2d65e1f9a77").unwrap(), key, Region::Eu);
        let (hosts, policy) = (Hosts::of(Region::Eu), Policy::default());
        let identify = track::Identify::new("ada@example.com").attribute("plan", "zoe");
        let mut call = Call::new(&identify, &pair, &hosts, &policy).unwrap().budget(budget).clock(STANDSTILL);
        for answer in answers {
            call.turn();
            let answer = answer.map(|status| {
                Response::builder()
                    .status(status)
                    .body(Bytes::from_static(b"{\"meta\":{\"error\":\"zoe\"}}"))
                    .unwrap()
            });
            call.receive(answer.map_err(|point| TransportError::new(point, "zoe")));
        }
    });
    let recorded = recorded.0.lock().unwrap().clone();
    for secret in ["0123456789", "b0a31", "MDEyMz", "ada", "example", "zoe", "plan"] {
        assert!(!recorded.contains(secret), "{recorded}");
    }
    recorded
}

const SPAN: &str = "INFO customerio.send operation=\"track.identify\" \
                    route=\"PUT /api/v1/customers/{identifier}\" surface=\"track\" region=\"eu\"\n";

#[test]
fn a_span_records_the_operation_its_attempts_and_its_outcome() {
    let recorded = recorded_of(&RateBudget::unlimited(), vec![Ok(503), Err(FailurePoint::Timeout), Ok(200)]);
    assert_eq!(
        recorded,
        SPAN.to_owned()
            + "WARN message=sends again attempt=1 status=503 wait_ms=200\n\
               WARN message=sends again attempt=2 failure=the response did not arrive in time wait_ms=400\n\
               - status=200\n- attempt=3\n- elapsed_ms=0\n- outcome=\"ok\"\n"
    );
}

#[test]
fn a_span_records_only_the_status_of_the_last_attempt() {
    let mut answers = vec![Ok(503)];
    answers.resize(4, Err(FailurePoint::Timeout));
    let recorded = recorded_of(&RateBudget::unlimited(), answers);
    let of_the_span: Vec<_> = recorded.lines().filter(|line| line.starts_with("- ")).collect();
    assert_eq!(of_the_span, ["- attempt=4", "- elapsed_ms=0", "- outcome=\"unavailable\""]);
}

#[test]
fn a_span_records_which_error_it_ended_in() {
    let recorded = recorded_of(&RateBudget::unlimited(), vec![Ok(401)]);
    assert_eq!(
        recorded,
        SPAN.to_owned() + "- status=401\n- attempt=1\n- elapsed_ms=0\n- outcome=\"refused\"\n"
    );
}

#[test]
fn a_send_that_is_dropped_is_recorded_as_abandoned() {
    let recorded = recorded_of(&RateBudget::unlimited(), vec![]);
    assert_eq!(recorded, SPAN.to_owned() + "- elapsed_ms=0\n- outcome=\"abandoned\"\n");
}

#[test]
fn waiting_for_a_turn_is_recorded() {
    let slow = RateBudget::unlimited().rate(Limit::Track, Rate::new(1, Duration::from_secs(2)));
    slow.turn(Limit::Track, *START);
    let recorded = recorded_of(&slow, vec![Ok(200)]);
    assert!(
        recorded.starts_with(&(SPAN.to_owned() + "DEBUG message=waits for its turn wait_ms=2000\n")),
        "{recorded}"
    );
}
