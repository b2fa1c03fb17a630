//! The formats of documents.

use crate::finding::kind::ProblemKind;
use crate::finding::unreadable::Unreadable;
use crate::source::document::node::Reader;
use crate::source::document::page::DocumentText;
use std::path::Path;

/// The format of a document. Each variant exists with the cargo feature of its name.
///
/// Needs the feature `toml` or `json`.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment, Format};
///
/// let loader = AppCredentials::loader()
///     .environment(Environment::empty())
///     .command(["printf", "[customerio]\\napp_api_key = 'abc'\\nregion = 'eu'\\n"], Format::Toml);
/// assert_eq!(loader.load()?.region(), Some(cio_config::Region::Eu));
/// # Ok::<(), cio_config::LoadError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// TOML 1.1.
    #[cfg(feature = "toml")]
    Toml,
    /// JSON, RFC 8259. A repeated key in one object is refused.
    #[cfg(feature = "json")]
    Json,
}

impl Format {
    /// The format of a file, by its extension.
    pub(super) fn of(path: &Path) -> Result<Self, Unreadable> {
        let ending = path.extension().map(std::ffi::OsStr::to_ascii_lowercase).unwrap_or_default();
        match ending.to_str() {
            #[cfg(feature = "toml")]
            Some("toml") => Ok(Self::Toml),
            #[cfg(feature = "json")]
            Some("json") => Ok(Self::Json),
            #[cfg(not(feature = "toml"))]
            Some("toml") => Err(Unreadable::FeatureOff { feature: "toml" }),
            #[cfg(not(feature = "json"))]
            Some("json") => Err(Unreadable::FeatureOff { feature: "json" }),
            _ => Err(Unreadable::UnknownFormat),
        }
    }

    pub(super) fn read<R: Reader>(
        self,
        page: &DocumentText<'_>,
        reader: R,
    ) -> Result<R::Output, Box<ProblemKind>> {
        let output = match self {
            #[cfg(feature = "toml")]
            Self::Toml => super::toml::read(page, reader),
            #[cfg(feature = "json")]
            Self::Json => super::json::read(page, reader),
        };
        output.map_err(|fault| page.problem(&fault))
    }
}
