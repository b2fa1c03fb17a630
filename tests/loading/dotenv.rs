//! The grammar of `.env`, which lines of it matter to a load, and what is reported of the others.

use crate::{Billing, REGION, SITE_ID, write};
use cio_config::{AppApiKey, CioCredentials, Environment, LoadError, Note, ProblemKind, Region};
use tempfile::TempDir;

const TRACK: &str = "CUSTOMERIO_TRACK_API_KEY";

/// The Track API key that a `.env` file sets, the other fields being set elsewhere.
fn track_key(text: impl AsRef<[u8]>) -> Result<String, LoadError> {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, ".env", text);
    let billing = Billing::loader().environment([SITE_ID, REGION]).dotenv(path).load()?;
    Ok(billing.track_key.expose().to_owned())
}

#[test]
fn a_value_is_read_however_it_is_written() {
    for (line, value) in [
        ("CUSTOMERIO_TRACK_API_KEY=abc", "abc"),
        ("  export CUSTOMERIO_TRACK_API_KEY = abc  ", "abc"),
        ("CUSTOMERIO_TRACK_API_KEY=abc # a comment", "abc"),
        ("CUSTOMERIO_TRACK_API_KEY=abc#def", "abc#def"),
        ("CUSTOMERIO_TRACK_API_KEY='a\\n$b'  # a comment", "a\\n$b"),
        ("CUSTOMERIO_TRACK_API_KEY='abc'#comment", "abc"),
        ("CUSTOMERIO_TRACK_API_KEY=\"a\\\\b\\\"c\\d\"", "a\\b\"c\\d"),
        ("CUSTOMERIO_TRACK_API_KEY=\"ab\\$cd\"", "ab$cd"),
        ("CUSTOMERIO_TRACK_API_KEY='#abc'", "#abc"),
        ("CUSTOMERIO_TRACK_API_KEY=`abc`", "abc"),
        ("CUSTOMERIO_TRACK_API_KEY=abc\r", "abc"),
        ("CUSTOMERIO_TRACK_API_KEY=\"abc\"\r", "abc"),
        ("\u{feff}CUSTOMERIO_TRACK_API_KEY=abc", "abc"),
        ("# a comment\n\nCUSTOMERIO_TRACK_API_KEY=a$abc", "a$abc"),
        ("CUSTOMERIO_TRACK_API_KEY=abc\nCUSTOMERIO_TRACK_API_KEY='abc'", "abc"),
        ("CUSTOMERIO_TRACK_API_KEY=abc\nexport CUSTOMERIO_TRACK_API_KEY", "abc"),
    ] {
        assert_eq!(track_key(format!("{line}\n")).unwrap(), value, "{line:?}");
    }
}

#[test]
fn a_line_of_another_program_never_fails_a_load() {
    for other in [
        "JWT_KEY=\"-----BEGIN PRIVATE KEY-----\nMIIBVQ/+==\n-----END PRIVATE KEY-----\"",
        "JSON='{\n  \"a\": 1,\n  \"CUSTOMERIO_TRACK_API_KEY\": \"x\"\n}'",
        "JSON=`{\n  \"it's\": 1\n}`",
        "CERT=\"-----BEGIN\r\nabc\r\n-----END\"\r",
        "INNER=\"\nCUSTOMERIO_TRACK_API_KEY=inside\n\"",
        "NAME_WITHOUT_VALUE",
        "export NAME OTHER",
        "export",
        "=1",
        ": yaml",
        "NAME: yaml",
        "set -a",
        "source ./other.env",
        "if [ -f .env.local ]; then",
        "  . .env.local",
        "fi",
        "OTHER=1\nOTHER=2",
        "OTHER=\"a\" b",
        "OTHER='it'\\''s'",
        "OTHER=\"never closed",
        "OTHER='never closed",
        "OTHER=`never closed",
        "OTHER=#todo",
        "<<<<<<< HEAD",
        "=======",
        "\u{1}\u{2}",
    ] {
        for text in [format!("{other}\n{TRACK}=abc\n"), format!("{TRACK}=abc\n{other}")] {
            assert_eq!(track_key(&text).unwrap(), "abc", "{text:?}");
        }
    }
    let mut latin_1 = b"OTHER=caf\xe9\nOTHER_\xe9=1\n".to_vec();
    latin_1.extend_from_slice(b"CUSTOMERIO_TRACK_API_KEY=abc\n");
    assert_eq!(track_key(latin_1).unwrap(), "abc");
}

#[test]
fn a_mistake_in_a_line_of_ours_is_a_problem_of_its_field_by_line_and_column() {
    for (line, column, text) in [
        (2, 25, "A=1\nCUSTOMERIO_TRACK_API_KEY"),
        (1, 25, "CUSTOMERIO_TRACK_API_KEY: abc"),
        (1, 26, "CUSTOMERIO_TRACK_API_KEY abc"),
        (3, 28, "A=1\n\n  CUSTOMERIO_TRACK_API_KEY='x"),
        (1, 31, "CUSTOMERIO_TRACK_API_KEY=\"x\"  y"),
        (1, 26, "CUSTOMERIO_TRACK_API_KEY=#todo"),
        (2, 1, "CUSTOMERIO_TRACK_API_KEY=1\nCUSTOMERIO_TRACK_API_KEY=2"),
        (3, 10, "CUSTOMERIO_TRACK_API_KEY=1\n\n  export CUSTOMERIO_TRACK_API_KEY=2"),
        (4, 25, "A=\"\n\n\"\nCUSTOMERIO_TRACK_API_KEY"),
        (1, 26, "CUSTOMERIO_TRACK_API_KEY=\"abc\nA=\"b\""),
    ] {
        let error = track_key(text).unwrap_err();
        let [problem] = error.problems() else { panic!("{text:?}: {error}") };
        assert!(
            matches!(problem.kind(), ProblemKind::Syntax { line: found, column: at, .. } if (*found, *at) == (line, column)),
            "{text:?}: {error}"
        );
        assert_eq!(problem.role(), Some(cio_config::Role::TrackApiKey));
    }
    let quotes = track_key("CUSTOMERIO_TRACK_API_KEY=#todo").unwrap_err().to_string();
    assert!(quotes.contains("expected quotes around a value that begins with `#`"), "{quotes}");
}

#[test]
fn a_mistake_in_a_line_that_is_not_asked_for_is_none() {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, ".env", "CUSTOMERIO_SITE_ID\nCUSTOMERIO_TRACK_API_KEY=abc\n");
    let loader = Billing::loader().environment([SITE_ID, REGION]).dotenv(path);
    assert_eq!(loader.clone().load().unwrap().track_key.expose(), "abc");
    assert_eq!(loader.load_with_report().unwrap().0.track_key.expose(), "abc");
}

#[test]
fn a_skipped_line_is_a_note_where_a_field_is_missing() {
    let error = track_key("A=1\n\nset CUSTOMERIO_TRACK_API_KEY=abc\n").unwrap_err();
    assert!(matches!(error.problems(), [problem] if *problem.kind() == ProblemKind::Missing), "{error}");
    assert!(
        matches!(error.notes(), [Note::SkippedLine { line: 3, column: 5, expected: "`NAME=value`", .. }]),
        "{error}"
    );
    assert!(error.to_string().contains("\n- note: `"), "{error}");
}

#[test]
fn skipped_lines_beyond_twenty_are_counted() {
    let text = "not an assignment\n".repeat(50_000);
    let error = track_key(text).unwrap_err();
    assert_eq!(error.notes().len(), 21);
    assert!(matches!(error.notes()[20], Note::SkippedLines { count: 49_980, .. }), "{error}");
    assert!(error.to_string().len() < 10_000);
}

#[test]
fn a_name_inside_a_value_is_a_note_that_says_where_the_value_began() {
    for (text, line, began) in [
        ("A=\"forgotten\nCUSTOMERIO_TRACK_API_KEY=abc\nB=\"x\"\n", 2, 1),
        ("A=1\nB='\n# a comment\n  export CUSTOMERIO_TRACK_API_KEY=abc\n'\n", 4, 2),
        ("A=\"forgotten\r\nCUSTOMERIO_TRACK_API_KEY=\"abc\"\r\n", 2, 1),
    ] {
        let error = track_key(text).unwrap_err();
        let notes: Vec<_> = error
            .notes()
            .iter()
            .filter_map(|note| match note {
                Note::InsideValue { name, line, began, .. } => Some((name.as_str(), *line, *began)),
                _ => None,
            })
            .collect();
        assert_eq!(notes, [(TRACK, line, began)], "{text:?}: {error}");
    }
}

#[test]
fn an_optional_field_that_is_inside_a_value_is_a_note_in_the_report() {
    #[derive(CioCredentials, Debug)]
    struct Mailer {
        app_key: Option<AppApiKey>,
        region: Region,
    }
    let folder = TempDir::new().unwrap();
    let path = write(&folder, ".env", "A='forgotten\nCUSTOMERIO_APP_API_KEY=abc\nB='x'\n");
    let loader = Mailer::loader().environment([REGION]).dotenv(path);
    let (mailer, report) = loader.load_with_report().unwrap();
    assert!(mailer.app_key.is_none());
    assert!(matches!(report.notes()[0], Note::InsideValue { line: 2, began: 1, .. }), "{report}");
}

#[test]
fn a_file_in_utf_16_is_one_problem_however_many_lines_it_has() {
    let folder = TempDir::new().unwrap();
    let text = "CUSTOMERIO_TRACK_API_KEY=0123456789\r\nCUSTOMERIO_APP_API_KEY=0123456789\r\n";
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let content = [b"\xFF\xFE".to_vec(), utf_16].concat();
    for name in [".env", "cio.toml", "key"] {
        let path = write(&folder, name, &content);
        let loader = Billing::loader().environment([SITE_ID, REGION]);
        let loader = match name {
            ".env" => loader.dotenv(path),
            "cio.toml" => loader.file(path),
            _ => loader.environment(
                Environment::from([SITE_ID, REGION]).with("CUSTOMERIO_TRACK_API_KEY_FILE", path),
            ),
        };
        let error = loader.load().unwrap_err();
        let text = error.to_string();
        assert_eq!(text.matches("UTF-8").count(), if name == "key" { 2 } else { 1 }, "{text}");
        assert!(error.problems().len() <= 2, "the file, and what it does not say: {text}");
    }
}
