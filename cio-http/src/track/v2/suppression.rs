//! `DeletePerson`, `SuppressPerson`, `UnsuppressPerson`: whether a person is there, and may be.

use super::entities::write_entity;
use crate::batch::Item;
use crate::track::identifiers::PersonId;
use crate::track::v2::entities::Entities;
use crate::track::v2::entity::operation;
use crate::wire::InvalidInput;

macro_rules! suppression_change {
    ($(#[$docs:meta])* $name:ident, $action:literal, $operation:literal) => {
        $(#[$docs])*
        #[derive(Clone, Debug)]
        pub struct $name {
            person: PersonId,
        }

        impl $name {
            /// Names the person.
            #[must_use]
            pub fn new(person: impl Into<PersonId>) -> Self {
                Self { person: person.into() }
            }
        }

        impl Item for $name {
            type Envelope = Entities;

            fn repeated(&self) -> crate::operation::Replay {
                <Self as crate::operation::Operation>::REPLAY
            }

            fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
                write_entity(text, "person", $action, &self.person, |_| Ok(()))
            }
        }

        operation!($name, $operation, Safe);
    };
}

suppression_change! {
    /// Removes a person and all that is known of them.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::track::v2::DeletePerson;
    ///
    /// let delete = DeletePerson::new("42");
    /// assert_eq!(delete.request()?.body(), r#"{"type":"person","action":"delete","identifiers":{"id":"42"}}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    DeletePerson, "delete", "track.v2.delete_person"
}

suppression_change! {
    /// Removes a person, and ignores all that is sent of them from then on.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::track::v2::SuppressPerson;
    ///
    /// let suppress = SuppressPerson::new("42");
    /// assert_eq!(suppress.request()?.body(), r#"{"type":"person","action":"suppress","identifiers":{"id":"42"}}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    SuppressPerson, "suppress", "track.v2.suppress_person"
}

suppression_change! {
    /// Lets a suppressed person be added again, without their former data.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::track::v2::UnsuppressPerson;
    ///
    /// let unsuppress = UnsuppressPerson::new("42");
    /// assert_eq!(unsuppress.request()?.body(), r#"{"type":"person","action":"unsuppress","identifiers":{"id":"42"}}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    UnsuppressPerson, "unsuppress", "track.v2.unsuppress_person"
}
