//! `LoadError`: every problem of a failed load, each with its place and its fix.

use crate::finding::note::Note;
use crate::finding::problem::Problem;
use crate::schema::fields::Schema;
use std::error::Error;
use std::fmt;

/// Everything that is wrong with the credentials of a struct.
///
/// `Display` and `Debug` print the same list, so `fn main() -> Result<(), LoadError>` reads well. Neither holds a byte
/// of a value.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment};
///
/// let error = AppCredentials::loader().environment(Environment::empty()).load().unwrap_err();
/// assert_eq!(error.problems().len(), 2);
/// assert!(error.to_string().contains("no App API key: environment variable `CUSTOMERIO_APP_API_KEY` is not set"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct LoadError {
    schema: &'static str,
    problems: Vec<Problem>,
    notes: Vec<Note>,
}

impl LoadError {
    pub(crate) fn new(schema: &Schema, problems: Vec<Problem>) -> Self {
        Self { schema: schema.name(), problems, notes: Vec::new() }
    }

    /// The same with notes that may explain a missing value.
    pub(crate) fn with_notes(self, notes: Vec<Note>) -> Self {
        Self { notes, ..self }
    }

    /// The problems: those of whole sources, then those of the fields in their order.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The same without those that another one explains: a field without a value because of a source that could not be
    /// read. `Display` prints these.
    pub fn causes(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| !problem.is_consequence())
    }

    /// The name of the struct.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.schema
    }

    /// Notes that may explain a missing value, such as a line of a `.env` file that was skipped.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` could not be loaded", self.schema)?;
        // A field that has no value because of a source is named with the source, once for all that is wrong with it.
        let mut problems = self.causes().peekable();
        while let Some(problem) = problems.next() {
            write!(f, "\n- {problem}\n  hint: {}", problem.hint())?;
            let fields = problem.needed_for();
            if !fields.is_empty() && problems.peek().is_none_or(|next| next.needed_for() != fields) {
                write!(f, "\n  needed for: {}", fields.join(", "))?;
            }
        }
        self.notes.iter().try_for_each(|note| write!(f, "\n- note: {note}"))
    }
}

impl fmt::Debug for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for LoadError {}
