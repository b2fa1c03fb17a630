//! The questions that a load asks of every source.

use crate::environment::Environment;
use crate::finding::kind::ProblemKind;
use crate::finding::note::Note;
use crate::finding::origin::Origin;
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{FieldAnswer, Outcome, WhichFields};
use crate::source::set_names::{SetNames, WhichNames};
use crate::store::session::Session;

/// The questions that a load asks of every source.
pub(crate) trait Lookup {
    /// Gives the source the variables of the load: they name systemd's directory and the profile of documents, and know whether an
    /// empty one counts as set.
    fn set_environment(&mut self, _: &Environment) {}

    /// Answers every field that has no answer yet, and with [`WhichFields::All`] looks up the others too: most sources do it with
    /// [`fill`].
    fn answer(&mut self, answers: &mut [FieldAnswer], ask: WhichFields, session: &Session);

    /// The places where a field would be, in the order in which they are looked at.
    fn places(&self, field: SchemaField) -> Vec<Origin>;

    /// Every name that is set and `wanted`: one may be nearly right for a field that was not found.
    fn set_names(&self, which: WhichNames) -> SetNames;

    /// The problems of the source itself, once it has been asked.
    fn problems(&self) -> Vec<ProblemKind>;

    /// Why these fields may have no value, though the source was meant to set them.
    fn notes(&self, _: &[SchemaField]) -> Vec<Note> {
        Vec::new()
    }

    /// Whether it waits for another program or for the network, not only for variables and files.
    #[cfg(feature = "store")]
    fn may_take_long(&self, _: &'static Schema) -> bool {
        false
    }
}

/// Looks up every field that is to be asked for. The first answer wins, later ones are shadowed.
///
/// Inlined into each source, with its `look_up`: so a value passes through memory once, on its way into the answer.
#[inline]
pub(super) fn fill(
    answers: &mut [FieldAnswer],
    ask: WhichFields,
    mut look_up: impl FnMut(SchemaField) -> Outcome,
) {
    for answer in answers.iter_mut().filter(|answer| answer.is_asked(ask)) {
        match (look_up(answer.wanted), answer.is_settled()) {
            (Ok(Some(found)), false) => answer.outcome = Ok(Some(found)),
            (Err(problem), false) => answer.outcome = Err(problem),
            (Ok(Some(found)), true) => answer.shadowed.push(found.provenance.origin(answer.wanted)),
            // A place that `load` would not read has no problems.
            (Ok(None), _) | (Err(_), true) => {}
        }
    }
}
