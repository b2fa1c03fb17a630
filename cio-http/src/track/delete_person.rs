//! `DeletePerson`: removes a person and all that is known of them.

use super::operation::operation;
use crate::surface::TrackApi;
use crate::wire::{self, Identifier};

/// Removes a person and all that is known of them.
///
/// They come back with the next call that identifies them: [`SuppressPerson`](super::SuppressPerson) prevents that.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::DeletePerson;
///
/// assert_eq!(DeletePerson::new("ada@example.com").request()?.uri(), "/api/v1/customers/ada%40example.com");
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Debug)]
pub struct DeletePerson {
    identifier: Identifier,
}

impl DeletePerson {
    /// Names the person as [`Identify`](super::Identify) does.
    #[must_use]
    pub fn new(identifier: impl Into<Identifier>) -> Self {
        Self { identifier: identifier.into() }
    }
}

operation!(
    DeletePerson,
    TrackApi,
    "track.delete_person",
    "DELETE /api/v1/customers/{identifier}",
    Safe,
    |delete| wire::delete(&crate::track::path::person_path(&delete.identifier)?)
);
