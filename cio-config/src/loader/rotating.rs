//! Loads that come back: `Loader::rotating`.

use super::Loader;
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::credentials::CioCredentials;
use crate::finding::origin::Origin;
use crate::load::build::build;
use crate::load::look_up::environment;
use crate::output::report::Report;
use crate::read::stamp::Files;
use crate::rotate::attempt::{Facts, Loaded, Print};
use crate::rotate::error::RotateError;
use crate::rotate::rotating::Rotating;
use crate::schema::fields::Presence;
use crate::source::answer::{Answer, Ask};
use std::collections::hash_map::RandomState;
use std::path::PathBuf;
use std::time::Duration;

/// How often files are read that are replaced meanwhile.
const ATTEMPTS: usize = 5;

/// How long a refused send waits at most for a load, in a build without stores: a pipe or a program may take as long.
#[cfg(not(feature = "store"))]
const LIMIT: Duration = Duration::from_secs(10);

impl<C: CioCredentials + Send + Sync + 'static> Loader<C> {
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
        if origins.is_fixed() {
            return Err(RotateError::CannotChange { schema: C::SCHEMA.name(), origins: origins.fixed });
        }
        Ok(Rotating::from_loads(first, move || Ok(loader.loaded(&key)?.0), limit))
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
        let (answers, problems) = self.search.run(C::SCHEMA, Ask::UntilAnswered);
        let systemd = environment(&self.search.sources).path("CREDENTIALS_DIRECTORY");
        let origins = Origins::of(&answers, systemd.as_ref());
        let facts = Facts {
            prints: Some(answers.iter().map(|answer| print(answer, key)).collect()),
            account: answers.iter().filter_map(account).collect(),
            files: None,
        };
        let report = Some(Report::new(C::SCHEMA, &answers, Vec::new()));
        let credentials = build(answers, problems, &self.search.sources)?;
        Ok((Loaded { credentials, facts, report }, origins))
    }
}

/// Where the values of a load are.
struct Origins {
    /// Of the keys that cannot change.
    fixed: Vec<Origin>,
    /// Whether there is a key that can.
    has_changing: bool,
    /// Whether every value is in a file, or cannot change.
    are_files: bool,
}

impl Origins {
    fn of(answers: &[Answer], systemd: Option<&PathBuf>) -> Self {
        let mut origins = Self { fixed: Vec::new(), has_changing: false, are_files: true };
        for answer in answers {
            let Ok(Some(found)) = &answer.outcome else { continue };
            let origin = found.provenance.origin(answer.wanted);
            let is_fixed = match &origin {
                Origin::Variable { .. } | Origin::Figment { .. } | Origin::Struct => true,
                Origin::Entry { path } => systemd.is_some_and(|directory| path.starts_with(directory)),
                _ => false,
            };
            let is_file = matches!(
                origin,
                Origin::VariableFile { .. }
                    | Origin::Dotenv { .. }
                    | Origin::Document { .. }
                    | Origin::Entry { .. }
                    | Origin::ReferredFile { .. }
            );
            origins.are_files &= is_fixed || is_file;
            match answer.wanted.field.role() {
                None | Some(Role::Region | Role::WorkspaceId) => {}
                Some(_) if is_fixed => origins.fixed.push(origin),
                Some(_) => origins.has_changing = true,
            }
        }
        origins
    }

    fn is_fixed(&self) -> bool {
        !self.fixed.is_empty() && !self.has_changing
    }
}

fn print(answer: &Answer, key: &RandomState) -> Print {
    let value = match &answer.outcome {
        Ok(Some(found)) => Some(found.value.print(key)),
        _ => None,
    };
    (answer.wanted.field.role(), value)
}

/// Region or workspace, as one string however it is spelled.
fn account(answer: &Answer) -> Option<(Role, Option<String>)> {
    let field = answer.wanted.field;
    let role = field.role().filter(|role| matches!(role, Role::Region | Role::WorkspaceId))?;
    // A type that pins the region refuses any other.
    if field.presence() == Presence::Pinned {
        return None;
    }
    let found = match &answer.outcome {
        Ok(Some(found)) => found.value.text().ok(),
        _ => None,
    };
    let spelled = found.or_else(|| field.default()).map(|text| match text.parse::<Region>() {
        Ok(region) if role == Role::Region => format!("{region:?}"),
        _ => text.to_owned(),
    });
    Some((role, spelled))
}
