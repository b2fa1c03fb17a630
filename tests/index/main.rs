//! The documents of `cio-config` keep up with the code: every mistake that has a case is in the index of compile errors, and
//! the tables of names are that of the roles.

use cio_config::Role;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const INDEX: &str = include_str!("../../cio-config/docs/compile-errors.md");
const DERIVE: &str = include_str!("../../cio-config/docs/derive.md");
const README: &str = include_str!("../../README.md");

#[test]
fn every_class_of_mistake_has_a_section() {
    let headings = INDEX.lines().filter(|line| line.starts_with('#'));
    let sections: BTreeSet<String> = headings
        .map(|heading| heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-"))
        .collect();
    let classes = entries("ui").into_iter().filter(|path| path.is_dir());
    let missing: Vec<PathBuf> =
        classes.filter(|class| !sections.contains(class.file_name().unwrap().to_str().unwrap())).collect();
    assert!(missing.is_empty(), "no section in cio-config/docs/compile-errors.md: {missing:#?}");
}

#[test]
fn every_message_is_in_the_index() {
    let index: BTreeSet<String> = INDEX.lines().map(outside_backticks).collect();
    let classes = [entries("ui"), entries("ui-crates")].concat();
    let files = classes.into_iter().filter(|path| path.is_dir()).flat_map(|class| entries(&class));
    let mut judged = 0;
    let mut missing = Vec::new();
    for file in files.filter(|file| file.extension().is_some_and(|ending| ending == "stderr")) {
        let text = fs::read_to_string(&file).unwrap();
        for message in text.lines().filter(|line| line.starts_with("error")) {
            judged += 1;
            if !index.contains(&outside_backticks(message)) {
                missing.push(format!("{}: {message}", file.display()));
            }
        }
    }
    assert!(judged > 100, "only {judged} messages were found");
    assert!(missing.is_empty(), "not in cio-config/docs/compile-errors.md:\n{}", missing.join("\n"));
}

#[test]
fn the_tables_of_names_are_that_of_the_roles() {
    for role in Role::ALL {
        let also_read: Vec<String> = role.also_read().iter().map(|name| format!("`{name}`")).collect();
        let row = format!("| `{}` | {} | `{}` |", role.variable(), also_read.join(", "), role.file_key());
        let row = row.replace("|  |", "| |");
        assert!(DERIVE.contains(&row), "derive.md lacks {row}");
        assert!(README.contains(&row), "README.md lacks {row}");
    }
}

/// The content of a folder beside this file.
fn entries(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// The constant part of every message of a kind: names in backticks vary, and so do those of credentials. In the index
/// a message may be in quotes, with a comma after it.
fn outside_backticks(line: &str) -> String {
    let line = line.trim().trim_matches(['"', ',']);
    let message = line
        .strip_prefix("error")
        .and_then(|rest| rest.split_once(": "))
        .map_or(line, |(_, message)| message);
    let message = message.strip_prefix("evaluation panicked: ").unwrap_or(message);
    let mut shape = message.split('`').step_by(2).collect::<Vec<_>>().join("`_`");
    let mut roles = Role::ALL.map(Role::name);
    // `migration site ID` before `site ID`, which is part of it.
    roles.sort_by_key(|name| std::cmp::Reverse(name.len()));
    for name in roles {
        shape = shape.replace(name, "_");
    }
    shape
}
