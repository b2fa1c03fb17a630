//! Rules that need types, run by the compiler: a struct that breaks one does not compile, and is told which.

mod claims;
mod rules;

pub use rules::{Faults, check_workspace, judge};

use crate::Role;
use crate::field::Presence;
use crate::schema::{Field, FieldKind};

/// Whether a struct states its region, as a type that a bound can ask for.
#[derive(Clone, Copy, Debug)]
pub struct RegionSlot<const STATED: bool>;

/// Credentials that state their region. A client asks for it, since each region has its own hosts.
#[diagnostic::on_unimplemented(
    message = "these credentials state no region",
    label = "a client needs to know the region",
    note = "add `region: Region,` to the struct"
)]
pub trait Stated {}

impl Stated for RegionSlot<true> {}

/// Whether one of the fields states the region. An `Option<Region>` may be `None`, so it does not.
#[must_use]
pub const fn has_region(fields: &[Field]) -> bool {
    let mut index = 0;
    while index < fields.len() {
        match fields[index].kind {
            FieldKind::Pin(_) => return true,
            FieldKind::Credential(Role::Region) if matches!(fields[index].presence, Presence::Required) => {
                return true;
            }
            _ => index += 1,
        }
    }
    false
}

/// A format or a store whose cargo feature is on.
#[diagnostic::on_unimplemented(
    message = "{Self} needs a feature of `cio-config` that is off",
    label = "the feature is off",
    note = "switch it on in `Cargo.toml`: `cio-config = {{ version = \"0.1\", features = [\"…\"] }}`"
)]
pub trait Enabled {}

/// Stops the build unless the feature of `T` is on.
pub const fn enabled<T: Enabled>() {}

/// TOML files.
#[derive(Debug)]
pub enum Toml {}
/// JSON files.
#[derive(Debug)]
pub enum Json {}
/// HashiCorp Vault and OpenBao.
#[derive(Debug)]
pub enum Vault {}

#[cfg(feature = "toml")]
impl Enabled for Toml {}
