//! Batches: many operations in one request, each written once, straight into the body.
//!
//! [`Batch::push`] fills one by hand, [`Batch::pack`] fills as many as it takes, and `send_all` of either client packs
//! and sends. The limits are those of the API that the items belong to, counted in bytes as sent.

mod fault;
mod outcome;
mod pack;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod report;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod run;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod send_all;
mod text;

pub use fault::{BatchFault, Rejected};
pub use outcome::{BatchOutcome, ItemError};
pub use pack::{Pack, Packed};

#[cfg(any(feature = "async", feature = "blocking"))]
pub use report::{BatchReport, ItemOutcome, Progress, Report, Summary};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use send_all::SendAll;

use crate::operation::{Operation, Replay};
use crate::surface::Surface;
use crate::wire::{self, InvalidInput, Path, Unreadable};
use bytes::Bytes;
use http::Method;
use std::fmt;
use std::marker::PhantomData;
use text::Text;

/// One operation that goes into a batch.
///
/// The trait is open: a type of your own that writes one JSON object goes into a batch too.
///
/// ```
/// use cio_http::Replay;
/// use cio_http::batch::{Batch, Item};
/// use cio_http::track::v2::Entities;
/// use cio_http::wire::InvalidInput;
///
/// struct Forget(u32);
///
/// impl Item for Forget {
///     type Envelope = Entities;
///
///     fn repeated(&self) -> Replay {
///         Replay::Safe
///     }
///
///     fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
///         let id = self.0;
///         text.extend(format!(r#"{{"type":"person","action":"delete","identifiers":{{"id":"{id}"}}}}"#).bytes());
///         Ok(())
///     }
/// }
///
/// let mut batch = Batch::new();
/// assert!(batch.push(Forget(42)).is_ok());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be in a batch",
    label = "this is not an item of a batch",
    note = "the Track API takes the types of `cio_http::track::v2` in batches, such as `IdentifyPerson` and `PersonEvent`",
    note = "the Pipelines API takes its calls in batches, such as `cio_http::pipelines::Track`"
)]
pub trait Item {
    /// The batch that takes it.
    type Envelope: Envelope;

    /// What happens when it arrives twice. If you do not say, a batch with it is never sent again unless it certainly
    /// was not done.
    fn repeated(&self) -> Replay {
        Replay::Unsafe
    }

    /// Appends itself as one JSON object. What it appends before an error is taken away again.
    ///
    /// The text holds the items before it: a batch panics where one of them is gone, and refuses what is no object.
    ///
    /// # Errors
    /// [`InvalidInput`] if it cannot be sent as it is.
    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput>;
}

impl<T: Item + ?Sized> Item for &T {
    type Envelope = T::Envelope;

    fn repeated(&self) -> Replay {
        T::repeated(self)
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        T::write(self, text)
    }
}

/// An API's batch: where it goes, and what it holds.
///
/// ```
/// use cio_http::batch::Envelope;
/// use cio_http::track::v2::Entities;
///
/// assert_eq!((Entities::MAX_ITEM, Entities::MAX_BODY), (32_000, 500_000));
/// ```
pub trait Envelope: Sized {
    /// Decides host and key.
    type Surface: Surface;

    /// What errors and spans call it: `track.batch`.
    const NAME: &'static str;

    /// Method and path, which has nothing to fill in: `POST /api/v2/batch`.
    const ROUTE: &'static str;

    /// The path alone.
    const PATH: &'static str;

    /// Bytes of one item.
    const MAX_ITEM: usize;

    /// Bytes of the whole body.
    const MAX_BODY: usize;
}

/// Many operations in one request.
///
/// An operation itself: any client sends it, and says afterwards which items the service did not take. It is sent again
/// as the worst of its items may be: nearly all count once if they arrive twice, since events carry an ID and all else is
/// the same the second time.
///
/// ```
/// use cio_http::track::v2::{Batch, Entity, IdentifyPerson, PersonEvent};
///
/// let mut batch = Batch::new();
/// batch.push(IdentifyPerson::new("42").attribute("plan", "pro")).map_err(|rejected| rejected.fault().clone())?;
/// batch.push(PersonEvent::new("42", "purchase")).map_err(|rejected| rejected.fault().clone())?;
/// assert_eq!(batch.len(), 2);
/// # Ok::<(), cio_http::batch::BatchFault>(())
/// ```
pub struct Batch<E> {
    text: Text,
    /// Where each item stood in the sequence that was packed.
    indices: Vec<usize>,
    /// The worst of its items.
    replay: Replay,
    envelope: PhantomData<fn() -> E>,
}

impl<E: Envelope> Batch<E> {
    /// Without items.
    #[must_use]
    pub fn new() -> Self {
        let (text, indices) = (Text::default(), Vec::new());
        Self { text, indices, replay: Replay::Safe, envelope: PhantomData }
    }

    /// Packs any number of items into batches that are as full as the limits allow, in the order of the items.
    ///
    /// ```
    /// use cio_http::batch::Packed;
    /// use cio_http::track::v2::{Batch, PersonEvent};
    ///
    /// let events = (0..10_000_u64).map(|person| PersonEvent::new(person, "imported"));
    /// for packed in Batch::pack(events) {
    ///     match packed {
    ///         Packed::Batch(batch) => assert!(batch.size() <= 500_000),
    ///         Packed::Rejected(rejected) => panic!("item {}: {}", rejected.index(), rejected.fault()),
    ///         _ => unreachable!("there is nothing else"),
    ///     }
    /// }
    /// ```
    pub fn pack<I>(items: I) -> Pack<I::IntoIter>
    where
        I: IntoIterator<Item: Item<Envelope = E>>,
    {
        Pack::new(items.into_iter())
    }

    /// Adds one item, if the batch stays within the limits.
    ///
    /// # Errors
    /// [`BatchFault::Full`] gives the item back for the next batch; [`BatchFault::TooLarge`] if it alone is too large,
    /// and [`BatchFault::Invalid`] if it cannot be sent at all.
    pub fn push<T: Item<Envelope = E>>(&mut self, item: T) -> Result<(), Rejected<T>> {
        let index = self.indices.len();
        match self.text.append::<E, T>(&item) {
            Ok(_) if self.text.fits::<E>() => {
                self.indices.push(index);
                self.replay = self.replay.max(item.repeated());
                Ok(())
            }
            Ok(appended) => {
                self.text.take_back(appended);
                Err(Rejected::new(index, item, BatchFault::Full))
            }
            Err(fault) => Err(Rejected::new(index, item, fault)),
        }
    }

    /// How many items it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.indices.len()
    }

    /// Whether it holds none, and cannot be sent.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// Bytes of the body.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.size()
    }

    /// Where each of its items stood in the sequence that was packed; of those pushed, in the batch.
    #[must_use]
    pub fn indices(&self) -> &[usize] {
        &self.indices
    }
}

impl<E: Envelope> Operation for Batch<E> {
    type Surface = E::Surface;
    type Output = BatchOutcome;
    const NAME: &'static str = E::NAME;
    const ROUTE: &'static str = E::ROUTE;
    const REPLAY: Replay = Replay::Unsafe;

    fn replay(&self) -> Replay {
        self.replay
    }

    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
        if self.is_empty() {
            return Err(InvalidInput::new("batch", "is empty"));
        }
        wire::request(Method::POST, &Path::new(E::PATH), self.text.to_bytes())
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<BatchOutcome, Unreadable> {
        BatchOutcome::read(self.len(), response)
    }
}

impl<E: Envelope> Default for Batch<E> {
    fn default() -> Self {
        Self::new()
    }
}

// Not derived: that would ask for `E: Clone`.
impl<E> Clone for Batch<E> {
    fn clone(&self) -> Self {
        let (text, indices) = (self.text.clone(), self.indices.clone());
        Self { text, indices, replay: self.replay, envelope: PhantomData }
    }
}

impl<E> fmt::Debug for Batch<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch").field("items", &self.indices.len()).field("size", &self.text.size()).finish()
    }
}

#[cfg(test)]
mod tests;
