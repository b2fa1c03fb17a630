//! Everything derived code knows about one field, from one const call, so that a wrong type causes one error.

use crate::credential::fault::KeyFault;
use crate::credential::value::Value;
use crate::generated::asked::Asked;
use crate::schema::field_type::FieldType;
use crate::schema::fields::{DeclaredSource, Field, FieldKind, Presence, Schema};

/// A field's entry in the schema, and how to read it.
#[derive(Debug)]
pub struct Slot<T> {
    /// The field's entry in the schema.
    pub field: Field,
    pub(crate) read: fn(Value) -> Result<T, KeyFault>,
    pub(crate) absent: fn() -> Option<T>,
    text: fn(&T) -> Option<&str>,
}

/// For every type of field: a slot holds no value of it.
impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slot<T> {}

/// The slot of a credential.
#[must_use]
pub const fn slot<T: FieldType>(name: &'static str) -> Slot<T> {
    let field = Field::new(name, T::KIND, T::PRESENCE);
    Slot { field, read: T::read, absent: T::absent, text: T::text }
}

/// The entry of a field whose type is one of the struct's own parameters, which only a pin can be.
#[must_use]
pub const fn pin(name: &'static str) -> Field {
    Field::new(name, FieldKind::Pin(None), Presence::Pinned)
}

impl<T> Slot<T> {
    pub(crate) const fn setting(
        field: Field,
        read: fn(Value) -> Result<T, KeyFault>,
        absent: fn() -> Option<T>,
    ) -> Self {
        Self { field, read, absent, text: |_| None }
    }

    /// `#[cio(env = "…")]`.
    #[must_use]
    pub const fn env(mut self, name: &'static str) -> Self {
        self.field = self.field.env(name);
        self
    }

    /// `#[cio(default = "…")]`.
    #[must_use]
    pub const fn or(mut self, text: &'static str) -> Self {
        self.field.default = Some(text);
        self
    }

    /// The doc comment of the field.
    #[must_use]
    pub const fn documented(mut self, docs: &'static str) -> Self {
        self.field.docs = Some(docs);
        self
    }

    /// `#[cio(any_name)]`.
    #[must_use]
    pub const fn any_name(mut self) -> Self {
        self.field.any_name = true;
        self
    }

    /// `#[cio(shared)]`.
    #[must_use]
    pub const fn shared(mut self) -> Self {
        self.field.shared = true;
        self
    }

    /// `#[cio(reference = "…")]`.
    #[must_use]
    pub const fn reference(mut self, reference: &'static str) -> Self {
        self.field.reference = Some(reference);
        self
    }

    /// `#[cio(command = ["…"])]`.
    #[must_use]
    pub const fn command(mut self, argv: &'static [&'static str]) -> Self {
        self.field.command = Some(argv);
        self
    }

    /// The text of `value`, if its role was asked for.
    pub(crate) fn text_of<'a>(&self, asked: Asked, value: &'a T) -> Option<&'a str> {
        (self.text)(value).filter(|_| self.field.role() == asked.role())
    }
}

impl Field {
    /// `#[cio(env = "…")]`.
    #[must_use]
    pub const fn env(mut self, name: &'static str) -> Self {
        self.env = Some(name);
        self
    }

    /// The doc comment of the field.
    #[must_use]
    pub const fn documented(mut self, docs: &'static str) -> Self {
        self.docs = Some(docs);
        self
    }
}

impl Schema {
    /// A struct without attributes.
    #[must_use]
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Self {
            name,
            workspace: None,
            sources: &[],
            references: false,
            empty_is_unset: false,
            other_names: &[],
            fields,
        }
    }

    /// `#[cio(workspace = "…")]`.
    #[must_use]
    pub const fn in_workspace(mut self, word: &'static str) -> Self {
        self.workspace = Some(word);
        self
    }

    /// The sources that the struct names, in the order in which they are written.
    #[must_use]
    pub const fn sources(mut self, sources: &'static [DeclaredSource]) -> Self {
        self.sources = sources;
        self
    }

    /// `#[cio(references)]`.
    #[must_use]
    pub const fn references(mut self) -> Self {
        self.references = true;
        self
    }

    /// `#[cio(empty_is_unset)]`.
    #[must_use]
    pub const fn with_empty_unset(mut self) -> Self {
        self.empty_is_unset = true;
        self
    }

    /// `#[cio(other_names = ["…"])]`.
    #[must_use]
    pub const fn with_other_names(mut self, names: &'static [&'static str]) -> Self {
        self.other_names = names;
        self
    }
}
