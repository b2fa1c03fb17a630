//! What a load tells when it fails: every finding, each with its place and its fix.

use crate::fault::Fault;
use crate::inspect;
use crate::origin::Origin;
use crate::schema::{Schema, Wanted};
use crate::source::{CommandFault, DocumentFault, Unreadable};
use crate::{Backend, ReferenceFault, Region, Role};
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::path::PathBuf;

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
}

impl LoadError {
    pub(crate) fn new(schema: &Schema, problems: Vec<Problem>) -> Self {
        Self { schema: schema.name(), problems }
    }

    /// The findings: those of the fields in their order, then those of the sources.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` could not be loaded", self.schema)?;
        for problem in &self.problems {
            write!(f, "\n- {problem}\n  hint: {}", problem.hint())?;
        }
        Ok(())
    }
}

impl fmt::Debug for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for LoadError {}

/// One finding of a load: which credential, where it was looked for, and what is wrong.
///
/// Holds places and kinds, never a value. [`hint`](Self::hint) says what to do.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment, ProblemKind, Role};
///
/// let error = AppCredentials::loader().environment(Environment::empty()).load().unwrap_err();
/// let problem = &error.problems()[0];
/// assert_eq!(problem.role(), Some(Role::AppApiKey));
/// assert_eq!(problem.kind(), &ProblemKind::Missing);
/// assert_eq!(
///     problem.hint(),
///     "copy it from https://fly.customer.io/settings/api_credentials?keyType=app, then set `CUSTOMERIO_APP_API_KEY`",
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Problem(Box<Finding>);

#[derive(Clone, PartialEq, Eq)]
struct Finding {
    /// What people call it: the role, or the name of a setting.
    what: &'static str,
    role: Option<Role>,
    variable: Cow<'static, str>,
    looked_in: Vec<Origin>,
    near: Vec<Origin>,
    kind: ProblemKind,
}

/// What is wrong.
///
/// ```
/// use cio_config::{Blank, CioCredentials, Edge, Environment, Fault, ProblemKind, AppCredentials};
///
/// let environment = Environment::from([("CUSTOMERIO_APP_API_KEY", "0123456789 "), ("CUSTOMERIO_REGION", "eu")]);
/// let error = AppCredentials::loader().environment(environment).load().unwrap_err();
/// assert!(matches!(
///     error.problems()[0].kind(),
///     ProblemKind::Malformed { fault: Fault::Blank { blank: Blank::Space, edge: Edge::End }, .. },
/// ));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// No source has it.
    Missing,
    /// A source has it, and it cannot be what it should be.
    Malformed {
        /// Where it stands.
        origin: Origin,
        /// What is wrong with it.
        fault: Fault,
    },
    /// Two names of one credential are set to different values.
    Ambiguous {
        /// The name that would have been read.
        first: Origin,
        /// The name that says otherwise.
        second: Origin,
    },
    /// A variable and its `_FILE` are both set.
    VariableAndFile {
        /// The variable.
        variable: Origin,
        /// The variable that names a file.
        file: Origin,
    },
    /// The same value stands for two credentials, so one of them is wrong.
    SameValue {
        /// The other credential.
        role: Role,
        /// Where that one stands.
        first: Origin,
        /// Where this one stands.
        second: Origin,
    },
    /// One half of the Track pair is there, and this optional half is not.
    HalfPair {
        /// Where the other half stands.
        present: Origin,
    },
    /// A reference to a value elsewhere, which cannot be followed. It is never sent as a key.
    Reference {
        /// Where it stands.
        origin: Origin,
        /// Why it cannot.
        why: ReferenceProblem,
    },
    /// A command that gave no value.
    Command {
        /// The program, without its arguments.
        program: Cow<'static, str>,
        /// Why it gave none.
        fault: CommandFault,
    },
    /// A value that is not text in a document, where a credential is text.
    NotText {
        /// Where it stands.
        origin: Origin,
        /// What it is: `integer`.
        found: &'static str,
    },
    /// A file that cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The variable that names it, if one does.
        variable: Option<String>,
        /// Why.
        reason: Unreadable,
    },
    /// A file that breaks the rules of its format.
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in bytes.
        column: usize,
        /// What was expected, in our own words: the file's are not repeated.
        expected: &'static str,
    },
    /// A document that keeps the rules of its format and still cannot be taken as it is.
    Document {
        /// The key, or the variable, that is wrong.
        origin: Origin,
        /// What is wrong with it.
        fault: DocumentFault,
    },
    /// An optional field that is `None` where its credential is needed.
    NotHeld {
        /// The name of the field.
        field: &'static str,
        /// The name of its struct.
        schema: &'static str,
    },
}

/// Why a reference cannot be followed.
///
/// ```
/// use cio_config::{AppCredentials, Backend, CioCredentials, ProblemKind, ReferenceProblem};
///
/// let variables = [("CUSTOMERIO_APP_API_KEY", "ref+vault://secret/cio#/app_api_key"), ("CUSTOMERIO_REGION", "eu")];
/// let error = AppCredentials::loader().environment(variables).load().unwrap_err();
/// assert!(matches!(
///     error.problems()[0].kind(),
///     ProblemKind::Reference { why: ReferenceProblem::NotAskedFor, .. },
/// ));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReferenceProblem {
    /// It breaks the grammar.
    #[error("is no reference: {0}")]
    Malformed(#[source] ReferenceFault),
    /// It stands in a variable, and the struct does not say `#[cio(references)]`.
    #[error("is a reference, which the struct does not follow in variables")]
    NotAskedFor,
    /// This build reads no such backend.
    #[error("is a reference to a backend that this build does not read ({0:?})")]
    NoBackend(Backend),
}

impl ReferenceProblem {
    fn hint(self) -> &'static str {
        match self {
            Self::Malformed(_) => "correct it, or put the value itself there",
            Self::NotAskedFor => "add `#[cio(references)]` to the struct, or set the value itself",
            Self::NoBackend(_) => "put the value itself there",
        }
    }
}

impl Problem {
    pub(crate) fn of(wanted: Wanted, looked_in: Vec<Origin>, kind: ProblemKind) -> Self {
        let (what, role) = (wanted.what(), wanted.field.role());
        Self(Box::new(Finding { what, role, variable: wanted.variable(), looked_in, near: Vec::new(), kind }))
    }

    pub(crate) fn of_source(kind: ProblemKind) -> Self {
        let variable = Cow::Borrowed("");
        Self(Box::new(Finding {
            what: "value",
            role: None,
            variable,
            looked_in: Vec::new(),
            near: Vec::new(),
            kind,
        }))
    }

    pub(crate) fn not_held(role: Role, schema: &'static Schema) -> Self {
        let field = schema.fields().iter().find(|field| field.role() == Some(role));
        let kind =
            ProblemKind::NotHeld { field: field.map_or("", |field| field.name()), schema: schema.name() };
        let wanted = field.map(|field| Wanted { field, schema });
        let variable = wanted.map_or(Cow::Borrowed(role.variable()), Wanted::variable);
        Self(Box::new(Finding {
            what: role.name(),
            role: Some(role),
            variable,
            looked_in: Vec::new(),
            near: Vec::new(),
            kind,
        }))
    }

    pub(crate) fn near(mut self, near: Vec<Origin>) -> Self {
        self.0.near = near;
        self
    }

    /// The credential, or `None` if a setting or a whole source is the problem.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.0.role
    }

    /// Every place it was looked for in, in this order.
    #[must_use]
    pub fn looked_in(&self) -> &[Origin] {
        &self.0.looked_in
    }

    /// Names that are set and were perhaps meant for it.
    #[must_use]
    pub fn near_misses(&self) -> &[Origin] {
        &self.0.near
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &ProblemKind {
        &self.0.kind
    }

    /// What to do about it, in one sentence.
    #[must_use]
    pub fn hint(&self) -> String {
        let Finding { variable, kind, role, near, .. } = &*self.0;
        if let Some(near) = near.first() {
            return near_miss_hint(near, variable, *role);
        }
        match (kind, *role) {
            (ProblemKind::Missing, Some(Role::Region)) => {
                format!("set `{variable}` to `us` or `eu`: the account settings name the data center")
            }
            (ProblemKind::Missing | ProblemKind::NotHeld { .. }, Some(role)) => {
                format!("copy it from {}, then set `{variable}`", role.page())
            }
            (ProblemKind::Malformed { origin, fault }, Some(role)) => malformed_hint(origin, *fault, role),
            (ProblemKind::Ambiguous { second, .. }, _) => format!("remove {second}, or make both the same"),
            (ProblemKind::VariableAndFile { .. }, _) => "unset one of them".to_owned(),
            (ProblemKind::SameValue { .. }, Some(role)) => format!("copy the {role} from {}", role.page()),
            (ProblemKind::SameValue { .. }, None) => format!("correct `{variable}`"),
            (ProblemKind::HalfPair { present }, _) => format!("set `{variable}` too, or unset {present}"),
            (ProblemKind::Reference { why, .. }, _) => why.hint().to_owned(),
            (ProblemKind::Command { program, .. }, _) => {
                format!("run `{program}` by hand with the same arguments, and see what it prints")
            }
            (ProblemKind::NotText { .. }, _) => "put the value in quotes".to_owned(),
            (ProblemKind::Unreadable { reason, .. }, _) => reason.hint().to_owned(),
            (ProblemKind::Syntax { .. }, _) => "correct the line".to_owned(),
            (ProblemKind::Document { fault, .. }, _) => fault.hint().to_owned(),
            (ProblemKind::Missing | ProblemKind::NotHeld { .. }, None) => format!("set `{variable}`"),
            (ProblemKind::Malformed { origin, .. }, None) => format!("correct {origin}"),
        }
    }
}

fn near_miss_hint(near: &Origin, variable: &str, role: Option<Role>) -> String {
    match (near, role) {
        (Origin::Variable { name } | Origin::Dotenv { name, .. }, Some(role))
            if inspect::is_ambiguous(name) =>
        {
            format!(
                "{near} is set, which is the Track API key in most programs and another key in some: if it is the {role}, \
             set `{variable}` instead, or write `#[cio(env = \"{name}\")]` on the field"
            )
        }
        (Origin::Variable { .. } | Origin::Dotenv { .. }, _) | (_, None) => {
            format!("{near} is set: did you mean `{variable}`?")
        }
        (_, Some(role)) => format!("there is {near}: did you mean `{}`?", role.file_key()),
    }
}

fn malformed_hint(origin: &Origin, fault: Fault, role: Role) -> String {
    match fault {
        Fault::Empty => format!("copy the value from {}, or unset {origin}", role.page()),
        Fault::Blank { .. } | Fault::Control { .. } | Fault::NotAscii { .. } | Fault::NotUtf8 => {
            format!("copy it again from {}: what the dashboard shows has none", role.page())
        }
        Fault::Placeholder => format!("replace it with the one from {}", role.page()),
        Fault::ServiceAccountToken => {
            format!("put it in `{}`, and the {role} here", Role::ServiceAccountToken.variable())
        }
        Fault::UnknownRegion { suggestion } => {
            format!("set it to `{}`", suggestion.map_or("us` or `eu", Region::as_str))
        }
        Fault::OtherRegion { pinned, .. } => {
            format!("set it to `{pinned}`, or give the struct a plain `region: Region`")
        }
        Fault::TooLong { .. }
        | Fault::Colon
        | Fault::NotSetting { .. }
        | Fault::NotServiceAccountToken
        | Fault::NotWorkspaceId => {
            format!("copy it from {}", role.page())
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { what, kind, looked_in, .. } = &*self.0;
        match kind {
            ProblemKind::Missing => {
                write!(f, "no {what}")?;
                for (index, place) in absences(looked_in).enumerate() {
                    write!(f, "{} {}", if index == 0 { ":" } else { "," }, place.absence())?;
                }
                Ok(())
            }
            ProblemKind::Malformed { origin, fault } => write!(f, "the {what} in {origin} {fault}"),
            ProblemKind::Ambiguous { first, second } => {
                write!(f, "the {what} is set twice, to different values: {first}, {second}")
            }
            ProblemKind::VariableAndFile { variable, file } => {
                write!(f, "the {what} is set twice: {variable}, and {file}")
            }
            ProblemKind::Reference { origin, why } => write!(f, "the {what} in {origin} {why}"),
            ProblemKind::Command { program, fault } => {
                write!(f, "no {what}: the command `{program}` {fault}")
            }
            ProblemKind::SameValue { role, first, second } => {
                write!(f, "the {what} in {second} is the same as the {role} in {first}")
            }
            ProblemKind::HalfPair { present } => {
                write!(f, "no {what}, though its other half is there, in {present}")
            }
            ProblemKind::NotText { origin, found } => {
                write!(f, "the {what} in {origin} is no text but {found}")
            }
            ProblemKind::Unreadable { path, variable: None, reason } => {
                write!(f, "`{}` {reason}", path.display())
            }
            ProblemKind::Unreadable { path, variable: Some(variable), reason } => {
                write!(f, "the {what} in `{}`, named by `{variable}`: the file {reason}", path.display())
            }
            ProblemKind::Syntax { path, line, column, expected } => {
                write!(f, "`{}`, line {line}, column {column}: expected {expected}", path.display())
            }
            ProblemKind::Document { origin, fault } => write!(f, "{origin} {fault}"),
            ProblemKind::NotHeld { field, schema } => {
                write!(f, "no {what}: the field `{field}` of `{schema}` is `None`")
            }
        }
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { role, looked_in, kind, .. } = &*self.0;
        f.debug_struct("Problem")
            .field("role", role)
            .field("looked_in", looked_in)
            .field("kind", kind)
            .finish()
    }
}

impl Error for Problem {}

/// The places a sentence names: of a role's several variables the first is enough.
fn absences(looked_in: &[Origin]) -> impl Iterator<Item = &Origin> {
    let mut variables = 0;
    looked_in.iter().filter(move |origin| {
        variables += usize::from(matches!(origin, Origin::Variable { .. }));
        !matches!(origin, Origin::Variable { .. }) || variables == 1
    })
}
