//! What a load asks of every source.

use crate::environment::Environment;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
#[cfg(feature = "store")]
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{Answer, Ask, Outcome};
use crate::source::set_names::SetNames;
use crate::store::session::Session;

/// What a load asks of every source.
pub(crate) trait Lookup {
    /// Gives the source the variables of the load: they name systemd's directory, and the profile of documents.
    fn set_environment(&mut self, _: &Environment) {}

    /// Looks a field up under all its names.
    fn look_up(&mut self, field: SchemaField, session: &Session) -> Outcome;

    /// Looks up every field that has no answer yet, and with [`Ask::All`] the others too. The first answer wins, later ones
    /// are shadowed.
    ///
    /// In the trait, so that each source has a loop of its own into which its `look_up` is compiled: a value then passes
    /// through memory once, on its way into the answer.
    fn answer(&mut self, answers: &mut [Answer], ask: Ask, session: &Session) {
        for answer in answers {
            let is_settled = answer.is_settled();
            if is_settled && ask == Ask::UntilAnswered {
                continue;
            }
            match (self.look_up(answer.wanted, session), is_settled) {
                (Ok(Some(found)), false) => answer.outcome = Ok(Some(found)),
                (Err(problem), false) => answer.outcome = Err(problem),
                (Ok(Some(found)), true) => answer.shadowed.push(found.provenance.origin(answer.wanted)),
                // A place that `load` would not read has no problems.
                (Ok(None), _) | (Err(_), true) => {}
            }
        }
    }

    /// The places where a field would be, in the order in which they are looked at.
    fn places(&self, field: SchemaField) -> Vec<Origin>;

    /// Every name that is set: one may be nearly right for a field that was not found.
    fn set_names(&self) -> SetNames;

    /// What is wrong with the source itself, once it has been asked.
    fn problems(&self) -> Vec<ProblemKind>;

    /// Whether it waits for another program or for the network, not only for variables and files.
    #[cfg(feature = "store")]
    fn may_take_long(&self, _: &'static Schema) -> bool {
        false
    }
}
