//! Nothing, in the shape of a span.

use crate::call::Next;
use crate::call::clock::Clock;
use crate::error::transport_error::FailurePoint;
use crate::operation::Operation;
use cio_config::Region;
use http::StatusCode;
use std::time::Duration;

#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) fn goes_to_sandbox(_: u16) {}

pub(crate) struct Trace;

impl Trace {
    pub(crate) fn begin<O: Operation>(_: &O, _: Region, _: Clock) -> Self {
        Self
    }

    pub(crate) fn clock(&mut self, _: Clock) {}

    pub(crate) fn waits(&self, _: Duration) {}

    pub(crate) fn signed_again(&mut self, _: u32) {}

    pub(crate) fn came<T>(&mut self, _: u32, _: Result<StatusCode, FailurePoint>, _: &Next<T>) {}

    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn scope(&self) -> Scope {
        Scope
    }
}

/// Where the work of a send is done.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) struct Scope;

#[cfg(any(feature = "async", feature = "blocking"))]
impl Scope {
    #[cfg(feature = "async")]
    pub(crate) fn around<F: Future>(self, work: F) -> F {
        work
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn within<T>(self, work: impl FnOnce() -> T) -> T {
        work()
    }
}

/// The thread that asks for sends on others.
#[cfg(feature = "blocking")]
pub(crate) struct Caller;

#[cfg(feature = "blocking")]
impl Caller {
    pub(crate) fn here() -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "with `tracing` there is something in it")]
    pub(crate) fn on_this_thread<T>(&self, work: impl FnOnce() -> T) -> T {
        work()
    }
}
