//! `Loader`: the sources of a load, in their order.

mod rotating;
mod search;
#[cfg(feature = "store")]
mod stores;

use crate::environment::Environment;
use crate::finding::load_error::LoadError;
use crate::generated::declared::Declared;
use crate::load::build::build;
use crate::load::look_up::SetsAsked;
use crate::loader::search::Search;
use crate::output::report::Report;
#[cfg(feature = "store")]
use crate::reference::backend::Backend;
use crate::schema::fields::DeclaredSource;
use crate::source::Source;
use crate::source::answer::WhichFields;
use crate::source::directory::{Directory, Systemd};
#[cfg(any(feature = "toml", feature = "json"))]
use crate::source::document::Documents;
#[cfg(any(feature = "toml", feature = "json"))]
use crate::source::document::format::Format;
#[cfg(any(feature = "toml", feature = "json"))]
use crate::source::document::named::NamedDocument;
use crate::source::dotenv::Dotenv;
#[cfg(feature = "store")]
use crate::source::store::StoredSecret;
#[cfg(any(feature = "toml", feature = "json"))]
use figment::Figment;
#[cfg(any(feature = "toml", feature = "json"))]
use std::ffi::OsString;
use std::fmt;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

/// Says where to look, then loads.
///
/// `Billing::loader()` starts with the environment (each variable also as `NAME_FILE`, which names a file that holds
/// the value), systemd's credentials, what the struct names, and `.env` in the working directory, if there is one. Each
/// method adds a source after those before it. The first source that has a credential wins.
///
/// ```
/// use cio_config::{AppApiKey, CioCredentials, Environment, Region};
///
/// #[derive(CioCredentials)]
/// struct Billing {
///     app_key: AppApiKey,
///     #[cio(default = "us")]
///     region: Region,
/// }
///
/// let environment = Environment::from([("CUSTOMERIO_APP_API_KEY", "0123456789abcdef0123456789abcdef")]);
/// let billing = Billing::loader().environment(environment).load()?;
/// assert_eq!(billing.region, Region::Us);
/// # Ok::<(), cio_config::LoadError>(())
/// ```
pub struct Loader<C> {
    search: Search,
    target: PhantomData<fn() -> C>,
}

impl<C: Declared> Loader<C> {
    /// A loader that looks in the process's environment, then in `.env` if the working directory has one.
    #[must_use]
    pub fn new() -> Self {
        // Those that the struct names, and three that are always there.
        let mut sources = Vec::with_capacity(C::DECLARATION.sources.len() + 3);
        sources.push(Source::Environment(Environment::process()));
        sources.push(Source::Systemd(Systemd::default()));
        let mut loader = Self { search: Search::new(sources), target: PhantomData };
        for source in C::DECLARATION.sources {
            loader = match source {
                DeclaredSource::SecretsDir(path) => loader.secrets_dir(path),
                #[cfg(any(feature = "toml", feature = "json"))]
                DeclaredSource::File(path) => loader.file(path),
                #[cfg(any(feature = "toml", feature = "json"))]
                DeclaredSource::OptionalFile(path) => loader.optional_file(path),
                #[cfg(feature = "store")]
                DeclaredSource::Vault(path) => {
                    loader.source(Source::Stored(StoredSecret::of(Backend::Vault, (*path).to_owned())))
                }
                // The struct of a build without the feature does not compile.
                #[cfg(not(all(feature = "store", any(feature = "toml", feature = "json"))))]
                _ => loader,
            };
        }
        // Made in its place, as answers are: `push` would copy it, in every load.
        let dotenv = std::iter::once_with(|| Source::Dotenv(Dotenv::new(Path::new(".env").into(), false)));
        loader.search.sources.extend(dotenv);
        loader
    }

    /// A loader that looks nowhere yet.
    #[must_use]
    pub fn empty() -> Self {
        Self { search: Search::new(Vec::new()), target: PhantomData }
    }

    /// Looks in this environment.
    ///
    /// There is one environment: if the loader has one already, as `Billing::loader()` has the process's, this takes its
    /// place, so a test never reads the variables of the process.
    #[must_use]
    pub fn environment(mut self, environment: impl Into<Environment>) -> Self {
        let environment = Source::Environment(environment.into());
        match self.search.sources.iter_mut().find(|source| matches!(source, Source::Environment(_))) {
            Some(source) => *source = environment,
            None => self.search.sources.push(environment),
        }
        self
    }

    /// Counts a variable with an empty value as not set, in the environment and in `.env` files. By default it is an answer,
    /// and a problem: most often the value was lost on its way.
    ///
    /// For Docker Compose, which sets `VARIABLE: ${VARIABLE:-}` to nothing. `#[cio(empty_is_unset)]` on a struct does the same
    /// for every load of it.
    ///
    /// ```
    /// use cio_config::{AppCredentials, CioCredentials, Environment};
    ///
    /// let environment = Environment::from([
    ///     ("CUSTOMERIO_APP_API_KEY", ""),
    ///     ("CIO_APP_API_KEY", "0123456789abcdef"),
    ///     ("CUSTOMERIO_REGION", "eu"),
    /// ]);
    /// let loader = AppCredentials::loader().environment(environment);
    /// assert!(loader.clone().load().is_err());
    /// assert!(loader.empty_is_unset().load().is_ok());
    /// ```
    #[must_use]
    pub fn empty_is_unset(mut self) -> Self {
        self.search.empty_is_unset = true;
        self
    }

    /// Looks in a `.env` file, which must exist. It may be a pipe, as the one is that 1Password mounts: who writes it has ten
    /// seconds.
    #[must_use]
    pub fn dotenv(self, path: impl Into<PathBuf>) -> Self {
        self.source(Source::Dotenv(Dotenv::new(path.into().into(), true)))
    }

    /// Looks in a `.env` file, if it exists.
    #[must_use]
    pub fn optional_dotenv(self, path: impl Into<PathBuf>) -> Self {
        self.source(Source::Dotenv(Dotenv::new(path.into().into(), false)))
    }

    /// Looks in a directory that holds a file for each credential, which must exist.
    ///
    /// A file is called like the key in a document (`app_api_key`) or like the variable (`CUSTOMERIO_APP_API_KEY`).
    #[must_use]
    pub fn secrets_dir(self, path: impl Into<PathBuf>) -> Self {
        self.source(Source::Directory(Directory::new(path.into(), true)))
    }

    /// Looks in a directory, if it exists. See [`secrets_dir`](Self::secrets_dir).
    #[must_use]
    pub fn optional_secrets_dir(self, path: impl Into<PathBuf>) -> Self {
        self.source(Source::Directory(Directory::new(path.into(), false)))
    }

    /// Looks in the table `[customerio]` of a TOML or JSON file, which must exist. Its name ends in `.toml` or `.json`.
    ///
    /// Needs the feature `toml` or `json`.
    ///
    /// All documents are one source, at the place of the first. If two documents set a key, the one named first wins. With the
    /// variable `CUSTOMERIO_PROFILE=staging`, the keys of `[staging.customerio]` win over those of `[customerio]`, which may
    /// also be called `[default.customerio]`. Tables of other profiles are not read.
    #[cfg(any(feature = "toml", feature = "json"))]
    #[must_use]
    pub fn file(self, path: impl Into<PathBuf>) -> Self {
        self.document(NamedDocument::File { path: path.into(), required: true })
    }

    /// Looks in a document, if the file exists. See [`file`](Self::file).
    ///
    /// Needs the feature `toml` or `json`.
    #[cfg(any(feature = "toml", feature = "json"))]
    #[must_use]
    pub fn optional_file(self, path: impl Into<PathBuf>) -> Self {
        self.document(NamedDocument::File { path: path.into(), required: false })
    }

    /// Looks in the document that a command prints, as `sops -d customerio.toml` does. See [`file`](Self::file) for its keys.
    ///
    /// Needs the feature `toml` or `json`.
    ///
    /// The program is run without a shell if a source before it lacks a field. It may take 10 seconds and print 1 MiB. Its
    /// standard error is dropped, because it may hold values.
    #[cfg(any(feature = "toml", feature = "json"))]
    #[must_use]
    pub fn command(self, argv: impl IntoIterator<Item = impl Into<OsString>>, format: Format) -> Self {
        self.document(NamedDocument::Command { argv: argv.into_iter().map(Into::into).collect(), format })
    }

    /// Looks in the table `customerio` of the program's own `Figment`, as it is under the profile that was selected there:
    /// see [`file`](Self::file) for its keys. `CUSTOMERIO_PROFILE` may name a profile of the `Figment` too.
    ///
    /// Needs the feature `toml` or `json`.
    ///
    /// A credential must be a string there. A value that a provider has parsed as another type is refused: figment's own `Env`
    /// reads `0123` as 123, so leave variables to the [`environment`](Self::environment). The `Figment` and its providers keep
    /// their own copies of every value, and do not wipe them.
    ///
    /// ```
    /// use cio_config::{AppCredentials, CioCredentials, Environment, Region};
    /// use figment::{Figment, providers::Serialized};
    ///
    /// let figment = Figment::from(Serialized::default("customerio.app_api_key", "0123456789abcdef"))
    ///     .merge(Serialized::default("customerio.region", "eu"));
    /// let loader = AppCredentials::loader().environment(Environment::empty()).figment(figment);
    /// assert_eq!(loader.load()?.region(), Some(Region::Eu));
    /// # Ok::<(), cio_config::LoadError>(())
    /// ```
    #[cfg(any(feature = "toml", feature = "json"))]
    #[must_use]
    pub fn figment(self, figment: Figment) -> Self {
        self.document(NamedDocument::Figment(Box::new(figment)))
    }

    #[cfg(any(feature = "toml", feature = "json"))]
    fn document(mut self, named: NamedDocument) -> Self {
        for source in &mut self.search.sources {
            if let Source::Documents(documents) = source {
                documents.add(named);
                return self;
            }
        }
        self.source(Source::Documents(Documents::new(named)))
    }

    fn source(mut self, source: Source) -> Self {
        self.search.sources.push(source);
        self
    }

    /// Loads the struct. Sources are asked until every field has its answer.
    ///
    /// # Errors
    /// [`LoadError`] lists every problem with its fix.
    pub fn load(mut self) -> Result<C, LoadError> {
        let looked_up = self.search.run(C::DECLARATION, WhichFields::UntilAnswered, SetsAsked::First);
        build(looked_up, &self.search.sources)
    }

    /// Loads the struct, and reports where each value came from. All sources are asked, to report shadowed values; a
    /// problem in a source that [`load`](Self::load) would not ask is a note in the report.
    ///
    /// # Errors
    /// [`LoadError`] lists every problem with its fix.
    pub fn load_with_report(mut self) -> Result<(C, Report), LoadError> {
        let (looked_up, report) = self.search.run_with_report(C::DECLARATION);
        build(looked_up, &self.search.sources).map(|credentials| (credentials, report))
    }

    /// Reports for each field where its value comes from, and everything that is wrong. All sources are asked.
    #[must_use]
    pub fn explain(mut self) -> Report {
        let (looked_up, report) = self.search.run_with_report(C::DECLARATION);
        match build::<C>(looked_up, &self.search.sources) {
            Ok(_) => report,
            Err(error) => report.with_error(error),
        }
    }
}

impl<C: Declared> Default for Loader<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> Clone for Loader<C> {
    fn clone(&self) -> Self {
        Self { search: self.search.clone(), target: PhantomData }
    }
}

impl<C> fmt::Debug for Loader<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loader").field("sources", &self.search.sources).finish()
    }
}
