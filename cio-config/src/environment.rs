//! The environment: the process's own, or one that is passed in.

use crate::text::wiped::{self, WipedBytes};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::PathBuf;
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
pub struct Environment {
    variables: Variables,
    /// Whether a variable with an empty value counts as not set.
    empty_is_unset: bool,
}

#[derive(Clone)]
enum Variables {
    Process,
    Given(Arc<BTreeMap<OsString, WipedBytes>>),
}

impl Environment {
    /// The variables of this process, read when a load asks for them.
    #[must_use]
    pub fn process() -> Self {
        Self::of(Variables::Process)
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
        Self::of(Variables::Given(Arc::new(variables)))
    }

    /// The same without one variable: for a test of a missing variable, or for a variable that is meant for another program.
    ///
    /// With the process's variables, the others are copied as they are now.
    #[must_use]
    pub fn without(self, name: impl AsRef<OsStr>) -> Self {
        let mut variables = self.variables();
        variables.remove(name.as_ref());
        Self::of(Variables::Given(Arc::new(variables)))
    }

    const fn of(variables: Variables) -> Self {
        Self { variables, empty_is_unset: false }
    }

    /// The same, where a variable with an empty value counts as not set.
    pub(crate) fn with_empty_unset(self) -> Self {
        Self { empty_is_unset: true, ..self }
    }

    /// Whether a variable with an empty value counts as not set.
    pub(crate) const fn empty_is_unset(&self) -> bool {
        self.empty_is_unset
    }

    fn variables(self) -> BTreeMap<OsString, WipedBytes> {
        match self.variables {
            Variables::Process => std::env::vars_os().map(|(name, value)| (name, bytes(value))).collect(),
            Variables::Given(variables) => Arc::unwrap_or_clone(variables),
        }
    }

    /// Hands over how to look a name up, for many names: which environment it is is decided once. An empty value is an answer.
    pub(crate) fn with_look_up(&self, use_look_up: impl UseLookUp) {
        match &self.variables {
            Variables::Process => use_look_up.call(|name| std::env::var_os(name).map(bytes)),
            Variables::Given(variables) => use_look_up.call(|name| given(variables, name)),
        }
    }

    pub(crate) fn look_up(&self, name: &str) -> Option<WipedBytes> {
        let value = match &self.variables {
            Variables::Process => std::env::var_os(name).map(bytes),
            Variables::Given(variables) => given(variables, name),
        };
        if self.empty_is_unset { value.filter(|value| !value.is_empty()) } else { value }
    }

    /// The names of all variables that are set, are UTF-8 and are `wanted`, and whether their value is empty.
    pub(crate) fn names(&self, wanted: impl Fn(&str) -> bool) -> Vec<(String, bool)> {
        let is_set = |is_empty: bool| !(self.empty_is_unset && is_empty);
        match &self.variables {
            Variables::Process => {
                let variables = std::env::vars_os().map(|(name, value)| (name, bytes(value).is_empty()));
                let names =
                    variables.filter_map(|(name, is_empty)| Some((name.into_string().ok()?, is_empty)));
                names.filter(|(name, is_empty)| wanted(name) && is_set(*is_empty)).collect()
            }
            Variables::Given(variables) => {
                let names =
                    variables.iter().filter_map(|(name, value)| Some((name.to_str()?, value.is_empty())));
                let names = names.filter(|(name, is_empty)| wanted(name) && is_set(*is_empty));
                names.map(|(name, is_empty)| (name.to_owned(), is_empty)).collect()
            }
        }
    }

    /// Gives some of the variables to a program, which has the process's own by itself.
    pub(crate) fn lend(&self, command: &mut Command, which: impl Fn(&str) -> bool) {
        let Variables::Given(variables) = &self.variables else { return };
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
        matches!(self.variables, Variables::Process)
    }

    /// The path that a variable names.
    pub(crate) fn path(&self, name: &str) -> Option<PathBuf> {
        self.look_up(name).map(|value| path_of(&value))
    }
}

/// A computation over a look-up function, generic over that function.
pub(crate) trait UseLookUp {
    fn call(self, look_up: impl Fn(&str) -> Option<WipedBytes>);
}

fn given(variables: &BTreeMap<OsString, WipedBytes>, name: &str) -> Option<WipedBytes> {
    variables.get(OsStr::new(name)).cloned()
}

#[cfg(unix)]
pub(crate) fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
pub(crate) fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[inline]
fn bytes(value: OsString) -> WipedBytes {
    wiped::bytes(value.into_encoded_bytes())
}

impl<N: AsRef<OsStr>, V: AsRef<OsStr>> FromIterator<(N, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(variables: I) -> Self {
        let variables = variables
            .into_iter()
            .map(|(name, value)| (name.as_ref().to_owned(), bytes(value.as_ref().to_owned())));
        Self::of(Variables::Given(Arc::new(variables.collect())))
    }
}

impl<N: AsRef<OsStr>, V: AsRef<OsStr>, const LENGTH: usize> From<[(N, V); LENGTH]> for Environment {
    fn from(variables: [(N, V); LENGTH]) -> Self {
        variables.into_iter().collect()
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.variables {
            Variables::Process => f.write_str("Environment::process()"),
            Variables::Given(variables) => f.debug_set().entries(variables.keys()).finish(),
        }
    }
}
