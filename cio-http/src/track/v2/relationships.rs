//! `PersonRelationships` and `ObjectRelationships`: relationships between people and objects.

use super::entities::write_entity;
use crate::batch::Item;
use crate::track::identifiers::{ObjectId, PersonId};
use crate::track::relationship::Relationship;
use crate::track::v2::entities::Entities;
use crate::track::v2::entity::operation;
use crate::wire::{self, InvalidInput};
use std::fmt;

const ADD: &str = "add_relationships";
const DELETE: &str = "delete_relationships";

macro_rules! relationships {
    (
        $(#[$docs:meta])* $name:ident { $one:ident: $from:ty, $kind:literal } to $to:ty,
        $write:path, $operation:literal
    ) => {
        $(#[$docs])*
        #[derive(Clone)]
        pub struct $name {
            $one: $from,
            action: &'static str,
            relationships: Vec<Relationship<$to>>,
        }

        impl $name {
            /// Adds relationships, or changes their attributes.
            #[must_use]
            pub fn add<I>($one: impl Into<$from>, relationships: I) -> Self
            where
                I: IntoIterator<Item: Into<Relationship<$to>>>,
            {
                let relationships = relationships.into_iter().map(Into::into).collect();
                Self { $one: $one.into(), action: ADD, relationships }
            }

            /// Ends relationships.
            #[must_use]
            pub fn delete<I>($one: impl Into<$from>, relationships: I) -> Self
            where
                I: IntoIterator<Item: Into<Relationship<$to>>>,
            {
                Self { action: DELETE, ..Self::add($one, relationships) }
            }
        }

        impl Item for $name {
            type Envelope = Entities;

            fn repeated(&self) -> crate::operation::Replay {
                <Self as crate::operation::Operation>::REPLAY
            }

            fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
                if self.relationships.is_empty() {
                    return Err(InvalidInput::new("relationships", "are none"));
                }
                write_entity(text, $kind, self.action, &self.$one, |operation| {
                operation.with("cio_relationships", |text| wire::list(text, &self.relationships, $write))?;
                Ok(())
                })
            }
        }

        operation!($name, $operation, Safe);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))
                    .field(stringify!($one), &self.$one)
                    .field("action", &self.action)
                    .field("relationships", &format_args!("{} set", self.relationships.len()))
                    .finish()
            }
        }
    };
}

relationships! {
    /// Relates one person to objects, or ends that.
    ///
    /// ```
    /// use cio_http::track::v2::{Batch, PersonRelationships};
    /// use cio_http::track::{ObjectId, Relationship};
    ///
    /// let admin = Relationship::new(ObjectId::new(1, "acme")).attribute("role", "admin");
    /// Batch::new().push(PersonRelationships::add("42", [admin])).unwrap();
    /// Batch::new().push(PersonRelationships::delete("42", [ObjectId::new(1, "globex")])).unwrap();
    /// ```
    PersonRelationships { person: PersonId, "person" } to ObjectId,
    Relationship::write, "track.v2.person_relationships"
}

relationships! {
    /// Relates one object to people, or ends that; none of them by phone number.
    ///
    /// ```
    /// use cio_http::track::v2::{Batch, ObjectRelationships};
    /// use cio_http::track::{ObjectId, PersonId, Relationship};
    ///
    /// let admin = Relationship::new(PersonId::id("42")).attribute("role", "admin");
    /// Batch::new().push(ObjectRelationships::add(ObjectId::new(1, "acme"), [admin])).unwrap();
    /// ```
    ObjectRelationships { object: ObjectId, "object" } to PersonId,
    Relationship::write_person, "track.v2.object_relationships"
}
