//! No byte of a value in anything a load prints, whatever goes wrong.

use cio_config::{AppApiKey, CdpApiKey, CioCredentials, Environment, LoadError, Region, SiteId, TrackApiKey};
use proptest::prelude::*;
use std::error::Error;
use std::fs;

#[derive(CioCredentials)]
#[allow(dead_code, reason = "only what is printed of it matters")]
struct Everything {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    cdp_key: Option<CdpApiKey>,
    region: Region,
}

/// Everything an error can be made to say.
fn renderings(error: &LoadError) -> String {
    let mut said = format!("{error}\n{error:#}\n{error:?}\n{error:#?}\n{:#?}", error.problems());
    let mut cause = error.source();
    while let Some(error) = cause {
        said += &format!("\n{error}\n{error:?}");
        cause = error.source();
    }
    said
}

fn assert_silent(secret: &str, said: &str) {
    for six in secret.as_bytes().windows(6) {
        assert!(!said.as_bytes().windows(6).any(|window| window == six), "{said}");
    }
}

/// Ways to spoil a secret, so that a load fails on it.
const SPOILERS: [fn(&str) -> String; 8] = [
    |secret| format!("{secret} "),
    |secret| format!("{secret}\nmore"),
    |secret| format!("sa_live_{secret}"),
    |secret| format!("ref+vault://{secret}"),
    |secret| format!("<{secret}>"),
    |secret| format!("{secret}\u{e9}"),
    |secret| format!("{secret}:\u{7}"),
    |secret| format!("\u{feff}{secret}"),
];

proptest! {
    #[test]
    fn no_six_bytes_of_a_secret_are_printed(secret in "[A-Za-z0-9!-/]{20,40}", spoiler in 0..SPOILERS.len()) {
        // Upper case and digits first, so that no word of ours can look like a part of it.
        let secret = format!("Q7{secret}");
        let spoilt = SPOILERS[spoiler](&secret);
        let folder = tempfile::tempdir().unwrap();
        let dotenv = folder.path().join(".env");
        fs::write(&dotenv, format!("CUSTOMERIO_SITE_ID=\"{spoilt}\nCUSTOMERIO_APP_API_KEY='{spoilt}' {secret}\n{secret}\n")).unwrap();
        let toml = folder.path().join("cio.toml");
        fs::write(&toml, format!("[customerio]\ncdp_api_key = {secret}\n")).unwrap();
        let named = folder.path().join("named");
        fs::write(&named, format!("{spoilt}\n\n")).unwrap();
        let environment = Environment::from([("CUSTOMERIO_REGION", spoilt.as_str()), ("CUSTOMERIO_TRACK_API_KEY", &spoilt)])
            .with("CIO_TRACK_API_KEY", &secret)
            .with("CUSTOMERIO_SITE_ID_FILE", named);
        let loader = Everything::loader().environment(environment).dotenv(dotenv).file(toml);
        let report = loader.clone().explain();
        assert_silent(&secret, &format!("{report} {report:?} {loader:?}"));
        let error = loader.load().err().expect("nothing of this can load");
        assert_silent(&secret, &renderings(&error));
    }
}
