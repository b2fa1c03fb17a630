//! Documents: trees that figment merges. The secrets in them stay outside its tree.

mod figment;
pub(crate) mod format;
#[cfg(feature = "json")]
mod json;
mod merged;
pub(crate) mod named;
mod node;
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
use crate::source::document::merged::Merged;
use crate::source::document::named::Named;
use std::sync::Arc;

/// Every document of a loader: one source, in which the one that is named first wins.
#[derive(Clone, Debug)]
pub(crate) struct Documents {
    named: Vec<Named>,
    environment: Environment,
    merged: Option<Arc<Merged>>,
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
