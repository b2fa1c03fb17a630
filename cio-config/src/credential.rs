//! The credentials as types, and which strings are accepted as keys.

pub(crate) mod accept;
pub(crate) mod claims;
pub(crate) mod fault;
pub(crate) mod key;
pub(crate) mod names_in_use;
pub(crate) mod other_tool;
pub(crate) mod placeholder;
pub(crate) mod provides;
pub(crate) mod region;
pub(crate) mod role;
pub(crate) mod sandbox_key;
pub(crate) mod sealed;
pub(crate) mod spellings;
pub(crate) mod value;
