//! Look up all, resolve all, build all: a struct, or all problems.

use crate::credential::role::Role;
use crate::credential::value::Value;
use crate::credentials::CioCredentials;
use crate::finding::kind::ProblemKind;
use crate::finding::load_error::LoadError;
use crate::finding::origin::Origin;
use crate::finding::problem::Problem;
use crate::generated::nested::Nested;
use crate::generated::slot::Slot;
use crate::generated::slots::Slots;
use crate::load::near::SetNames;
use crate::schema::fields::{FieldKind, Schema};
use crate::schema::schema_field::SchemaField;
use crate::source::Source;
use crate::source::answer::Answer;
use std::vec;

/// The third step: every field is built before the first return, so that all faults are told.
pub(crate) fn build<C: CioCredentials>(
    answers: Vec<Answer>,
    of_sources: Vec<Problem>,
    sources: &[Source],
) -> Result<C, LoadError> {
    let mut build = Build { answers: answers.into_iter(), failures: Vec::new() };
    match C::build(&mut build) {
        Some(credentials) if build.failures.is_empty() && of_sources.is_empty() => Ok(credentials),
        _ => {
            // What a secret holds that cannot be read, nobody can call missing.
            if of_sources.iter().any(|problem| matches!(problem.kind(), ProblemKind::Secret { .. })) {
                build.failures.retain(|(_, kind)| !matches!(**kind, ProblemKind::Missing));
            }
            let mut problems: Vec<Problem> = problems(build.failures, C::SCHEMA, sources)
                .into_iter()
                .map(|problem| problem.unread(!of_sources.is_empty()))
                .collect();
            problems.extend(of_sources);
            Err(LoadError::new(C::SCHEMA, problems))
        }
    }
}

/// What went wrong, with all that there is to say of it. Only now is it worth looking for.
fn problems(
    failures: Vec<(SchemaField, Box<ProblemKind>)>,
    schema: &'static Schema,
    sources: &[Source],
) -> Vec<Problem> {
    let mut set_names = None;
    let mut problem = |(wanted, kind): (SchemaField, Box<ProblemKind>)| {
        let mut looked_in = kind.places();
        if looked_in.is_empty() {
            looked_in.extend(sources.iter().flat_map(|source| source.places(wanted)));
        }
        let near = match *kind {
            ProblemKind::Missing | ProblemKind::HalfPair { .. } => {
                set_names.get_or_insert_with(|| SetNames::of(schema, sources)).near(wanted)
            }
            _ => Vec::new(),
        };
        Problem::of(wanted, looked_in, *kind).near(near)
    };
    failures.into_iter().map(&mut problem).collect()
}

/// The answers of a load, handed to generated code field by field.
#[derive(Debug)]
pub struct Build {
    answers: vec::IntoIter<Answer>,
    failures: Vec<(SchemaField, Box<ProblemKind>)>,
}

impl Build {
    /// The values of all fields, or `None` after filing what is wrong with them.
    pub fn all<S: Slots>(&mut self, slots: &S) -> Option<S::Values> {
        slots.take(self)
    }

    /// The value of the next field, or `None` after filing what is wrong with it.
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

    /// The next field, which is a struct of its own.
    pub(crate) fn nest<T>(&mut self, nested: &Nested<T>) -> Option<T> {
        (nested.build)(self)
    }

    /// Passes over the answers of a nested struct if none of its keys has one.
    pub(crate) fn skip_without_keys(&mut self, schema: &'static Schema) -> bool {
        let mut count = 0;
        schema.each_field(&mut |_| count += 1);
        let next = &self.answers.as_slice()[..count];
        let is_key = |answer: &&Answer| matches!(answer.wanted.field.kind(), FieldKind::Credential(role) if role != Role::Region);
        let skip = !next.iter().filter(is_key).any(Answer::is_settled);
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
