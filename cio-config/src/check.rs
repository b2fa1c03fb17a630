//! Rules that need types, run by the compiler: a struct that breaks one does not compile, and is told which.

pub(crate) mod example;
pub(crate) mod feature;
pub(crate) mod rules;

use crate::credential::role::Role;
use crate::schema::fields::{Field, FieldKind, Presence};

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
const fn has_region(fields: &[Field]) -> bool {
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
