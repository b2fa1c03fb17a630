//! One value for each region.

use cio_config::Region;

/// One value for each region.
#[derive(Clone, Debug)]
pub(super) struct ByRegion<T> {
    us: T,
    eu: T,
}

pub(super) const REGIONS: [Region; 2] = [Region::Us, Region::Eu];

impl<T> ByRegion<T> {
    /// Makes both, the US one first; stops at the first error.
    pub(super) fn try_make<E>(mut make: impl FnMut(Region) -> Result<T, E>) -> Result<Self, E> {
        Ok(Self { us: make(Region::Us)?, eu: make(Region::Eu)? })
    }

    pub(super) fn make(mut make: impl FnMut(Region) -> T) -> Self {
        Self { us: make(Region::Us), eu: make(Region::Eu) }
    }

    pub(super) fn get(&self, region: Region) -> &T {
        if region == Region::Eu { &self.eu } else { &self.us }
    }
}
