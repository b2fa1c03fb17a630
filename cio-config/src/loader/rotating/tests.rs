//! When the files of a load are read again.

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
    assert!(!are_current_after(&loader, || write(&path("one/app_api_key"), "0123456789abcdef0")), "written");
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
fn a_file_that_appears_where_a_load_looked_for_one_is_seen() {
    let folder = Folder::new("appears");
    let (one, two, dotenv) = (folder.0.join("one"), folder.0.join("two"), folder.0.join(".env"));
    let loader = Loader::<AppCredentials>::empty().environment(Environment::empty()).secrets_dir(&one);
    let appears = |loader: &Loader<AppCredentials>, path: &Path| {
        let value = if path == dotenv { "CUSTOMERIO_REGION=eu\n" } else { "0123456789abcdef1" };
        assert!(!are_current_after(loader, || write(path, value)), "{}", path.display());
        fs::remove_file(path).unwrap();
    };
    appears(&loader, &one.join("app_api_key_next"));
    appears(&loader, &one.join("CUSTOMERIO_APP_API_KEY_NEXT"));
    // Sources that are asked before the one that answers.
    let first = Loader::<AppCredentials>::empty().environment(Environment::empty());
    appears(&first.clone().optional_dotenv(&dotenv).secrets_dir(&one), &dotenv);
    let first = first.optional_secrets_dir(&two).secrets_dir(&one);
    assert!(!are_current_after(&first, || fs::create_dir(&two).unwrap()), "the directory");
    appears(&first, &two.join("app_api_key"));
    // A file that no load looks for is no reason to read the others again.
    assert!(are_current_after(&loader, || write(&one.join("notes"), "")), "another file");
}

#[test]
fn credentials_that_are_not_in_files_are_loaded_each_time() {
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
