//! The items of a batch, and the batch that each belongs to.

use crate::operation::Replay;
use crate::surface::Surface;
use crate::wire::InvalidInput;

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

    /// The effect of a second copy. By default, a batch with the item is never sent again unless it certainly
    /// was not done.
    fn repeated(&self) -> Replay {
        Replay::Unsafe
    }

    /// Appends itself as one JSON object. Anything appended before an error is removed again.
    ///
    /// The buffer holds the items before it: a batch panics if one of them is gone, and refuses a value that is not an object.
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

/// An API's batch: its route, and its items.
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

    /// Its name in errors and spans: `track.batch`.
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
