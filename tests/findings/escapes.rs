//! Names, paths and keys from outside cannot forge a line of a message, nor hide in one.

use crate::{Billing, REGION, SITE_ID, TRACK_KEY};
use cio_config::{CioCredentials, Environment, Format, Loader};
use std::fs;

/// A line feed and what would be the next line of a log, a carriage return at the end, and a turn of direction.
const FORGED: &str = "x\nERROR forged\u{202e}\u{1b}[2J\r";

fn loader() -> Loader<Billing> {
    Billing::loader().environment([SITE_ID, TRACK_KEY, REGION])
}

#[cfg(unix)]
#[test]
fn no_message_holds_a_character_that_does_not_show() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(format!("{FORGED}{name}"));
    fs::write(path(".env"), format!("CUSTOMERIO_APP_API_KEY\nA='\n{FORGED}\n")).unwrap();
    fs::write(path("syntax.toml"), "[customerio]\napp_api_key = abc\n").unwrap();
    fs::write(path("keys.toml"), "[customerio]\n\"app_key\\u202e\\n\" = 'x'\n\"a\\nb\" = 1\n").unwrap();
    fs::write(path("number.toml"), "[customerio]\napp_api_key = 5\n").unwrap();
    fs::create_dir(path("secrets")).unwrap();
    fs::write(path("secrets").join("app_key\u{200b}"), "x").unwrap();
    let environment = Environment::from([SITE_ID, TRACK_KEY, REGION]);
    for loader in [
        loader().dotenv(path(".env")),
        loader().dotenv(path("absent")),
        loader().file(path("syntax.toml")),
        loader().file(path("keys.toml")),
        loader().file(path("number.toml")),
        loader().file(path("absent.toml")),
        loader().secrets_dir(path("secrets")),
        loader().secrets_dir(path("absent")),
        loader().command([FORGED], Format::Toml),
        loader().command(["printf", "[customerio]\n'app_key\\r' = 1\n"], Format::Toml),
        Billing::loader()
            .environment(environment.clone().with("CUSTOMERIO_APP_API_KEY_FILE", path("absent"))),
        Billing::loader().environment(environment.clone().with("CUSTOMERIO_APP_API_KEY\r", "x")),
        Billing::loader().environment(environment.with("CREDENTIALS_DIRECTORY", path("absent"))),
    ] {
        let report = loader.clone().explain();
        let error = loader.load().unwrap_err();
        let mut texts = vec![report.to_string(), error.to_string(), format!("{error:?}")];
        for problem in error.problems() {
            texts.push(problem.hint());
            texts.extend(problem.looked_in().iter().chain(problem.near_misses()).map(ToString::to_string));
        }
        for text in texts {
            assert!(!text.contains("\nERROR"), "{text}");
            let hidden = text
                .chars()
                .find(|char| *char != '\n' && (char.is_control() || "\u{202e}\u{200b}".contains(*char)));
            assert_eq!(hidden, None, "{text:?}");
        }
    }
}
