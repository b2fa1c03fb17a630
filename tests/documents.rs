//! The documents whose examples are tested.

#[doc = include_str!("../README.md")]
#[cfg(doctest)]
mod readme {}
