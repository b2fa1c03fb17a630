//! `Region`, and the pins `Us` and `Eu` that fix it in a type.

use crate::credential::fault::Fault;
use crate::credential::key::Credential;
use crate::credential::key::sealed::Sealed;
use crate::credential::role::Role;
use std::fmt;
use std::str::FromStr;

/// The data centre a Customer.io account is in.
///
/// Chosen when the account is made, and the same for all its workspaces. A key does not say its region, so it is
/// stated: there is no default, because data sent to the wrong one has left its continent before anyone notices.
///
/// Reads `us` and `eu` in any case, `global` (as n8n calls the US), the constants of Customer.io's SDKs (`RegionEU`,
/// `Region.eu`) and Customer.io's own host names (`track-eu.customer.io`). Anything else is refused, blanks included.
///
/// ```
/// use cio_config::{Fault, Region};
///
/// assert_eq!("EU".parse(), Ok(Region::Eu));
/// assert_eq!("track.customer.io".parse(), Ok(Region::Us));
/// assert_eq!(
///     "europe".parse::<Region>().unwrap_err().to_string(),
///     "is no region: expected `us` or `eu`, did you mean `eu`?",
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

    /// Everything that is read as a region, in lower case.
    ///
    /// The hosts are those that Customer.io's documents and clients name (read 2026-10): Track, App and Pipelines,
    /// the legacy App API, the old mobile hosts, the dashboard's back end and the MCP server.
    const fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::Us => &[
                "us",
                "global",
                "regionus",
                "region.us",
                "track.customer.io",
                "api.customer.io",
                "cdp.customer.io",
                "us.fly.customer.io",
                "mcp.customer.io",
                "beta-api.customer.io",
                "track-sdk.customer.io",
            ],
            Self::Eu => &[
                "eu",
                "regioneu",
                "region.eu",
                "track-eu.customer.io",
                "api-eu.customer.io",
                "cdp-eu.customer.io",
                "eu.fly.customer.io",
                "mcp-eu.customer.io",
                "beta-api-eu.customer.io",
                "track-sdk-eu.customer.io",
            ],
        }
    }

    /// What somebody who wrote `text` may have meant.
    fn suggestion(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(&["-eu", "eu-", "eu.", "europ", "emea"]) || text.starts_with("eu") || text.ends_with("eu") {
            Some(Self::Eu)
        } else if has(&["us-", "america", "united states", "global", "customer.io"]) || text.starts_with("us")
        {
            Some(Self::Us)
        } else {
            None
        }
    }
}

impl FromStr for Region {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        [Self::Us, Self::Eu]
            .into_iter()
            .find(|region| region.spellings().iter().any(|spelling| text.eq_ignore_ascii_case(spelling)))
            .ok_or_else(|| Fault::UnknownRegion { suggestion: Self::suggestion(text) })
    }
}

impl TryFrom<&str> for Region {
    type Error = Fault;

    fn try_from(text: &str) -> Result<Self, Fault> {
        text.parse()
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

crate::credential::key::deserialized!(Region);

impl Sealed for Region {}

impl Credential for Region {
    const ROLE: Role = Role::Region;

    fn from_text(text: &str) -> Result<Self, Fault> {
        text.parse()
    }

    fn shown(&self) -> Option<&str> {
        Some(self.as_str())
    }
}

/// A type that fixes the region: [`Us`] or [`Eu`].
///
/// A field `region: Eu` is the European Union or does not load, and no host elsewhere can be reached from that type.
/// A struct may be generic over its pin.
///
/// ```
/// use cio_config::{Eu, Pin, Region};
///
/// fn host<P: Pin>(_: P) -> &'static str {
///     if P::REGION == Region::Eu { "track-eu.customer.io" } else { "track.customer.io" }
/// }
/// assert_eq!(host(Eu), "track-eu.customer.io");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a pinned region",
    label = "expected `Us` or `Eu`",
    note = "the type parameter of a region is `Us` or `Eu`; where the region is read at load, write `region: Region` instead"
)]
pub trait Pin: Credential + crate::schema::field_type::FieldType + Copy + Default + fmt::Debug {
    /// The region it stands for.
    const REGION: Region;
}

macro_rules! pin {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $name;

        #[diagnostic::do_not_recommend]
        impl Pin for $name {
            const REGION: Region = Region::$name;
        }

        impl From<$name> for Region {
            fn from(_: $name) -> Self {
                Self::$name
            }
        }

        impl Sealed for $name {}

        impl Credential for $name {
            const ROLE: Role = Role::Region;

            fn from_text(text: &str) -> Result<Self, Fault> {
                match text.parse()? {
                    Region::$name => Ok(Self),
                    found => Err(Fault::OtherRegion { found, pinned: Self::REGION }),
                }
            }

            fn shown(&self) -> Option<&str> {
                Some(Self::REGION.as_str())
            }
        }
    };
}

pin! {
    /// Fixes the region to the United States.
    ///
    /// ```
    /// use cio_config::{Region, Us};
    ///
    /// assert_eq!(Region::from(Us), Region::Us);
    /// ```
    Us
}

pin! {
    /// Fixes the region to the European Union.
    ///
    /// ```
    /// use cio_config::{Eu, Region};
    ///
    /// assert_eq!(Region::from(Eu), Region::Eu);
    /// ```
    Eu
}

#[cfg(test)]
mod tests {
    use super::{Eu, Region, Us};
    use crate::credential::fault::Fault;
    use crate::credential::key::Credential;

    #[test]
    fn every_known_spelling_is_read_in_any_case() {
        for region in [Region::Us, Region::Eu] {
            for spelling in region.spellings() {
                assert_eq!(spelling.parse(), Ok(region), "{spelling}");
                assert_eq!(spelling.to_ascii_uppercase().parse(), Ok(region), "{spelling}");
            }
        }
    }

    #[test]
    fn anything_else_is_refused_with_a_suggestion() {
        for (text, suggestion) in [
            (" eu", Some(Region::Eu)),
            ("eu\n", Some(Region::Eu)),
            ("europe", Some(Region::Eu)),
            ("https://track-eu.customer.io", Some(Region::Eu)),
            ("https://track.customer.io", Some(Region::Us)),
            ("usa", Some(Region::Us)),
            ("us-east-1", Some(Region::Us)),
            ("uk", None),
            ("", None),
            ("fly.customer.io", Some(Region::Us)),
        ] {
            assert_eq!(text.parse::<Region>(), Err(Fault::UnknownRegion { suggestion }), "{text:?}");
        }
    }

    #[test]
    fn a_pin_refuses_the_other_region() {
        assert_eq!(Us::from_text("global"), Ok(Us));
        assert_eq!(Eu::from_text("us"), Err(Fault::OtherRegion { found: Region::Us, pinned: Region::Eu }));
    }
}
