//! Where each field's value comes from, what it shadows, and what is worth knowing. Never a value.

use crate::error::LoadError;
use crate::origin::Origin;
use crate::schema::{Schema, Wanted};
use crate::source::Answer;
use crate::{Problem, Role};
use std::borrow::Cow;
use std::fmt;

/// Where each field of a struct comes from.
///
/// Printed, it is a table for people.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment};
///
/// let environment = Environment::from([("CUSTOMERIO_APP_API_KEY", "0123456789abcdef"), ("CIO_REGION", "eu")]);
/// let report = AppCredentials::loader().environment(environment).explain();
/// assert_eq!(
///     report.to_string(),
///     "AppCredentials\n\
///      \x20 app_api_key  App API key  environment variable `CUSTOMERIO_APP_API_KEY`\n\
///      \x20 region       region       environment variable `CIO_REGION`\n\
///      \x20   note: also read; the usual name is `CUSTOMERIO_REGION`\n",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Report {
    schema: &'static str,
    fields: Vec<FieldReport>,
    error: Option<LoadError>,
}

/// Where one field comes from.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment};
///
/// let report = AppCredentials::loader().environment(Environment::empty()).explain();
/// assert_eq!(report.fields()[0].name(), "app_api_key");
/// assert!(report.fields()[0].origin().is_none());
/// ```
#[derive(Clone, Debug)]
pub struct FieldReport {
    wanted: Wanted,
    origin: Option<Origin>,
    shadowed: Vec<Origin>,
    notes: Vec<Note>,
}

/// Something worth knowing that is no problem.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment, Note};
///
/// let environment = Environment::from([("CIO_REGION", "eu")]);
/// let report = AppCredentials::loader().environment(environment).explain();
/// assert_eq!(report.fields()[1].notes(), [Note::Alias { canonical: "CUSTOMERIO_REGION".into() }]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Note {
    /// It was read from one of the other names of its role.
    #[error("also read; the usual name is `{canonical}`")]
    Alias {
        /// The name to use.
        canonical: Cow<'static, str>,
    },
}

impl Report {
    pub(crate) fn new(schema: &Schema, answers: &[Answer]) -> Self {
        Self { schema: schema.name(), fields: answers.iter().map(FieldReport::new).collect(), error: None }
    }

    pub(crate) fn with_error(self, error: LoadError) -> Self {
        Self { error: Some(error), ..self }
    }

    /// One entry a field, in the order of the struct.
    #[must_use]
    pub fn fields(&self) -> &[FieldReport] {
        &self.fields
    }

    /// Everything that is wrong.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        self.error.as_ref().map_or(&[], LoadError::problems)
    }
}

impl FieldReport {
    fn new(answer: &Answer) -> Self {
        let wanted = answer.wanted;
        let (origin, notes) = match &answer.outcome {
            Ok(Some(found)) => (Some(found.origin.clone()), found.notes.clone()),
            Ok(None) => (wanted.stated(), Vec::new()),
            Err(_) => (None, Vec::new()),
        };
        Self { wanted, origin, shadowed: answer.shadowed.clone(), notes }
    }

    /// The field's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.wanted.field.name()
    }

    /// Which credential it holds, or `None` for a setting.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.wanted.field.role()
    }

    /// Where its value stands, or `None` if nothing usable was found.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// Where other values stand that were not used.
    #[must_use]
    pub fn shadowed(&self) -> &[Origin] {
        &self.shadowed
    }

    /// What is worth knowing.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |text: fn(&FieldReport) -> &'static str| {
            self.fields.iter().map(|field| text(field).len()).max().unwrap_or(0)
        };
        let (names, roles) = (width(FieldReport::name), width(|field| field.wanted.what()));
        writeln!(f, "{}", self.schema)?;
        for field in &self.fields {
            write!(f, "  {:names$}  {:roles$}  ", field.name(), field.wanted.what())?;
            match &field.origin {
                Some(origin) => writeln!(f, "{origin}")?,
                None => writeln!(f, "not found")?,
            }
            for shadowed in &field.shadowed {
                writeln!(f, "    not used: {shadowed}")?;
            }
            for note in &field.notes {
                writeln!(f, "    note: {note}")?;
            }
        }
        self.error.iter().try_for_each(|error| writeln!(f, "{error}"))
    }
}
