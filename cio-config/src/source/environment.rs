//! The environment: the process's own, or one that is passed in.

use crate::credential::accept::header_safe;
use crate::credential::fault::{Blank, Edge, KeyFault};
use crate::credential::value::Value;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::read::file;
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::fields::Wanted;
use crate::source::{Found, Place, ask_by_name, own_first, variable};
use crate::text::wiped::{self, Bytes};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// Variables to load from: the process's, or any others.
///
/// A test passes its own, so it neither reads nor changes those of the process. `Debug` shows names, never values.
///
/// ```
/// use cio_config::Environment;
///
/// let environment = Environment::from([("CUSTOMERIO_REGION", "eu")]).with("CUSTOMERIO_SITE_ID", "b0a31ab4c2d65e1f9a77");
/// assert_eq!(format!("{environment:?}"), r#"{"CUSTOMERIO_REGION", "CUSTOMERIO_SITE_ID"}"#);
/// ```
#[derive(Clone)]
pub struct Environment(Kind);

#[derive(Clone)]
enum Kind {
    Process,
    Given(Arc<BTreeMap<OsString, Bytes>>),
}

impl Environment {
    /// The variables of this process, read when a load asks for them.
    #[must_use]
    pub fn process() -> Self {
        Self(Kind::Process)
    }

    /// No variables.
    #[must_use]
    pub fn empty() -> Self {
        Self::from_iter(std::iter::empty::<(&str, &str)>())
    }

    /// The same with one more variable; a value that was there before is replaced.
    ///
    /// With the process's variables, the others are copied as they are now.
    #[must_use]
    pub fn with(self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        let mut variables = self.variables();
        variables.insert(name.as_ref().to_owned(), bytes(value.as_ref().to_owned()));
        Self(Kind::Given(Arc::new(variables)))
    }

    /// The same without one variable, as a test needs it that looks at what happens then.
    ///
    /// With the process's variables, the others are copied as they are now.
    #[must_use]
    pub fn without(self, name: impl AsRef<OsStr>) -> Self {
        let mut variables = self.variables();
        variables.remove(name.as_ref());
        Self(Kind::Given(Arc::new(variables)))
    }

    fn variables(self) -> BTreeMap<OsString, Bytes> {
        match self.0 {
            Kind::Process => std::env::vars_os().map(|(name, value)| (name, bytes(value))).collect(),
            Kind::Given(variables) => Arc::unwrap_or_clone(variables),
        }
    }

    #[inline]
    pub(crate) fn look_up(&self, name: &str) -> Option<Bytes> {
        match &self.0 {
            Kind::Process => std::env::var_os(name).map(bytes),
            Kind::Given(variables) => given(variables, name),
        }
    }

    /// The names of all variables that are text.
    pub(super) fn names(&self) -> Vec<(String, Origin)> {
        let names: Vec<OsString> = match &self.0 {
            Kind::Process => std::env::vars_os().map(|(name, value)| (name, bytes(value)).0).collect(),
            Kind::Given(variables) => variables.keys().cloned().collect(),
        };
        let texts = names.into_iter().filter_map(|name| name.into_string().ok());
        texts.map(|name| (name.clone(), variable(name))).collect()
    }

    /// Gives some of the variables to a program, which has the process's own by itself.
    pub(crate) fn lend(&self, command: &mut Command, which: impl Fn(&str) -> bool) {
        let Kind::Given(variables) = &self.0 else { return };
        for (name, value) in variables.iter() {
            if let Some(value) = name.to_str().filter(|name| which(name)).and(std::str::from_utf8(value).ok())
            {
                command.env(name, value);
            }
        }
    }

    /// The text of a variable that is set to some.
    #[cfg(any(feature = "aws", feature = "azure"))]
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let value = self.look_up(name)?;
        std::str::from_utf8(&value).ok().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// Whether these are the process's variables, which a library can read by itself.
    #[cfg(feature = "gcp")]
    pub(crate) fn is_process(&self) -> bool {
        matches!(self.0, Kind::Process)
    }

    /// The path that a variable names.
    pub(crate) fn path(&self, name: &str) -> Option<PathBuf> {
        self.look_up(name).map(|value| path_of(&value))
    }

    #[inline]
    pub(super) fn ask(&self, wanted: Wanted) -> Result<Option<Found>, Box<ProblemKind>> {
        own_first(wanted, |fallback| self.ask_some(wanted, fallback))
    }

    #[inline]
    fn ask_some(&self, wanted: Wanted, fallback: bool) -> Result<Option<Found>, Box<ProblemKind>> {
        let direct = ask_by_name(wanted, fallback, |name| self.look_up(name), variable)?;
        let file_variable = wanted.file_variable(fallback);
        match self.look_up(&file_variable) {
            None => Ok(direct
                .map(|(value, number)| Found { value: Value::Text(value), place: Place::Variable(number) })),
            Some(path) => {
                let direct = direct.map(|(_, number)| number);
                with_file(wanted, direct, file_variable, &path).map(|found| Some(*found))
            }
        }
    }

    /// Whether a variable names a pipe as the file of a field.
    #[cfg(feature = "store")]
    pub(super) fn names_pipe(&self, schema: &'static Schema) -> bool {
        let mut names_pipe = false;
        schema.each_wanted(&mut |wanted| {
            let is_pipe = |name: &str| self.path(name).is_some_and(|path| file::is_pipe_at(&path));
            names_pipe = names_pipe || wanted.file_variables().any(|(_, name)| is_pipe(&name));
        });
        names_pipe
    }

    #[allow(clippy::unused_self, reason = "every source is asked the same way")]
    pub(super) fn places(&self, wanted: Wanted) -> Vec<Origin> {
        let all = wanted.file_variables().flat_map(|(fallback, file)| {
            wanted.numbered_names(fallback).map(|(_, name)| name.to_text()).chain([file])
        });
        all.map(variable).collect()
    }
}

fn given(variables: &BTreeMap<OsString, Bytes>, name: &str) -> Option<Bytes> {
    variables.get(OsStr::new(name)).cloned()
}

/// The value in the file that a variable names, unless another variable holds the value itself. In a box, so that the usual
/// answer need not pass through memory.
#[cold]
fn with_file(
    wanted: Wanted,
    direct: Option<usize>,
    file_variable: Cow<'static, str>,
    path: &[u8],
) -> Result<Box<Found>, Box<ProblemKind>> {
    match direct {
        None => read_named(file_variable, path).map(Box::new),
        Some(number) => Err(Box::new(ProblemKind::VariableAndFile {
            variable: Place::Variable(number).origin(wanted),
            file: variable(file_variable),
        })),
    }
}

fn read_named(file_variable: Cow<'static, str>, path: &[u8]) -> Result<Found, Box<ProblemKind>> {
    if path.is_empty() {
        let (origin, fault) = (variable(file_variable), KeyFault::Empty);
        return Err(Box::new(ProblemKind::Malformed { origin, fault }));
    }
    let path = path_of(path);
    match file::read_value(&path) {
        Ok((value, notes)) => {
            Ok(Found::with_notes(value, Origin::VariableFile { variable: file_variable, path }, notes))
        }
        Err(reason) => Err(Box::new(match path_fault(&path) {
            Some(fault) => ProblemKind::Malformed { origin: variable(file_variable), fault },
            None => {
                let variable = Some(file_variable.into_owned());
                ProblemKind::Unreadable { path, variable, reason }
            }
        })),
    }
}

/// Why a path that leads to nothing cannot be shown: what stands at its edge nobody would see, or it may be the value itself.
fn path_fault(path: &Path) -> Option<KeyFault> {
    if path.symlink_metadata().is_ok() {
        return None;
    }
    let invisible = match path.to_str().map(header_safe) {
        Some(Err(fault @ KeyFault::Control { .. })) => Some(fault),
        Some(Err(fault @ KeyFault::Blank { blank, edge }))
            if blank != Blank::Space || edge != Edge::Inside =>
        {
            Some(fault)
        }
        _ => None,
    };
    invisible.or_else(|| path.is_relative().then_some(KeyFault::NamesNoFile))
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[inline]
fn bytes(value: OsString) -> Bytes {
    wiped::bytes(value.into_encoded_bytes())
}

impl<N: AsRef<OsStr>, V: AsRef<OsStr>> FromIterator<(N, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(variables: I) -> Self {
        let variables = variables
            .into_iter()
            .map(|(name, value)| (name.as_ref().to_owned(), bytes(value.as_ref().to_owned())));
        Self(Kind::Given(Arc::new(variables.collect())))
    }
}

impl<N: AsRef<OsStr>, V: AsRef<OsStr>, const LENGTH: usize> From<[(N, V); LENGTH]> for Environment {
    fn from(variables: [(N, V); LENGTH]) -> Self {
        variables.into_iter().collect()
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Process => f.write_str("Environment::process()"),
            Kind::Given(variables) => f.debug_set().entries(variables.keys()).finish(),
        }
    }
}
