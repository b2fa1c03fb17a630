//! Strings and bytes: nothing in here knows Customer.io.

pub(crate) mod dotenv;
#[cfg(any(feature = "json", feature = "store"))]
pub(crate) mod json;
pub(crate) mod message;
pub(crate) mod setting_form;
pub(crate) mod wiped;
