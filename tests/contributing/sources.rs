//! The files of the repository as text.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Whether a file or folder is there, relative to the root.
pub(crate) fn exists(path: &str) -> bool {
    root().join(path).exists()
}

/// A file.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The `.rs` files directly in a folder.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let paths = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// Every `.rs` file of a folder, one after the other.
pub(crate) fn read_all(folder: &str) -> String {
    let mut waiting: Vec<PathBuf> = vec![root().join(folder)];
    let mut text = String::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text += &fs::read_to_string(path).unwrap();
        }
    }
    text
}

/// The text between the quotes of a line.
pub(crate) fn string_literals(line: &str) -> Vec<String> {
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The variants of an enum in rustfmt's layout.
pub(crate) fn variants(text: &str, name: &str) -> Vec<String> {
    let (_, body) = text.split_once(&format!("pub enum {name} {{\n")).unwrap();
    let (body, _) = body.split_once("\n}\n").unwrap();
    let names = body.lines().filter_map(|line| {
        let name = line
            .strip_prefix("    ")
            .filter(|line| line.starts_with(|char: char| char.is_ascii_uppercase()))?;
        Some(name.trim_end_matches(|char: char| !char.is_ascii_alphanumeric()).to_owned())
    });
    names.collect()
}
