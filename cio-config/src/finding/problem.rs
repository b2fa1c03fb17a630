//! One finding of a load: which credential, which places, what is wrong.

use crate::credential::role::Role;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::text::escaped::Escaping;
use serde_core::ser::{Serialize, SerializeStruct, Serializer};
use std::borrow::Cow;
use std::error::Error;
use std::fmt;

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
pub struct Problem(pub(super) Box<Finding>);

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// What people call it: the role, or the name of a setting.
    pub(super) what: &'static str,
    pub(super) role: Option<Role>,
    /// The variable to set; empty where a whole source is the problem.
    pub(super) variable: Cow<'static, str>,
    /// Its key in a file, with its tables; empty likewise.
    pub(super) key: String,
    pub(super) looked_in: Vec<Origin>,
    pub(super) near: Vec<Origin>,
    /// Whether some source could not be read, so that nobody knows what stands there.
    pub(super) unread: bool,
    pub(super) kind: ProblemKind,
}

impl Problem {
    pub(crate) fn of(wanted: SchemaField, looked_in: Vec<Origin>, kind: ProblemKind) -> Self {
        let (what, role) = (wanted.what(), wanted.field.role());
        Self(Box::new(Finding {
            what,
            role,
            variable: wanted.variable(),
            key: wanted.file_keys().next().unwrap_or_default(),
            looked_in,
            near: Vec::new(),
            unread: false,
            kind,
        }))
    }

    pub(crate) fn of_source(kind: ProblemKind) -> Self {
        let variable = Cow::Borrowed("");
        Self(Box::new(Finding {
            what: "value",
            role: None,
            variable,
            key: String::new(),
            looked_in: Vec::new(),
            near: Vec::new(),
            unread: false,
            kind,
        }))
    }

    pub(crate) fn not_held(role: Role, schema: &'static Schema) -> Self {
        let field = schema.fields().iter().find(|field| field.role() == Some(role));
        let kind =
            ProblemKind::NotHeld { field: field.map_or("", |field| field.name()), schema: schema.name() };
        let wanted = field.map(|field| SchemaField { field, schema });
        let variable = wanted.map_or(Cow::Borrowed(role.variable()), SchemaField::variable);
        Self(Box::new(Finding {
            what: role.name(),
            role: Some(role),
            variable,
            key: String::new(),
            looked_in: Vec::new(),
            near: Vec::new(),
            unread: false,
            kind,
        }))
    }

    /// Tells whether some source could not be read.
    pub(crate) fn unread(mut self, unread: bool) -> Self {
        self.0.unread = unread;
        self
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

    /// Every place it was looked for in, in this order; where values were found, the places of those that are wrong.
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
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(&mut Escaping(f))
    }
}

impl Problem {
    fn write(&self, f: &mut impl fmt::Write) -> fmt::Result {
        let Finding { what, variable, kind, looked_in, .. } = &*self.0;
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
            ProblemKind::Secret { origin, why } => write!(f, "no {what} from {origin}: {why}"),
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
            ProblemKind::Unreadable { path, variable: named_by, reason } => {
                // Of a whole source there is no variable to set.
                let is_source = variable.is_empty();
                if !is_source {
                    write!(f, "the {what} in ")?;
                }
                write!(f, "`{}`", path.display())?;
                named_by.iter().try_for_each(|variable| write!(f, ", named by `{variable}`"))?;
                match (is_source, named_by) {
                    (false, _) => write!(f, ": the file {reason}"),
                    (true, Some(_)) => write!(f, ", {reason}"),
                    (true, None) => write!(f, " {reason}"),
                }
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

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut problem = serializer.serialize_struct("Problem", 4)?;
        problem.serialize_field("role", &self.role().map(Role::file_key))?;
        problem.serialize_field("message", &self.to_string())?;
        problem.serialize_field("hint", &self.hint())?;
        problem.serialize_field("looked_in", &texts(self.looked_in()))?;
        problem.end()
    }
}

/// Each in its own words, for a report that is serialized.
pub(crate) fn texts<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

/// The places a sentence names: of a role's several variables the first is enough.
fn absences(looked_in: &[Origin]) -> impl Iterator<Item = &Origin> {
    let mut variables = 0;
    looked_in.iter().filter(move |origin| {
        variables += usize::from(matches!(origin, Origin::Variable { .. }));
        !matches!(origin, Origin::Variable { .. }) || variables == 1
    })
}
