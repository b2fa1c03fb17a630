//! Mistakes in documents, and their places.

use crate::{fault_of, loader, write};
use cio_config::{
    AppApiKey, CioCredentials, DocumentFault, Environment, Loader, Origin, ProblemKind, Unreadable, Us,
};
use tempfile::TempDir;

const QUOTES: &str = "quotes around the value: they are missing";

#[test]
fn a_number_where_a_credential_belongs_is_reported_by_kind_and_line() {
    let folder = TempDir::new().unwrap();
    for (name, text, found) in [
        ("a.toml", "[customerio]\napp_api_key = 123456\n", "integer"),
        ("a.toml", "[customerio]\napp_api_key = 1979-05-27\n", "datetime"),
        ("a.toml", "[customerio]\napp_api_key = ['abc']\n", "array"),
        ("a.toml", "[customerio]\napp_api_key.x = 'abc'\n", "table"),
        ("a.json", "{\"customerio\": {\n\"app_api_key\": 123456}}", "number"),
        ("a.json", "{\"customerio\": {\n\"app_api_key\": true}}", "boolean"),
        ("a.json", "{\"customerio\": {\n\"app_api_key\": null}}", "null"),
        ("a.json", "{\"customerio\": {\n\"app_api_key\": {\"x\": \"abc\"}}}", "table"),
    ] {
        let path = write(&folder, name, text);
        let origin =
            Origin::Document { path: path.clone(), key: "customerio.app_api_key".into(), line: Some(2) };
        assert_eq!(fault_of(loader().file(path)), ProblemKind::NotText { origin, found }, "{text}");
    }
}

#[test]
fn a_mistake_is_reported_by_line_and_column() {
    let folder = TempDir::new().unwrap();
    for (name, text, at, expected) in [
        ("a.toml", "[customerio]\napp_api_key = abc\n", (2, 15), QUOTES),
        ("a.toml", "[customerio]\napp_api_key = 7d02c5f1a9b84e36d0c1\n", (2, 15), QUOTES),
        ("a.toml", "[customerio]\napp_api_key=sa_live_x-y # new\n", (2, 13), QUOTES),
        ("a.toml", "[customerio]\napp_api_key = ab/c+d==\n", (2, 15), QUOTES),
        ("a.toml", "[customerio]\napp_api_key = $KEY\n", (2, 15), QUOTES),
        ("a.toml", "[customerio]\nregion = eu\napp_api_key = 'a'\n", (2, 10), QUOTES),
        ("a.toml", "[customerio]\napp_api_key 'abc'\n", (2, 13), "TOML"),
        ("a.toml", "{\"customerio\": {}}", (1, 1), "TOML, but the document begins as JSON does"),
        ("a.toml", "\u{feff}[customerio", (1, 12), "TOML"),
        ("a.toml", "[customerio]\nx = 'a'\r\n'app_api_key' = \"a\\qb\"\n", (3, 20), "TOML"),
        ("a.toml", "[customerio]\nx = 1979-99-99\n", (2, 5), "a date or a time"),
        ("a.toml", "[customerio]\nx = 'a'\nx = 'b'\n", (3, 1), "each key and each table once"),
        ("a.toml", "[customerio]\n[customerio]\n", (2, 2), "each key and each table once"),
        ("a.json", "{\"customerio\": {\n \"app_api_key\": abc}}", (2, 17), QUOTES),
        ("a.json", "{\"customerio\": {\"app_api_key\": 7d02c5}}", (1, 32), QUOTES),
        ("a.json", "{\"customerio\": {\"app_api_key\": trial}}", (1, 32), QUOTES),
        ("a.json", "{\"customerio\": {app_api_key: \"abc\"}}", (1, 17), "JSON"),
        ("a.json", "{\"customerio\": {\n}", (2, 1), "JSON"),
        ("a.json", "{} {}", (1, 4), "JSON"),
        ("a.json", "\u{feff}\n [\"abc\"]", (2, 2), "an object"),
        ("a.json", "\"abcdef\"", (1, 1), "an object"),
        ("a.json", "{\"customerio\": {\"x\": \"a\",\n\"x\": \"a\"}}", (2, 6), "each key once"),
        ("a.json", "{\"customerio\": {}, \"customerio\": {}}", (1, 34), "each key once"),
    ] {
        let path = write(&folder, name, text);
        let fault = ProblemKind::Syntax { path: path.clone(), line: at.0, column: at.1, expected };
        assert_eq!(fault_of(loader().file(path)), fault, "{text}");
    }
    let path = write(&folder, "a.toml", b"[customerio]\nx = '\xff'\n");
    assert!(matches!(
        fault_of(loader().file(path)),
        ProblemKind::Syntax { line: 2, column: 6, expected: "UTF-8", .. }
    ));
    let path = write(&folder, "a.json", r#"{"customerio":{"app_api_key":"ab\ud83d"}}"#);
    assert!(matches!(fault_of(loader().file(path)), ProblemKind::Syntax { line: 1, column: 33, .. }));
}

#[test]
fn a_value_in_place_of_a_table_is_reported_by_kind() {
    let folder = TempDir::new().unwrap();
    for (name, text, found) in
        [("a.toml", "customerio = 'abc'\n", "string"), ("a.json", "{\"customerio\": [\"abc\"]}", "array")]
    {
        let path = write(&folder, name, text);
        let origin = Origin::Document { path: path.clone(), key: "customerio".into(), line: Some(1) };
        let fault = DocumentFault::NotTable { found };
        assert_eq!(fault_of(loader().file(path)), ProblemKind::Document { origin, fault });
    }
}

#[test]
fn a_file_of_another_format_is_reported_as_such_even_if_it_is_optional() {
    for path in ["/nowhere/cio.yaml", "/nowhere/cio", "/nowhere/toml", "/nowhere/.json"] {
        for loader in [loader().file(path), loader().optional_file(path)] {
            let fault = fault_of(loader);
            let reason = Unreadable::UnknownFormat;
            assert_eq!(fault, ProblemKind::Unreadable { path: path.into(), variable: None, reason });
        }
    }
}

#[test]
fn a_document_that_sops_has_encrypted_is_reported_with_the_command_to_load_it() {
    let folder = TempDir::new().unwrap();
    let sealed = r#""app_api_key": "ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]""#;
    for (name, text, key) in [
        (
            "a.json",
            format!(r#"{{"customerio": {{{sealed}}}, "sops": {{"mac": "x"}}}}"#),
            "customerio.app_api_key",
        ),
        ("a.json", r#"{"data": "ENC[x]", "sops": {"mac": "x"}}"#.to_owned(), "sops"),
        (
            "a.toml",
            "[customerio]\napp_api_key = 'ENC[x]'\n[sops]\nmac = 'x'\n".to_owned(),
            "customerio.app_api_key",
        ),
    ] {
        let error = loader().file(write(&folder, name, text)).load().unwrap_err();
        let problem = error.problems().first().unwrap();
        let ProblemKind::Document { origin: Origin::Document { key: found, .. }, fault: DocumentFault::Sops } =
            problem.kind()
        else {
            panic!("{error}")
        };
        assert_eq!(found, key);
        assert!(problem.hint().contains(r#"Loader::command(["sops", "-d", "#), "{error}");
    }
    let plain = "[customerio]\napp_api_key = 'abc'\n[sops]\nmac = 'x'\n";
    assert_eq!(crate::key(loader().file(write(&folder, "a.toml", plain))), "abc");
}

#[test]
fn a_document_with_a_table_of_sops_is_named_wherever_a_value_is_missing_or_encrypted() {
    #[derive(CioCredentials, Debug)]
    struct WithSetting {
        app_key: Option<AppApiKey>,
        region: Us,
        #[cio(setting)]
        sender: String,
    }
    let folder = TempDir::new().unwrap();
    let seal = |text: &str| format!("'ENC[AES256_GCM,data:{text},iv:x,tag:x,type:str]'");
    let sealed = seal("x");
    for (text, is_sealed_value) in [
        ("[customerio]\n[sops]\nmac = 'x'\n".to_owned(), false),
        (format!("[customerio]\napp_api_key = 'abc'\nsendr = {sealed}\n[sops]\nmac = 'x'\n"), false),
        (format!("[customerio]\nsender = {sealed}\n[sops]\nmac = 'x'\n"), true),
        (format!("[customerio]\napp_api_key = {sealed}\nsender = 'a'\n[sops]\nmac = 'x'\n"), true),
    ] {
        let file = write(&folder, "a.toml", &text);
        let beside = write(&folder, "b.toml", "[customerio]\nretries = 1\n");
        let empty = || Loader::<WithSetting>::empty().environment(Environment::empty());
        for loader in
            [empty().file(&file), empty().file(&file).file(&beside), empty().file(&beside).file(&file)]
        {
            let error = loader.load().unwrap_err().to_string();
            assert!(error.contains(r#"Loader::command(["sops", "-d", "#), "{error}");
            assert_eq!(error.contains("is encrypted by sops"), is_sealed_value, "{error}");
        }
    }
    let open = "[customerio]\nsender = 'a'\n[sops]\nmac = 'x'\n";
    let opened = Loader::<WithSetting>::empty().file(write(&folder, "a.toml", open)).load().unwrap();
    assert_eq!(
        (opened.sender.as_str(), opened.app_key.is_none()),
        ("a", true),
        "only some keys may be encrypted"
    );
}
