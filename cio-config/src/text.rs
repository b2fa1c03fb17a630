//! Strings and bytes: nothing in here knows Customer.io.

pub(crate) mod base64_pair;
pub(crate) mod civil_date;
pub(crate) mod compare;
pub(crate) mod dotenv;
pub(crate) mod escaped;
pub(crate) mod hash;
pub(crate) mod joined;
#[cfg(any(feature = "json", feature = "store"))]
pub(crate) mod json;
pub(crate) mod message;
pub(crate) mod setting_form;
pub(crate) mod wiped;
