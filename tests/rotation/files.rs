//! Values of one load are of one version, and files are compared before they are read.
#![cfg(unix)]

use super::{App, FIRST, Pair, SECOND, app_folder, app_loader, key, variables, write};
use cio_config::{Format, Loader, RotateError, Rotating};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::thread;
use tempfile::TempDir;

/// A directory as Kubernetes mounts it: entries are links through `..data`, which is swapped for a new version.
struct Mounted(TempDir);

impl Mounted {
    fn new() -> Self {
        let mounted = Self(tempfile::tempdir().unwrap());
        mounted.swap(0);
        for name in ["site_id", "track_api_key", "region"] {
            symlink(Path::new("..data").join(name), mounted.path().join(name)).unwrap();
        }
        mounted
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write_version(&self, version: u32) -> String {
        let name = format!("..version-{version}");
        let folder = self.path().join(&name);
        fs::create_dir(&folder).unwrap();
        write(&folder, "site_id", &format!("a{version:019x}"));
        write(&folder, "track_api_key", &format!("b{version:019x}"));
        write(&folder, "region", "eu");
        name
    }

    /// Puts a version in place at once, then removes the one before.
    fn swap(&self, version: u32) {
        let name = self.write_version(version);
        let (data, before) = (self.path().join("..data"), fs::read_link(self.path().join("..data")));
        let new = self.path().join("..data_tmp");
        symlink(&name, &new).unwrap();
        fs::rename(&new, &data).unwrap();
        if let Ok(before) = before {
            fs::remove_dir_all(self.path().join(before)).unwrap();
        }
    }
}

/// Swaps versions while loads run; every pair that is ever in use is of one version.
fn keeps_pairs_together(mounted: &Mounted, keys: &Rotating<Pair>) {
    const SWAPS: u32 = 200;
    thread::scope(|scope| {
        let swapping = scope.spawn(|| (1..=SWAPS).for_each(|version| mounted.swap(version)));
        while !swapping.is_finished() {
            // A load that meets a swap each time it reads gives up; the keys before are kept.
            let _ = keys.reload();
            let pair = keys.current();
            assert_eq!(pair.site_id.expose()[1..], pair.track_key.expose()[1..]);
        }
    });
    keys.reload().unwrap();
    assert_eq!(keys.current().site_id.expose(), format!("a{SWAPS:019x}"));
}

#[test]
fn entries_of_a_directory_whose_link_is_swapped_are_of_one_version() {
    let mounted = Mounted::new();
    let keys = Loader::<Pair>::empty().secrets_dir(mounted.path()).rotating().unwrap();
    keeps_pairs_together(&mounted, &keys);
}

#[test]
fn files_that_variables_name_are_of_one_version() {
    let mounted = Mounted::new();
    let file = |name: &str| mounted.path().join(name).to_str().unwrap().to_owned();
    let environment = variables([
        ("CUSTOMERIO_SITE_ID_FILE", file("site_id").as_str()),
        ("CUSTOMERIO_TRACK_API_KEY_FILE", file("track_api_key").as_str()),
        ("CUSTOMERIO_REGION", "eu"),
    ]);
    let keys = Loader::<Pair>::empty().environment(environment).rotating().unwrap();
    keeps_pairs_together(&mounted, &keys);
}

#[test]
fn what_is_replaced_in_the_middle_of_a_load_is_read_again() {
    let mounted = Mounted::new();
    mounted.write_version(1);
    // The site ID is read, then a program replaces both files, then the key is read.
    let site_id = mounted.path().join("site_id");
    let environment = variables([("CUSTOMERIO_SITE_ID_FILE", site_id.to_str().unwrap())]);
    let script = "ln -sfn ..version-1 \"$0/..data\" && echo '[customerio]'";
    let replace = ["sh", "-c", script, mounted.path().to_str().unwrap()];
    let loader = Loader::<Pair>::empty().environment(environment).command(replace, Format::Toml);
    let keys = loader.secrets_dir(mounted.path()).rotating().unwrap();
    let (site_id, key) = (keys.current().site_id.clone(), keys.current().track_key.clone());
    assert_eq!((site_id.expose(), key.expose()), ("a0000000000000000001", "b0000000000000000001"));
}

#[test]
fn what_is_replaced_each_time_it_is_read_is_an_error() {
    let folder = app_folder();
    let path = folder.path().join("app_api_key");
    let environment = variables([("CUSTOMERIO_APP_API_KEY_FILE", path.to_str().unwrap())]);
    let replace =
        ["sh", "-c", "printf 0 >> \"$0\" && printf '[customerio]\\nregion = \"eu\"'", path.to_str().unwrap()];
    let loader = Loader::<App>::empty().environment(environment).command(replace, Format::Toml);
    assert!(matches!(loader.rotating(), Err(RotateError::KeptChanging { .. })));
}

#[test]
fn a_document_and_a_dotenv_file_are_read_anew() {
    let folder = app_folder();
    let (toml, dotenv) = (folder.path().join("cio.toml"), folder.path().join(".env"));
    let write_both = |value: &str| {
        fs::write(&toml, format!("[customerio]\napp_api_key = \"{value}\"\nregion = \"eu\"\n")).unwrap();
        fs::write(&dotenv, format!("CUSTOMERIO_APP_API_KEY={value}\nCUSTOMERIO_REGION=eu\n")).unwrap();
    };
    write_both(FIRST);
    let loaders = [
        Loader::<App>::empty().file(&toml),
        Loader::<App>::empty().environment(variables([])).dotenv(&dotenv),
    ];
    let rotating = loaders.map(|loader| loader.rotating().unwrap());
    write_both(SECOND);
    for keys in rotating {
        assert_eq!(key(&keys), FIRST);
        keys.reload().unwrap();
        assert_eq!((key(&keys).as_str(), keys.generation()), (SECOND, 1));
    }
}

#[test]
fn a_key_that_moves_to_an_earlier_source_is_found_there() {
    let (first, second) = (app_folder(), app_folder());
    fs::remove_file(first.path().join("app_api_key")).unwrap();
    let keys = app_loader(first.path()).secrets_dir(second.path()).rotating().unwrap();
    write(first.path(), "app_api_key", SECOND);
    keys.reload().unwrap();
    assert_eq!(key(&keys), SECOND);
}
