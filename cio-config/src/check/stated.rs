//! Whether a struct states its region, which a client needs to know.
//!
//! The answer is a type, since a bound can only ask types. It carries the struct, so that an error names it: the compiler
//! prints the message of the innermost bound that is not met, and that bound is on the struct, not on the answer.

use crate::credential::role::Role;
use crate::schema::fields::{Field, FieldKind, Presence};
use std::marker::PhantomData;

/// The answer for a struct with credentials: whether one of its fields states the region.
#[derive(Clone, Copy, Debug)]
pub struct RegionSlot<Struct, const STATED: bool>(PhantomData<Struct>);

/// The answer for a struct whose credentials are all in nested structs, of which `Nested` is the first.
#[derive(Clone, Copy, Debug)]
pub struct InNested<Nested>(PhantomData<Nested>);

/// An answer that states the region.
#[diagnostic::on_unimplemented(
    message = "these credentials may state no region",
    label = "a client needs the region, since each region has its own hosts",
    note = "generic code that makes a client asks for `C: CioCredentials + StatesRegion`, with `cio_config::StatesRegion`"
)]
pub trait Stated {}

impl<Struct> Stated for RegionSlot<Struct, true> {}

impl<Struct: HasRegionField> Stated for RegionSlot<Struct, false> {}

impl<Nested: IsOutermost> Stated for InNested<Nested> {}

/// No type implements it: the bound of a struct that states no region.
pub trait HasRegionField {}

/// No type implements it: the bound of a struct that is nested in another.
#[diagnostic::on_unimplemented(
    message = "the credentials are in a nested struct, `{Self}`",
    label = "expected the nested struct",
    note = "each nested struct has its own client: pass the field of type `{Self}`, as in `Client::new(outer.field)`"
)]
pub trait IsOutermost {}

/// Whether one of the fields states the region. An `Option<Region>` may be `None`, so it does not.
pub(crate) const fn has_region(fields: &[Field]) -> bool {
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
