//! `Group`: a person belongs to a group.

use super::call::{Call, Common, call_methods, is_call, item, operation};
use super::user::User;
use crate::wire::{Identifier, InvalidInput, Limits, Object, Writer, numbered};
use serde::Serialize;
use std::fmt;

/// Adds a person to a group, and sets the group's traits; Customer.io calls groups objects.
///
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::Group;
///
/// let group = Group::new("42", "acme").object_type(2).attribute("name", "Acme").message_id("m1").timestamp(1_700_000_000);
/// assert_eq!(
///     group.relationship_attribute("role", "admin").request()?.body(),
///     concat!(
///         r#"{"userId":"42","groupId":"acme","traits":{"object_type_id":"2","name":"Acme","#,
///         r#""relationshipAttributes":{"role":"admin"}},"messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct Group {
    user: User,
    group_id: Identifier,
    traits: Object,
    relationship: Object,
    common: Common,
}

impl Group {
    /// A group of the first type.
    #[must_use]
    pub fn new(user: impl Into<User>, group_id: impl Into<Identifier>) -> Self {
        Self {
            user: user.into(),
            group_id: group_id.into(),
            traits: Object::limited("attribute", Limits::TRAITS),
            relationship: Object::new("relationship attribute"),
            common: Common::new(),
        }
    }

    /// The object type of the group. Default: 1.
    #[must_use]
    pub fn object_type(mut self, object_type_id: u64) -> Self {
        match numbered("object_type_id", "types", object_type_id) {
            // The API expects the number as a string here.
            Ok(number) => self.traits.set("object_type_id", &number.to_string()),
            Err(fault) => self.traits.fail(fault),
        }
        self
    }

    /// Sets one attribute of the group; the last value counts.
    #[must_use]
    pub fn attribute(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
        self.traits.set(name.as_ref(), &value);
        self
    }

    /// Sets one attribute of the group for each field of a struct, or entry of a map.
    #[must_use]
    pub fn attributes(mut self, attributes: impl Serialize) -> Self {
        self.traits.set_all(&attributes);
        self
    }

    /// Sets one attribute of this person's belonging to the group; the last value counts.
    #[must_use]
    pub fn relationship_attribute(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
        self.relationship.set(name.as_ref(), &value);
        self
    }

    call_methods!();
}

impl Call for Group {
    is_call!("group");

    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        self.user.write(call)?;
        call.text("groupId", self.group_id.checked("groupId")?);
        if self.relationship.is_empty() {
            return call.object("traits", &self.traits);
        }
        let mut traits = self.traits.clone();
        traits.only_once(
            "relationshipAttributes",
            "are set as an attribute too, so one of the two would be lost",
        );
        traits.set_object("relationshipAttributes", &self.relationship);
        call.object("traits", &traits)
    }
}

operation!(Group, "pipelines.group", "group");
item!(Group);

impl fmt::Debug for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("Group");
        fields.field("user", &self.user).field("group_id", &self.group_id).field("attributes", &self.traits);
        self.common.fmt(fields.field("relationship_attributes", &self.relationship))
    }
}

#[cfg(test)]
mod tests {
    use super::Group;
    use crate::operation::Operation;

    #[test]
    fn relationship_attributes_among_the_others_are_refused_and_not_lost() {
        let group = Group::new(1, "acme").attribute("relationshipAttributes", 1);
        assert!(group.request().is_ok());
        let fault = group.relationship_attribute("role", "admin").request().unwrap_err().to_string();
        assert_eq!(
            fault,
            "relationshipAttributes are set as an attribute too, so one of the two would be lost"
        );
    }
}
