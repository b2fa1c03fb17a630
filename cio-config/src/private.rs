//! Items for derived code. They may change in any version: no other code should use them.
//!
//! `FieldType`, `NestedType` and `Setting` are here for the compiler: its messages name a trait by the path that is public.

pub use crate::check::example::check_example;
pub use crate::check::other_name::check_other_name;
pub use crate::check::rules::{Judged, judge};
pub use crate::check::stated::{InNested, RegionSlot};
pub use crate::credential::provides::Provides;
pub use crate::credential::sandbox_key::{sandbox_key, sandbox_port, sandbox_token};
pub use crate::credentials::CioCredentials;
pub use crate::credentials::known::IsCredentials;
pub use crate::generated::answers::Build;
pub use crate::generated::asked::Asked;
pub use crate::generated::declared::Declared;
pub use crate::generated::nested::{Nested, NestedType, nested};
pub use crate::generated::setting::{NoRole, Probe, Setting, generic_setting, setting};
pub use crate::generated::slot::{Slot, pin, slot};
pub use crate::generated::slots::Slots;
pub use crate::reference::check_reference;
pub use crate::schema::field_type::FieldType;
pub use crate::schema::fields::{DeclaredSource, Field, Schema};
pub use crate::schema::pin::Pin;
pub use crate::text::civil_date::civil_date;
pub use core::option::Option;
pub use core::primitive::str;

/// Checks that the feature of a format or a store is on.
pub mod feature {
    pub use crate::check::feature::{json, toml, vault};
}
