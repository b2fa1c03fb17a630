//! Why a value cannot be a credential, without a byte of the value.

use crate::credential::other_tool::OtherTool;
use crate::credential::region::Region;
use crate::text::setting_form::SettingForm;

/// Why a value cannot be the credential it was meant to be.
///
/// Holds kinds and places, never a byte of the value.
///
/// ```
/// use cio_config::{AppApiKey, Blank, Edge, KeyFault};
///
/// let fault = AppApiKey::new("0123456789 ").unwrap_err();
/// assert_eq!(fault, KeyFault::Blank { blank: Blank::Space, edge: Edge::End });
/// assert_eq!(fault.to_string(), "has a space at its end");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFault {
    /// It has no characters.
    #[error("is empty")]
    Empty,
    /// A blank. Keys have none, so it was copied with the key or added by quoting.
    #[error("has {blank} {edge}")]
    Blank {
        /// Which kind.
        blank: Blank,
        /// Where.
        edge: Edge,
    },
    /// A control character.
    #[error("has a control character (U+{code:04X}) {edge}")]
    Control {
        /// Its code point.
        code: u32,
        /// Where.
        edge: Edge,
    },
    /// A character outside ASCII.
    #[error("has a character that is not ASCII {edge}")]
    NotAscii {
        /// Where.
        edge: Edge,
    },
    /// Bytes that are not UTF-8.
    #[error("is not UTF-8")]
    NotUtf8,
    /// More bytes than a header should carry.
    #[error("is longer than {limit} bytes")]
    TooLong {
        /// How many bytes are allowed.
        limit: usize,
    },
    /// A colon, which would end the user name of the Track API (RFC 7617).
    #[error("has a colon, which HTTP Basic authentication cannot carry in a user name")]
    Colon,
    /// A variable that should hold the path of a file holds something else: perhaps the key itself, so it is not shown.
    #[error("is not the path of an existing file")]
    NamesNoFile,
    /// A placeholder that was not replaced: an example (`your-api-key-here`), a name in brackets (`<key>`), a variable
    /// (`${KEY}`).
    #[error("is a placeholder that was not replaced")]
    Placeholder,
    /// A quotation mark at an edge. Most readers of variables other than a shell keep the quotation marks of a `.env` line.
    #[error("has a quotation mark {edge}")]
    Quoted {
        /// Where; at its start, if it has one at both.
        edge: Edge,
    },
    /// A value that another tool encrypted.
    #[error("is sealed by {by}")]
    Sealed {
        /// The tool.
        by: OtherTool,
    },
    /// A reference that another tool should have replaced by the value.
    #[error("is a reference that {by} should have replaced")]
    NotReplaced {
        /// The tool.
        by: OtherTool,
    },
    /// Two keys joined by a colon, as `curl --user` takes the site ID and the Track API key.
    #[error("is two values joined by a colon")]
    Pair,
    /// The same in base64, as HTTP Basic authentication sends it, or one key and a colon.
    #[error("is base64 of a key and a colon, as HTTP Basic authentication sends it")]
    PairInBase64,
    /// The value of an `Authorization` header.
    #[error("is an `Authorization` header ({scheme}), not the key alone")]
    Header {
        /// `Basic` or `Bearer`.
        scheme: &'static str,
    },
    /// A line `NAME=value`.
    #[error("is a line `NAME=value`, not the value alone")]
    Assignment,
    /// A JSON object that holds the value.
    #[error("is a JSON object, not one value of it")]
    Document,
    /// A CDP API key in the place of another key: its prefix (`sk_eu_`, `pk_us_`) says so.
    #[error("is a CDP API key of the {region} region, by its prefix")]
    CdpApiKey {
        /// The region that the prefix names.
        region: Region,
    },
    /// A CDP API key whose prefix names another region than the one that is stated.
    #[error("is a key of the {found} region, by its prefix, but the region is `{stated}`")]
    KeyOfOtherRegion {
        /// The region that the prefix names.
        found: Region,
        /// The region of the struct.
        stated: Region,
    },
    /// A service account token where an API key belongs.
    #[error("is a service account token, not an API key")]
    ServiceAccountToken,
    /// A key that a sandbox of `cio-http` issued, cut off or changed since.
    #[error("is a sandbox's key that was cut off or changed")]
    DamagedSandboxKey,
    /// A token that does not start as service account tokens do.
    #[error("is not a service account token: those start with `sa_live_` or `sa_sandbox_`")]
    NotServiceAccountToken,
    /// Not a region.
    #[error("is not a region: expected `us` or `eu`{}", did_you_mean(*.suggestion))]
    UnknownRegion {
        /// The region that was probably meant.
        suggestion: Option<Region>,
    },
    /// A region, but not the one the type is pinned to.
    #[error("is `{found}`, but the type pins the region to `{pinned}`")]
    OtherRegion {
        /// The region that was found.
        found: Region,
        /// The region of the type.
        pinned: Region,
    },
    /// A setting that is not written in the form its type is read in.
    #[error("cannot be read: expected {expected}")]
    NotSetting {
        /// The form that is read.
        expected: SettingForm,
    },
    /// Not the number of a workspace.
    #[error("is not a workspace ID: expected a whole number without leading zeros")]
    NotWorkspaceId,
}

/// Kinds of blank that get into a copied key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Blank {
    /// U+0020.
    #[error("a space")]
    Space,
    /// U+0009.
    #[error("a tab")]
    Tab,
    /// U+000A.
    #[error("a line feed")]
    LineFeed,
    /// U+000D.
    #[error("a carriage return")]
    CarriageReturn,
    /// U+00A0, which copying from a web page gives.
    #[error("a no-break space")]
    NoBreakSpace,
    /// U+200B and similar characters, which have no width.
    #[error("an invisible character of no width")]
    ZeroWidth,
    /// U+FEFF: a byte order mark.
    #[error("a byte order mark")]
    ByteOrderMark,
    /// Any other Unicode white space.
    #[error("an unusual blank")]
    Other,
}

/// Where in a value something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Edge {
    /// At its first character.
    #[error("at its start")]
    Start,
    /// Neither first nor last.
    #[error("inside")]
    Inside,
    /// At its last character.
    #[error("at its end")]
    End,
}

fn did_you_mean(suggestion: Option<Region>) -> String {
    suggestion.map(|region| format!(", did you mean `{region}`?")).unwrap_or_default()
}
