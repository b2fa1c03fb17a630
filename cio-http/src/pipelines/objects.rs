//! Deletes objects and relationships, by events with reserved names.

use super::call::{Call, Common, call_methods, is_call, item, operation};
use crate::wire::{Identifier, InvalidInput, Writer, numbered};
use std::fmt;

/// Takes a person out of a group: the event `Relationship Deleted`.
///
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::DeleteRelationship;
///
/// assert_eq!(
///     DeleteRelationship::new("42", "acme").message_id("m1").timestamp(1_700_000_000).request()?.body(),
///     concat!(
///         r#"{"userId":"42","event":"Relationship Deleted","properties":{"objectId":"acme","objectTypeId":1},"#,
///         r#""messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct DeleteRelationship {
    user_id: Identifier,
    object: ObjectRef,
    common: Common,
}

/// Deletes a group: the event `Object Deleted`.
///
/// The API wants an anonymous ID with it, though an object has no person: it gets the ID of the message, unless you set
/// another.
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::DeleteObject;
///
/// assert_eq!(
///     DeleteObject::new("acme").object_type(2).message_id("m1").timestamp(1_700_000_000).request()?.body(),
///     concat!(
///         r#"{"anonymousId":"m1","event":"Object Deleted","properties":{"objectId":"acme","objectTypeId":2},"#,
///         r#""messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct DeleteObject {
    anonymous_id: Option<Identifier>,
    object: ObjectRef,
    common: Common,
}

/// Which object.
#[derive(Clone)]
struct ObjectRef {
    id: Identifier,
    type_id: u64,
}

impl DeleteRelationship {
    /// Of a person to an object of the first type.
    #[must_use]
    pub fn new(user_id: impl Into<Identifier>, object_id: impl Into<Identifier>) -> Self {
        let object = ObjectRef { id: object_id.into(), type_id: 1 };
        Self { user_id: user_id.into(), object, common: Common::new() }
    }

    /// The type of the object. Default: 1.
    #[must_use]
    pub fn object_type(mut self, object_type_id: u64) -> Self {
        self.object.type_id = object_type_id;
        self
    }

    call_methods!();
}

impl DeleteObject {
    /// An object of the first type.
    #[must_use]
    pub fn new(object_id: impl Into<Identifier>) -> Self {
        Self {
            anonymous_id: None,
            object: ObjectRef { id: object_id.into(), type_id: 1 },
            common: Common::new(),
        }
    }

    /// The type of the object. Default: 1.
    #[must_use]
    pub fn object_type(mut self, object_type_id: u64) -> Self {
        self.object.type_id = object_type_id;
        self
    }

    /// The person the event is recorded for.
    #[must_use]
    pub fn anonymous_id(mut self, anonymous_id: impl Into<Identifier>) -> Self {
        self.anonymous_id = Some(anonymous_id.into());
        self
    }

    call_methods!();
}

impl ObjectRef {
    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        call.with("properties", |text| {
            Writer::write(text, |properties| {
                properties.text("objectId", self.id.checked("objectId")?);
                properties.value("objectTypeId", &numbered("objectTypeId", "types", self.type_id)?)?;
                Ok(())
            })
        })
    }
}

impl Call for DeleteRelationship {
    is_call!("track");

    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        call.text("userId", self.user_id.checked_as_person("userId")?);
        call.text("event", "Relationship Deleted");
        self.object.write(call)
    }
}

impl Call for DeleteObject {
    is_call!("track");

    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        match &self.anonymous_id {
            Some(anonymous_id) => call.text("anonymousId", anonymous_id.checked("anonymousId")?),
            None => call.text("anonymousId", self.id()),
        }
        call.text("event", "Object Deleted");
        self.object.write(call)
    }
}

operation!(DeleteRelationship, "pipelines.delete_relationship", "track");
operation!(DeleteObject, "pipelines.delete_object", "track");
item!(DeleteRelationship);
item!(DeleteObject);

impl fmt::Debug for DeleteRelationship {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("DeleteRelationship");
        self.common.fmt(fields.field("user_id", &self.user_id).field("object_id", &self.object.id))
    }
}

impl fmt::Debug for DeleteObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("DeleteObject");
        fields.field("object_id", &self.object.id).field("anonymous_id", &self.anonymous_id.is_some());
        self.common.fmt(&mut fields)
    }
}
