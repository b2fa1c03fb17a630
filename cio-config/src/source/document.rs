//! Documents: one alone answers from its text, several are trees that figment merges without the secrets in them.

mod alone;
mod exists;
mod figment;
pub(crate) mod format;
#[cfg(feature = "json")]
mod json;
mod merged;
pub(crate) mod named;
mod node;
mod ours;
mod page;
mod profile;
mod tables;
#[cfg(feature = "toml")]
mod toml;

use crate::environment::Environment;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
#[cfg(feature = "store")]
use crate::read::file;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::Found;
use crate::source::document::alone::Alone;
use crate::source::document::merged::Merged;
use crate::source::document::named::Named;
use std::sync::Arc;

/// Every document of a loader: one source, in which the one that is named first wins.
#[derive(Clone, Debug)]
pub(crate) struct Documents {
    named: Vec<Named>,
    environment: Environment,
    read: Option<Arc<Read>>,
}

/// What was read.
#[derive(Debug)]
enum Read {
    Alone(Alone),
    Merged(Merged),
}

/// What a source says of a field.
type Outcome = Result<Option<Found>, Box<ProblemKind>>;
/// Looks up every field that is asked for, with the function it is given.
type Fill<'a> = &'a mut dyn FnMut(&mut dyn FnMut(SchemaField) -> Outcome);

impl Documents {
    pub(super) fn new(named: Named) -> Self {
        Self { named: vec![named], environment: Environment::empty(), read: None }
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

    /// Passes the environment whose variable chooses the profile.
    pub(super) fn belongs_to(&mut self, environment: &Environment) {
        self.environment = environment.clone();
    }

    /// Reads the documents, and answers for every field that `fill` asks for. No value is kept after that.
    pub(super) fn answer(&mut self, fill: Fill<'_>) {
        let read = match &self.named[..] {
            [alone @ (Named::File { .. } | Named::Command { .. })] => {
                Read::Alone(Alone::answer(alone, &self.environment, fill))
            }
            named => {
                let merged = Merged::read(named, &self.environment);
                fill(&mut |wanted| merged.look_up(wanted));
                Read::Merged(merged)
            }
        };
        self.read = Some(read.into());
    }

    pub(super) fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        match self.read.as_deref() {
            Some(Read::Alone(alone)) => {
                alone.exists.iter().flat_map(|exists| exists.places(wanted)).collect()
            }
            Some(Read::Merged(merged)) => merged.places(wanted).collect(),
            None => Vec::new(),
        }
    }

    pub(super) fn problems(&self) -> Vec<ProblemKind> {
        match self.read.as_deref() {
            Some(Read::Alone(alone)) => alone.problems.clone(),
            Some(Read::Merged(merged)) => merged.problems().cloned().collect(),
            None => Vec::new(),
        }
    }

    /// The keys in our tables that are neither a credential nor a table, with all their tables as in
    /// `customerio.marketing.retries`: settings, and what is misspelt. Only once a field has been asked for.
    pub(super) fn other_keys(&self) -> Vec<(String, Origin)> {
        match self.read.as_deref() {
            Some(Read::Alone(alone)) => {
                alone.others.iter().map(|(key, origin)| (key.clone(), origin.clone())).collect()
            }
            Some(Read::Merged(merged)) => merged.other_keys().collect(),
            None => Vec::new(),
        }
    }

    /// The keys that were perhaps meant for our tables, with the tables they would be in.
    pub(super) fn stray_keys(&self) -> Vec<(String, Origin)> {
        match self.read.as_deref() {
            Some(Read::Alone(alone)) => alone.strays.clone(),
            Some(Read::Merged(merged)) => merged.stray_keys().to_vec(),
            None => Vec::new(),
        }
    }
}
