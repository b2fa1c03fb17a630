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
use crate::finding::note::Note;
use crate::finding::origin::Origin;
#[cfg(feature = "store")]
use crate::read::opened;
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{FieldAnswer, WhichFields};
use crate::source::document::alone::{Fill, SingleDocument};
use crate::source::document::merged::Merged;
use crate::source::document::named::NamedDocument;
use crate::source::lookup::{Lookup, fill};
use crate::source::set_names::{SetNames, WhichNames};
use crate::store::session::Session;
use std::sync::Arc;

/// Every document of a loader: one source, in which the one that is named first wins.
#[derive(Clone, Debug)]
pub(crate) struct Documents {
    named: Vec<NamedDocument>,
    environment: Environment,
    read: Option<Arc<ReadDocuments>>,
}

/// The documents, as they were read.
#[derive(Debug)]
enum ReadDocuments {
    Alone(SingleDocument),
    Merged(Merged),
}

impl Documents {
    pub(crate) fn new(named: NamedDocument) -> Self {
        Self { named: vec![named], environment: Environment::empty(), read: None }
    }

    pub(crate) fn add(&mut self, named: NamedDocument) {
        self.named.push(named);
    }
}

impl Lookup for Documents {
    /// Whether programs print some of them, or write them to a pipe.
    #[cfg(feature = "store")]
    fn may_take_long(&self, _: &'static Schema) -> bool {
        self.named.iter().any(|named| match named {
            NamedDocument::Command { .. } => true,
            NamedDocument::File { path, .. } => opened::is_pipe_at(path),
            NamedDocument::Figment(_) => false,
        })
    }

    /// A variable chooses the profile.
    fn set_environment(&mut self, environment: &Environment) {
        self.environment = environment.clone();
    }

    /// Reads the documents, and answers for every field that is to be asked for. No value is kept after that.
    fn answer(&mut self, answers: &mut [FieldAnswer], ask: WhichFields, _: &Session) {
        if !answers.iter().any(|answer| answer.is_asked(ask)) {
            return;
        }
        let fill: Fill<'_> = &mut |look_up| fill(answers, ask, look_up);
        let read = match &self.named[..] {
            [alone @ (NamedDocument::File { .. } | NamedDocument::Command { .. })] => {
                ReadDocuments::Alone(SingleDocument::answer(alone, &self.environment, fill))
            }
            named => {
                let merged = Merged::read(named, &self.environment);
                fill(&mut |wanted| merged.look_up(wanted));
                ReadDocuments::Merged(merged)
            }
        };
        self.read = Some(read.into());
    }

    fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        match self.read.as_deref() {
            Some(ReadDocuments::Alone(alone)) => {
                alone.exists.iter().flat_map(|exists| exists.places(wanted)).collect()
            }
            Some(ReadDocuments::Merged(merged)) => merged.places(wanted).collect(),
            None => Vec::new(),
        }
    }

    /// A value that a field lacks may be in a part that sops encrypted: a key, a table, a whole document in another
    /// format.
    fn notes(&self, missing: &[SchemaField]) -> Vec<Note> {
        let sops = match self.read.as_deref() {
            _ if missing.is_empty() => &[],
            Some(ReadDocuments::Alone(alone)) => alone.sops.as_slice(),
            Some(ReadDocuments::Merged(merged)) => merged.sops(),
            None => &[],
        };
        sops.iter().map(|origin| Note::Sops { origin: origin.clone() }).collect()
    }

    fn problems(&self) -> Vec<ProblemKind> {
        match self.read.as_deref() {
            Some(ReadDocuments::Alone(alone)) => alone.problems.clone(),
            Some(ReadDocuments::Merged(merged)) => merged.problems().cloned().collect(),
            None => Vec::new(),
        }
    }

    fn set_names(&self, _: WhichNames) -> SetNames {
        let none = SetNames::default();
        match self.read.as_deref() {
            Some(ReadDocuments::Alone(alone)) => {
                let others = alone.others.iter().map(|(key, origin)| (key.clone(), origin.clone()));
                let credentials = alone.credentials.places.clone();
                SetNames { keys: others.collect(), stray_keys: alone.strays.clone(), credentials, ..none }
            }
            Some(ReadDocuments::Merged(merged)) => SetNames {
                keys: merged.other_keys().collect(),
                stray_keys: merged.stray_keys().to_vec(),
                credentials: merged.credentials().to_vec(),
                ..none
            },
            None => none,
        }
    }
}
