//! Everything that can be wrong with a load, worded once, with its hint.

pub(crate) mod command_fault;
pub(crate) mod document_fault;
pub(crate) mod hint;
pub(crate) mod kind;
pub(crate) mod load_error;
pub(crate) mod note;
pub(crate) mod origin;
pub(crate) mod problem;
pub(crate) mod reference_problem;
pub(crate) mod secret_problem;
pub(crate) mod store_fault;
pub(crate) mod unreadable;
