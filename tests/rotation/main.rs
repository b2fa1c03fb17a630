//! Keys change without a restart.

mod accounts;
mod files;
mod functions;
mod reloads;
mod second_set;

use cio_config::{AppApiKey, CioCredentials, Environment, Loader, Region, Rotating, SiteId, TrackApiKey};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Two fields whose values are of one version in every test.
#[derive(CioCredentials, Clone)]
struct Pair {
    site_id: SiteId,
    track_key: TrackApiKey,
    region: Region,
}

#[derive(CioCredentials, Clone)]
struct App {
    app_key: AppApiKey,
    region: Region,
}

const FIRST: &str = "0123456789abcdef0123456789abcdef";
const SECOND: &str = "3210fedcba98765432103210fedcba98";

fn write(folder: &Path, name: &str, value: &str) {
    fs::write(folder.join(name), value).unwrap();
}

/// A directory of secrets with an App key and a region.
fn app_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "app_api_key", FIRST);
    write(folder.path(), "region", "eu");
    folder
}

fn app_loader(folder: &Path) -> Loader<App> {
    Loader::empty().secrets_dir(folder)
}

fn app_keys(folder: &Path) -> Rotating<App> {
    app_loader(folder).rotating().unwrap()
}

fn key(keys: &Rotating<App>) -> String {
    keys.current().app_key.expose().to_owned()
}

fn variables<const LENGTH: usize>(variables: [(&str, &str); LENGTH]) -> Environment {
    Environment::from(variables)
}
