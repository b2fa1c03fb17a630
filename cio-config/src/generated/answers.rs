//! The answers of a load, handed to derived code one field after the other.

use crate::credential::role::Role;
use crate::credential::value::Value;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::generated::slot::Slot;
use crate::schema::fields::{FieldKind, Schema};
use crate::schema::schema_field::SchemaField;
use crate::source::answer::FieldAnswer;
use std::vec;

/// The answers that no field has taken yet, and the problems of those taken.
#[derive(Debug)]
pub struct Build {
    answers: vec::IntoIter<FieldAnswer>,
    failures: Vec<(SchemaField, Box<ProblemKind>)>,
}

impl Build {
    pub(crate) fn new(answers: Vec<FieldAnswer>) -> Self {
        Self { answers: answers.into_iter(), failures: Vec::new() }
    }

    /// The problems found so far, at most one a field.
    pub(crate) fn into_failures(self) -> Vec<(SchemaField, Box<ProblemKind>)> {
        self.failures
    }

    /// The value of the next field, or `None` after recording its problem.
    pub(crate) fn take<T>(&mut self, slot: &Slot<T>) -> Option<T> {
        let answer = self.answers.next().expect("the derive takes each field of the schema once");
        let value = match answer.outcome {
            Ok(Some(found)) => {
                let (value, place) = (found.value, found.provenance);
                let malformed = |fault| ProblemKind::Malformed { origin: place.origin(answer.wanted), fault };
                (slot.read)(value).map_err(|fault| Box::new(malformed(fault)))
            }
            Ok(None) => absent(slot),
            Err(kind) => Err(kind),
        };
        value.map_err(|kind| self.failures.push((answer.wanted, kind))).ok()
    }

    /// Passes over the answers of a nested struct if none of its keys has one.
    pub(crate) fn skip_without_keys(&mut self, schema: &'static Schema) -> bool {
        let mut count = 0;
        schema.each_field(&mut |_| count += 1);
        let next = &self.answers.as_slice()[..count];
        let is_key = |answer: &&FieldAnswer| matches!(answer.wanted.field.kind(), FieldKind::Credential(role) if role != Role::Region);
        let skip = !next.iter().filter(is_key).any(FieldAnswer::is_settled);
        if skip {
            self.answers.by_ref().take(count).for_each(drop);
        }
        skip
    }
}

/// The value of a field that no source has.
fn absent<T>(slot: &Slot<T>) -> Result<T, Box<ProblemKind>> {
    match slot.field.default() {
        Some(text) => (slot.read)(Value::copy_of(text.as_bytes()))
            .map_err(|fault| Box::new(ProblemKind::Malformed { origin: Origin::Struct, fault })),
        None => (slot.absent)().ok_or_else(|| Box::new(ProblemKind::Missing)),
    }
}
