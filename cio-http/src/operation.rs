//! `Operation`: a value that becomes a request, an answer that becomes a value, and whether it may be repeated.

use crate::surface::Surface;
use crate::surface::limit::Limit;
use crate::wire::{InvalidInput, UnreadableAnswer};
use bytes::Bytes;

/// One call to Customer.io, as a value.
///
/// It does no I/O: any client, blocking or not, sends it, and a test looks at its request without a server. The trait
/// is open, so a route that this crate does not have yet is a few lines, and is signed, retried and kept out of logs
/// like every other. It needs the crates `http` 1 and `bytes` 1, whose types are in it.
///
/// ```
/// use bytes::Bytes;
/// use cio_http::wire::{self, InvalidInput, Path, UnreadableAnswer};
/// use cio_http::{AppApi, Operation, Replay};
///
/// /// How many people are in a segment.
/// struct SegmentCount(u64);
///
/// #[derive(serde::Deserialize)]
/// struct Count {
///     count: u64,
/// }
///
/// impl Operation for SegmentCount {
///     type Surface = AppApi;
///     type Output = Count;
///     const NAME: &'static str = "app.segment_count";
///     const ROUTE: &'static str = "GET /v1/segments/{segment_id}/customer_count";
///     const REPLAY: Replay = Replay::Safe;
///
///     fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
///         wire::get(&Path::new("/v1/segments").segment("segment ID", self.0.to_string())?.then("/customer_count"))
///     }
///
///     fn response(&self, response: &http::Response<Bytes>) -> Result<Count, UnreadableAnswer> {
///         wire::json(response)
///     }
/// }
///
/// assert_eq!(SegmentCount(7).request()?.uri(), "/v1/segments/7/customer_count");
/// # Ok::<(), InvalidInput>(())
/// ```
pub trait Operation: Sync {
    /// Decides host and key.
    type Surface: Surface;

    /// The type that a successful answer is read into.
    type Output: Send;

    /// Its name in errors and spans: `track.identify`.
    const NAME: &'static str;

    /// Method and path as a template, never a path with an identifier: `PUT /api/v1/customers/{identifier}`.
    const ROUTE: &'static str;

    /// Whether it may be sent again when it is not known to have failed; the worst case of all values of this type.
    const REPLAY: Replay;

    /// The same of this value, where it depends on its content: a batch is as unsafe as the worst of its items.
    fn replay(&self) -> Replay {
        Self::REPLAY
    }

    /// The rate limit that it counts towards, for a [`RateBudget`](crate::RateBudget).
    const LIMIT: Limit = <Self::Surface as Surface>::LIMIT;

    /// The request, whose URI is a path and perhaps a query; scheme, host and signature come later.
    ///
    /// # Errors
    /// [`InvalidInput`] if it cannot be sent as it is.
    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput>;

    /// Reads an answer whose status is 2xx.
    ///
    /// # Errors
    /// [`UnreadableAnswer`] if it does not have the form that the operation expects.
    fn response(&self, response: &http::Response<Bytes>) -> Result<Self::Output, UnreadableAnswer>;
}

/// A client sends an operation that you keep, or takes one over.
impl<O: Operation> Operation for &O {
    type Surface = O::Surface;
    type Output = O::Output;
    const NAME: &'static str = O::NAME;
    const ROUTE: &'static str = O::ROUTE;
    const REPLAY: Replay = O::REPLAY;
    const LIMIT: Limit = O::LIMIT;

    fn replay(&self) -> Replay {
        O::replay(self)
    }

    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
        O::request(self)
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<Self::Output, UnreadableAnswer> {
        O::response(self, response)
    }
}

/// The effect of a second copy of an operation, the worst last.
///
/// ```
/// use cio_http::{Operation, Replay, app, track};
///
/// assert_eq!(track::Identify::REPLAY, Replay::Safe);
/// assert_eq!(track::TrackEvent::REPLAY, Replay::DedupedById);
/// assert_eq!(app::SendEmail::REPLAY, Replay::Unsafe);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Replay {
    /// The same as once.
    Safe,
    /// The service drops the second, by an ID that is made once, before the first attempt.
    DedupedById,
    /// A repeat counts twice: a person gets two e-mails.
    Unsafe,
}
