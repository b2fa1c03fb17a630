//! Where a load looks, and its steps but the last, which knows the struct.

use crate::finding::note::Note;
use crate::load::absent;
use crate::load::inspect::inspect;
use crate::load::look_up::{LookedUp, SetsAsked, environment, look_up, unanswered};
use crate::load::resolve::resolve;
use crate::output::notes::{notes_on_second_set, unknown_keys};
use crate::output::report::Report;
use crate::schema::fields::Schema;
use crate::source::Source;
use crate::source::answer::WhichFields;
use crate::store::session::{Session, Stores};

/// The sources of a load, independent of the struct.
#[derive(Clone, Debug)]
pub(super) struct Search {
    pub(super) sources: Vec<Source>,
    pub(super) stores: Stores,
    pub(super) empty_is_unset: bool,
}

impl Search {
    pub(super) const fn new(sources: Vec<Source>) -> Self {
        Self { sources, stores: Stores::new(), empty_is_unset: false }
    }

    /// Every step of a load but the last, which knows the struct.
    pub(super) fn run(&mut self, schema: &'static Schema, ask: WhichFields, sets: SetsAsked) -> LookedUp {
        let (looked_up, session) = self.look_up(schema, ask, sets);
        settle(looked_up, &session)
    }

    /// The same with a report. A second set is looked for, and only reported.
    pub(super) fn run_with_report(&mut self, schema: &'static Schema) -> (LookedUp, Report) {
        let mut looked_up = self.run(schema, WhichFields::All, SetsAsked::Both);
        let second = looked_up.answers.split_off(looked_up.first);
        let second = notes_on_second_set(&second, |origin| Note::OnlyForRotating { origin });
        let report = self.report(schema, &looked_up, second);
        (looked_up, report)
    }

    /// The first step.
    pub(super) fn look_up(
        &mut self,
        schema: &'static Schema,
        ask: WhichFields,
        sets: SetsAsked,
    ) -> (LookedUp, Session) {
        let mut environment = environment(&self.sources);
        if self.empty_is_unset || schema.empty_is_unset {
            environment = environment.with_empty_unset();
        }
        let session = Session::new(environment, self.stores.clone());
        (look_up(schema, &mut self.sources, ask, sets, &session), session)
    }

    pub(super) fn report(&self, schema: &'static Schema, looked_up: &LookedUp, second: Vec<Note>) -> Report {
        let LookedUp { answers, notes, .. } = looked_up;
        let absent = unanswered(answers);
        let of_sources = self.sources.iter().flat_map(|source| source.as_lookup().notes(&absent));
        let notes = notes.iter().cloned().chain(absent::notes(schema, answers, &self.sources)).chain(second);
        let unknown_keys = unknown_keys(answers, &self.sources).into_iter();
        Report::new(schema, answers, unknown_keys.chain(of_sources).chain(notes).collect())
    }
}

/// The steps between the first and the last.
pub(super) fn settle(mut looked_up: LookedUp, session: &Session) -> LookedUp {
    resolve(&mut looked_up.answers, session);
    inspect(&mut looked_up.answers[..looked_up.first]);
    looked_up
}
