//! Look up all, resolve all, build all: a struct, or all problems.

use crate::finding::kind::ProblemKind;
use crate::finding::load_error::LoadError;
use crate::finding::problem::Problem;
use crate::generated::answers::Build;
use crate::generated::declared::Declared;
use crate::load::near::SetNames;
use crate::schema::field_type::Presence;
use crate::schema::fields::Schema;
use crate::schema::fields::Wanted;
use crate::source::environment::Environment;
use crate::source::{Answer, Source};
use crate::store::session::Session;

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
    session: &Session,
) -> (Vec<Answer>, Vec<Problem>) {
    for source in &mut *sources {
        source.belongs_to(&session.environment);
    }
    let mut answers = Vec::with_capacity(schema.fields.len());
    // `push` would make it elsewhere and copy it.
    schema.each_wanted(&mut |wanted| answers.extend(std::iter::once_with(|| Answer::none_yet(wanted))));
    for source in &mut *sources {
        source.answer(&mut answers, ask, session);
    }
    let mut problems = Vec::new();
    for source in sources {
        problems.extend(source.problems().into_iter().map(Problem::of_source));
    }
    (answers, problems)
}

/// The environment that sources look in: systemd names its directory in a variable, so that source depends on another.
pub(crate) fn environment(sources: &[Source]) -> Environment {
    let environment = sources.iter().find_map(|source| match source {
        Source::Environment(environment) => Some(environment.clone()),
        _ => None,
    });
    environment.unwrap_or_else(Environment::empty)
}

/// The third step: every field is built before the first return, so that all faults are told.
pub(crate) fn build<C: Declared>(
    answers: Vec<Answer>,
    of_sources: Vec<Problem>,
    sources: &[Source],
) -> Result<C, LoadError> {
    let mut build = Build::new(answers);
    let built = C::build(&mut build);
    let mut failures = build.into_failures();
    match built {
        Some(credentials) if failures.is_empty() && of_sources.is_empty() => Ok(credentials),
        _ => {
            // What a secret holds that cannot be read, nobody can call missing.
            if of_sources.iter().any(|problem| matches!(problem.kind(), ProblemKind::Secret { .. })) {
                failures.retain(|(_, kind)| !matches!(**kind, ProblemKind::Missing));
            }
            let mut problems: Vec<Problem> = problems(failures, C::DECLARATION, sources)
                .into_iter()
                .map(|problem| problem.unread(!of_sources.is_empty()))
                .collect();
            problems.extend(of_sources);
            Err(LoadError::new(C::DECLARATION, problems))
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

impl Answer {
    fn none_yet(wanted: Wanted) -> Self {
        Self { wanted, outcome: Ok(None), shadowed: Vec::new() }
    }

    pub(crate) fn is_settled(&self) -> bool {
        !matches!(self.outcome, Ok(None))
    }

    pub(crate) fn is_missing(&self) -> bool {
        let field = self.wanted.field;
        !self.is_settled() && field.presence() == Presence::Required && field.default().is_none()
    }
}
