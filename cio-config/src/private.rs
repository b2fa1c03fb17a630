//! What generated code may call. No promise is made to anyone else.

pub use crate::check::{Faults, RegionSlot, check_workspace, enabled, has_region, judge};
pub use crate::field::{FieldType, Presence};
pub use crate::loader::Build;
pub use crate::nested::{NestedType, nested};
pub use crate::schema::{Field, Schema};
pub use crate::setting::{NoRole, Probe, Setting, setting};
pub use crate::slot::{Slot, pin, slot, stated};
pub use crate::{CioCredentials, Pin, Provides, Region};
pub use core::option::Option;

/// What must be switched on for a format or a store.
pub mod feature {
    pub use crate::check::{Json, Toml, Vault};
}
