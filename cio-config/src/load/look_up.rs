//! The first step of a load: every field is looked up in the sources.

use crate::environment::Environment;
use crate::finding::problem::Problem;
use crate::schema::fields::Schema;
use crate::source::Source;
use crate::source::answer::{Answer, Ask};
use crate::store::session::Session;

/// The first step: every field, in every source, before anything is judged.
pub(crate) fn look_up(
    schema: &'static Schema,
    sources: &mut [Source],
    ask: Ask,
    session: &Session,
) -> (Vec<Answer>, Vec<Problem>) {
    for source in &mut *sources {
        source.as_lookup_mut().set_environment(&session.environment);
    }
    let mut answers = Vec::with_capacity(schema.fields.len());
    // `push` would make it elsewhere and copy it.
    schema.each_field(&mut |wanted| answers.extend(std::iter::once_with(|| Answer::none_yet(wanted))));
    for source in &mut *sources {
        source.as_lookup_mut().answer(&mut answers, ask, session);
    }
    let mut problems = Vec::new();
    for source in sources {
        problems.extend(source.as_lookup().problems().into_iter().map(Problem::of_source));
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
