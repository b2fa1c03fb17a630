//! `Stored`: an operation as a value that waits in a queue or a database until a worker sends it.

mod form;
pub(crate) mod item;

use crate::operation::Replay;
use crate::stored::item::StoredItem;
use crate::surface::limit::Limit;
use crate::wire::{InvalidInput, UniqueId};
use std::fmt;

/// An operation that waits in a queue or a database until a worker sends it: an item of a batch, or one of the six sends.
///
/// It is written when it is made, so that what is sent later is byte for byte what would have been sent at once. It
/// serialises to one JSON object, which holds what is sent, an ID and the replay class: no key, no region, no address.
/// The producer needs no credentials; the worker's sign it.
///
/// ```
/// use cio_http::app::{AnySend, SendEmail};
/// use cio_http::{Replay, Stored, StoredItem};
///
/// // The producer.
/// let email = SendEmail::template(3).to("ada@example.com").id("42");
/// let stored = Stored::new(AnySend::from(email))?;
/// let queued = serde_json::to_string(&stored)?;
///
/// // The worker.
/// let read: Stored = serde_json::from_str(&queued)?;
/// assert_eq!((read.id(), read.replay()), (stored.id(), Replay::Unsafe));
/// assert!(matches!(read.item(), StoredItem::AppSend(_)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What can be read
///
/// The object has a version, 1. Another version, a kind or a member that the version does not have, and a body that is
/// not a JSON object or is longer than the API takes are errors; none repeats a byte of what was read. Update workers
/// before producers. Any format of serde that describes itself can be read, and one that reorders or reformats JSON,
/// such as Postgres' `jsonb`, changes nothing: what is sent is one string in it.
#[derive(Clone)]
pub struct Stored {
    id: UniqueId,
    item: StoredItem,
}

impl Stored {
    /// Gives an item its ID: an [`Entity`](crate::track::v2::Entity), an [`AnyCall`](crate::pipelines::AnyCall) or an
    /// [`AnySend`](crate::app::AnySend), each of which is made from the operations of its API by `from`.
    ///
    /// ```
    /// use cio_http::Stored;
    /// use cio_http::track::v2::{Entity, PersonEvent};
    ///
    /// let event = PersonEvent::new("42", "purchase").attribute("price", 23.45);
    /// let stored = Stored::new(Entity::from(event))?;
    /// assert_eq!(stored.id().len(), 26);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidInput`] if it cannot be sent, so that the producer hears of it and not a worker.
    pub fn new(item: impl Into<StoredItem>) -> Result<Self, InvalidInput> {
        let item = item.into();
        item.body()?;
        let id = UniqueId::new();
        // Made now, since it says when the item was stored.
        id.as_str();
        Ok(Self { id, item })
    }

    /// What a queue knows it by and a claim is made for: a ULID, made by [`new`](Self::new), the same in every copy.
    ///
    /// It is never a key of yours, nor the ID of the event inside, which is in the body: a queue that drops an ID it has
    /// seen would drop an item that is queued again on purpose.
    #[must_use]
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// What happens if it is sent twice. Claim what is [`Unsafe`](Replay::Unsafe) before it is sent.
    #[must_use]
    pub fn replay(&self) -> Replay {
        self.item.replay()
    }

    /// What the service counts it with. A batch counts once, however many items are in it.
    #[must_use]
    pub fn limit(&self) -> Limit {
        self.item.limit()
    }

    /// What is sent.
    #[must_use]
    pub fn item(&self) -> &StoredItem {
        &self.item
    }

    /// The same, without the ID.
    #[must_use]
    pub fn into_item(self) -> StoredItem {
        self.item
    }
}

/// Shows ID, kind and replay class, never what is sent.
impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stored")
            .field("id", &self.id())
            .field("kind", &self.item.kind())
            .field("replay", &self.replay())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
