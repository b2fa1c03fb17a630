//! The vocabulary of derived code.

pub(crate) mod answers;
pub(crate) mod asked;
pub(crate) mod declared;
pub(crate) mod nested;
pub(crate) mod setting;
pub(crate) mod slot;
pub(crate) mod slots;
