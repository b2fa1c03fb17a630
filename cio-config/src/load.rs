//! Look up all, resolve all, build all: a struct, or all problems.

use crate::error::LoadError;
use crate::field::Presence;
use crate::near::SetNames;
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
    tell_environment(sources);
    let mut answers = Vec::with_capacity(schema.fields.len());
    schema.each_wanted(&mut |wanted| answers.push(answer(wanted, sources, ask)));
    let problems = sources.iter_mut().flat_map(Source::problems).map(Problem::of_source).collect();
    (answers, problems)
}

/// What the sources say of one field, in their order.
fn answer(wanted: Wanted, sources: &mut [Source], ask: Ask) -> Answer {
    let mut answer = Answer::new(wanted);
    for source in sources {
        if ask == Ask::UntilAnswered && answer.is_settled() {
            break;
        }
        answer.take(source.ask(wanted));
    }
    answer
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
    sources: &[Source],
) -> Result<C, LoadError> {
    let mut build = Build { answers: answers.into_iter(), failures: Vec::new() };
    match C::build(&mut build) {
        Some(credentials) if build.failures.is_empty() && of_sources.is_empty() => Ok(credentials),
        _ => {
            let mut problems = problems(build.failures, C::SCHEMA, sources);
            problems.extend(of_sources);
            Err(LoadError::new(C::SCHEMA, problems))
        }
    }
}

/// What went wrong, with all that there is to say of it. Only now is it worth looking for.
fn problems(
    failures: Vec<(Wanted, Box<ProblemKind>)>,
    schema: &'static Schema,
    sources: &[Source],
) -> Vec<Problem> {
    let mut set_names = None;
    let mut problem = |(wanted, kind): (Wanted, Box<ProblemKind>)| {
        let places = || sources.iter().flat_map(|source| source.places(wanted)).collect();
        let (looked_in, near) = match &*kind {
            ProblemKind::Missing => {
                let names = set_names.get_or_insert_with(|| SetNames::of(schema, sources));
                (places(), names.near(wanted))
            }
            ProblemKind::Command { .. } => (places(), Vec::new()),
            ProblemKind::Malformed { origin, .. } => (vec![origin.clone()], Vec::new()),
            _ => Default::default(),
        };
        Problem::of(wanted, looked_in, *kind).near(near)
    };
    failures.into_iter().map(&mut problem).collect()
}

/// The answers of a load, handed to generated code field by field.
#[derive(Debug)]
pub struct Build {
    answers: vec::IntoIter<Answer>,
    failures: Vec<(Wanted, Box<ProblemKind>)>,
}

impl Build {
    /// The value of the next field, or `None` after filing what is wrong with it.
    ///
    /// # Panics
    /// If called more often than the schema has fields, which generated code does not.
    pub fn take<T>(&mut self, slot: &Slot<T>) -> Option<T> {
        let answer = self.answers.next().expect("the derive takes each field of the schema once");
        let value = match answer.outcome {
            Ok(Some(found)) => {
                let (value, place) = (found.value, found.place);
                let malformed = |fault| ProblemKind::Malformed { origin: place.origin(answer.wanted), fault };
                (slot.read)(value).map_err(|fault| Box::new(malformed(fault)))
            }
            Ok(None) => absent(slot),
            Err(kind) => Err(kind),
        };
        value.map_err(|kind| self.failures.push((answer.wanted, kind))).ok()
    }

    /// The next field, which is a struct of its own.
    pub fn nest<T>(&mut self, nested: &Nested<T>) -> Option<T> {
        (nested.build)(self)
    }

    /// Passes over the answers of a nested struct if none of its keys has one.
    pub(crate) fn skip_without_keys(&mut self, schema: &'static Schema) -> bool {
        let mut count = 0;
        schema.each_wanted(&mut |_| count += 1);
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
    match slot.field().default() {
        Some(text) => (slot.read)(Value::copy_of(text.as_bytes()))
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
            self.outcome = Ok(Some(Found::new(value, Origin::Struct)));
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
        let origin = found.place.origin(self.wanted);
        let is_variable = matches!(origin, Origin::Variable { .. } | Origin::VariableFile { .. });
        let why = match found.value.text().map(Reference::parse) {
            _ if is_variable && !self.wanted.schema.references => ReferenceProblem::NotAskedFor,
            Ok(Ok(reference)) => ReferenceProblem::NoBackend(reference.backend()),
            Ok(Err(fault)) => ReferenceProblem::Malformed(fault),
            Err(_) => return,
        };
        self.outcome = Err(Box::new(ProblemKind::Reference { origin, why }));
    }
}
