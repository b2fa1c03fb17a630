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
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::Outcome;
use crate::source::document::merged::Merged;
use crate::source::document::named::Named;
use crate::source::lookup::Lookup;
use crate::source::set_names::SetNames;
use crate::store::session::Session;
use std::sync::Arc;

/// Every document of a loader: one source, in which the one that is named first wins.
#[derive(Clone, Debug)]
pub(crate) struct Documents {
    named: Vec<Named>,
    environment: Environment,
    merged: Option<Arc<Merged>>,
}

impl Documents {
    pub(crate) fn new(named: Named) -> Self {
        Self { named: vec![named], environment: Environment::empty(), merged: None }
    }

    pub(crate) fn add(&mut self, named: Named) {
        self.named.push(named);
    }
}

impl Lookup for Documents {
    /// Whether programs print some of them, or write them to a pipe.
    #[cfg(feature = "store")]
    fn may_take_long(&self, _: &'static Schema) -> bool {
        self.named.iter().any(|named| match named {
            Named::Command { .. } => true,
            Named::File { path, .. } => file::is_pipe_at(path),
            Named::Figment(_) => false,
        })
    }

    /// A variable chooses the profile.
    fn set_environment(&mut self, environment: &Environment) {
        self.environment = environment.clone();
    }

    fn look_up(&mut self, wanted: SchemaField, _: &Session) -> Outcome {
        let (named, environment) = (&self.named, &self.environment);
        self.merged.get_or_insert_with(|| Merged::read(named, environment).into()).look_up(wanted)
    }

    fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        self.merged.iter().flat_map(|merged| merged.places(wanted)).collect()
    }

    fn problems(&self) -> Vec<ProblemKind> {
        self.merged.iter().flat_map(|merged| merged.problems()).cloned().collect()
    }

    /// Only once a field has been looked up.
    fn set_names(&self) -> SetNames {
        SetNames {
            keys: self.merged.iter().flat_map(|merged| merged.other_keys()).collect(),
            stray_keys: self.merged.iter().flat_map(|merged| merged.stray_keys()).cloned().collect(),
            ..SetNames::default()
        }
    }
}
