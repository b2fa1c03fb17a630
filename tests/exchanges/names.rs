//! The names of the operations that have their own file, from the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// Such as `track.identify`: each is a string literal.
pub(crate) fn of_operations() -> Vec<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cio-http/src");
    let mut waiting: Vec<PathBuf> =
        ["track", "track.rs", "pipelines", "pipelines.rs"].map(|name| source.join(name)).into();
    let mut names = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            let text = fs::read_to_string(path).unwrap();
            names.extend(text.split('"').filter(|literal| is_name(literal)).map(str::to_owned));
        }
    }
    assert!(names.len() > 40, "{names:?}");
    names
}

fn is_name(text: &str) -> bool {
    let after = text.strip_prefix("track.").or_else(|| text.strip_prefix("pipelines."));
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|char| char.is_ascii_alphanumeric() || char == '_');
    after.is_some_and(|after| after.split('.').all(is_part))
}
