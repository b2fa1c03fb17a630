//! Settings for behaviour of the service that is uncertain, or that would get in the way of most tests.

use std::time::Duration;

/// How the Track API answers a pair of an account in the other region.
///
/// Needs the feature `sandbox`.
///
/// Customer.io documents that its US host forwards requests of EU accounts, and its EU host fails those of US accounts;
/// so this is about the US host, and the EU host refuses in any case.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::sandbox::{Sandbox, TrackInWrongRegion};
///
/// let sandbox = Sandbox::builder().track_in_wrong_region(TrackInWrongRegion::RoutesInside).start()?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrackInWrongRegion {
    /// 301 with the place in the other region, as Customer.io's own clients expect.
    #[default]
    Redirects,
    /// 401, as with a wrong key.
    Refuses,
    /// Carries it out in the other region, and answers as if nothing were wrong.
    RoutesInside,
}

/// How the App API answers a key of an account in the other region.
///
/// Needs the feature `sandbox`.
///
/// ```
/// use cio_http::sandbox::{AppInWrongRegion, Sandbox};
///
/// let sandbox = Sandbox::builder().app_in_wrong_region(AppInWrongRegion::Redirects).start()?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AppInWrongRegion {
    /// 401, as with a wrong key.
    #[default]
    Refuses,
    /// 301 with the words `wrong datacenter`, as it was in 2023.
    ///
    /// Source: <https://github.com/customerio/customerio-node/issues/134>, January 2023.
    Redirects,
}

/// How a 429 says when to come back.
///
/// Needs the feature `sandbox`.
///
/// ```
/// use cio_http::sandbox::{RetryAfter, Sandbox};
///
/// let sandbox = Sandbox::builder().limit_rates(RetryAfter::Seconds).start()?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// Not at all, as when a daily quota is used up.
    Missing,
    /// In seconds.
    Seconds,
    /// As a date.
    Date,
}

/// All of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Settings {
    pub(super) track: TrackInWrongRegion,
    pub(super) app: AppInWrongRegion,
    /// Nothing is limited without it.
    pub(super) rates: Option<RetryAfter>,
    /// How much later each answer comes.
    pub(super) latency: Duration,
}

#[cfg(test)]
mod tests;
