//! `Entity` and `Custom`: an operation of any kind, and one of your own.

use super::entities::write_unidentified;
use crate::batch::Item;
use crate::operation::Replay;
use crate::track::merge_people::MergePeople;
use crate::track::v2::entities::Entities;
use crate::wire::{self, InvalidInput};
use serde::Serialize;
use std::fmt;

/// Any one operation of the second version of the API, already written.
///
/// ```
/// use cio_http::track::v2::{Batch, DeletePerson, Entity, PersonEvent};
///
/// let operations = [Entity::from(PersonEvent::new("42", "left")), Entity::from(DeletePerson::new("42"))];
/// assert_eq!(Batch::pack(operations).count(), 1);
/// ```
#[derive(Clone)]
pub struct Entity {
    text: Result<Vec<u8>, InvalidInput>,
    replay: Replay,
}

impl Entity {
    /// Writes an operation; a value that cannot be sent is refused when the entity is sent.
    pub fn of<T: Item<Envelope = Entities>>(operation: &T) -> Self {
        let mut text = Vec::with_capacity(256);
        Self { text: operation.write(&mut text).map(|()| text), replay: operation.repeated() }
    }

    /// One that was written before.
    pub(crate) fn written(text: Vec<u8>, replay: Replay) -> Self {
        Self { text: Ok(text), replay }
    }
}

impl Item for Entity {
    type Envelope = Entities;

    fn repeated(&self) -> Replay {
        self.replay
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        text.extend_from_slice(self.text.as_ref().map_err(Clone::clone)?);
        Ok(())
    }
}

/// A value of your own that serialises to one operation as the API documents it.
///
/// Nothing is checked but its size, that it is an object, and that it holds no NaN. It has to be one that may arrive
/// twice: an event needs an `id`.
///
/// ```
/// use cio_http::track::v2::{Batch, Custom};
///
/// #[derive(serde::Serialize)]
/// struct Delete<'a> {
///     r#type: &'a str,
///     action: &'a str,
///     identifiers: Id,
/// }
///
/// #[derive(serde::Serialize)]
/// struct Id {
///     id: u32,
/// }
///
/// let people = (1..=3).map(|id| Custom(Delete { r#type: "person", action: "delete", identifiers: Id { id } }));
/// assert_eq!(Batch::pack(people).count(), 1);
/// ```
#[derive(Clone, Copy)]
pub struct Custom<T>(pub T);

impl<T: Serialize> Item for Custom<T> {
    type Envelope = Entities;

    /// As its documentation asks: an event has an `id`.
    fn repeated(&self) -> Replay {
        Replay::DedupedById
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        wire::write_object("operation", &self.0, text)
    }
}

/// As one operation of a batch; alone it is sent by the first version of the API, to the same effect.
impl Item for MergePeople {
    type Envelope = Entities;

    fn repeated(&self) -> Replay {
        <Self as crate::operation::Operation>::REPLAY
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        write_unidentified(text, "person", "merge", |operation| {
            self.write_members(operation)?;
            Ok(())
        })
    }
}

impl From<MergePeople> for Entity {
    fn from(merge: MergePeople) -> Self {
        Self::of(&merge)
    }
}

impl crate::operation::Operation for Entity {
    type Surface = crate::surface::TrackApi;
    type Output = ();
    const NAME: &'static str = "track.v2.entity";
    const ROUTE: &'static str = "POST /api/v2/entity";
    const REPLAY: Replay = Replay::Unsafe;

    fn replay(&self) -> Replay {
        self.replay
    }

    fn request(&self) -> Result<http::Request<bytes::Bytes>, InvalidInput> {
        crate::track::v2::entities::request(self)
    }

    fn response(&self, response: &http::Response<bytes::Bytes>) -> Result<(), wire::UnreadableAnswer> {
        wire::empty(response)
    }
}

impl fmt::Debug for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Entity")
    }
}

impl<T> fmt::Debug for Custom<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Custom")
    }
}

/// Lets an item be sent alone, and be one of several kinds.
macro_rules! operation {
    ($name:ident $(<$param:ident: $bound:path>)?, $operation:literal, $replay:ident) => {
        impl $(<$param: $bound>)? crate::operation::Operation for $name $(<$param>)? {
            type Surface = crate::surface::TrackApi;
            type Output = ();
            const NAME: &'static str = $operation;
            const ROUTE: &'static str = "POST /api/v2/entity";
            const REPLAY: crate::operation::Replay = crate::operation::Replay::$replay;

            fn request(&self) -> Result<http::Request<bytes::Bytes>, crate::wire::InvalidInput> {
                crate::track::v2::entities::request(self)
            }

            fn response(&self, response: &http::Response<bytes::Bytes>) -> Result<(), crate::wire::UnreadableAnswer> {
                crate::wire::empty(response)
            }
        }

        impl $(<$param: $bound>)? From<$name $(<$param>)?> for super::entity::Entity {
            fn from(operation: $name $(<$param>)?) -> Self {
                Self::of(&operation)
            }
        }
    };
}

pub(super) use operation;
