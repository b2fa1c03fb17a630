//! A value arrives as it is written in a document, or is refused.

use crate::{fault_of, key, loader, write};
use cio_config::{KeyFault, ProblemKind};
use figment::Figment;
use figment::providers::Serialized;
use tempfile::TempDir;

const AWKWARD: [&str; 24] = [
    "a\"quoted\"a",
    "a'single'a",
    "0123",
    "+5",
    "1.50",
    "true",
    "null",
    "[a]",
    "{a}",
    "ab$cd",
    "$}HOME{x",
    "30735084232087067523",
    "a#b",
    "a=b",
    "a\\nb",
    "\\u0041",
    "\\",
    "\\\\",
    "a'b\"c",
    "a'''a",
    "a\"\"\"x",
    "1979-05-27",
    "0x1f",
    "a,b:c;d",
];

/// Every character as an escape that both formats know.
fn all_escaped(value: &str) -> String {
    value.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect()
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"")
}

#[test]
fn awkward_values_arrive_byte_for_byte_however_they_are_written() {
    let folder = TempDir::new().unwrap();
    for value in AWKWARD {
        let basic = [format!("\"{}\"", escaped(value)), format!("\"{}\"", all_escaped(value))];
        let mut in_toml = basic.to_vec();
        in_toml.push(format!("\"\"\"{}\"\"\"", escaped(value)));
        in_toml.push(format!("\"\"\"\n{}\\\n   \"\"\"", escaped(value)));
        if !value.contains('\'') {
            in_toml.push(format!("'{value}'"));
            in_toml.push(format!("'''\n{value}'''"));
        }
        for text in in_toml {
            for document in [
                format!("[customerio]\napp_api_key = {text} # a comment\n"),
                format!("customerio.app_api_key={text}"),
                format!("customerio = {{ app_api_key = {text} }}\r\n"),
                format!("\u{feff}[ customerio ]\n'app_api_key' = {text}"),
            ] {
                let path = write(&folder, "cio.toml", &document);
                assert_eq!(key(loader().file(&path)), value, "{document}");
            }
        }
        for text in basic {
            for document in [
                format!("{{\"customerio\": {{\"app_api_key\": {text}}}}}"),
                format!(
                    "\u{feff} \n{{\"x\":[{{}}],\"customer\\u0069o\":{{\"app_api_key\":{text},\"y\":1e5}}}}\n"
                ),
            ] {
                let path = write(&folder, "cio.JSON", &document);
                assert_eq!(key(loader().file(&path)), value, "{document}");
            }
        }
        let figment = Figment::from(Serialized::default("customerio.app_api_key", value));
        assert_eq!(key(loader().figment(figment)), value);
    }
}

#[test]
fn what_no_header_can_carry_is_refused_as_it_is_from_any_source() {
    let folder = TempDir::new().unwrap();
    for (text, fault) in [
        (r#""""#, "is empty"),
        (r#""abc ""#, "has a space at its end"),
        (r#""abc\n""#, "has a line feed at its end"),
        (r#""a\u0000b""#, "has a control character (U+0000) inside"),
        (r#""a\u00e9""#, "has a character that is not ASCII at its end"),
        (r#""\uFEFFabc""#, "has a byte order mark at its start"),
    ] {
        let toml = write(&folder, "cio.toml", format!("[customerio]\napp_api_key = {text}\n"));
        let json = write(&folder, "cio.json", format!("{{\"customerio\":{{\"app_api_key\":{text}}}}}"));
        for path in [toml, json] {
            let error = loader().file(path).load().unwrap_err();
            assert!(error.problems()[0].to_string().ends_with(fault), "{error}");
        }
    }
}

#[test]
fn an_empty_credential_in_a_document_is_an_answer() {
    let folder = TempDir::new().unwrap();
    let first = write(&folder, "a.toml", "[customerio]\napp_api_key = ''\n");
    let second = write(&folder, "b.toml", "[customerio]\napp_api_key = 'abc'\n");
    let fault = fault_of(loader().file(first).file(second));
    assert!(matches!(fault, ProblemKind::Malformed { fault: KeyFault::Empty, .. }));
}
