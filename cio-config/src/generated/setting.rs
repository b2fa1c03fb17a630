//! The program's own settings, next to the credentials: any type that can be deserialized.

mod common;
mod list;
mod refused;
mod text;
#[cfg(any(feature = "toml", feature = "json"))]
mod tree;

use crate::credential::fault::KeyFault;
use crate::credential::role::Role;
use crate::credential::value::Value;
use crate::generated::slot::Slot;
use crate::schema::field_type::FieldType;
use crate::schema::fields::{Field, FieldKind, Presence};
use serde_core::de::DeserializeOwned;
use std::marker::PhantomData;

/// A type that a field marked `setting` may have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a setting",
    label = "expected a type that can be deserialized",
    note = "derive `serde::Deserialize` for `{Self}`",
    note = "a pinned region is not a setting: remove `setting`"
)]
pub trait Setting: Sized {
    /// Reads the value that a source had.
    ///
    /// # Errors
    /// [`KeyFault::NotSetting`] if it is not a value of this type.
    fn read(value: Value) -> Result<Self, KeyFault>;

    /// The value when no source has one: `None` for an `Option`; other types have none.
    fn absent() -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Setting for T {
    fn read(value: Value) -> Result<Self, KeyFault> {
        let read = match &value {
            Value::Text(_) => text::from_text(value.text()?),
            #[cfg(any(feature = "toml", feature = "json"))]
            Value::Tree(tree) => tree::from_tree(tree),
        };
        read.map_err(|expected| KeyFault::NotSetting { expected })
    }

    fn absent() -> Option<Self> {
        text::from_nothing()
    }
}

/// The slot of a setting, given the facts that [`Probe`] found about its type.
#[must_use]
pub const fn setting<T: Setting>(name: &'static str, role: Option<Role>, optional: bool) -> Slot<T> {
    let presence = if optional { Presence::Optional } else { Presence::Required };
    let kind = match role {
        Some(role) => FieldKind::Credential(role),
        None => FieldKind::Setting,
    };
    // The rules refuse a credential that is marked as a setting, at its type.
    let field = Field { marked_setting: true, ..Field::new(name, kind, presence) };
    Slot::setting(field, T::read, T::absent)
}

/// The entry of a setting whose type depends on the struct's own parameters.
#[must_use]
pub const fn generic_setting(name: &'static str) -> Field {
    Field { marked_setting: true, ..Field::new(name, FieldKind::Setting, Presence::Required) }
}

/// `Default`, with a message that names the attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `Default`",
    label = "`#[cio(setting, default)]` needs a `Default`",
    note = "derive `Default` for `{Self}`, or write the value: `default = \"…\"`"
)]
pub trait HasDefault {
    /// The default.
    fn default_value() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> HasDefault for T {
    fn default_value() -> Self {
        Self::default()
    }
}

impl<T> Slot<T> {
    /// `#[cio(default)]`.
    #[must_use]
    pub const fn or_default(mut self) -> Self
    where
        T: HasDefault,
    {
        self.absent = || Some(T::default_value());
        self.field.presence = Presence::Optional;
        self
    }
}

/// Asks any type whether it is a credential or an `Option`: `<Probe<T>>::ROLE`, `<Probe<T>>::OPTIONAL`.
///
/// An inherent const is found before that of a trait, so a credential answers with its role, and any other type as
/// [`NoRole`] does.
#[derive(Debug)]
pub struct Probe<T>(PhantomData<T>);

/// The answer of a type that is neither a credential nor an `Option`.
pub trait NoRole {
    /// None.
    const ROLE: Option<Role> = None;
    /// No.
    const OPTIONAL: bool = false;
}

impl<T> NoRole for Probe<T> {}

impl<T: FieldType> Probe<T> {
    /// The credential that the type carries.
    pub const ROLE: Option<Role> = match T::KIND {
        FieldKind::Credential(role) => Some(role),
        _ => Some(Role::Region),
    };
}

impl<T> Probe<Option<T>> {
    /// Whether the type is an `Option`.
    pub const OPTIONAL: bool = true;
}
