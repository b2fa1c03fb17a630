//! Look up all, resolve all, build all: a struct, or all problems.

use crate::error::LoadError;
use crate::field::Presence;
use crate::nested::Nested;
use crate::origin::Origin;
use crate::problem::{Problem, ProblemKind, ReferenceProblem};
use crate::schema::Wanted;
use crate::slot::Slot;
use crate::source::{Answer, Environment, Found, Source, Value, command};
use crate::{CioCredentials, FieldKind, Reference, Role, Schema};
use std::vec;

/// Whether a source is asked for what another has already answered.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Ask {
    UntilAnswered,
    All,
}

/// The first step: every field, in every source, before anything is judged.
pub(crate) fn look_up(
    schema: &'static Schema,
    sources: &mut [Source],
    ask: Ask,
) -> (Vec<Answer>, Vec<Problem>) {
    let mut answers = Vec::new();
    wanted(schema, &mut answers);
    tell_environment(sources);
    for source in &mut *sources {
        if ask == Ask::UntilAnswered && answers.iter().all(Answer::is_settled) {
            break;
        }
        for answer in &mut answers {
            if ask == Ask::All || !answer.is_settled() {
                let found = source.ask(answer.wanted);
                answer.take(found);
            }
        }
    }
    for answer in &mut answers {
        if answer.is_missing() {
            answer.looked_in = sources.iter().flat_map(|source| source.places(answer.wanted)).collect();
        }
    }
    let problems = sources.iter_mut().flat_map(Source::problems).map(Problem::of_source).collect();
    (answers, problems)
}

/// systemd names its directory in a variable, so that source depends on another.
fn tell_environment(sources: &mut [Source]) {
    let environment = sources.iter().find_map(|source| match source {
        Source::Environment(environment) => Some(environment.clone()),
        _ => None,
    });
    let environment = environment.unwrap_or_else(Environment::empty);
    for source in sources {
        source.belongs_to(&environment);
    }
}

/// An answer to come for each field, those of nested structs at their place.
fn wanted(schema: &'static Schema, answers: &mut Vec<Answer>) {
    for field in schema.fields() {
        match field.kind() {
            FieldKind::Nested(schema) => wanted(schema, answers),
            _ => answers.push(Answer::new(Wanted { field, schema })),
        }
    }
}

/// The second step: what a field's own command prints, and what references lead to, all together, before anything can be
/// taken for a key.
pub(crate) fn resolve(answers: &mut [Answer]) {
    for answer in answers {
        answer.ask_own_source();
        answer.refuse_reference();
    }
}

/// The third step: every field is built before the first return, so that all faults are told.
pub(crate) fn build<C: CioCredentials>(
    answers: Vec<Answer>,
    of_sources: Vec<Problem>,
) -> Result<C, LoadError> {
    let mut build = Build { answers: answers.into_iter(), problems: Vec::new() };
    let credentials = C::build(&mut build);
    build.problems.extend(of_sources);
    match credentials {
        Some(credentials) if build.problems.is_empty() => Ok(credentials),
        _ => Err(LoadError::new(C::SCHEMA, build.problems)),
    }
}

/// The answers of a load, handed to generated code field by field.
#[derive(Debug)]
pub struct Build {
    answers: vec::IntoIter<Answer>,
    problems: Vec<Problem>,
}

impl Build {
    /// The value of the next field, or `None` after filing what is wrong with it.
    ///
    /// # Panics
    /// If called more often than the schema has fields, which generated code does not.
    pub fn take<T>(&mut self, slot: &Slot<T>) -> Option<T> {
        let answer = self.answers.next().expect("the derive takes each field of the schema once");
        let (kind, looked_in) = match answer.outcome {
            Ok(Some(found)) => match (slot.read)(&found.value) {
                Ok(value) => return Some(value),
                Err(fault) => {
                    let looked_in = vec![found.origin.clone()];
                    (Box::new(ProblemKind::Malformed { origin: found.origin, fault }), looked_in)
                }
            },
            Ok(None) => match absent(slot) {
                Ok(value) => return Some(value),
                Err(kind) => (kind, answer.looked_in),
            },
            Err(kind) => (kind, answer.looked_in),
        };
        self.problems.push(Problem::of(answer.wanted, looked_in, *kind).near(answer.near));
        None
    }

    /// The next field, which is a struct of its own.
    pub fn nest<T>(&mut self, nested: &Nested<T>) -> Option<T> {
        (nested.build)(self)
    }

    /// Passes over the answers of a nested struct if none of its keys has one.
    pub(crate) fn skip_without_keys(&mut self, schema: &'static Schema) -> bool {
        let mut answers = Vec::new();
        wanted(schema, &mut answers);
        let next = &self.answers.as_slice()[..answers.len()];
        let is_key = |answer: &&Answer| matches!(answer.wanted.field.kind(), FieldKind::Credential(role) if role != Role::Region);
        let skip = !next.iter().filter(is_key).any(Answer::is_settled);
        if skip {
            self.answers.by_ref().take(answers.len()).for_each(drop);
        }
        skip
    }
}

/// The value of a field that no source has.
fn absent<T>(slot: &Slot<T>) -> Result<T, Box<ProblemKind>> {
    match slot.field().default() {
        Some(text) => (slot.read)(&Value::copy_of(text.as_bytes()))
            .map_err(|fault| Box::new(ProblemKind::Malformed { origin: Origin::Struct, fault })),
        None => (slot.absent)().ok_or_else(|| Box::new(ProblemKind::Missing)),
    }
}

impl Answer {
    pub(crate) fn is_settled(&self) -> bool {
        !matches!(self.outcome, Ok(None))
    }

    pub(crate) fn is_missing(&self) -> bool {
        let field = self.wanted.field;
        !self.is_settled() && field.presence() == Presence::Required && field.default().is_none()
    }

    /// A field's own reference or command is asked last.
    fn ask_own_source(&mut self) {
        let field = self.wanted.field;
        if self.is_settled() {
            return;
        }
        if let Some(reference) = field.reference {
            let value = Value::copy_of(reference.as_bytes());
            self.outcome = Ok(Some(Found { value, origin: Origin::Struct, notes: vec![] }));
        } else if let Some(argv) = field.command {
            self.outcome = command::run(argv).map(Some);
        }
    }

    /// A reference is a value of its own kind: nothing that starts like one is ever sent as a key.
    fn refuse_reference(&mut self) {
        let Ok(Some(found)) = &self.outcome else { return };
        if !Reference::is_meant(found.value.bytes()) || self.wanted.field.role().is_none() {
            return;
        }
        let is_variable = matches!(found.origin, Origin::Variable { .. } | Origin::VariableFile { .. });
        let why = match found.value.text().map(Reference::parse) {
            _ if is_variable && !self.wanted.schema.references => ReferenceProblem::NotAskedFor,
            Ok(Ok(reference)) => ReferenceProblem::NoBackend(reference.backend()),
            Ok(Err(fault)) => ReferenceProblem::Malformed(fault),
            Err(_) => return,
        };
        let origin = found.origin.clone();
        self.outcome = Err(Box::new(ProblemKind::Reference { origin, why }));
    }
}
