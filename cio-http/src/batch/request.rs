//! One batch: the request that many items become.

use crate::batch::fault::{BatchFault, Skipped};
use crate::batch::item::{Envelope, Item};
use crate::batch::outcome::BatchOutcome;
use crate::batch::text::BatchText;
use crate::operation::{Operation, Replay};
use crate::wire;
use crate::wire::{InvalidInput, Path, UnreadableAnswer};
use bytes::Bytes;
use http::Method;
use std::fmt;
use std::marker::PhantomData;

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
/// batch.push(IdentifyPerson::new("42").attribute("plan", "pro")).map_err(|skipped| skipped.fault().clone())?;
/// batch.push(PersonEvent::new("42", "purchase")).map_err(|skipped| skipped.fault().clone())?;
/// assert_eq!(batch.len(), 2);
/// # Ok::<(), cio_http::batch::BatchFault>(())
/// ```
pub struct Batch<E> {
    pub(super) text: BatchText,
    /// The index of each item in the sequence that was packed.
    pub(super) indices: Vec<usize>,
    /// The worst of its items.
    pub(super) replay: Replay,
    pub(super) envelope: PhantomData<fn() -> E>,
}

impl<E: Envelope> Batch<E> {
    /// Without items.
    #[must_use]
    pub fn new() -> Self {
        let (text, indices) = (BatchText::default(), Vec::new());
        Self { text, indices, replay: Replay::Safe, envelope: PhantomData }
    }

    /// Adds one item, if the batch stays within the limits.
    ///
    /// # Errors
    /// [`BatchFault::Full`] gives the item back for the next batch; [`BatchFault::TooLarge`] if it alone is too large,
    /// and [`BatchFault::Invalid`] if it cannot be sent at all.
    pub fn push<T: Item<Envelope = E>>(&mut self, item: T) -> Result<(), Skipped<T>> {
        let index = self.indices.len();
        match self.text.append::<E, T>(&item) {
            Ok(_) if self.text.fits::<E>() => {
                self.indices.push(index);
                self.replay = self.replay.max(item.repeated());
                Ok(())
            }
            Ok(appended) => {
                self.text.take_back(appended);
                Err(Skipped::new(index, item, BatchFault::Full))
            }
            Err(fault) => Err(Skipped::new(index, item, fault)),
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

    /// The index of each of its items in the sequence that was packed; of those pushed, in the batch.
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
        wire::request(Method::POST, Path::new(E::PATH), self.text.to_bytes())
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<BatchOutcome, UnreadableAnswer> {
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
