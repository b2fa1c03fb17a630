//! A document that a loader names: a file, the output of a command, or a `Figment`.

use crate::finding::kind::ProblemKind;
use crate::finding::unreadable::Unreadable;
use crate::read::{file, program};
use crate::source::document::format::Format;
use crate::source::document::node::Reader;
use crate::source::document::page::{DocumentPlace, DocumentText};
use crate::text::escaped::Escaped;
use ::figment::Figment;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// How many bytes of a document are read.
const LIMIT: usize = 1024 * 1024;

/// A document that a loader names.
#[derive(Clone)]
pub(crate) enum NamedDocument {
    File { path: PathBuf, required: bool },
    Command { argv: Vec<OsString>, format: Format },
    Figment(Box<Figment>),
}

impl NamedDocument {
    /// Parses a document that is text, unless it may be missing and is.
    pub(super) fn parse<R: Reader>(&self, reader: R) -> Result<Option<R::Output>, Box<ProblemKind>> {
        let (content, format) = match self {
            Self::File { path, required } => match content(path) {
                Ok(content) => content,
                Err(Unreadable::NotFound) if !required => return Ok(None),
                Err(reason) => {
                    let path = path.clone();
                    return Err(Box::new(ProblemKind::Unreadable { path, variable: None, reason }));
                }
            },
            Self::Command { argv, format } => (program::output(argv, LIMIT)?, *format),
            Self::Figment(_) => return Ok(None),
        };
        let Some(place) = self.place() else { return Ok(None) };
        let page = DocumentText::new(&place, &content)?;
        format.read(&page, reader).map(Some)
    }

    pub(super) fn place(&self) -> Option<DocumentPlace> {
        match self {
            Self::File { path, .. } => Some(DocumentPlace::File(path.clone())),
            Self::Command { argv, .. } => Some(DocumentPlace::Command(program::program(argv))),
            Self::Figment(_) => None,
        }
    }
}

fn content(path: &Path) -> Result<(Zeroizing<Vec<u8>>, Format), Unreadable> {
    let format = Format::of(path)?;
    Ok((file::read(path, LIMIT)?, format))
}

impl fmt::Display for NamedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, .. } => write!(f, "`{}`", Escaped(path.display())),
            Self::Command { argv, .. } => write!(f, "the output of `{}`", Escaped(program::program(argv))),
            Self::Figment(_) => f.write_str("the `Figment`"),
        }
    }
}

/// The arguments of a command and the content of a `Figment` may be secret, so neither is shown.
impl fmt::Debug for NamedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
