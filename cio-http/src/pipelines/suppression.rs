//! Whether a person may be there, by events whose names say so.

use super::call::{Call, Common, call_methods, is_call, item, operation};
use crate::wire::{Identifier, InvalidInput, Writer};
use std::fmt;

macro_rules! person_event {
    ($(#[$docs:meta])* $name:ident, $operation:literal, $event:literal) => {
        $(#[$docs])*
        #[derive(Clone)]
        pub struct $name {
            user_id: Identifier,
            common: Common,
        }

        impl $name {
            /// The person with this ID.
            #[must_use]
            pub fn new(user_id: impl Into<Identifier>) -> Self {
                Self { user_id: user_id.into(), common: Common::new() }
            }

            call_methods!();
        }

        impl Call for $name {
            is_call!("track");

            fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
                call.text("userId", self.user_id.checked_as_person("userId")?);
                call.text("event", $event);
                Ok(())
            }
        }

        operation!($name, $operation, "track");
        item!($name);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.common.fmt(f.debug_struct(stringify!($name)).field("user_id", &self.user_id))
            }
        }
    };
}

person_event! {
    /// Deletes a person: the event `User Deleted`.
    ///
    /// To keep the person from being created again, [suppress](SuppressPerson) them instead.
    /// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::pipelines::DeletePerson;
    ///
    /// assert_eq!(
    ///     DeletePerson::new("42").message_id("m1").timestamp(1_700_000_000).request()?.body(),
    ///     r#"{"userId":"42","event":"User Deleted","messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    DeletePerson, "pipelines.delete_person", "User Deleted"
}

person_event! {
    /// Deletes a person and keeps the ID from being used again: the event `User Suppressed`.
    ///
    /// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::pipelines::SuppressPerson;
    ///
    /// assert_eq!(
    ///     SuppressPerson::new("42").message_id("m1").timestamp(1_700_000_000).request()?.body(),
    ///     r#"{"userId":"42","event":"User Suppressed","messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    SuppressPerson, "pipelines.suppress_person", "User Suppressed"
}

person_event! {
    /// Lets the ID of a suppressed person be used again: the event `User Unsuppressed`. The person does not come back.
    ///
    /// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::pipelines::UnsuppressPerson;
    ///
    /// assert_eq!(
    ///     UnsuppressPerson::new("42").message_id("m1").timestamp(1_700_000_000).request()?.body(),
    ///     r#"{"userId":"42","event":"User Unsuppressed","messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    UnsuppressPerson, "pipelines.unsuppress_person", "User Unsuppressed"
}
