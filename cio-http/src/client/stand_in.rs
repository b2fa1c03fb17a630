//! Whether a client sends where its keys are good or, with the feature `sandbox`, to a sandbox in its place.

#[cfg_attr(feature = "sandbox", path = "stand_in/on.rs")]
#[cfg_attr(not(feature = "sandbox"), path = "stand_in/off.rs")]
mod addresses;

pub(crate) use addresses::StandIn;
