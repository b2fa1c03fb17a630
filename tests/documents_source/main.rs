//! Documents: TOML and JSON files, what a command prints, and a program's own `Figment`, with their profiles.

mod commands;
mod faults;
mod figments;
mod profiles;
mod settings;
mod values;

use cio_config::{AppApiKey, CioCredentials, LoadError, Loader, Problem, ProblemKind, Region};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

#[derive(CioCredentials, Debug)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

fn write(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

fn loader() -> Loader<Billing> {
    Billing::loader().environment([("CUSTOMERIO_REGION", "eu")])
}

fn key(loader: Loader<Billing>) -> String {
    match loader.load() {
        Ok(billing) => billing.app_key.expose().to_owned(),
        Err(error) => panic!("{error}"),
    }
}

fn kinds(error: &LoadError) -> Vec<&ProblemKind> {
    error.problems().iter().map(Problem::kind).collect()
}

/// The problems in the documents of a loader whose other fields are all set.
fn fault_of(loader: Loader<Billing>) -> ProblemKind {
    let error = loader.load().unwrap_err();
    let mut kinds = kinds(&error).into_iter();
    kinds.rfind(|kind| **kind != ProblemKind::Missing).expect("something is wrong").clone()
}
