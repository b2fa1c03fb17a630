//! Where a value came from, never the value.

use crate::text::escaped::{Escaped, Escaping};
use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

/// A place a value came from, or was looked for in.
///
/// ```
/// use cio_config::{AppApiKey, CioCredentials, Environment, Origin, Region};
///
/// #[derive(CioCredentials)]
/// struct Billing {
///     app_key: Option<AppApiKey>,
///     region: Region,
/// }
///
/// let environment = Environment::from([("CIO_REGION", "eu")]);
/// let report = Billing::loader().environment(environment).explain();
/// let origin = report.fields()[1].origin().expect("the region is set");
/// assert_eq!(origin, &Origin::Variable { name: "CIO_REGION".into() });
/// assert_eq!(origin.to_string(), "environment variable `CIO_REGION`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// A variable of the environment.
    Variable {
        /// Its name.
        name: Cow<'static, str>,
    },
    /// The file that a variable names.
    VariableFile {
        /// The name of the variable: `CUSTOMERIO_APP_API_KEY_FILE`.
        variable: Cow<'static, str>,
        /// The file.
        path: PathBuf,
    },
    /// A line of a `.env` file.
    Dotenv {
        /// The file.
        path: PathBuf,
        /// The name it sets.
        name: Cow<'static, str>,
        /// The line, from 1, where the name was found.
        line: Option<usize>,
    },
    /// A key of a document.
    Document {
        /// The file.
        path: PathBuf,
        /// The key with its tables: `customerio.app_api_key`.
        key: String,
        /// The line, from 1, where the key was found.
        line: Option<usize>,
    },
    /// A key of a document that a command printed.
    Output {
        /// The program, without its arguments.
        program: Cow<'static, str>,
        /// The key with its tables.
        key: String,
        /// The line, from 1, where the key was found.
        line: Option<usize>,
    },
    /// A key of the program's own `Figment`.
    Figment {
        /// The name of the provider of the value, where it was found.
        provider: Option<Cow<'static, str>>,
        /// The file that the provider read, if it names one.
        path: Option<PathBuf>,
        /// The key with its tables.
        key: String,
    },
    /// A file in a directory of secrets.
    Entry {
        /// The file.
        path: PathBuf,
    },
    /// The output of a command.
    Command {
        /// The program, without its arguments.
        program: Cow<'static, str>,
    },
    /// A secret in a store.
    Secret {
        /// The name of the store.
        store: &'static str,
        /// Its path in the store.
        path: String,
        /// The field, if it is one of several: `app_api_key`.
        field: Option<String>,
        /// Where the reference that names it is, or `None` if the secret holds the fields of the struct.
        named_by: Option<Box<Origin>>,
    },
    /// A file that a reference names.
    ReferredFile {
        /// The file.
        path: PathBuf,
        /// The field, if the file holds JSON.
        field: Option<String>,
        /// Where the reference is.
        named_by: Box<Origin>,
    },
    /// The struct itself: `#[cio(default = "us")]`, a reference in it, or a type that pins the region.
    Struct,
}

impl Origin {
    pub(crate) fn variable(name: impl Into<Cow<'static, str>>) -> Self {
        Self::Variable { name: name.into() }
    }

    /// Its file, if it is in one.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::VariableFile { path, .. }
            | Self::Dotenv { path, .. }
            | Self::Document { path, .. }
            | Self::Figment { path: Some(path), .. }
            | Self::Entry { path }
            | Self::ReferredFile { path, .. } => Some(path),
            _ => None,
        }
    }

    /// The same without the key's name: a value may have been put in its place by mistake.
    pub(crate) fn without_name(mut self) -> Self {
        const TABLE: &str = "customerio.";
        if let Self::Document { key, .. } | Self::Output { key, .. } | Self::Figment { key, .. } = &mut self {
            let table = key.find(TABLE).map_or(0, |start| start + TABLE.len());
            key.replace_range(table.., "\u{2026}");
        }
        self
    }

    /// Says that no value is here.
    pub(crate) fn absence(&self) -> String {
        Escaped(self.absence_words()).to_string()
    }

    fn absence_words(&self) -> String {
        match self {
            Self::Variable { name } => format!("environment variable `{name}` is not set"),
            Self::VariableFile { path, .. } => format!("`{}` is empty", path.display()),
            Self::Dotenv { path, name, .. } => format!("`{}` does not set `{name}`", path.display()),
            Self::Document { path, key, .. } => format!("`{}` has no `{key}`", path.display()),
            Self::Output { program, key, .. } => format!("the output of `{program}` has no `{key}`"),
            Self::Figment { key, .. } => format!("the `Figment` has no `{key}`"),
            Self::Entry { path } => format!("`{}` does not exist", path.display()),
            Self::Command { program } => format!("the command `{program}` printed no value"),
            Self::Secret { store, path, field: Some(field), .. } => {
                format!("`{path}` in {store} has no `{field}`")
            }
            Self::Secret { store, path, field: None, .. } => format!("{store} has no `{path}`"),
            Self::ReferredFile { path, .. } => format!("`{}` has no value", path.display()),
            Self::Struct => "the struct has no value".to_owned(),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(&mut Escaping(f))
    }
}

impl Origin {
    fn write(&self, f: &mut impl fmt::Write) -> fmt::Result {
        match self {
            Self::Variable { name } => write!(f, "environment variable `{name}`"),
            Self::VariableFile { variable, path } => write!(f, "`{}`, named by `{variable}`", path.display()),
            Self::Dotenv { path, name, line: Some(line) } => {
                write!(f, "`{name}` in `{}`, line {line}", path.display())
            }
            Self::Dotenv { path, name, line: None } => write!(f, "`{name}` in `{}`", path.display()),
            Self::Document { path, key, line: Some(line) } => {
                write!(f, "`{key}` in `{}`, line {line}", path.display())
            }
            Self::Document { path, key, line: None } => write!(f, "`{key}` in `{}`", path.display()),
            Self::Output { program, key, line: Some(line) } => {
                write!(f, "`{key}` in the output of `{program}`, line {line}")
            }
            Self::Output { program, key, line: None } => write!(f, "`{key}` in the output of `{program}`"),
            Self::Figment { provider: Some(provider), path: Some(path), key } => {
                write!(f, "`{key}` in the `Figment`, from {provider} `{}`", path.display())
            }
            Self::Figment { provider: Some(provider), path: None, key } => {
                write!(f, "`{key}` in the `Figment`, from {provider}")
            }
            Self::Figment { provider: None, key, .. } => write!(f, "`{key}` in the `Figment`"),
            Self::Entry { path } => write!(f, "`{}`", path.display()),
            Self::Command { program } => write!(f, "the output of `{program}`"),
            Self::Secret { store, path, field, named_by } => {
                of_field(f, field.as_deref())?;
                write!(f, "`{path}` in {store}")?;
                named_by.iter().try_for_each(|origin| write!(f, ", named by {origin}"))
            }
            Self::ReferredFile { path, field, named_by } => {
                of_field(f, field.as_deref())?;
                write!(f, "`{}`, named by {named_by}", path.display())
            }
            Self::Struct => f.write_str("the struct itself"),
        }
    }
}

fn of_field(f: &mut impl fmt::Write, field: Option<&str>) -> fmt::Result {
    field.map_or(Ok(()), |field| write!(f, "`{field}` of "))
}
