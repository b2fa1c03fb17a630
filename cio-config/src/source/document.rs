//! Documents: trees that figment merges. The secrets in them stay outside its tree.

mod figment;
pub(crate) mod format;
#[cfg(feature = "json")]
mod json;
mod merged;
mod node;
mod page;
mod profile;
mod tables;
#[cfg(feature = "toml")]
mod toml;

use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::finding::unreadable::Unreadable;
use crate::read::file;
use crate::read::program;
use crate::schema::schema_field::SchemaField;
use crate::source::Found;
use crate::source::document::format::Format;
use crate::source::document::merged::Merged;
use crate::source::document::page::{Page, Place};
use crate::source::document::tables::{Layers, Shelf};
use crate::source::environment::Environment;
use ::figment::Figment;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The table of a document that is ours.
const TABLE: &str = "customerio";
/// How many bytes of a document are read.
const LIMIT: usize = 1024 * 1024;

/// Every document of a loader: one source, in which the one that is named first wins.
#[derive(Clone, Debug)]
pub(crate) struct Documents {
    named: Vec<Named>,
    environment: Environment,
    merged: Option<Arc<Merged>>,
}

/// A document that a loader names.
#[derive(Clone)]
pub(crate) enum Named {
    File { path: PathBuf, required: bool },
    Command { argv: Vec<OsString>, format: Format },
    Figment(Box<Figment>),
}

impl Documents {
    pub(super) fn new(named: Named) -> Self {
        Self { named: vec![named], environment: Environment::empty(), merged: None }
    }

    pub(crate) fn add(&mut self, named: Named) {
        self.named.push(named);
    }

    /// Whether programs print some of them, or write them to a pipe.
    #[cfg(feature = "store")]
    pub(super) fn may_take_long(&self) -> bool {
        self.named.iter().any(|named| match named {
            Named::Command { .. } => true,
            Named::File { path, .. } => file::is_pipe_at(path),
            Named::Figment(_) => false,
        })
    }

    /// Tells the environment whose variable chooses the profile.
    pub(super) fn belongs_to(&mut self, environment: &Environment) {
        self.environment = environment.clone();
    }

    pub(super) fn ask(&mut self, wanted: SchemaField) -> Result<Option<Found>, Box<ProblemKind>> {
        let (named, environment) = (&self.named, &self.environment);
        self.merged.get_or_insert_with(|| Merged::read(named, environment).into()).look_up(wanted)
    }

    pub(super) fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        self.merged.iter().flat_map(|merged| merged.places(wanted)).collect()
    }

    pub(super) fn problems(&self) -> Vec<ProblemKind> {
        self.merged.iter().flat_map(|merged| merged.problems()).cloned().collect()
    }

    /// The keys in our tables that are neither a credential nor a table, with all their tables as in
    /// `customerio.marketing.retries`: settings, and what is misspelt. Only once a field has been asked for.
    pub(super) fn other_keys(&self) -> Vec<(String, Origin)> {
        self.merged.iter().flat_map(|merged| merged.other_keys()).collect()
    }

    /// The keys that were perhaps meant for our tables, with the tables they would be in.
    pub(super) fn stray_keys(&self) -> Vec<(String, Origin)> {
        self.merged.iter().flat_map(|merged| merged.stray_keys()).cloned().collect()
    }
}

impl Named {
    /// Reads the document, unless it may be missing and is.
    fn read(&self, profile: Option<&str>, shelf: &mut Shelf) -> Result<Option<Layers>, Box<ProblemKind>> {
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
            Self::Figment(tree) => return figment::read(tree, profile, shelf).map(Some),
        };
        let Some(place) = self.place() else { return Ok(None) };
        let page = Page::new(&place, &content)?;
        format.read(page, profile, shelf).map(Some)
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::File { path, .. } => Some(Place::File(path.clone())),
            Self::Command { argv, .. } => Some(Place::Command(program::program(argv))),
            Self::Figment(_) => None,
        }
    }
}

fn content(path: &Path) -> Result<(Zeroizing<Vec<u8>>, Format), Unreadable> {
    let format = Format::of(path)?;
    Ok((file::read(path, LIMIT)?, format))
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, .. } => write!(f, "`{}`", path.display()),
            Self::Command { argv, .. } => write!(f, "the output of `{}`", program::program(argv)),
            Self::Figment(_) => f.write_str("the `Figment`"),
        }
    }
}

/// The arguments of a command and what stands in a `Figment` are nobody's business.
impl fmt::Debug for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
