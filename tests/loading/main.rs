//! Where a value is found, and what a load says when it is not.

mod dotenv;
mod other_tools;
mod places;
mod references;
mod values;

use cio_config::{AppApiKey, CioCredentials, Environment, LoadError, Region, SiteId, TrackApiKey};
use std::fs;
use tempfile::TempDir;

#[derive(CioCredentials, Debug)]
struct Billing {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: Option<AppApiKey>,
    region: Region,
}

const SITE_ID: (&str, &str) = ("CUSTOMERIO_SITE_ID", "b0a31ab4c2d65e1f9a77");
const TRACK_KEY: (&str, &str) = ("CUSTOMERIO_TRACK_API_KEY", "0123456789");
const REGION: (&str, &str) = ("CUSTOMERIO_REGION", "eu");

fn complete() -> Environment {
    Environment::from([SITE_ID, TRACK_KEY, REGION])
}

fn load(environment: Environment) -> Result<Billing, LoadError> {
    Billing::loader().environment(environment).load()
}

fn write(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> std::path::PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    path
}
