//! One load: look up, resolve references, inspect, build.

pub(crate) mod absent;
pub(crate) mod build;
mod fetch;
pub(crate) mod inspect;
pub(crate) mod look_up;
pub(crate) mod near;
pub(crate) mod resolve;
pub(crate) mod second;
