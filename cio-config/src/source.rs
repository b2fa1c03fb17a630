//! The sources of a load: each answers for a field.

pub(crate) mod answer;
pub(crate) mod by_name;
pub(crate) mod directory;
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) mod document;
pub(crate) mod dotenv;
pub(crate) mod lookup;
pub(crate) mod set_names;
#[cfg(feature = "store")]
pub(crate) mod store;
mod variables;

use crate::environment::Environment;
use crate::source::directory::{Directory, Systemd};
#[cfg(any(feature = "toml", feature = "json"))]
use crate::source::document::Documents;
use crate::source::dotenv::Dotenv;
use crate::source::lookup::Lookup;
use crate::source::set_names::{SetNames, WhichNames};
#[cfg(feature = "store")]
use crate::source::store::StoredSecret;

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

impl Source {
    /// Every name that is set in any of them.
    pub(crate) fn set_names(sources: &[Self], which: WhichNames) -> SetNames {
        sources.iter().map(|source| source.as_lookup().set_names(which)).collect()
    }

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
