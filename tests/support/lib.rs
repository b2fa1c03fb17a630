//! What several test programs use, and the documents whose examples are tested.

pub mod scripted_store;

#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
mod readme {}
