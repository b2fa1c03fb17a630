//! The sources of a load: each answers for a field.

pub(crate) mod answer;
pub(crate) mod by_name;
pub(crate) mod directory;
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) mod document;
pub(crate) mod dotenv;
#[cfg(feature = "store")]
pub(crate) mod store;
mod variables;

use crate::environment::Environment;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{Answer, Ask, Found};
#[cfg(any(feature = "toml", feature = "json"))]
use crate::source::document::named::Named;
#[cfg(feature = "store")]
use crate::source::store::Stored;
use crate::store::session::Session;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// A place that is asked for one credential at a time. Files are read when first asked, and once.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Environment(Environment),
    Dotenv(dotenv::Dotenv),
    /// What `$CREDENTIALS_DIRECTORY` of the environment names, if it is set.
    Systemd(Option<directory::Directory>),
    Directory(directory::Directory),
    #[cfg(any(feature = "toml", feature = "json"))]
    Documents(document::Documents),
    #[cfg(feature = "store")]
    Stored(Stored),
}

impl Source {
    pub(crate) fn dotenv(path: Cow<'static, Path>, required: bool) -> Self {
        Self::Dotenv(dotenv::Dotenv::new(path, required))
    }

    pub(crate) fn directory(path: PathBuf, required: bool) -> Self {
        Self::Directory(directory::Directory::new(path, required))
    }

    /// Tells a source the environment it belongs to: variables name systemd's directory, and the profile of documents.
    pub(crate) fn belongs_to(&mut self, environment: &Environment) {
        match self {
            Self::Systemd(directory) => {
                const VARIABLE: &str = "CREDENTIALS_DIRECTORY";
                let path = environment.path(VARIABLE);
                *directory = path.map(|path| directory::Directory::named_by(VARIABLE, path));
            }
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.belongs_to(environment),
            _ => {}
        }
    }

    /// Whether it is more than a look into variables and files: somebody else is waited for.
    #[cfg(feature = "store")]
    pub(crate) fn may_take_long(&self, schema: &'static Schema) -> bool {
        match self {
            Self::Stored(_) => true,
            Self::Environment(environment) => environment.names_pipe(schema),
            Self::Dotenv(dotenv) => dotenv.is_pipe(),
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.may_take_long(),
            Self::Systemd(_) | Self::Directory(_) => false,
        }
    }

    #[cfg(any(feature = "toml", feature = "json"))]
    pub(crate) fn documents(named: Named) -> Self {
        Self::Documents(document::Documents::new(named))
    }

    /// Asks for every field that has no answer yet, and with [`Ask::All`] for the others too.
    pub(crate) fn answer(&mut self, answers: &mut [Answer], ask: Ask, session: &Session) {
        #[cfg(not(feature = "store"))]
        let _ = session;
        match self {
            Self::Environment(environment) => fill(answers, ask, |wanted| environment.ask(wanted)),
            Self::Dotenv(dotenv) => fill(answers, ask, |wanted| dotenv.ask(wanted)),
            Self::Systemd(None) => {}
            Self::Systemd(Some(directory)) | Self::Directory(directory) => {
                fill(answers, ask, |wanted| directory.ask(wanted));
            }
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => fill(answers, ask, |wanted| documents.ask(wanted)),
            #[cfg(feature = "store")]
            Self::Stored(stored) => fill(answers, ask, |wanted| stored.ask(wanted, session)),
        }
    }

    /// The places where a field would stand, in the order in which they are looked at.
    pub(crate) fn places(&self, wanted: SchemaField) -> Vec<Origin> {
        match self {
            Self::Environment(environment) => environment.places(wanted),
            Self::Dotenv(dotenv) => dotenv.places(wanted),
            Self::Systemd(None) => Vec::new(),
            Self::Systemd(Some(directory)) | Self::Directory(directory) => directory.places(wanted),
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.places(wanted),
            #[cfg(feature = "store")]
            Self::Stored(stored) => stored.places(wanted),
        }
    }

    /// Every name that is set, to find one that is nearly right.
    pub(crate) fn names(&self) -> Vec<(String, Origin)> {
        match self {
            Self::Environment(environment) => {
                environment.names().map(|name| (name.clone(), Origin::variable(name))).collect()
            }
            Self::Dotenv(dotenv) => dotenv.names(),
            _ => Vec::new(),
        }
    }

    /// The keys in our tables of documents that are neither a credential nor a table, with all their tables, as in
    /// `customerio.marketing.retries`: settings, and what is misspelt.
    pub(crate) fn other_keys(&self) -> Vec<(String, Origin)> {
        match self {
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.other_keys(),
            _ => Vec::new(),
        }
    }

    /// The keys in documents that stand beside our tables, or in one that is nearly called like them, with the tables they
    /// were perhaps meant for.
    pub(crate) fn stray_keys(&self) -> Vec<(String, Origin)> {
        match self {
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.stray_keys(),
            _ => Vec::new(),
        }
    }

    /// The names of all files in a directory of secrets.
    pub(crate) fn entries(&self) -> Vec<(String, Origin)> {
        match self {
            Self::Systemd(Some(directory)) | Self::Directory(directory) => directory.names(),
            _ => Vec::new(),
        }
    }

    /// What is wrong with the source itself, once it has been asked.
    pub(crate) fn problems(&mut self) -> Vec<ProblemKind> {
        match self {
            Self::Environment(_) | Self::Systemd(None) => Vec::new(),
            Self::Systemd(Some(directory)) | Self::Directory(directory) => directory.problems(),
            Self::Dotenv(dotenv) => dotenv.problems(),
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Documents(documents) => documents.problems(),
            #[cfg(feature = "store")]
            Self::Stored(stored) => stored.problems(),
        }
    }
}

/// The first answer wins, later ones are shadowed.
#[inline]
fn fill(
    answers: &mut [Answer],
    ask: Ask,
    mut source: impl FnMut(SchemaField) -> Result<Option<Found>, Box<ProblemKind>>,
) {
    for answer in answers {
        let is_settled = answer.is_settled();
        if is_settled && ask == Ask::UntilAnswered {
            continue;
        }
        match (source(answer.wanted), is_settled) {
            (Ok(Some(found)), false) => answer.outcome = Ok(Some(found)),
            (Err(problem), false) => answer.outcome = Err(problem),
            (Ok(Some(found)), true) => answer.shadowed.push(found.provenance.origin(answer.wanted)),
            // A problem at a place that is not read is none.
            (Ok(None), _) | (Err(_), true) => {}
        }
    }
}
