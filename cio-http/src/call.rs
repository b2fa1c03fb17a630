//! One call in flight: makes each request and judges each answer. It does no I/O and is given its clock.

mod answer;
pub(crate) mod clock;
pub(crate) mod hosts;
pub(crate) mod issuer;
pub(crate) mod rate_budget;
pub(crate) mod request;
pub(crate) mod retry;
pub(crate) mod signing_headers;
pub(crate) mod trace;

use crate::call::clock::Clock;
use crate::call::hosts::Hosts;
use crate::call::rate_budget::RateBudget;
use crate::call::retry::{Attempts, Policy};
use crate::call::signing_headers::SigningHeaders;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::call::trace::Scope;
use crate::call::trace::Trace;
use crate::error::Error;
use crate::error::diagnosis::Names;
use crate::error::transport_error::TransportError;
use crate::operation::Operation;
use crate::surface::{SignedBy, Surface};
use bytes::Bytes;
use cio_config::{Role, Schema};
use http::{Request, Response};
use std::fmt;
use std::time::Duration;

/// Bytes of an answer that are read: many times the longest list that the service gives, and no more than a program
/// can hold if something else answers.
pub(crate) const LONGEST_ANSWER: u64 = 64_000_000;

/// One operation in flight: gives the request to send, and judges its answer.
///
/// Retry, redirects and errors are decided here, so every driver behaves alike, and one over a transport of your own
/// is a loop. It waits for the call's turn, sends a request, hands over the answer, and waits if `Next` says so:
///
/// ```
/// use bytes::Bytes;
/// use cio_config::{Region, SiteId, TrackApiKey, TrackCredentials};
/// use cio_http::{Call, Hosts, Next, Policy, TransportError, track};
///
/// fn exchange(request: http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> {
///     assert_eq!(request.uri(), "https://track-eu.customer.io/api/v1/customers/42");
///     Ok(http::Response::new(Bytes::from_static(b"{}")))
/// }
///
/// let credentials = TrackCredentials::new(
///     SiteId::new("b0a31ab4c2d65e1f9a77")?,
///     TrackApiKey::new("0123456789abcdef0123")?,
///     Region::Eu,
/// );
/// let (hosts, policy) = (Hosts::of(Region::Eu), Policy::default());
/// let identify = track::Identify::new("42").attribute("plan", "pro");
///
/// let mut call = Call::new(&identify, &credentials, &hosts, &policy)?;
/// let result = loop {
///     call.turn().into_iter().for_each(std::thread::sleep);
///     match call.receive(exchange(call.request())) {
///         Next::Done(result) => break result,
///         Next::ResendAfter(delay) => std::thread::sleep(delay),
///         _ => unreachable!("no other step was asked for"),
///     }
/// };
/// assert!(result.is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Call<'a, O> {
    operation: &'a O,
    hosts: Hosts,
    policy: &'a Policy,
    signers: &'static [Role],
    /// Whether the key names its region by a prefix.
    has_prefix: bool,
    budget: Option<&'a RateBudget>,
    names: Names,
    clock: Clock,
    trace: Trace,
    request: Request<Bytes>,
    attempts: Attempts,
    renewable: bool,
}

/// The next step of a driver.
#[derive(Debug)]
#[non_exhaustive]
pub enum Next<T> {
    /// Nothing more: this is the result.
    Done(Result<T, Error>),
    /// Waits this long, then sends [`Call::request`] again, at its [turn](Call::turn).
    ResendAfter(Duration),
    /// Only of a call that is [`renewable`](Call::renewable), and once: the answer was 401. If there are newer
    /// credentials, gives them to [`Call::sign_again`], then sends [`Call::request`] again, at its [turn](Call::turn).
    /// If not, this is the result.
    Renew(Result<T, Error>),
}

impl<'a, O: Operation> Call<'a, O> {
    /// Writes and signs the request.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if the operation cannot be sent as it is; [`Error::Setup`] if the key names the other region
    /// by its prefix.
    pub fn new<C>(operation: &'a O, credentials: &C, hosts: &Hosts, policy: &'a Policy) -> Result<Self, Error>
    where
        O::Surface: SignedBy<C>,
    {
        Self::signed(operation, &SigningHeaders::of::<O::Surface, C>(credentials), hosts, policy)
    }

    /// As [`new`](Self::new), with a signature that is at hand.
    pub(crate) fn signed(
        operation: &'a O,
        signature: &SigningHeaders,
        hosts: &Hosts,
        policy: &'a Policy,
    ) -> Result<Self, Error> {
        let request = request::signed(operation, signature, hosts)?;
        Ok(Self {
            operation,
            hosts: hosts.clone(),
            policy,
            signers: signature.signers,
            has_prefix: signature.key_region.is_some(),
            budget: None,
            names: Names::default(),
            clock: Clock::default(),
            trace: Trace::begin(operation, hosts.region(), Clock::default()),
            request,
            attempts: Attempts::default(),
            renewable: false,
        })
    }

    /// Asks for newer credentials once, after a 401: [`Next::Renew`]. A driver that has none to give need not say so.
    ///
    /// A request that was answered with 401 was not processed, so it is sent again whatever the [`Policy`] and the
    /// operation's [`Replay`](crate::Replay) say.
    #[must_use]
    pub fn renewable(mut self) -> Self {
        self.renewable = true;
        self
    }

    /// Signs the request with other credentials, and says whether that changed it. If not, the service would give the
    /// same answer.
    pub fn sign_again<C>(&mut self, credentials: &C) -> bool
    where
        O::Surface: SignedBy<C>,
    {
        self.signed_again(&SigningHeaders::of::<O::Surface, C>(credentials))
    }

    /// The same with a signature that is at hand.
    pub(crate) fn signed_again(&mut self, signature: &SigningHeaders) -> bool {
        if signature.check_for(&self.hosts).is_err() {
            return false;
        }
        let before = self.request.headers().clone();
        signature.add_to(self.request.headers_mut());
        self.hosts.relax(O::Surface::HOST, self.request.headers_mut());
        let changed = before != *self.request.headers();
        if changed {
            self.trace.signed_again(self.attempts.made);
        }
        changed
    }

    /// Waits for its turn under a budget.
    #[must_use]
    pub fn budget(mut self, budget: &'a RateBudget) -> Self {
        self.budget = Some(budget);
        self
    }

    /// Gives hints the names that this struct reads its credentials from.
    #[must_use]
    pub fn names_of(mut self, schema: &'static Schema) -> Self {
        self.names = Names::in_struct(schema);
        self
    }

    /// Uses the given clock and source of jitter.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.trace.clock(clock);
        self.clock = clock;
        self
    }

    /// Takes the turn of the next attempt, and says how long to wait for it before sending [`request`](Self::request).
    ///
    /// `None`, as always without a [`RateBudget`]: not at all. It is asked for once before each attempt.
    pub fn turn(&mut self) -> Option<Duration> {
        let wait = self.budget?.turn(O::LIMIT, (self.clock.monotonic)())?;
        self.trace.waits(wait);
        Some(wait)
    }

    /// Where a driver does its work.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn scope(&self) -> Scope {
        self.trace.scope()
    }

    /// The credentials that sign it.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn signers(&self) -> &'static [Role] {
        self.signers
    }

    /// How often it was sent so far.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts.made
    }

    /// The request, signed; the same at every attempt, apart from headers that [`sign_again`](Self::sign_again)
    /// replaces.
    #[must_use]
    pub fn request(&self) -> Request<Bytes> {
        self.request.clone()
    }

    /// The same for a driver, which adds headers to it: the first has room for them, and the copy that stays has none.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn outgoing(&mut self) -> Request<Bytes> {
        let kept = self.request.clone();
        std::mem::replace(&mut self.request, kept)
    }

    /// Takes the outcome of a request, and decides.
    ///
    /// An answer with more than 64 MB is not read, so a driver may stop once it has more.
    pub fn receive(&mut self, answer: Result<Response<Bytes>, TransportError>) -> Next<O::Output> {
        self.attempts.made += 1;
        let came = answer.as_ref().map(Response::status).map_err(TransportError::point);
        let next = match answer.map(|response| self.without_keys(response)) {
            Ok(response) if response.status().is_success() => Next::Done(self.read(&response)),
            Ok(response) if response.status().is_redirection() => Next::Done(Err(self.redirected(&response))),
            Ok(response) => self.refused(&response),
            Err(error) => self.silent(error),
        };
        self.trace.came(self.attempts.made, came, &next);
        next
    }
}

impl<O: Operation> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &O::NAME)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
