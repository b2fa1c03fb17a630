//! The Track API: people and what they do.

mod account_region;
mod identify;
mod track_event;

pub use account_region::{Account, AccountRegion};
pub use identify::Identify;
pub use track_event::TrackEvent;
