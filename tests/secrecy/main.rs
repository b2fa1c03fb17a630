//! No byte of a value in anything a load prints, whatever goes wrong.

use cio_config::{
    AppApiKey, Backend, CdpApiKey, CioCredentials, Environment, Format, LoadError, Loader, Region, Secret,
    SiteId, TrackApiKey,
};
use cio_tests::scripted_store::Scripted;
use figment::providers::Serialized;
use figment::value::{Dict, Map};
use figment::{Figment, Metadata, Profile, Provider};
use proptest::prelude::*;
use std::error::Error;
use std::fs;
use std::path::Path;

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
    for start in 0..secret.len() - 5 {
        assert!(!said.contains(&secret[start..start + 6]), "{said}");
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
        .with("CUSTOMERIO_CDP_API_KEY_FILE", &secret)
        .with("CUSTOMERIO_SITE_ID_FILE", named);
    let loader = Everything::loader().environment(environment).dotenv(dotenv).file(toml);
    let report = loader.clone().explain();
    assert_silent(&secret, &format!("{report} {report:?} {loader:?}"));
    let error = loader.load().err().expect("nothing of this can load");
    assert_silent(&secret, &renderings(&error));
}}

proptest! {
    // Each case is three dozen loads, some of which run a program.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_six_bytes_of_a_secret_are_printed_of_a_document_a_directory_or_a_command(
        secret in "[A-Za-z0-9!-/]{20,40}",
        spoiler in 0..SPOILERS.len(),
    ) {
        let secret = format!("Q7{secret}");
        let spoilt = SPOILERS[spoiler](&secret);
        let folder = tempfile::tempdir().unwrap();
        for loader in failing(folder.path(), &secret, &spoilt) {
            let report = loader.clone().explain();
            assert_silent(&secret, &format!("{report} {report:?} {loader:?} {loader:#?}"));
            let error = loader.load().err().expect("nothing of this can load");
            assert_silent(&secret, &renderings(&error));
        }
    }
}

/// Loaders that meet a secret, or a spoilt one, where they can do nothing with it.
fn failing(folder: &Path, secret: &str, spoilt: &str) -> Vec<Loader<Everything>> {
    let empty = || Everything::loader().environment(Environment::empty());
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let quoted = serde_json::to_string(spoilt).unwrap();
    let documents = [
        format!(
            "{{\"customerio\": {{\"app_api_key\": {quoted}, \"site_id\": {quoted}, \"region\": {quoted}}}}}"
        ),
        format!("{{\"customerio\": {{\"app_api_key\": {secret}}}}}"),
        format!("{{\"customerio\": {{\"app_api_key\": [{quoted}]}}}}"),
        format!("{{\"customerio\": {{\"app_api_key\": {quoted}, \"app_api_key\": {quoted}}}}}"),
        format!("{{\"customerio\": {{\"app_api_key\": \"\\ud800{secret}\"}}}}"),
        format!("{{\"customerio\": {quoted}}}"),
        format!("{{\"customerio\": {{}}}} {secret}"),
        quoted.clone(),
        format!("\"{secret}"),
        format!("[customerio]\napp_api_key = {quoted}\nsite_id = {quoted}\nregion = {quoted}\n"),
        format!("[customerio]\napp_api_key = [{quoted}]\n"),
        format!("[customerio]\napp_api_key = {quoted}\napp_api_key = {quoted}\n"),
        format!("[customerio]\napp_api_key = \"{secret}\n"),
        format!("customerio = {quoted}\n"),
        format!("# {secret}\n[customerio]\n{secret}\n"),
        format!("[customerio]\n{quoted} = 'app_api_key'\n"),
        format!(
            "{quoted} = 'app_api_key'\n[{quoted}.customerio]\n[Customerio]\n{quoted} = 1\n[customerio.{quoted}]\na = 1\n"
        ),
        format!("{{\"customerio\": {{{quoted}: \"app_api_key\"}}, {quoted}: 1}}"),
    ];
    let mut loaders = Vec::new();
    for (index, text) in documents.into_iter().enumerate() {
        for ending in ["json", "toml"] {
            loaders.push(empty().file(write(&format!("{index}.{ending}"), text.clone())));
        }
    }
    let profile = write("profile.toml", "[customerio]\n".to_owned());
    loaders.push(Everything::loader().environment([("CUSTOMERIO_PROFILE", secret)]).file(profile));

    write("app_api_key", secret.to_owned());
    write("CUSTOMERIO_APP_API_KEY", spoilt.to_owned());
    write("site_id", format!("{spoilt}\n\n"));
    loaders.push(empty().secrets_dir(folder));

    let script = write("script", format!("echo '[customerio'; echo {quoted} >&2; cat 0.json; exit 1"));
    loaders.push(empty().command(["sh".into(), script.into_os_string()], Format::Toml));
    loaders.push(empty().command(["cat".into(), folder.join("0.json").into_os_string()], Format::Json));
    loaders.push(empty().command(["cat".into(), folder.join("0.json").into_os_string()], Format::Toml));
    loaders.push(empty().command(["cio-no-such-program", secret], Format::Json));

    for figment in [
        Figment::from(Serialized::default("customerio.app_api_key", spoilt)),
        Figment::from(Serialized::default("customerio.app_api_key", [secret])),
        Figment::from(Serialized::default("customerio", secret)),
        Figment::from(Failing(secret.to_owned())),
    ] {
        loaders.push(empty().figment(figment));
    }
    loaders
}

/// Answers of a store, a file or `op` on which a load fails.
fn given(secret: &str, spoilt: &str) -> [String; 7] {
    let quoted = serde_json::to_string(spoilt).unwrap();
    [
        spoilt.to_owned(),
        secret.to_owned(),
        quoted.clone(),
        format!("{{\"app_api_key\": {quoted}, \"region\": {quoted}}}"),
        format!("{{\"app_api_key\": [{quoted}], \"region\": {{{quoted}: {quoted}}}}}"),
        format!("{{\"app_api_key\": {quoted}, \"app_api_key\": {quoted}}}"),
        format!("{{\"app_api_key\": \"\\ud800{secret}\", \"region\": {secret}"),
    ]
}

#[derive(CioCredentials)]
#[cio(references)]
#[allow(dead_code, reason = "only what is printed of it matters")]
struct Referring {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    cdp_key: CdpApiKey,
    region: Region,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_six_bytes_of_a_secret_are_printed_when_a_reference_is_followed(
        secret in "[A-Za-z0-9!-/]{20,40}",
        spoiler in 0..SPOILERS.len(),
    ) {
        let secret = format!("Q7{secret}");
        let folder = tempfile::tempdir().unwrap();
        for (index, text) in given(&secret, &SPOILERS[spoiler](&secret)).into_iter().enumerate() {
            let file = folder.path().join(index.to_string());
            fs::write(&file, &text).unwrap();
            let file = file.display();
            let environment = Environment::from([
                ("CUSTOMERIO_SITE_ID", format!("ref+file://{file}")),
                ("CUSTOMERIO_TRACK_API_KEY", format!("ref+file://{file}#/app_api_key")),
                ("CUSTOMERIO_APP_API_KEY", "ref+vault://secret/cio#/app_api_key".to_owned()),
                ("CUSTOMERIO_CDP_API_KEY", "ref+keyring://cio/app".to_owned()),
                ("CUSTOMERIO_REGION", "ref+vault://secret/other#/region/app".to_owned()),
            ]);
            let stored = text.clone();
            let store = Scripted::new(move |_| Ok(Secret::value(stored.clone().into_bytes())));
            let whole = Referring::loader().environment(Environment::empty()).store(store.clone(), "shelf/cio");
            let referring = Referring::loader().environment(environment).backend(Backend::Vault, store.clone());
            let panicking = Scripted::new(move |_| std::panic::panic_any(text.clone()));
            let panicking = referring.clone().backend(Backend::Keyring, panicking);
            for loader in [whole, referring.backend(Backend::Keyring, store), panicking] {
                let report = loader.clone().explain();
                assert_silent(&secret, &format!("{report} {report:?} {loader:?} {loader:#?}"));
                let error = loader.load().err().expect("nothing of this can load");
                assert_silent(&secret, &renderings(&error));
            }
        }
    }
}

/// A provider that says too much.
struct Failing(String);

impl Provider for Failing {
    fn metadata(&self) -> Metadata {
        Metadata::named("failing")
    }

    fn data(&self) -> figment::Result<Map<Profile, Dict>> {
        Err(self.0.clone().into())
    }
}
