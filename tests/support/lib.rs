//! Helpers of several test programs, and the documents whose examples are tested.

pub mod scripted_store;

#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
mod readme {}
