//! The span of a send, and the events of its waits.

use crate::call::Next;
use crate::call::clock::Clock;
use crate::error::Error;
use crate::error::transport_error::FailurePoint;
use crate::operation::Operation;
use crate::surface::Surface;
use cio_config::Region;
use http::StatusCode;
use std::time::{Duration, Instant};
use tracing::field::Empty;
#[cfg(feature = "blocking")]
use tracing::{Dispatch, dispatcher};
use tracing::{Span, debug, info_span, warn};

const TARGET: &str = "cio_http";

pub(crate) struct Trace {
    span: Span,
    clock: fn() -> Instant,
    begun: Instant,
    ended: bool,
    /// How often it was sent so far. Recorded at the end: subscribers write down each value that a field ever had.
    attempts: u32,
    /// The last answer was 401, and newer credentials are asked for: how the send ends if there are none.
    refused: Option<StatusCode>,
}

/// A client was made with keys that a sandbox issued: deployed by mistake, nothing of it would reach Customer.io.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) fn goes_to_sandbox(port: u16) {
    warn!(target: TARGET, sandbox_port = port, "a sandbox issued the keys: requests go to 127.0.0.1, not to Customer.io");
}

impl Trace {
    pub(crate) fn begin<O: Operation>(_: &O, region: Region, clock: Clock) -> Self {
        let span = info_span!(
            target: TARGET,
            "customerio.send",
            operation = O::NAME,
            route = O::ROUTE,
            surface = O::Surface::NAME,
            region = region.as_str(),
            attempt = Empty,
            status = Empty,
            elapsed_ms = Empty,
            outcome = Empty,
        );
        Self {
            span,
            clock: clock.monotonic,
            begun: (clock.monotonic)(),
            ended: false,
            attempts: 0,
            refused: None,
        }
    }

    /// Uses this clock from now on.
    pub(crate) fn clock(&mut self, clock: Clock) {
        (self.clock, self.begun) = (clock.monotonic, (clock.monotonic)());
    }

    /// It is not its turn yet.
    pub(crate) fn waits(&self, wait: Duration) {
        debug!(target: TARGET, parent: &self.span, wait_ms = milliseconds(wait), "waits for its turn");
    }

    /// The outcome of one attempt, and the next step.
    pub(crate) fn came<T>(&mut self, attempt: u32, answer: Result<StatusCode, FailurePoint>, next: &Next<T>) {
        self.attempts = attempt;
        let outcome = match next {
            Next::ResendAfter(wait) => return self.again(attempt, answer, *wait),
            Next::Renew(_) => return self.refused = answer.ok(),
            Next::Done(Ok(_)) => "ok",
            Next::Done(Err(error)) => outcome(error),
        };
        // Of the last attempt only: a recorded field cannot be removed, and that attempt may have none.
        if let Ok(status) = answer {
            self.span.record("status", status.as_u16());
        }
        self.end(outcome);
    }

    /// It is sent again with newer credentials.
    pub(crate) fn signed_again(&mut self, attempt: u32) {
        if let Some(status) = self.refused.take() {
            let status = status.as_u16();
            warn!(target: TARGET, parent: &self.span, attempt, status, "sends again with newer credentials");
        }
    }

    fn again(&self, attempt: u32, answer: Result<StatusCode, FailurePoint>, wait: Duration) {
        let wait_ms = milliseconds(wait);
        match answer {
            Ok(status) => {
                let status = status.as_u16();
                warn!(target: TARGET, parent: &self.span, attempt, status, wait_ms, "sends again");
            }
            Err(failure) => {
                warn!(target: TARGET, parent: &self.span, attempt, %failure, wait_ms, "sends again");
            }
        }
    }

    fn end(&mut self, outcome: &'static str) {
        self.ended = true;
        if self.attempts > 0 {
            self.span.record("attempt", self.attempts);
        }
        self.span.record("elapsed_ms", milliseconds((self.clock)().saturating_duration_since(self.begun)));
        self.span.record("outcome", outcome);
    }

    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn scope(&self) -> Scope {
        Scope(self.span.clone())
    }
}

/// A future that was dropped ends too, and most of those that hang are.
impl Drop for Trace {
    fn drop(&mut self) {
        match self.refused {
            _ if self.ended => {}
            Some(status) => {
                self.span.record("status", status.as_u16());
                self.end("refused");
            }
            None => self.end("abandoned"),
        }
    }
}

/// The span in which a send does its work, so that events of the HTTP stack are recorded inside it.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) struct Scope(Span);

#[cfg(any(feature = "async", feature = "blocking"))]
impl Scope {
    #[cfg(feature = "async")]
    pub(crate) fn around<F: Future>(self, work: F) -> tracing::instrument::Instrumented<F> {
        tracing::Instrument::instrument(work, self.0)
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn within<T>(self, work: impl FnOnce() -> T) -> T {
        self.0.in_scope(work)
    }
}

/// The subscriber and the span of the thread that starts sends on other threads.
#[cfg(feature = "blocking")]
pub(crate) struct Caller(Dispatch, Span);

#[cfg(feature = "blocking")]
impl Caller {
    pub(crate) fn here() -> Self {
        Self(dispatcher::get_default(Dispatch::clone), Span::current())
    }

    /// Does its work on another thread as on its own.
    pub(crate) fn on_this_thread<T>(&self, work: impl FnOnce() -> T) -> T {
        dispatcher::with_default(&self.0, || self.1.in_scope(work))
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

const fn outcome(error: &Error) -> &'static str {
    match error {
        Error::InvalidInput(_) => "invalid_input",
        Error::Setup(_) => "setup",
        Error::Refused(_) => "refused",
        Error::Unavailable(_) => "unavailable",
        Error::Unconfirmed(_) => "unconfirmed",
        Error::WrongRegion(_) => "wrong_region",
        Error::WrongWorkspace(_) => "wrong_workspace",
        Error::Redirected(_) => "redirected",
        Error::Unreadable(_) => "unreadable",
    }
}
