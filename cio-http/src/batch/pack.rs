//! `Pack`: any number of items, in batches as full as the limits allow.

use super::fault::{BatchFault, Skipped};
use crate::batch::item::{Envelope, Item};
use crate::batch::request::Batch;
use crate::operation::Replay;
use std::fmt;
use std::iter::{Enumerate, Fuse};
use std::marker::PhantomData;

/// Packs items as they are asked for; holds one batch at a time.
///
/// An item that does not fit into one batch has already been written, and is moved to the next: none is written twice.
///
/// ```
/// use cio_http::track::v2::{Batch, PersonEvent};
///
/// let events = ["42", "43"].map(|person| PersonEvent::new(person, "imported"));
/// assert_eq!(Batch::pack(&events).count(), 1);
/// ```
#[must_use = "packs nothing until it is iterated"]
pub struct Pack<I: Iterator<Item: Item>>(Packing<I, EnvelopeOf<I>>);

/// The same without bounds, for types that a caller's mistake must not make invalid.
pub(crate) struct Packing<I, E> {
    items: Fuse<Enumerate<I>>,
    open: Batch<E>,
}

/// The batch that takes the items of an iterator.
type EnvelopeOf<I> = <<I as Iterator>::Item as Item>::Envelope;

/// The result of packing: a batch to send, or an item that fits into no batch.
///
/// ```
/// use cio_http::batch::Packed;
/// use cio_http::track::v2::{Batch, PersonEvent};
///
/// let mut packed = Batch::pack([PersonEvent::new("", "nobody's"), PersonEvent::new("42", "purchase")]);
/// assert!(matches!(packed.next(), Some(Packed::Skipped(skipped)) if skipped.index() == 0));
/// assert!(matches!(packed.next(), Some(Packed::Batch(batch)) if batch.indices() == [1]));
/// ```
#[non_exhaustive]
pub enum Packed<T: Item> {
    /// A batch with at least one item.
    Batch(Batch<T::Envelope>),
    /// An item that cannot be sent, with its place in the sequence.
    Skipped(Skipped<T>),
}

impl<E: Envelope> Batch<E> {
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
    ///         Packed::Skipped(skipped) => panic!("item {}: {}", skipped.index(), skipped.fault()),
    ///         _ => unreachable!("`Packed` has no other variant"),
    ///     }
    /// }
    /// ```
    pub fn pack<I>(items: I) -> Pack<I::IntoIter>
    where
        I: IntoIterator<Item: Item<Envelope = E>>,
    {
        Pack(Packing::new(items.into_iter()))
    }
}

impl<I: Iterator<Item: Item>> Iterator for Pack<I> {
    type Item = Packed<I::Item>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl<I, E> Packing<I, E>
where
    I: Iterator<Item: Item<Envelope = E>>,
    E: Envelope,
{
    pub(crate) fn new(items: I) -> Self {
        Self { items: items.enumerate().fuse(), open: Batch::new() }
    }

    pub(crate) fn next(&mut self) -> Option<Packed<I::Item>> {
        for (index, item) in self.items.by_ref() {
            match self.open.take(index, &item) {
                Ok(None) => {}
                Ok(Some(full)) => return Some(Packed::Batch(full)),
                Err(fault) => return Some(Packed::Skipped(Skipped::new(index, item, fault))),
            }
        }
        self.open.rest().map(Packed::Batch)
    }
}

impl<E: Envelope> Batch<E> {
    /// The items that were taken for a batch that is not full yet.
    pub(super) fn rest(&mut self) -> Option<Self> {
        let mut rest = std::mem::take(self);
        rest.text.close();
        (!rest.is_empty()).then_some(rest)
    }

    /// Adds an item. If it does not fit, returns the full batch and starts the next with the item.
    pub(super) fn take<T: Item<Envelope = E>>(
        &mut self,
        index: usize,
        item: &T,
    ) -> Result<Option<Self>, BatchFault> {
        let appended = self.text.append::<E, T>(item)?;
        let full = if self.text.fits::<E>() {
            None
        } else {
            let text = self.text.split::<E>(appended);
            let mut indices = Vec::with_capacity(self.indices.len() + 1);
            std::mem::swap(&mut indices, &mut self.indices);
            let text = std::mem::replace(&mut self.text, text);
            let replay = std::mem::replace(&mut self.replay, Replay::Safe);
            let mut full = Self { text, indices, replay, envelope: PhantomData };
            full.text.close();
            Some(full)
        };
        self.indices.push(index);
        self.replay = self.replay.max(item.repeated());
        Ok(full)
    }
}

impl<I: Iterator<Item: Item>> fmt::Debug for Pack<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pack").field("open", &self.0.open).finish_non_exhaustive()
    }
}

impl<T: Item> fmt::Debug for Packed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Batch(batch) => batch.fmt(f),
            Self::Skipped(skipped) => skipped.fmt(f),
        }
    }
}
