//! `IdentifyObject`, `IdentifyAnonymous`, `DeleteObject`: companies, courses, whatever people belong to.

use super::entities::write_entity;
use crate::batch::Item;
use crate::track::attribute_methods::attribute_methods;
use crate::track::identifiers::{AnonymousId, ObjectId, PersonId};
use crate::track::relationship::Relationship;
use crate::track::v2::entities::Entities;
use crate::track::v2::entity::operation;
use crate::wire::{self, InvalidInput, Limits, Object};
use std::fmt;

macro_rules! identify {
    (
        $(#[$docs:meta])* $name:ident to $to:ty, $action:literal, $write:path, $operation:literal
    ) => {
        $(#[$docs])*
        #[derive(Clone)]
        pub struct $name {
            object: ObjectId,
            attributes: Object,
            relationships: Vec<Relationship<$to>>,
        }

        impl $name {
            /// Starts with no attribute and no relationship.
            #[must_use]
            pub fn new(object: ObjectId) -> Self {
                let attributes = Object::limited("attribute", Limits::OBJECT);
                Self { object, attributes, relationships: Vec::new() }
            }

            attribute_methods!("object");

            /// Relates a person to the object.
            #[must_use]
            pub fn add_relationship(mut self, to: impl Into<Relationship<$to>>) -> Self {
                self.relationships.push(to.into());
                self
            }
        }

        impl Item for $name {
            type Envelope = Entities;

            fn repeated(&self) -> crate::operation::Replay {
                <Self as crate::operation::Operation>::REPLAY
            }

            fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
                write_entity(text, "object", $action, &self.object, |identify| {
                identify.object("attributes", &self.attributes)?;
                if !self.relationships.is_empty() {
                    identify.with("cio_relationships", |text| wire::list(text, &self.relationships, $write))?;
                }
                Ok(())
                })
            }
        }

        operation!($name, $operation, Safe);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("object", &self.object)
                    .field("attributes", &self.attributes)
                    .field("relationships", &format_args!("{} set", self.relationships.len()))
                    .finish()
            }
        }
    };
}

identify! {
    /// Makes an object, or sets some of its attributes; those not named stay. `null` or an empty text removes one.
    ///
    /// ```
    /// use cio_http::track::v2::{Batch, IdentifyObject};
    /// use cio_http::track::{ObjectId, PersonId};
    ///
    /// let acme = IdentifyObject::new(ObjectId::new(1, "acme")).attribute("name", "Acme");
    /// Batch::new().push(acme.add_relationship(PersonId::id("42"))).unwrap();
    /// ```
    IdentifyObject to PersonId, "identify", Relationship::write_person, "track.v2.identify_object"
}

identify! {
    /// As [`IdentifyObject`], for people who are not identified yet: their relationships stay when they are.
    ///
    /// ```
    /// use cio_http::track::v2::{Batch, IdentifyAnonymous};
    /// use cio_http::track::{AnonymousId, ObjectId};
    ///
    /// let acme = IdentifyAnonymous::new(ObjectId::new(1, "acme"));
    /// Batch::new().push(acme.add_relationship(AnonymousId::new("visitor-7"))).unwrap();
    /// ```
    IdentifyAnonymous to AnonymousId, "identify_anonymous", Relationship::write, "track.v2.identify_anonymous"
}

/// Removes an object, and every relationship to it.
///
/// ```
/// use cio_http::track::ObjectId;
/// use cio_http::track::v2::{Batch, DeleteObject};
///
/// Batch::new().push(DeleteObject::new(ObjectId::new(1, "acme"))).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct DeleteObject {
    object: ObjectId,
}

impl DeleteObject {
    /// Names the object.
    #[must_use]
    pub fn new(object: ObjectId) -> Self {
        Self { object }
    }
}

impl Item for DeleteObject {
    type Envelope = Entities;

    fn repeated(&self) -> crate::operation::Replay {
        <Self as crate::operation::Operation>::REPLAY
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        write_entity(text, "object", "delete", &self.object, |_| Ok(()))
    }
}

operation!(DeleteObject, "track.v2.delete_object", Safe);
