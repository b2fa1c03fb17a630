//! Where the keys are put for the program under test to find: a directory, or OpenBao.

use cio_config::{Rotating, TrackCredentials};
use std::io::Result;

/// Where the keys are.
pub(crate) trait Place {
    /// Replaces both keys at once.
    fn put(&self, site_id: &str, track_api_key: &str) -> Result<()>;

    /// Makes a load fail while `during` runs.
    fn fail(&self, during: &mut dyn FnMut()) -> Result<()>;

    /// The keys as they are loaded from here.
    fn keys(&self) -> std::result::Result<Rotating<TrackCredentials>, Box<dyn std::error::Error>>;
}
