//! Look up all, resolve all, build all: a struct, or all problems.

use crate::error::{LoadError, Problem, ProblemKind, ReferenceProblem};
use crate::field::Presence;
use crate::inspect::{inspect, unknown_keys};
use crate::nested::Nested;
use crate::origin::Origin;
use crate::report::Report;
use crate::schema::{Declared, Wanted};
use crate::slot::Slot;
use crate::source::{Answer, Environment, Found, Source, Value, command};
#[cfg(any(feature = "toml", feature = "json"))]
use crate::source::{Format, Named};
use crate::{CioCredentials, FieldKind, Reference, Role, Schema};
#[cfg(any(feature = "toml", feature = "json"))]
use figment::Figment;
#[cfg(any(feature = "toml", feature = "json"))]
use std::ffi::OsString;
use std::fmt;
use std::marker::PhantomData;
use std::path::PathBuf;
use std::vec;

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
    sources: Vec<Source>,
    target: PhantomData<fn() -> C>,
}

impl<C: CioCredentials> Loader<C> {
    /// A loader that looks in the process's environment, then in `.env` if the working directory has one.
    #[must_use]
    pub fn new() -> Self {
        let mut loader = Self::empty().environment(Environment::process()).source(Source::Systemd(None));
        for source in C::SCHEMA.sources {
            loader = match source {
                Declared::SecretsDir(path) => loader.secrets_dir(path),
                #[cfg(any(feature = "toml", feature = "json"))]
                Declared::File(path) => loader.file(path),
                // The struct of a build without the feature does not compile.
                _ => loader,
            };
        }
        loader.optional_dotenv(".env")
    }

    /// A loader that looks nowhere yet.
    #[must_use]
    pub fn empty() -> Self {
        Self { sources: Vec::new(), target: PhantomData }
    }

    /// Looks in this environment.
    ///
    /// There is one environment: if the loader has one already, as `Billing::loader()` has the process's, this takes its
    /// place, so a test never reads the variables of whoever runs it.
    #[must_use]
    pub fn environment(mut self, environment: impl Into<Environment>) -> Self {
        let environment = Source::Environment(environment.into());
        match self.sources.iter_mut().find(|source| matches!(source, Source::Environment(_))) {
            Some(source) => *source = environment,
            None => self.sources.push(environment),
        }
        self
    }

    /// Looks in a `.env` file, which must exist.
    #[must_use]
    pub fn dotenv(self, path: impl Into<PathBuf>) -> Self {
        self.source(Source::dotenv(path.into(), true))
    }

    /// Looks in a `.env` file, if it exists.
    #[must_use]
    pub fn optional_dotenv(self, path: impl Into<PathBuf>) -> Self {
        self.source(Source::dotenv(path.into(), false))
    }

    /// Looks in a directory that holds a file for each credential, which must exist.
    ///
    /// A file is called like the key in a document (`app_api_key`) or like the variable (`CUSTOMERIO_APP_API_KEY`).
    #[must_use]
    pub fn secrets_dir(self, path: impl Into<PathBuf>) -> Self {
        self.source(Source::directory(path.into(), true))
    }

    /// Looks in a directory, if it exists. See [`secrets_dir`](Self::secrets_dir).
    #[must_use]
    pub fn optional_secrets_dir(self, path: impl Into<PathBuf>) -> Self {
        self.source(Source::directory(path.into(), false))
    }

    /// Looks in the table `[customerio]` of a TOML or JSON file, which must exist. Its name ends in `.toml` or `.json`.
    ///
    /// All documents are one source, at the place of the first; what two of them say, the one named first decides. With the
    /// variable `CUSTOMERIO_PROFILE=staging`, the table `[staging.customerio]` lies over `[customerio]`, which may also be
    /// called `[default.customerio]`. Tables of other profiles are not read.
    #[cfg(any(feature = "toml", feature = "json"))]
    #[must_use]
    pub fn file(self, path: impl Into<PathBuf>) -> Self {
        self.document(Named::File { path: path.into(), required: true })
    }

    /// Looks in a document, if the file exists. See [`file`](Self::file).
    #[cfg(any(feature = "toml", feature = "json"))]
    #[must_use]
    pub fn optional_file(self, path: impl Into<PathBuf>) -> Self {
        self.document(Named::File { path: path.into(), required: false })
    }

    /// Looks in the document that a command prints, as `sops -d customerio.toml` does: see [`file`](Self::file) for what
    /// stands in it.
    ///
    /// The program is run without a shell when a field is not found before, may take 10 seconds, and may print 1 MiB. What it
    /// says on standard error is dropped: it may hold values.
    #[cfg(any(feature = "toml", feature = "json"))]
    #[must_use]
    pub fn command(self, argv: impl IntoIterator<Item = impl Into<OsString>>, format: Format) -> Self {
        self.document(Named::Command { argv: argv.into_iter().map(Into::into).collect(), format })
    }

    /// Looks in the table `customerio` of the program's own `Figment`, as it is under the profile that was selected there:
    /// see [`file`](Self::file) for what stands in it. `CUSTOMERIO_PROFILE` may name a profile of the `Figment` too.
    ///
    /// A credential must be a string there. What a provider has already taken for a number or anything else is refused by
    /// its kind: figment's own `Env` reads `0123` as 123, so leave variables to the [`environment`](Self::environment). The
    /// `Figment` and what read it for it keep their own copies of every value, and wipe none.
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
        self.document(Named::Figment(Box::new(figment)))
    }

    #[cfg(any(feature = "toml", feature = "json"))]
    fn document(mut self, named: Named) -> Self {
        for source in &mut self.sources {
            if let Source::Documents(documents) = source {
                documents.add(named);
                return self;
            }
        }
        self.source(Source::documents(named))
    }

    fn source(mut self, source: Source) -> Self {
        self.sources.push(source);
        self
    }

    /// Loads the struct. Sources are asked until every field has its answer.
    ///
    /// # Errors
    /// [`LoadError`] lists everything that is wrong, each with what to do about it.
    pub fn load(mut self) -> Result<C, LoadError> {
        let (mut answers, problems) = look_up(C::SCHEMA, &mut self.sources, Ask::UntilAnswered);
        resolve(C::SCHEMA, &mut answers);
        inspect(&mut answers, &self.sources);
        build(answers, problems)
    }

    /// Loads the struct, and says where each value came from. All sources are asked, to tell what is shadowed.
    ///
    /// # Errors
    /// [`LoadError`] lists everything that is wrong, each with what to do about it.
    pub fn load_with_report(mut self) -> Result<(C, Report), LoadError> {
        let (mut answers, problems) = look_up(C::SCHEMA, &mut self.sources, Ask::All);
        resolve(C::SCHEMA, &mut answers);
        inspect(&mut answers, &self.sources);
        let report = Report::new(C::SCHEMA, &answers, unknown_keys(&answers, &self.sources));
        build(answers, problems).map(|credentials| (credentials, report))
    }

    /// Says for each field where its value comes from, and everything that is wrong. All sources are asked.
    #[must_use]
    pub fn explain(mut self) -> Report {
        let (mut answers, problems) = look_up(C::SCHEMA, &mut self.sources, Ask::All);
        resolve(C::SCHEMA, &mut answers);
        inspect(&mut answers, &self.sources);
        let report = Report::new(C::SCHEMA, &answers, unknown_keys(&answers, &self.sources));
        match build::<C>(answers, problems) {
            Ok(_) => report,
            Err(error) => report.with_error(error),
        }
    }
}

impl<C: CioCredentials> Default for Loader<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> Clone for Loader<C> {
    fn clone(&self) -> Self {
        Self { sources: self.sources.clone(), target: PhantomData }
    }
}

impl<C> fmt::Debug for Loader<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loader").field("sources", &self.sources).finish()
    }
}

/// Whether a source is asked for what another has already answered.
#[derive(Clone, Copy, PartialEq)]
enum Ask {
    UntilAnswered,
    All,
}

/// The first step: every field, in every source, before anything is judged.
fn look_up(schema: &'static Schema, sources: &mut [Source], ask: Ask) -> (Vec<Answer>, Vec<Problem>) {
    let mut answers = Vec::new();
    wanted(schema, &mut answers);
    tell_environment(sources);
    for source in &mut *sources {
        if ask == Ask::UntilAnswered && answers.iter().all(Answer::is_settled) {
            break;
        }
        for answer in &mut answers {
            if ask == Ask::All || !answer.is_settled() {
                let found = source.ask(answer.wanted);
                answer.take(found);
            }
        }
    }
    for answer in &mut answers {
        if answer.is_missing() {
            answer.looked_in = sources.iter().flat_map(|source| source.places(answer.wanted)).collect();
        }
    }
    let problems = sources.iter_mut().flat_map(Source::problems).map(Problem::of_source).collect();
    (answers, problems)
}

/// systemd names its directory in a variable, so that source depends on another.
fn tell_environment(sources: &mut [Source]) {
    let environment = sources.iter().find_map(|source| match source {
        Source::Environment(environment) => Some(environment.clone()),
        _ => None,
    });
    let environment = environment.unwrap_or_else(Environment::empty);
    for source in sources {
        source.belongs_to(&environment);
    }
}

/// An answer to come for each field, those of nested structs at their place.
fn wanted(schema: &'static Schema, answers: &mut Vec<Answer>) {
    for field in schema.fields() {
        match field.kind() {
            FieldKind::Nested(schema) => wanted(schema, answers),
            _ => answers.push(Answer::new(Wanted { field, schema })),
        }
    }
}

/// The second step: what a field's own command prints, and what references lead to, all together, before anything can be
/// taken for a key.
fn resolve(schema: &Schema, answers: &mut [Answer]) {
    for answer in answers {
        answer.ask_own_source();
        answer.refuse_reference(schema.references);
    }
}

/// The third step: every field is built before the first return, so that all faults are told.
fn build<C: CioCredentials>(answers: Vec<Answer>, of_sources: Vec<Problem>) -> Result<C, LoadError> {
    let mut build = Build { answers: answers.into_iter(), problems: Vec::new() };
    let credentials = C::build(&mut build);
    build.problems.extend(of_sources);
    match credentials {
        Some(credentials) if build.problems.is_empty() => Ok(credentials),
        _ => Err(LoadError::new(C::SCHEMA, build.problems)),
    }
}

/// The answers of a load, handed to generated code field by field.
#[derive(Debug)]
pub struct Build {
    answers: vec::IntoIter<Answer>,
    problems: Vec<Problem>,
}

impl Build {
    /// The value of the next field, or `None` after filing what is wrong with it.
    ///
    /// # Panics
    /// If called more often than the schema has fields, which generated code does not.
    pub fn take<T>(&mut self, slot: &Slot<T>) -> Option<T> {
        let answer = self.answers.next().expect("the derive takes each field of the schema once");
        let (kind, looked_in) = match answer.outcome {
            Ok(Some(found)) => match (slot.read)(&found.value) {
                Ok(value) => return Some(value),
                Err(fault) => {
                    let looked_in = vec![found.origin.clone()];
                    (Box::new(ProblemKind::Malformed { origin: found.origin, fault }), looked_in)
                }
            },
            Ok(None) => match absent(slot) {
                Ok(value) => return Some(value),
                Err(kind) => (kind, answer.looked_in),
            },
            Err(kind) => (kind, answer.looked_in),
        };
        self.problems.push(Problem::of(answer.wanted, looked_in, *kind).near(answer.near));
        None
    }

    /// The next field, which is a struct of its own.
    pub fn nest<T>(&mut self, nested: &Nested<T>) -> Option<T> {
        (nested.build)(self)
    }

    /// Passes over the answers of a nested struct if none of its keys has one.
    pub(crate) fn skip_without_keys(&mut self, schema: &'static Schema) -> bool {
        let mut answers = Vec::new();
        wanted(schema, &mut answers);
        let next = &self.answers.as_slice()[..answers.len()];
        let is_key = |answer: &&Answer| matches!(answer.wanted.field.kind(), FieldKind::Credential(role) if role != Role::Region);
        let skip = !next.iter().filter(is_key).any(Answer::is_settled);
        if skip {
            self.answers.by_ref().take(answers.len()).for_each(drop);
        }
        skip
    }
}

/// The value of a field that no source has.
fn absent<T>(slot: &Slot<T>) -> Result<T, Box<ProblemKind>> {
    match slot.field().default() {
        Some(text) => (slot.read)(&Value::copy_of(text.as_bytes()))
            .map_err(|fault| Box::new(ProblemKind::Malformed { origin: Origin::Struct, fault })),
        None => (slot.absent)().ok_or_else(|| Box::new(ProblemKind::Missing)),
    }
}

impl Answer {
    pub(crate) fn is_settled(&self) -> bool {
        !matches!(self.outcome, Ok(None))
    }

    pub(crate) fn is_missing(&self) -> bool {
        let field = self.wanted.field;
        !self.is_settled() && field.presence() == Presence::Required && field.default().is_none()
    }

    /// A field's own reference or command is asked last.
    fn ask_own_source(&mut self) {
        let field = self.wanted.field;
        if self.is_settled() {
            return;
        }
        if let Some(reference) = field.reference {
            let value = Value::copy_of(reference.as_bytes());
            self.outcome = Ok(Some(Found { value, origin: Origin::Struct, notes: vec![] }));
        } else if let Some(argv) = field.command {
            self.outcome = command::run(argv).map(Some);
        }
    }

    /// A reference is a value of its own kind: nothing that starts like one is ever sent as a key.
    fn refuse_reference(&mut self, in_variables: bool) {
        let Ok(Some(found)) = &self.outcome else { return };
        if !Reference::is_meant(found.value.bytes()) || self.wanted.field.role().is_none() {
            return;
        }
        let is_variable = matches!(found.origin, Origin::Variable { .. } | Origin::VariableFile { .. });
        let why = match found.value.text().map(Reference::parse) {
            _ if is_variable && !in_variables => ReferenceProblem::NotAskedFor,
            Ok(Ok(reference)) => ReferenceProblem::NoBackend(reference.backend()),
            Ok(Err(fault)) => ReferenceProblem::Malformed(fault),
            Err(_) => return,
        };
        let origin = found.origin.clone();
        self.outcome = Err(Box::new(ProblemKind::Reference { origin, why }));
    }
}
