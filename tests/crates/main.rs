//! How many crates a program gets by depending on `cio-config`: those that only its build needs counted, and ours.

use std::collections::BTreeSet;
use std::process::Command;

/// The names of all crates that `cio-config` brings on this machine's target, without itself.
fn crates(features: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", "cio-config", "--edges", "normal,build", "--prefix", "none"])
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo is there: it started this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("names of crates are text");
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "cio-config").map(str::to_owned).collect()
}

#[test]
fn the_default_build_brings_at_most_28_crates() {
    let crates = crates(&[]);
    assert!(crates.contains("toml"), "{crates:?}");
    assert!(crates.len() <= 28, "{}: {crates:?}", crates.len());
}

#[test]
fn the_keyed_sources_alone_bring_at_most_12_crates() {
    let crates = crates(&["--no-default-features"]);
    assert!(!crates.contains("toml"), "{crates:?}");
    assert!(crates.len() <= 12, "{}: {crates:?}", crates.len());
}
