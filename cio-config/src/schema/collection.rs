//! Collections as fields: refused at the type, with the way to hold the keys of several tenants.
//!
//! A collection implements [`FieldType`] under a bound that no type meets. The compiler prints the message of the innermost bound
//! that is not met, so the error is that of this bound.

use crate::credential::fault::KeyFault;
use crate::credential::value::Value;
use crate::schema::field_type::FieldType;
use crate::schema::fields::{FieldKind, Presence};
use std::collections::{BTreeMap, HashMap};

/// No type implements it: the bound of a collection.
#[diagnostic::on_unimplemented(
    message = "a field holds one credential, not a collection of `{Self}`",
    label = "expected one credential",
    note = "keys of several tenants come from a database or a map of your own: make credentials of each with \
            `AppCredentials::new(key, region)`, and a client of those",
    note = "mark a list of your own `#[cio(setting)]`"
)]
pub trait OneCredential {
    /// What the collection would be.
    const KIND: FieldKind;

    /// What would be read.
    fn read<T>() -> T;
}

// Not by a macro: the compiler would show its invocation in the error.
impl<T: OneCredential> FieldType for Vec<T> {
    const KIND: FieldKind = T::KIND;
    const PRESENCE: Presence = Presence::Required;

    fn read(_: Value) -> Result<Self, KeyFault> {
        T::read()
    }

    fn shown(&self) -> Option<&str> {
        None
    }
}

impl<K, T: OneCredential, S> FieldType for HashMap<K, T, S> {
    const KIND: FieldKind = T::KIND;
    const PRESENCE: Presence = Presence::Required;

    fn read(_: Value) -> Result<Self, KeyFault> {
        T::read()
    }

    fn shown(&self) -> Option<&str> {
        None
    }
}

impl<K, T: OneCredential> FieldType for BTreeMap<K, T> {
    const KIND: FieldKind = T::KIND;
    const PRESENCE: Presence = Presence::Required;

    fn read(_: Value) -> Result<Self, KeyFault> {
        T::read()
    }

    fn shown(&self) -> Option<&str> {
        None
    }
}
