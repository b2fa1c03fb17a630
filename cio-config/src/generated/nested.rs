//! A struct within a struct: its own credentials, for its own client.

use crate::generated::answers::Build;
use crate::generated::declared::Declared;
use crate::schema::fields::{Field, FieldKind, Presence};

/// A type that a field marked `nested` may have: a derived struct, or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be nested, since it is not a struct of credentials",
    label = "expected a struct that derives `CioCredentials`",
    note = "put `#[derive(CioCredentials)]` on `{Self}`, or remove `nested` from the field"
)]
pub trait NestedType: Sized {
    /// The field's entry in the schema.
    const FIELD: Field;

    /// Builds it from the answers of its fields, which are the next ones.
    fn build(build: &mut Build) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Declared> NestedType for T {
    const FIELD: Field = Field::new("", FieldKind::Nested(T::DECLARATION), Presence::Required);

    fn build(build: &mut Build) -> Option<Self> {
        <T as Declared>::build(build)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Declared> NestedType for Option<T> {
    const FIELD: Field = Field::new("", FieldKind::Nested(T::DECLARATION), Presence::Optional);

    /// `None` if none of the struct's keys is set. A region or a setting alone does not count.
    fn build(build: &mut Build) -> Option<Self> {
        if build.skip_without_keys(T::DECLARATION) {
            Some(None)
        } else {
            <T as Declared>::build(build).map(Some)
        }
    }
}

/// A field marked `nested`: its entry in the schema, and how to build it.
#[derive(Debug)]
pub struct Nested<T> {
    /// The field's entry in the schema.
    pub field: Field,
    pub(crate) build: fn(&mut Build) -> Option<T>,
}

/// For every type of field: a slot holds no value of it.
impl<T> Clone for Nested<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Nested<T> {}

/// The field of a nested struct.
#[must_use]
pub const fn nested<T: NestedType>(name: &'static str) -> Nested<T> {
    Nested { field: Field { name, ..T::FIELD }, build: T::build }
}
