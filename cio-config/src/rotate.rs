//! Credentials that are loaded again while the process runs.

pub(crate) mod attempt;
pub(crate) mod cell;
pub(crate) mod counts;
pub(crate) mod error;
#[cfg(cio_fault)]
pub(crate) mod fault;
mod hub;
mod machine;
mod pause;
pub(crate) mod refusal;
pub(crate) mod rotating;
