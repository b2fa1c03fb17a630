//! `Sending`: the future of a send.

use crate::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// An operation on its way: `.await` it.
///
/// Needs the feature `async`.
///
/// ```no_run
/// use cio_config::TrackCredentials;
/// use cio_http::{Client, Error, Sending, track};
///
/// fn welcome<'a>(cio: &'a Client<TrackCredentials>, identify: &'a track::Identify) -> Sending<'a, ()> {
///     cio.send(identify)
/// }
/// ```
// A named type, and boxed: the future of an `async fn` carries its bounds along, and a missing key would be reported
// three times, for the call, for the future and for its `.await`.
#[must_use = "nothing is sent until it is awaited"]
pub struct Sending<'a, T>(Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>);

impl<'a, T> Sending<'a, T> {
    pub(super) fn new(future: impl Future<Output = Result<T, Error>> + Send + 'a) -> Self {
        Self(Box::pin(future))
    }
}

impl<T> Future for Sending<'_, T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for Sending<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}
