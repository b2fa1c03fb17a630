//! Everything that "How to add" in CONTRIBUTING.md asks for in several files is in all of them, and every file that it
//! names is there. Where the compiler reports a missing part, no test is needed; these read the sources as
//! text.

mod sources;

use cio_config::Role;
use sources::{exists, files, read, read_all, string_literals, variants};

#[test]
fn every_file_that_contributing_names_is_there() {
    let text = read("CONTRIBUTING.md");
    let (_, text) = text.split_once("## Where things live").unwrap();
    let paths: Vec<&str> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|code| code.contains('/') && !code.contains([' ', '<', '*', '{', '#', '=']))
        .collect();
    assert!(paths.len() > 20, "{paths:?}");
    let missing: Vec<_> = paths.into_iter().filter(|path| !exists(path)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_order_of_the_layers_is_that_of_the_script() {
    let (script, text) = (read(".ci/layers"), read("CONTRIBUTING.md"));
    for library in ["cio-config", "cio-http"] {
        let (_, layers) = script.split_once(&format!("    \"{library}\": [\n")).unwrap();
        let layers: Vec<String> = layers
            .split("\n    ],")
            .next()
            .unwrap()
            .lines()
            .map(|layer| string_literals(layer).join(" "))
            .collect();
        let (_, table) = text.split_once(&format!("`{library}/src`")).unwrap();
        let (_, rows) = table.split_once("|---|---|\n").unwrap();
        let rows = rows.lines().take_while(|row| row.starts_with('|'));
        let named: Vec<String> = rows
            .map(|row| row.split('|').nth(1).unwrap().replace(['`', ','], "").trim().to_owned())
            .collect();
        assert_eq!(named, layers, "{library}");
    }
}

#[test]
fn every_test_program_is_a_folder() {
    let files = files("tests");
    assert!(files.is_empty(), "a folder with a `main.rs` each: {files:?}");
}

#[test]
fn every_role_is_offered_where_a_field_has_another_type() {
    let message = read("tests/ui/wrong-type/string-through-an-alias.stderr");
    for role in Role::ALL {
        assert!(
            message.contains(&format!("`{}`", role.type_name())),
            "{role} in cio-config/src/schema/field_type.rs"
        );
    }
}

/// A route starts with one of these.
const METHODS: [&str; 4] = ["GET /", "PUT /", "POST /", "DELETE /"];

#[test]
fn every_operation_of_track_has_its_route_in_the_sandbox() {
    let sandbox = read("cio-http/src/sandbox/track.rs");
    let operations = read_all("cio-http/src/track");
    let routes: Vec<String> = operations
        .lines()
        .filter(|line| !line.trim().starts_with("//"))
        .flat_map(string_literals)
        .filter(|literal| METHODS.iter().any(|method| literal.starts_with(method)))
        .collect();
    assert!(routes.len() > 15, "{routes:?}");
    for route in routes {
        assert!(sandbox.contains(&route), "cio-http/src/sandbox/track.rs does not answer {route}");
    }
}

#[test]
fn every_store_is_documented_counted_and_tested() {
    let backends = read("cio-config/src/reference/backend.rs");
    let documents = [
        ("README.md", read("README.md")),
        ("cio-config/docs/stores.md", read("cio-config/docs/stores.md")),
        (".ci/count-crates", read(".ci/count-crates")),
        ("tests/Cargo.toml", read("tests/Cargo.toml")),
    ];
    let manifest = read("cio-config/Cargo.toml");
    // A list that starts with `store` is a store's feature.
    let features: Vec<&str> = manifest
        .split_inclusive(" = [\n    \"store\",")
        .filter_map(|until| until.strip_suffix(" = [\n    \"store\",")?.rsplit('\n').next())
        .collect();
    assert!(features.len() >= 5, "{features:?}");
    for feature in features {
        assert!(backends.contains(&format!("\"{feature}\"")), "{feature} is the feature of no `Backend`");
        for (name, text) in &documents {
            let is_named = text.split(|char: char| !char.is_ascii_alphanumeric()).any(|word| word == feature);
            assert!(is_named, "{name} does not name the feature {feature}");
        }
    }
}

#[test]
fn every_kind_of_problem_is_expected_by_a_test() {
    let tests = read_all("tests");
    for kind in variants(&read("cio-config/src/finding/kind.rs"), "ProblemKind") {
        assert!(tests.contains(&format!("ProblemKind::{kind}")), "no test expects ProblemKind::{kind}");
    }
}

#[test]
fn every_attribute_is_documented_and_has_a_case() {
    let grammar = read("cio-macros/src/attr.rs");
    let documentation = read("cio-config/docs/derive.md");
    let cases = read_all("tests/ui") + &read_all("tests/ui-crates") + &read_all("cio-macros/src/tests");
    let known: Vec<&str> = grammar
        .lines()
        .filter_map(|line| line.trim().strip_prefix("(\"")?.split_once("\", \""))
        .map(|(attribute, _)| attribute)
        .collect();
    assert!(known.len() >= 16, "{known:?}");
    for attribute in known {
        let heading = format!("\n## `{attribute}");
        assert!(
            documentation.contains(&heading),
            "cio-config/docs/derive.md has no section on `{attribute}`"
        );
        let is_used =
            [" = ", ", ", "]", ")", "\""].iter().any(|after| cases.contains(&format!("{attribute}{after}")));
        assert!(is_used, "no case in tests/ui or cio-macros/src/tests uses `{attribute}`");
    }
}
