//! What generated code may call. No promise is made to anyone else.

pub use crate::check::{Judged, RegionSlot, judge};
pub use crate::example::check_example;
pub use crate::field::{FieldType, Presence};
pub use crate::load::Build;
pub use crate::nested::{Nested, NestedType, nested};
pub use crate::reference::check_reference;
pub use crate::schema::{Declared, Field, Schema};
pub use crate::setting::{NoRole, Probe, Setting, generic_setting, setting};
pub use crate::slot::{Slot, pin, slot};
pub use crate::slots::Slots;
pub use crate::{CioCredentials, Pin, Provides, Role};
pub use core::option::Option;
pub use core::primitive::str;

/// What must be switched on for a format or a store.
pub mod feature {
    pub use crate::feature::{json, toml, vault};
}
