//! The files of `right` and `wrong`: what the schema says of each is what a load says.

use crate::Company;
use cio_config::{Environment, Loader, ProblemKind};
use std::fs;
use std::path::{Path, PathBuf};

/// The keys that a file may leave to the environment.
const ENVIRONMENT: [(&str, &str); 4] = [
    ("CUSTOMERIO_REGION", "eu"),
    ("CUSTOMERIO_SHOP_SITE_ID", "b0a31ab4c2d65e1f9a77"),
    ("CUSTOMERIO_SHOP_TRACK_API_KEY", "0123456789abcdef0123"),
    ("CUSTOMERIO_OUTLET_CDP_API_KEY", "fedcba9876543210fedc"),
];

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// What a load that reads the file first, and then the environment, finds wrong. A reference needs its store.
fn problems(file: &Path) -> Vec<String> {
    let is_staging = fs::read_to_string(file).unwrap().contains("[staging.");
    let profile = is_staging.then_some(("CUSTOMERIO_PROFILE", "staging"));
    let environment: Environment = ENVIRONMENT.into_iter().chain(profile).collect();
    let Err(error) = Loader::<Company>::empty().file(file).environment(environment).load() else {
        return Vec::new();
    };
    let wrong =
        error.problems().iter().filter(|problem| !matches!(problem.kind(), ProblemKind::Reference { .. }));
    wrong.map(ToString::to_string).collect()
}

#[test]
fn a_right_file_loads() {
    let files = files("right");
    assert_eq!(files.len(), 20);
    for file in files {
        assert_eq!(problems(&file), Vec::<String>::new(), "{}", file.display());
    }
}

/// A load has no opinion on keys that nothing reads: another struct may.
#[test]
fn a_wrong_file_does_not_load_but_for_unread_keys() {
    let files = files("wrong");
    assert_eq!(files.len(), 20);
    for file in files {
        let is_unread = file.file_name().unwrap().to_str().unwrap().starts_with("unread-");
        assert_eq!(problems(&file).is_empty(), is_unread, "{}", file.display());
    }
}
