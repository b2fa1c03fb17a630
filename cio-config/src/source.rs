//! The sources of a load: each answers for a field.

pub(crate) mod answer;
pub(crate) mod by_name;
pub(crate) mod directory;
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) mod document;
pub(crate) mod dotenv;
pub(crate) mod set_names;
#[cfg(feature = "store")]
pub(crate) mod store;
mod variables;

use crate::environment::Environment;
use crate::finding::kind::ProblemKind;
use crate::finding::note::Note;
use crate::finding::origin::Origin;
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{Answer, Ask, Outcome};
use crate::source::directory::{Directory, Systemd};
#[cfg(any(feature = "toml", feature = "json"))]
use crate::source::document::Documents;
use crate::source::dotenv::Dotenv;
use crate::source::set_names::SetNames;
#[cfg(feature = "store")]
use crate::source::store::StoredSecret;
use crate::store::session::Session;

/// A place that is asked for one credential at a time. Files are read when the first field is looked up, and once.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Environment(Environment),
    Dotenv(Dotenv),
    Systemd(Systemd),
    Directory(Directory),
    #[cfg(any(feature = "toml", feature = "json"))]
    Documents(Documents),
    #[cfg(feature = "store")]
    Stored(StoredSecret),
}

/// What a load asks of every source.
pub(crate) trait Lookup {
    /// Gives the source the variables of the load: they name systemd's directory, and the profile of documents.
    fn set_environment(&mut self, _: &Environment) {}

    /// Looks a field up under all its names.
    fn look_up(&mut self, field: SchemaField, session: &Session) -> Outcome;

    /// Looks up every field that has no answer yet, and with [`Ask::All`] the others too. The first answer wins, later ones
    /// are shadowed.
    ///
    /// In the trait, so that each source has a loop of its own into which its `look_up` is compiled: a value then passes
    /// through memory once, on its way into the answer.
    fn answer(&mut self, answers: &mut [Answer], ask: Ask, session: &Session) {
        for answer in answers.iter_mut().filter(|answer| answer.is_asked(ask)) {
            let outcome = self.look_up(answer.wanted, session);
            answer.add(outcome);
        }
    }

    /// The places where a field would be, in the order in which they are looked at.
    fn places(&self, field: SchemaField) -> Vec<Origin>;

    /// Every name that is set: one may be nearly right for a field that was not found.
    fn set_names(&self) -> SetNames;

    /// Why these fields may have no value, though the source was meant to set them.
    fn notes(&self, _: &[SchemaField]) -> Vec<Note> {
        Vec::new()
    }

    /// What is wrong with the source itself, once it has been asked.
    fn problems(&self) -> Vec<ProblemKind>;

    /// Whether it waits for another program or for the network, not only for variables and files.
    #[cfg(feature = "store")]
    fn may_take_long(&self, _: &'static Schema) -> bool {
        false
    }
}

impl Source {
    pub(crate) fn as_lookup(&self) -> &dyn Lookup {
        match self {
            Self::Environment(environment) => environment,
            Self::Dotenv(dotenv) => dotenv,
            Self::Systemd(systemd) => systemd,
            Self::Directory(directory) => directory,
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents,
            #[cfg(feature = "store")]
            Self::Stored(secret) => secret,
        }
    }

    pub(crate) fn as_lookup_mut(&mut self) -> &mut dyn Lookup {
        match self {
            Self::Environment(environment) => environment,
            Self::Dotenv(dotenv) => dotenv,
            Self::Systemd(systemd) => systemd,
            Self::Directory(directory) => directory,
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents,
            #[cfg(feature = "store")]
            Self::Stored(secret) => secret,
        }
    }
}
