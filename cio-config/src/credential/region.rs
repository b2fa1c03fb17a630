//! `Region`: the data centre of an account.

use std::fmt;

/// The data centre a Customer.io account is in.
///
/// Chosen when the account is made, and the same for all its workspaces. Most keys do not name their region, so it
/// is stated. It has no default: data sent to the wrong region has left its continent.
///
/// Reads `us` and `eu` in any case, `global` (as n8n calls the US), the constants of Customer.io's SDKs (`RegionEU`,
/// `Region.eu`, `CioRegion.EU`) and Customer.io's own host names (`track-eu.customer.io`, `cdp-eu`). Anything else is refused,
/// blanks included, with the region that it may mean.
///
/// ```
/// use cio_config::{KeyFault, Region};
///
/// assert_eq!("EU".parse(), Ok(Region::Eu));
/// assert_eq!("track.customer.io".parse(), Ok(Region::Us));
/// assert_eq!(
///     "europe".parse::<Region>().unwrap_err().to_string(),
///     "is not a region: expected `us` or `eu`, did you mean `eu`?",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Region {
    /// United States, for every account that is not in the European Union.
    Us,
    /// European Union.
    Eu,
}

impl Region {
    /// `us` or `eu`, as Customer.io writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Eu => "eu",
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
