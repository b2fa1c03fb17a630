//! How a region is written, here and by other tools.

use crate::credential::accept::not_something_else;
use crate::credential::fault::KeyFault;
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::credential::sealed::{Credential, Sealed};
use std::str::FromStr;

impl Region {
    /// Everything that is read as a region, in lower case.
    ///
    /// The hosts are those that Customer.io's documents and clients name (read 2026-10): Track, App and Pipelines,
    /// the legacy App API, the old mobile hosts, the dashboard's back end and the MCP server.
    pub(crate) const fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::Us => &[
                "us",
                "global",
                "regionus",
                "region.us",
                "regions.us",
                "cioregion.us",
                "cdp",
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
                "regions.eu",
                "cioregion.eu",
                "cdp-eu",
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

    /// The region that another value may mean: a label, a host, a region of a cloud.
    fn suggestion(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
        let has_word = |words: &[&str]| {
            text.split(|char: char| !char.is_ascii_alphanumeric()).any(|word| words.contains(&word))
        };
        if has_word(&["eu", "emea"])
            || has(&["europ", "\u{1f1ea}\u{1f1fa}"])
            || text.starts_with("eu")
            || text.ends_with("eu")
        {
            Some(Self::Eu)
        } else if has_word(&["us", "usa", "global"])
            || has(&["america", "united states", "customer.io", "\u{1f1fa}\u{1f1f8}"])
            || text.starts_with("us")
        {
            Some(Self::Us)
        } else {
            None
        }
    }
}

impl FromStr for Region {
    type Err = KeyFault;

    fn from_str(text: &str) -> Result<Self, KeyFault> {
        // The common spellings, tried first.
        match text {
            "us" => return Ok(Self::Us),
            "eu" => return Ok(Self::Eu),
            _ => {}
        }
        [Self::Us, Self::Eu]
            .into_iter()
            .find(|region| region.spellings().iter().any(|spelling| text.eq_ignore_ascii_case(spelling)))
            .ok_or_else(|| fault_of(text))
    }
}

/// Why a value is not a region. An address of Customer.io's gets the region that it belongs to as a suggestion.
fn fault_of(text: &str) -> KeyFault {
    match not_something_else(text) {
        Err(fault) if !text.contains("customer.io") => fault,
        _ => KeyFault::UnknownRegion { suggestion: Region::suggestion(text) },
    }
}

impl TryFrom<&str> for Region {
    type Error = KeyFault;

    fn try_from(text: &str) -> Result<Self, KeyFault> {
        text.parse()
    }
}

crate::credential::key::deserialized!(Region);

impl Sealed for Region {}

impl Credential for Region {
    const ROLE: Role = Role::Region;

    fn from_text(text: &str) -> Result<Self, KeyFault> {
        text.parse()
    }

    fn exposed(&self) -> &str {
        self.as_str()
    }
}

#[cfg(test)]
mod tests {
    use crate::credential::fault::KeyFault;
    use crate::credential::region::Region;

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
            ("Region::EU", Some(Region::Eu)),
            ("Location.US", Some(Region::Us)),
            ("EU (Ireland)", Some(Region::Eu)),
            ("\u{1f1ea}\u{1f1fa}", Some(Region::Eu)),
            ("\u{1f1fa}\u{1f1f8} US", Some(Region::Us)),
            ("European Union", Some(Region::Eu)),
            ("North America", Some(Region::Us)),
        ] {
            assert_eq!(text.parse::<Region>(), Err(KeyFault::UnknownRegion { suggestion }), "{text:?}");
        }
    }
}
