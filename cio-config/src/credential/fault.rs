//! Why a text cannot be a credential, said without the text.

use crate::credential::region::Region;
use crate::text::setting_form::SettingForm;

/// Why a text cannot be the credential it was meant to be.
///
/// Holds kinds and places, never a byte of the text.
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
    /// There is nothing in it.
    #[error("is empty")]
    Empty,
    /// A blank: keys never contain one, so it came from copying or quoting.
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
    /// Bytes that are no text.
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
    /// What should be the path of a file, and is none from the root on nor from the working directory: it may be the value
    /// itself, so it is not repeated.
    #[error("is no path of a file that exists")]
    NamesNoFile,
    /// A placeholder from an example, such as `your-api-key-here`.
    #[error("is a placeholder from an example")]
    Placeholder,
    /// A service account token where an API key belongs.
    #[error("is a service account token, not an API key")]
    ServiceAccountToken,
    /// A token that does not start as service account tokens do.
    #[error("is no service account token: they start with `sa_live_` or `sa_sandbox_`")]
    NotServiceAccountToken,
    /// No region.
    #[error("is no region: expected `us` or `eu`{}", did_you_mean(*.suggestion))]
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
    /// No workspace number.
    #[error("is no workspace ID: expected a whole number without leading zeros")]
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
    /// U+200B and its kin: no width, so nobody sees them.
    #[error("an invisible character of no width")]
    ZeroWidth,
    /// U+FEFF: a byte order mark.
    #[error("a byte order mark")]
    ByteOrderMark,
    /// Any other Unicode white space.
    #[error("an unusual blank")]
    Other,
}

/// Where in a text something stands.
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
