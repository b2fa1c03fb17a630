//! The grammar of `.env`, and what is told of a file that does not keep it.

use crate::{Billing, REGION, SITE_ID, write};
use cio_config::{CioCredentials, Environment, ProblemKind};
use tempfile::TempDir;

#[test]
fn the_grammar_of_dotenv_is_kept_to_the_letter() {
    let folder = TempDir::new().unwrap();
    for (line, value) in [
        ("CUSTOMERIO_TRACK_API_KEY=abc", "abc"),
        ("  export CUSTOMERIO_TRACK_API_KEY = abc  ", "abc"),
        ("CUSTOMERIO_TRACK_API_KEY=abc # a comment", "abc"),
        ("CUSTOMERIO_TRACK_API_KEY=abc#def", "abc#def"),
        ("CUSTOMERIO_TRACK_API_KEY='a\\n$b'  # a comment", "a\\n$b"),
        ("CUSTOMERIO_TRACK_API_KEY=\"a\\\\b\\\"c\\d\"", "a\\b\"c\\d"),
        ("CUSTOMERIO_TRACK_API_KEY=abc\r", "abc"),
        ("\u{feff}CUSTOMERIO_TRACK_API_KEY=abc", "abc"),
        ("# a comment\n\nCUSTOMERIO_TRACK_API_KEY=a$HOME", "a$HOME"),
        ("CUSTOMERIO_TRACK_API_KEY=abc\nCUSTOMERIO_TRACK_API_KEY=abc", "abc"),
    ] {
        let path = write(&folder, ".env", format!("{line}\n"));
        let loader = Billing::loader().environment([SITE_ID, REGION]).dotenv(path);
        assert_eq!(loader.load().unwrap().track_key.expose(), value, "{line:?}");
    }
}

#[test]
fn a_line_of_dotenv_that_is_wrong_is_told_by_line_and_column() {
    let folder = TempDir::new().unwrap();
    for (text, line, column) in [
        ("A=1\nB", 2, 2),
        ("A=1\n\n  B='x", 3, 5),
        ("A=\"x\" y", 1, 7),
        ("A=1\nA=2", 2, 1),
        ("A=1\n\n  export A=2", 3, 10),
        ("=1", 1, 1),
        ("export", 1, 7),
        ("export ", 1, 8),
        ("export # A=1", 1, 8),
    ] {
        let path = write(&folder, ".env", text);
        let error = Billing::loader().environment(Environment::empty()).dotenv(path).load().unwrap_err();
        let place = error.problems().iter().find_map(|problem| match problem.kind() {
            ProblemKind::Syntax { line, column, .. } => Some((*line, *column)),
            _ => None,
        });
        assert_eq!(place, Some((line, column)), "{text:?}");
    }
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
