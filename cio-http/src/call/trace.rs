//! The span of a send, feature `tracing`: operation, host, attempts and outcome, and nothing of what
//! was sent. Without the feature nothing is left of it.

#[cfg_attr(feature = "tracing", path = "trace/on.rs")]
#[cfg_attr(not(feature = "tracing"), path = "trace/off.rs")]
mod span;
#[cfg(all(test, feature = "tracing"))]
mod tests;

#[cfg(feature = "blocking")]
pub(crate) use span::Caller;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) use span::Scope;
pub(crate) use span::Trace;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) use span::goes_to_sandbox;
