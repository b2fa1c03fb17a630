//! `SuppressPerson` and `UnsuppressPerson`: whether a person may be in the workspace at all.

use super::operation::operation;
use crate::surface::TrackApi;
use crate::wire::{self, Identifier};
use bytes::Bytes;
use http::Method;

macro_rules! suppression {
    ($(#[$docs:meta])* $name:ident, $operation:literal, $part:literal) => {
        $(#[$docs])*
        #[derive(Clone, Debug)]
        pub struct $name {
            identifier: Identifier,
        }

        impl $name {
            /// Names the person as [`Identify`](super::Identify) does.
            #[must_use]
            pub fn new(identifier: impl Into<Identifier>) -> Self {
                Self { identifier: identifier.into() }
            }
        }

        operation!($name, TrackApi, $operation, concat!("POST /api/v1/customers/{identifier}", $part), Safe, |suppression| {
                let path = crate::track::path::person_path(&suppression.identifier)?.then($part);
                wire::request(Method::POST, path, Bytes::from_static(b"{}"))
        });
    };
}

suppression! {
    /// Removes a person, and ignores all that is sent of them from then on.
    ///
    /// Where people have both an ID and an e-mail address, both are suppressed.
    /// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::track::SuppressPerson;
    ///
    /// assert_eq!(SuppressPerson::new("42").request()?.uri(), "/api/v1/customers/42/suppress");
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    SuppressPerson, "track.suppress_person", "/suppress"
}

suppression! {
    /// Lets a suppressed person be added again, without their former data.
    ///
    /// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::track::UnsuppressPerson;
    ///
    /// assert_eq!(UnsuppressPerson::new("42").request()?.uri(), "/api/v1/customers/42/unsuppress");
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    UnsuppressPerson, "track.unsuppress_person", "/unsuppress"
}
