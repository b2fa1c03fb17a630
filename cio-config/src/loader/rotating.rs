//! Loads that come back: `Loader::rotating`.

mod origins;

use super::Loader;
use crate::credential::role::Role;
use crate::finding::note::Note;
use crate::generated::declared::Declared;
use crate::load::build::build;
use crate::load::look_up::{SetsAsked, environment};
use crate::load::second::{SecondSet, account};
use crate::loader::rotating::origins::Origins;
use crate::output::notes::notes_on_second_set;
use crate::read::stamp::Files;
use crate::rotate::attempt::{LoadFacts, Loaded, Print};
use crate::rotate::cell::WithSecond;
use crate::rotate::error::RotateError;
use crate::rotate::rotating::Rotating;
use crate::schema::fields::Presence;
use crate::schema::key_sets::{KeySets, Sets};
use crate::source::answer::{FieldAnswer, WhichFields};
use std::collections::hash_map::RandomState;
use std::sync::Arc;
use std::time::Duration;

/// How often files are read that are replaced meanwhile.
const ATTEMPTS: usize = 5;

/// How long a refused send waits at most for a load, in a build without stores: a pipe or a program may take as long.
#[cfg(not(feature = "store"))]
const LIMIT: Duration = Duration::from_secs(10);

impl<C: Declared + Send + Sync + 'static> Loader<C> {
    /// Loads the struct, and again whenever its keys may have changed: see [`Rotating`].
    ///
    /// A store that variables set up is made once and keeps its token between loads. Values that were read from files while
    /// one of these was replaced are read again, so no two fields are of different generations. `file` and `command` are
    /// read anew for each load; a `Figment` is not.
    ///
    /// # Errors
    /// [`RotateError::Load`] lists everything that is wrong. [`RotateError::CannotChange`] if every key comes from where it
    /// cannot change, such as the process's environment.
    pub fn rotating(self) -> Result<Rotating<C>, RotateError> {
        let loader = self.for_many_loads();
        let (limit, key) = (loader.limit(), RandomState::new());
        let (first, origins) = loader.loaded(&key)?;
        // With a second set there is something to change to.
        if origins.is_fixed() && first.facts.second.0 == Sets::NONE {
            return Err(RotateError::CannotChange { schema: C::DECLARATION.name(), origins: origins.fixed });
        }
        let key_sets = KeySets::of(C::DECLARATION);
        Ok(Rotating::from_loads(first, move || Ok(loader.loaded(&key)?.0), limit, key_sets))
    }

    #[cfg(not(feature = "store"))]
    fn for_many_loads(self) -> Self {
        self
    }

    #[cfg(feature = "store")]
    fn for_many_loads(mut self) -> Self {
        self.search.stores = self.search.stores.kept();
        self
    }

    fn limit(&self) -> Duration {
        #[cfg(feature = "store")]
        let limit = self.search.stores.limit;
        #[cfg(not(feature = "store"))]
        let limit = LIMIT;
        limit
    }

    /// One load whose files were not replaced while they were read.
    fn loaded(&self, key: &RandomState) -> Result<(Loaded<C>, Origins), RotateError> {
        for _ in 0..ATTEMPTS {
            let (loaded, files) = Files::record(|| self.clone().load_once(key));
            if files.are_current() {
                let (mut loaded, origins) = loaded?;
                loaded.facts.files = (origins.are_files && files.are_comparable()).then_some(files);
                return Ok((loaded, origins));
            }
        }
        Err(RotateError::KeptChanging { attempts: ATTEMPTS })
    }

    fn load_once(mut self, key: &RandomState) -> Result<(Loaded<C>, Origins), RotateError> {
        let mut looked_up = self.search.run(C::DECLARATION, WhichFields::UntilAnswered, SetsAsked::Both);
        let second = SecondSet::take(C::DECLARATION, &mut looked_up);
        let (answers, key_sets) = (&looked_up.answers, KeySets::of(C::DECLARATION));
        let next = second.as_ref().map_or(&[][..], SecondSet::answers);
        let systemd = environment(&self.search.sources).path("CREDENTIALS_DIRECTORY");
        let origins = Origins::of(answers.iter().chain(next), systemd.as_ref());
        let prints =
            |answers: &[FieldAnswer]| answers.iter().map(|answer| print(answer, &key_sets, key)).collect();
        let facts = LoadFacts {
            prints: Some(prints(answers)),
            second: (second.as_ref().map_or(Sets::NONE, SecondSet::sets), prints(next)),
            account: answers.iter().filter_map(account_of).collect(),
            files: None,
        };
        let notes = notes_on_second_set(next, |origin| Note::SecondSet { origin });
        let report = Some(self.search.report(C::DECLARATION, &looked_up, notes));
        let credentials = build(looked_up, &self.search.sources)?;
        let with_second = second.map(|second| self.with_second(second)).transpose()?;
        Ok((Loaded { credentials, with_second, facts, report }, origins))
    }

    /// Makes the credentials with the second set of some key sets. The one with all second sets is built now, to find
    /// its problems.
    fn with_second(&self, second: SecondSet) -> Result<Arc<WithSecond<C>>, RotateError> {
        second.build::<C>(Sets::ALL, &self.search.sources)?;
        Ok(Arc::new(move |sets| second.build(sets, &[]).ok().map(Arc::new)))
    }
}

fn print(answer: &FieldAnswer, key_sets: &KeySets, key: &RandomState) -> Print {
    let value = match &answer.outcome {
        Ok(Some(found)) => Some(found.value.print(key)),
        _ => None,
    };
    (key_sets.of_field(answer.wanted), value)
}

/// Region or workspace. A type that pins the region refuses any other.
fn account_of(answer: &FieldAnswer) -> Option<(Role, Option<String>)> {
    let field = answer.wanted.field;
    let role = field.role().filter(|role| matches!(role, Role::Region | Role::WorkspaceId))?;
    (field.presence() != Presence::Pinned).then(|| (role, account(answer)))
}

#[cfg(all(test, unix, feature = "toml"))]
mod tests;
