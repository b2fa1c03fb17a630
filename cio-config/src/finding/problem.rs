//! One problem of a load: the credential, the places searched, and the mistake.

use crate::credential::role::Role;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::schema::fields::{Field, Schema};
use crate::schema::schema_field::SchemaField;
use crate::text::escaped::Escaping;
use serde_core::ser::{Serialize, SerializeStruct, Serializer};
use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// One problem of a load: the credential, the places searched, and the mistake.
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
///     "create one at https://fly.customer.io/settings/api_credentials?keyType=app (permission \"Manage API \
///      credentials\"), which shows each only once, then set `CUSTOMERIO_APP_API_KEY`",
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Problem(pub(super) Box<Finding>);

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// `None` where a whole source is the problem.
    pub(super) subject: Option<ProblemSubject>,
    pub(super) looked_in: Vec<Origin>,
    pub(super) near: Vec<Origin>,
    /// Whether some source could not be read: the value may be there.
    pub(super) unread: bool,
    pub(super) kind: ProblemKind,
    /// The fields that a source was asked for, if the source is the problem.
    needed_for: Vec<String>,
}

/// The field that a problem is about.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct ProblemSubject {
    /// The name of the role, or of a setting's field.
    pub(super) what: &'static str,
    pub(super) role: Option<Role>,
    pub(super) workspace: Option<&'static str>,
    /// The variable to set.
    pub(super) variable: Cow<'static, str>,
    /// Its key in a file, with its tables.
    pub(super) key: String,
}

impl Problem {
    pub(crate) fn of(field: SchemaField, looked_in: Vec<Origin>, kind: ProblemKind) -> Self {
        Self(Box::new(Finding { looked_in, ..Finding::new(Some(ProblemSubject::of(field)), kind) }))
    }

    pub(crate) fn of_source(kind: ProblemKind, needed_for: Vec<String>) -> Self {
        Self(Box::new(Finding { needed_for, ..Finding::new(None, kind) }))
    }

    pub(crate) fn not_held(role: Role, schema: &'static Schema) -> Self {
        let field = schema.field(role);
        let kind = ProblemKind::NotHeld { field: field.map_or("", Field::name), schema: schema.name() };
        let subject = match field {
            Some(field) => ProblemSubject::of(SchemaField::first(field, schema)),
            None => ProblemSubject {
                what: role.name(),
                role: Some(role),
                workspace: schema.workspace(),
                variable: role.variable().into(),
                key: String::new(),
            },
        };
        Self(Box::new(Finding::new(Some(subject), kind)))
    }

    /// Says whether some source could not be read.
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
        self.0.subject.as_ref()?.role
    }

    /// The places where it was looked for, in this order, or the places of the wrong values if values were found.
    #[must_use]
    pub fn looked_in(&self) -> &[Origin] {
        &self.0.looked_in
    }

    /// Names that are set and may have been meant for it.
    #[must_use]
    pub fn near_misses(&self) -> &[Origin] {
        &self.0.near
    }

    /// If a whole source is the problem: the fields that have no value because of it, as in
    /// ``site ID (`CUSTOMERIO_SITE_ID`)``, or else those that it was asked for.
    #[must_use]
    pub fn needed_for(&self) -> &[String] {
        &self.0.needed_for
    }

    /// Whether a source that could not be read is enough to explain it.
    pub(super) fn is_consequence(&self) -> bool {
        self.0.unread && self.0.near.is_empty() && matches!(self.0.kind, ProblemKind::Missing)
    }

    /// The kind of problem.
    #[must_use]
    pub fn kind(&self) -> &ProblemKind {
        &self.0.kind
    }
}

impl Finding {
    fn new(subject: Option<ProblemSubject>, kind: ProblemKind) -> Self {
        Self { subject, looked_in: Vec::new(), near: Vec::new(), unread: false, kind, needed_for: Vec::new() }
    }
}

impl ProblemSubject {
    fn of(field: SchemaField) -> Self {
        Self {
            what: field.what(),
            role: field.field.role(),
            workspace: field.schema.workspace(),
            variable: field.variable(),
            key: field.file_keys().next().unwrap_or_default(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(&mut Escaping(f))
    }
}

impl Problem {
    fn write(&self, f: &mut impl fmt::Write) -> fmt::Result {
        let Finding { subject, kind, looked_in, .. } = &*self.0;
        let Some(ProblemSubject { what, .. }) = subject else {
            return match kind {
                ProblemKind::Malformed { origin, fault } => write!(f, "{origin} {fault}"),
                kind => write!(f, "{kind}"),
            };
        };
        match kind {
            ProblemKind::Missing => {
                write!(f, "no {what}")?;
                for (index, place) in absences(looked_in).enumerate() {
                    write!(f, "{} {}", if index == 0 { ":" } else { "," }, place.absence())?;
                }
                Ok(())
            }
            ProblemKind::Malformed { .. }
            | ProblemKind::Ambiguous { .. }
            | ProblemKind::VariableAndFile { .. }
            | ProblemKind::SameValue { .. }
            | ProblemKind::OtherAccount { .. }
            | ProblemKind::Reference { .. }
            | ProblemKind::NotText { .. } => write!(f, "the {what} {kind}"),
            ProblemKind::HalfPair { .. }
            | ProblemKind::OtherName { .. }
            | ProblemKind::Secret { .. }
            | ProblemKind::Command { .. }
            | ProblemKind::Unreadable { .. }
            | ProblemKind::Syntax { .. }
            | ProblemKind::Document { .. }
            | ProblemKind::NotHeld { .. } => write!(f, "no {what}: {kind}"),
        }
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { looked_in, kind, .. } = &*self.0;
        f.debug_struct("Problem")
            .field("role", &self.role())
            .field("looked_in", looked_in)
            .field("kind", kind)
            .finish()
    }
}

impl Error for Problem {}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut problem = serializer.serialize_struct("Problem", 5)?;
        problem.serialize_field("role", &self.role().map(Role::file_key))?;
        problem.serialize_field("message", &self.to_string())?;
        problem.serialize_field("hint", &self.hint())?;
        problem.serialize_field("looked_in", &texts(self.looked_in()))?;
        problem.serialize_field("needed_for", self.needed_for())?;
        problem.end()
    }
}

/// Each as it is printed, for a report that is serialized.
pub(crate) fn texts<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

/// The places that a message names: of the variables of a role, only the first.
fn absences(looked_in: &[Origin]) -> impl Iterator<Item = &Origin> {
    let mut variables = 0;
    looked_in.iter().filter(move |origin| {
        variables += usize::from(matches!(origin, Origin::Variable { .. }));
        !matches!(origin, Origin::Variable { .. }) || variables == 1
    })
}
