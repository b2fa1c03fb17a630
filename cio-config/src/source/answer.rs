//! The answer of a source for a field: a value and where it is, nothing, or a problem.

use crate::credential::value::Value;
use crate::finding::kind::ProblemKind;
use crate::finding::note::Note;
use crate::finding::origin::Origin;
#[cfg(feature = "store")]
use crate::reference::Reference;
use crate::schema::schema_field::SchemaField;
use std::sync::Arc;

/// A value, and where it is.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) value: Value,
    pub(crate) provenance: Provenance,
}

/// Where a value is. Most loads never report it, so an [`Origin`] of a variable is made only when it is asked for.
#[derive(Clone, Debug)]
pub(crate) enum Provenance {
    /// The variable of this number among the names of the field.
    Variable(usize),
    Elsewhere(Arc<NotedOrigin>),
}

/// The place of a value, and the notes of its source on it.
#[derive(Debug)]
pub(crate) struct NotedOrigin {
    pub(crate) origin: Origin,
    notes: Vec<Note>,
}

/// A value, nothing, or a problem. Boxed, because most look-ups find no problem, and the outcome is moved often.
pub(crate) type Outcome = Result<Option<Found>, Box<ProblemKind>>;

/// The answer of the sources for one field.
#[derive(Debug)]
pub(crate) struct FieldAnswer {
    pub(crate) wanted: SchemaField,
    pub(crate) outcome: Outcome,
    pub(crate) shadowed: Vec<Origin>,
}

impl FieldAnswer {
    pub(crate) fn none_yet(wanted: SchemaField) -> Self {
        Self { wanted, outcome: Ok(None), shadowed: Vec::new() }
    }

    /// The same, with a copy of the value that is wiped by itself.
    pub(crate) fn copied(&self) -> Self {
        let outcome = match &self.outcome {
            Ok(found) => Ok(found.as_ref().map(|Found { value, provenance }| Found {
                value: value.copied(),
                provenance: provenance.clone(),
            })),
            Err(kind) => Err(kind.clone()),
        };
        Self { wanted: self.wanted, outcome, shadowed: Vec::new() }
    }

    pub(crate) fn is_settled(&self) -> bool {
        !matches!(self.outcome, Ok(None))
    }

    /// Whether a source is asked for it.
    pub(super) fn is_asked(&self, ask: WhichFields) -> bool {
        ask == WhichFields::All || !self.is_settled()
    }

    pub(crate) fn is_missing(&self) -> bool {
        !self.is_settled() && self.wanted.is_needed()
    }

    /// Whether resolving it waits for another program or for the network.
    #[cfg(feature = "store")]
    pub(crate) fn may_take_long(&self) -> bool {
        let field = self.wanted.field;
        match &self.outcome {
            Ok(Some(found)) => Reference::is_meant(found.value.bytes()),
            Ok(None) => field.reference.is_some() || field.command.is_some(),
            Err(_) => false,
        }
    }
}

impl Found {
    pub(crate) fn new(value: Value, origin: Origin) -> Self {
        Self::with_notes(value, origin, Vec::new())
    }

    pub(crate) fn with_notes(value: Value, origin: Origin, notes: Vec<Note>) -> Self {
        Self { value, provenance: Provenance::Elsewhere(Arc::new(NotedOrigin { origin, notes })) }
    }
}

impl NotedOrigin {
    /// A place without notes, to be shared.
    #[cfg(any(feature = "toml", feature = "json"))]
    pub(super) fn at(origin: Origin) -> Arc<Self> {
        Arc::new(Self { origin, notes: Vec::new() })
    }
}

impl Provenance {
    /// The place, for a value of this field.
    pub(crate) fn origin(&self, wanted: SchemaField) -> Origin {
        match self {
            Self::Variable(number) => Origin::variable(wanted.variables().nth(*number).unwrap_or_default()),
            Self::Elsewhere(noted) => noted.origin.clone(),
        }
    }

    /// The notes of the source on the value.
    pub(crate) fn notes(&self, wanted: SchemaField) -> Vec<Note> {
        match self {
            Self::Variable(number) => alias_note(wanted, *number),
            Self::Elsewhere(noted) => noted.notes.clone(),
        }
    }
}

/// The note on the name of this number, if it is one that is only read too.
pub(super) fn alias_note(wanted: SchemaField, number: usize) -> Vec<Note> {
    let Some(name) = wanted.names().nth(number).filter(|name| !name.usual) else { return vec![] };
    let usual = wanted.numbered_names(name.fallback).next();
    usual.map(|(_, usual)| Note::Alias { canonical: usual.to_text() }).into_iter().collect()
}

/// Whether a source is asked for fields that another source has answered.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum WhichFields {
    UntilAnswered,
    All,
}
