//! A struct's declaration, and the names it is read under.

pub(crate) mod field_type;
pub(crate) mod fields;
pub(crate) mod key_sets;
pub(crate) mod names;
pub(crate) mod pin;
pub(crate) mod schema_field;
