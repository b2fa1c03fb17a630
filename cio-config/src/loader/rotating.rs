//! Loads that come back: `Loader::rotating`.

use super::Loader;
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::finding::origin::Origin;
use crate::generated::declared::Declared;
use crate::load::build::build;
use crate::load::look_up::environment;
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
        if origins.is_fixed() {
            return Err(RotateError::CannotChange { schema: C::DECLARATION.name(), origins: origins.fixed });
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
        let looked_up = self.search.run(C::DECLARATION, Ask::UntilAnswered);
        let answers = &looked_up.answers;
        let systemd = environment(&self.search.sources).path("CREDENTIALS_DIRECTORY");
        let origins = Origins::of(answers, systemd.as_ref());
        let facts = Facts {
            prints: Some(answers.iter().map(|answer| print(answer, key)).collect()),
            account: answers.iter().filter_map(account).collect(),
            files: None,
        };
        let report = Some(self.search.report(C::DECLARATION, &looked_up));
        let credentials = build(looked_up, &self.search.sources)?;
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

#[cfg(all(test, unix, feature = "toml"))]
mod tests {
    use super::Loader;
    use crate::environment::Environment;
    use crate::ready_made::AppCredentials;
    use std::collections::hash_map::RandomState;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("cio-rotating-{name}-{}", std::process::id()));
            fs::create_dir_all(path.join("one")).unwrap();
            fs::write(path.join("one/app_api_key"), "0123456789abcdef").unwrap();
            fs::write(path.join("one/region"), "eu").unwrap();
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// Whether the facts of a load hold after something was done to its files.
    fn are_current_after(loader: &Loader<AppCredentials>, change: impl FnOnce()) -> bool {
        let (loaded, _) = loader.loaded(&RandomState::new()).unwrap();
        assert!(loaded.facts.are_current());
        change();
        loaded.facts.are_current()
    }

    fn write(path: &Path, value: &str) {
        fs::write(path, value).unwrap();
    }

    #[test]
    fn a_file_that_is_written_replaced_or_reached_by_another_link_is_seen() {
        let folder = Folder::new("seen");
        let path = |name: &str| folder.0.join(name);
        symlink("one", path("current")).unwrap();
        let variable = [("CUSTOMERIO_APP_API_KEY_FILE", path("current/app_api_key"))];
        let region = Environment::from(variable).with("CUSTOMERIO_REGION", "eu");
        let loader = Loader::empty().environment(region);

        assert!(are_current_after(&loader, || {}), "nothing changed");
        assert!(
            !are_current_after(&loader, || write(&path("one/app_api_key"), "0123456789abcdef0")),
            "written"
        );
        assert!(
            !are_current_after(&loader, || {
                write(&path("new"), "0123456789abcdef0");
                fs::rename(path("new"), path("one/app_api_key")).unwrap();
            }),
            "replaced"
        );
        assert!(
            !are_current_after(&loader, || {
                fs::create_dir(path("two")).unwrap();
                write(&path("two/app_api_key"), "0123456789abcdef0");
                symlink("two", path("next")).unwrap();
                fs::rename(path("next"), path("current")).unwrap();
            }),
            "another link"
        );
        assert!(!are_current_after(&loader, || fs::remove_file(path("two/app_api_key")).unwrap()), "removed");
    }

    #[test]
    fn what_is_not_in_a_file_is_loaded_each_time() {
        let folder = Folder::new("each-time");
        let reference = format!("ref+file://{}", folder.0.join("one/app_api_key").display());
        let document = folder.0.join("cio.toml");
        for (line, is_file) in [("0123456789abcdef", true), (reference.as_str(), true)] {
            write(&document, &format!("[customerio]\napp_api_key = \"{line}\"\nregion = \"eu\"\n"));
            let loader = Loader::<AppCredentials>::empty().environment(Environment::empty()).file(&document);
            let (loaded, _) = loader.loaded(&RandomState::new()).unwrap();
            assert_eq!(loaded.facts.are_current(), is_file, "{line}");
        }
        let printed = "[customerio]\napp_api_key = \"0123456789abcdef\"\nregion = \"eu\"\n";
        let command = ["printf", "%s", printed];
        let loader = Loader::<AppCredentials>::empty()
            .environment(Environment::empty())
            .command(command, crate::source::document::format::Format::Toml);
        let (loaded, _) = loader.loaded(&RandomState::new()).unwrap();
        assert!(!loaded.facts.are_current());
    }
}
