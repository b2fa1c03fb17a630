//! The report of a load: where each value is, which others it shadows, and notes. Never a value.

use crate::credential::role::Role;
use crate::finding::load_error::LoadError;
use crate::finding::note::Note;
use crate::finding::origin::Origin;
use crate::finding::problem::{Problem, texts};
use crate::output::notes;
use crate::schema::fields::{FieldKind, Presence, Schema};
use crate::schema::schema_field::SchemaField;
use crate::source::answer::FieldAnswer;
use serde_core::ser::{Serialize, SerializeStruct, Serializer};
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;

/// Where each field of a struct comes from.
///
/// Printed, it is a table to read; serialized, it is data: the struct, and for each field its `name`, `role`, `origin`,
/// `fingerprint`, `shadowed` places and `notes`; then the `notes` on the sources and the `problems`, each with its `hint`.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Environment};
///
/// let environment = Environment::from([("CUSTOMERIO_APP_API_KEY", "0123456789abcdef"), ("CIO_REGION", "eu")]);
/// let report = AppCredentials::loader().environment(environment).explain();
/// let printed = report.to_string();
/// assert!(printed.contains("environment variable `CUSTOMERIO_APP_API_KEY`"));
/// assert!(printed.contains("note: read under another name; the usual one is `CUSTOMERIO_REGION`"));
/// assert!(!printed.contains("0123456789abcdef"));
/// ```
#[derive(Clone, Debug)]
pub struct Report {
    schema: &'static str,
    fields: Vec<FieldReport>,
    notes: Vec<Note>,
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
    name: String,
    wanted: SchemaField,
    origin: Option<Origin>,
    fingerprint: Option<String>,
    shadowed: Vec<Origin>,
    notes: Vec<Note>,
}

impl Report {
    pub(crate) fn new(schema: &Schema, answers: &[FieldAnswer], notes: Vec<Note>) -> Self {
        // A new key for each report: fingerprints can be compared within one report only.
        let key = RandomState::new();
        let mut names = Vec::with_capacity(answers.len());
        push_names(schema, "", &mut names);
        // Both go through the fields in the order of the struct.
        let fields = answers.iter().zip(names).map(|(answer, name)| FieldReport::new(name, answer, &key));
        let fields = fields.collect();
        Self { schema: schema.name(), fields, notes, error: None }
    }

    /// The same with the problems. A note that the error has too is not repeated.
    pub(crate) fn with_error(mut self, error: LoadError) -> Self {
        self.notes.retain(|note| !error.notes().contains(note));
        Self { error: Some(error), ..self }
    }

    /// One entry a field, in the order of the struct.
    #[must_use]
    pub fn fields(&self) -> &[FieldReport] {
        &self.fields
    }

    /// The notes on the sources.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Everything that is wrong.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        self.error.as_ref().map_or(&[], LoadError::problems)
    }
}

fn push_names(schema: &Schema, outer: &str, names: &mut Vec<String>) {
    for field in schema.fields() {
        let name = format!("{outer}{}", field.name());
        match field.kind() {
            FieldKind::Nested(inner) => push_names(inner, &format!("{name}."), names),
            _ => names.push(name),
        }
    }
}

/// Where the value is when no source has one, if the struct states it.
fn stated(wanted: SchemaField) -> Option<Origin> {
    let stated = wanted.field.default.is_some() || wanted.field.presence == Presence::Pinned;
    stated.then_some(Origin::Struct)
}

impl FieldReport {
    fn new(name: String, answer: &FieldAnswer, key: &RandomState) -> Self {
        let wanted = answer.wanted;
        let (origin, notes) = match &answer.outcome {
            Ok(Some(found)) => (Some(found.provenance.origin(wanted)), notes::notes(answer)),
            Ok(None) => (stated(wanted), Vec::new()),
            Err(_) => (None, Vec::new()),
        };
        let fingerprint = match &answer.outcome {
            Ok(Some(found)) if wanted.field.role().is_some() => {
                Some(format!("{:06x}", key.hash_one(found.value.bytes()) & 0xff_ffff))
            }
            _ => None,
        };
        Self { name, wanted, origin, fingerprint, shadowed: answer.shadowed.clone(), notes }
    }

    /// The field's name. A field of a nested struct has the outer field in front: `shop.site_id`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which credential it holds, or `None` for a setting.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.wanted.field.role()
    }

    /// Where its value is, or `None` if no usable value was found.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// Six hexadecimal digits that are the same for the same value, within one report. They say nothing about the value,
    /// and nothing in another report.
    #[must_use]
    pub fn fingerprint(&self) -> Option<&str> {
        self.fingerprint.as_deref()
    }

    /// Where other values are, which were not used.
    #[must_use]
    pub fn shadowed(&self) -> &[Origin] {
        &self.shadowed
    }

    /// The notes on its value.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |text: fn(&FieldReport) -> &str| {
            self.fields.iter().map(|field| text(field).len()).max().unwrap_or(0)
        };
        let (names, roles) = (width(FieldReport::name), width(|field| field.wanted.what()));
        writeln!(f, "{}", self.schema)?;
        for field in &self.fields {
            let print = field.fingerprint().unwrap_or("      ");
            write!(f, "  {:names$}  {:roles$}  {print}  ", field.name(), field.wanted.what())?;
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
        self.notes.iter().try_for_each(|note| writeln!(f, "  note: {note}"))?;
        self.error.iter().try_for_each(|error| writeln!(f, "{error}"))
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("Report", 4)?;
        report.serialize_field("struct", self.schema)?;
        report.serialize_field("fields", &self.fields)?;
        report.serialize_field("notes", &texts(&self.notes))?;
        report.serialize_field("problems", self.problems())?;
        report.end()
    }
}

impl Serialize for FieldReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut field = serializer.serialize_struct("FieldReport", 6)?;
        field.serialize_field("name", self.name())?;
        field.serialize_field("role", &self.role().map(Role::file_key))?;
        field.serialize_field("origin", &self.origin.as_ref().map(ToString::to_string))?;
        field.serialize_field("fingerprint", &self.fingerprint)?;
        field.serialize_field("shadowed", &texts(&self.shadowed))?;
        field.serialize_field("notes", &texts(&self.notes))?;
        field.end()
    }
}
